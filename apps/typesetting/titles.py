"""Breaks a title by sense into 梯形 or 菱形 lines; a break chosen by hand ("\\n") always wins.

A drafter may also move a break word by word: `moved` gives the title with one break shifted.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from apps.typesetting.composer import HALVABLE
from apps.typesetting.words import cut

MOST = 19.5  # characters of 二号 in 156 mm, with a little air
COMFORTABLE = 17
WEAK_START = re.compile(r"^(的|和|及|与|或|等|、|》|）|”|了|之)")
WEAK_END = re.compile(r"(、|《|（|“|和|及|与|或|的|关于)$")


def break_title(title: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the lines of a title; `names` (issuers and the like) are never broken."""
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    title = title.strip()
    if extent(title) <= COMFORTABLE:
        return (title,) if title else ()
    words = words_of(title, tuple(names))
    for count in range(2, 8):
        if lines := _best(words, count):
            return lines
    most = int(MOST)
    return tuple(title[i : i + most] for i in range(0, len(title), most))


def moved(lines: Sequence[str], line: int, by: int, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the lines with the break after `line` moved by one word, forward or back.

    A move that would empty a line or overfill one changes nothing.
    """
    words = words_of("".join(lines), tuple(names))
    ends = [len("".join(words[: place + 1])) for place in range(len(words) - 1)]
    breaks = [len("".join(lines[: place + 1])) for place in range(len(lines) - 1)]
    beyond = [end for end in ends if (end > breaks[line] if by > 0 else end < breaks[line])]
    if not beyond:
        return tuple(lines)
    breaks[line] = beyond[0] if by > 0 else beyond[-1]
    text, edges = "".join(lines), [0, *breaks, len("".join(lines))]
    made = tuple(text[a:b] for a, b in zip(edges, edges[1:], strict=False))
    fits = all(made) and edges == sorted(edges) and all(tight(part) <= MOST for part in made)
    return made if fits else tuple(lines)


def extent(text: str) -> float:
    """Return how many characters of 二号 wide a text is: digits and Latin count half."""
    return sum(0.5 if "!" <= character <= "~" else 1.0 for character in text)


def tight(text: str) -> float:
    """Return the same with every mark half as wide, as an overlong line is set."""
    return extent(text) - 0.5 * sum(character in HALVABLE for character in text)


def halves(text: str) -> tuple[str, ...]:
    """Return a name in two lines, cut between words as near the middle as possible."""
    words = cut(text)
    ends = [len("".join(words[:place])) for place in range(1, len(words))]
    middle = min(ends, key=lambda end: abs(end - len(text) / 2), default=len(text) // 2)
    return (text[:middle], text[middle:])


def _best(words: Sequence[str], count: int) -> tuple[str, ...]:
    if tight("".join(words)) > count * MOST or len(words) < count:
        return ()
    lengths = [0.0]
    for word in words:
        lengths.append(lengths[-1] + extent(word))
    share = lengths[-1] / count
    near = [p for p in range(1, len(words)) if _is_near(lengths[p], share)]
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(near, count - 1):
        edges = (0, *cuts, len(words))
        lines = tuple("".join(words[a:b]) for a, b in zip(edges, edges[1:], strict=False))
        if all(tight(line) <= MOST for line in lines):
            cost = _cost(lines)
            best = min(best or (cost, lines), (cost, lines))
    return best[1] if best else ()


def _is_near(length: float, share: float) -> bool:
    """Only breaks within 60 % of a line from an even share are tried: enough, and few."""
    return abs(length / share - round(length / share)) <= 0.6


def _cost(lines: Sequence[str]) -> float:
    lengths = [extent(line) for line in lines]
    even = sum(lengths) / len(lengths)
    cost = sum(abs(length - even) for length in lengths) / len(lengths)
    cost += 4.0 * sum(length > COMFORTABLE for length in lengths)
    cost += 12.0 * sum(bool(WEAK_START.match(line)) for line in lines[1:])
    cost += 6.0 * sum(bool(WEAK_END.search(line)) for line in lines[:-1])
    cost += 30.0 * sum(line.count("《") != line.count("》") for line in lines)
    return cost + (0.0 if has_shape(lengths) else 40.0)


def has_shape(lengths: Sequence[float]) -> bool:
    """Say whether line lengths make 梯形 or 菱形: they grow, shrink, or grow and then shrink."""
    if len(lengths) < 2:
        return True
    if len(lengths) > 2 and len(set(lengths)) == 1:
        return False
    peak = lengths.index(max(lengths))
    rising, falling = lengths[: peak + 1], lengths[peak:]
    return list(rising) == sorted(rising) and list(falling) == sorted(falling, reverse=True)


def words_of(title: str, names: tuple[str, ...] = ()) -> list[str]:
    """Return the words of a title; names, quoted titles and closing marks are one piece each."""
    wholes = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
    quoted = rf"《[^《》]{{1,{int(MOST) - 2}}}》"
    pattern = "|".join([*wholes, quoted, r"[0-9A-Za-z.%+-]+", r"〔\d+〕\d+号"])
    words: list[str] = []
    position = 0
    for found in re.finditer(pattern, title):
        words += cut(title[position : found.start()])
        words.append(found.group())
        position = found.end()
    words += cut(title[position:])
    return _glued([word for word in words if word])


def _glued(words: Sequence[str]) -> list[str]:
    """Join what must not begin or end a line to its neighbour."""
    out: list[str] = []
    for word in words:
        if out and (word[0] in "、》）”，：；" or out[-1][-1] in "《（“"):
            out[-1] += word
        else:
            out.append(word)
    return out
