"""The head above the title: mark, 份号, urgency, 文号, 签发人; unknown lines are kept aside."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from apps.typesetting.docx.parsing.pieces import Grid, Item, Piece
from apps.typesetting.docx.recognising import patterns

BIG, LARGE = 26.0, 18.0  # points: above any title; above any text
SUFFIX = re.compile(r"(文件|会议纪要|(?<=政府)令)$")
APART = re.compile(r"[\t\u3000]+| {2,}")
NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
HAN = "[\u4e00-\u9fff]"
SINGLE = re.compile(rf"(?<!{HAN})({HAN})[ \u3000]{{1,3}}({HAN})(?!{HAN})")


@dataclass
class Head:
    """What stands above the title, as written."""

    marks: list[str] = field(default_factory=list)
    reference: str = ""
    reference_typed: str = ""
    signers: list[str] = field(default_factory=list)
    copy_number: str = ""
    urgency: str = ""
    classified: str = ""
    unknown: list[str] = field(default_factory=list)


def take_head(items: Iterable[Item]) -> Head:
    """Return the head of the items before the title."""
    head = Head()
    for item in items:
        for piece in item.pieces if isinstance(item, Grid) else [item]:
            _take(head, piece)
    return head


def head_length(items: Sequence[Item]) -> int:
    """Return how many of the first items are lines of a head, blank ones between them too."""
    length = 0
    for place, item in enumerate(items):
        if isinstance(item, Grid) or (item.bare and not is_head(item)):
            break
        length = place + 1 if item.bare else length
    return length


def is_head(item: Piece) -> bool:
    """Say whether a line belongs to the head and to nothing else."""
    probe = Head()
    _take(probe, item)
    return bool(item.bare) and not probe.unknown


def is_mark(piece: Piece) -> bool:
    """Say whether a line is a 发文机关标志 by its looks."""
    return bool(piece.bare) and (piece.size >= BIG or (piece.red and piece.size >= LARGE))


def _take(head: Head, piece: Piece) -> None:
    """Take one line apart: several parts may stand on it, between blanks."""
    if patterns.whole(patterns.RULE, piece.bare):
        return
    line = _without_signers(head, piece.bare)
    if head.signers:  # a second row of them: a name of two characters is spread to three
        line = SINGLE.sub(r"\1\2", line)
    words = line.split()
    if not all(map(_part, words)):
        words = [word.strip() for word in APART.split(line) if word.strip()]
    rest = [word for word in words if not _keep(head, word)]
    text = patterns.squeezed("".join(rest))
    if text and _is_mark(text, piece):
        head.marks.append(text)
    elif text:
        head.unknown.append("　".join(rest))


def _without_signers(head: Head, line: str) -> str:
    found = patterns.SIGNER.search(line)
    if not found:
        return line
    names = re.split(r"[\s、，,]+", SINGLE.sub(r"\1\2", found.group(1)))
    head.signers += [name for name in names if name]
    return line[: found.start()]


def _part(word: str) -> tuple[str, str]:
    """Return (field of the head, value) of a word, ("", "") where it is none."""
    if found := patterns.whole(patterns.COPY_NUMBER, word):
        return "copy_number", found.group(1)
    if patterns.whole(patterns.URGENCY, word):
        return "urgency", word
    if patterns.whole(patterns.CLASSIFIED, word):
        return "classified", word
    if found := patterns.whole(patterns.REFERENCE, word):
        name, year, number = found.groups()
        return "reference", f"{name}〔{year}〕{int(number)}号"
    if patterns.whole(patterns.ORDER, word):
        return "reference", patterns.squeezed(word)
    return "", ""


def _keep(head: Head, word: str) -> bool:
    name, value = _part(word)
    if not name and head.signers and patterns.whole(NAME, word):
        head.signers.append(word)  # a second row of signers, on the row of 文号
        return True
    if name:
        setattr(head, name, value)
    if name == "reference":
        head.reference_typed = word
    return bool(name)


def _is_mark(text: str, piece: Piece) -> bool:
    if "关于" in text:
        return False
    return is_mark(piece) or patterns.whole(patterns.MARK, text) is not None


def issuers_of(marks: list[str]) -> tuple[tuple[str, ...], str]:
    """Return (issuers, own head): names below one another, or a mark that is no issuer's name."""
    if len(marks) == 1 and marks[0].endswith("纪要"):
        return (), marks[0]
    return tuple(name for mark in marks if (name := SUFFIX.sub("", mark))), ""
