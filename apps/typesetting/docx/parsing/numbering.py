"""Automatic numbers: what Word counts and shows but does not write into the text."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element  # noqa: S405  (only the class)

from apps.typesetting.docx.parsing.markup import attribute, child, children, number, value
from apps.typesetting.manuscript.numerals import chinese

DIGITS = "〇一二三四五六七八九"
MOST = 9999
ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip


@dataclass
class Level:
    """One level of a list: how it counts and what it writes around the number."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass
class Counting:
    """The levels of one abstract list, and how far each has counted."""

    levels: dict[int, Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a file; asked paragraph by paragraph in the order of the text."""

    def __init__(self, part: Element | None) -> None:
        self._lists: dict[str, Counting] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        abstract = {
            attribute(found, "abstractNumId"): Counting(dict(map(_level, children(found, "lvl"))))
            for found in children(part, "abstractNum")
        }
        for found in children(part, "num"):
            key = attribute(found, "numId")
            counting = abstract.get(value(found, "abstractNumId"))
            if counting is None:
                continue
            own = {}
            for override in children(found, "lvlOverride"):
                ilvl = number(attribute(override, "ilvl"))
                if (level := child(override, "lvl")) is not None:
                    counting = Counting({**counting.levels, ilvl: _level(level)[1]})
                if start := value(override, "startOverride"):
                    own[ilvl] = number(start, 1)
            self._lists[key], self._restarts[key] = counting, own

    def label(self, list_id: str, ilvl: int) -> str:
        """Count one paragraph of a list and return what stands before its text."""
        counting = self._lists.get(list_id)
        level = counting.levels.get(ilvl) if counting else None
        if counting is None or level is None or level.form == "none":
            return ""
        start = self._restarts[list_id].pop(ilvl, None)
        if start is not None:
            counting.counts[ilvl] = start - 1
        counting.counts[ilvl] = counting.counts.get(ilvl, level.start - 1) + 1
        for deeper in [n for n in counting.counts if n > ilvl]:
            del counting.counts[deeper]
        if level.form == "bullet":
            return ""
        return re.sub(r"%([1-9])", lambda m: _shown(counting, int(m.group(1)) - 1), level.text)


def _level(element: Element) -> tuple[int, Level]:
    return number(attribute(element, "ilvl")), Level(
        number(value(element, "start"), 1) if child(element, "start") is not None else 1,
        value(element, "numFmt") or "decimal",
        value(element, "lvlText"),
    )


def _shown(counting: Counting, ilvl: int) -> str:
    level = counting.levels.get(ilvl, Level())
    return written(counting.counts.get(ilvl, level.start), level.form)


def written(count: int, form: str) -> str:
    """Return a number in one of Word's forms; a form not known here gives digits."""
    if not 0 < count <= MOST:
        return str(count)
    if form in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(DIGITS[int(digit)] for digit in str(count))
    if form.startswith(("chinese", "taiwanese", "japaneseCounting", "ideographTraditional")):
        return chinese(count)
    if form.startswith("decimalEnclosedCircle") and count <= 20:
        return chr(0x2460 + count - 1)
    if form in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "upperLetter" else letters.lower()
    if form in ("upperRoman", "lowerRoman") and count < 400:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    return str(count)


def _roman(count: int) -> str:
    out = ""
    for size, letters in ROMAN:
        out, count = out + letters * (count // size), count % size
    return out
