"""A draft as the rules see it, and what they have to say of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from apps.typesetting.manuscript.tables import is_row

Light = Literal["amber", "none"]  # probably wrong; only a suggestion
FIELD_NAMES = MappingProxyType(
    {
        "title": "标题",
        "addressees": "主送机关",
        "body_text": "正文",
        "annex_title": "随文印发的标题",
        "annex_text": "随文印发的正文",
        "notes": "附注",
        "document_kind": "文种",
        "matters_count": "请示事项数",
    }
)
BLANK = " \t\u3000\ufeff"


@dataclass(frozen=True)
class Draft:
    """What a drafter has written; ``kind`` is the code of one of the fifteen kinds."""

    kind: str = ""
    title: str = ""
    addressees: str = ""
    body_text: str = ""
    annex_title: str = ""
    annex_text: str = ""
    notes: str = ""
    matters_count: int = 1

    @cached_property
    def body(self) -> tuple["Line", ...]:
        """The paragraphs of the text."""
        return tuple(lines_of("body_text", self.body_text))

    @cached_property
    def annex(self) -> tuple["Line", ...]:
        """The paragraphs of what is issued with it."""
        return tuple(lines_of("annex_text", self.annex_text))

    def lines(self) -> Iterator["Line"]:
        """Yield everything written, field by field, tables left out."""
        for field in ("title", "addressees"):
            yield from lines_of(field, getattr(self, field))
        yield from self.body
        yield from lines_of("annex_title", self.annex_title)
        yield from self.annex
        yield from lines_of("notes", self.notes)


@dataclass(frozen=True)
class Line:
    """One paragraph: its field, its number there (from 1), its text without outer blanks."""

    field: str
    number: int
    text: str


@dataclass(frozen=True)
class Remark:
    """One warning; ``line`` 0 is about the whole field, ``quote`` are the very words."""

    rule: str
    field: str
    line: int
    quote: str
    sentence: str
    mend: str
    light: Light = "amber"

    @property
    def place(self) -> str:
        """Where it is, for people: 正文第3段."""
        name = FIELD_NAMES.get(self.field, "")
        many = self.line and self.field in ("body_text", "annex_text")
        return f"{name}第{self.line}段" if many else name


def lines_of(field: str, text: str) -> Iterator[Line]:
    """Yield the paragraphs of a field; rows of tables count as paragraphs and are passed over."""
    number = 0
    for typed in text.splitlines():
        if line := typed.strip(BLANK):
            number += 1
            if not is_row(line):
                yield Line(field, number, line)


def at(
    rule: str, line: Line, quote: str, sentence: str, mend: str, light: Light = "amber"
) -> Remark:
    """Return a remark about words of one paragraph."""
    return Remark(rule, line.field, line.number, quote, sentence, mend, light)
