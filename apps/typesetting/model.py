"""One official document as frozen data: what stands on the page, never how it is drawn.

Serialisable, versioned and hashable: `to_json` is canonical, so equal documents have equal hashes.
It refuses unknown layouts, unknown keys, unknown versions and wrong types with a Chinese sentence.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

VERSION = 1

Layout = Literal["down", "up", "letter", "order", "minutes"]
LAYOUT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "down": "下行文、平行文",
        "up": "上行文",
        "letter": "信函",
        "order": "命令（令）",
        "minutes": "纪要",
    }
)
ParagraphKind = Literal["text", "chapter", "centred", "flush"]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `lead` of its first characters stand in the face of its level."""

    text: str
    level: int = 0  # 0 plain, 1 一、 2 （一） 3 1. 4 （1）
    lead: int = 0
    kind: ParagraphKind = "text"

    def __post_init__(self) -> None:
        if self.kind not in get_args(ParagraphKind):
            raise ValueError(f"段落类别“{self.kind}”无法识别。")
        if not 0 <= self.level <= 4:
            raise ValueError(f"段落层次应当为0至4，现为{self.level}。")


@dataclass(frozen=True)
class Table:
    """A plain table: a head row that repeats on each page, rows of cells, relative widths."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.header)]
        if not self.header or wrong or len(self.widths) not in (0, len(self.header)):
            raise ValueError("表格每一行的栏数应当与表头相同。")
        object.__setattr__(self, "widths", tuple(float(width) for width in self.widths))


Block = Paragraph | Table


@dataclass(frozen=True)
class Annex:
    """What follows on a page of its own; label "" for a text that the document itself issues."""

    title: str
    blocks: tuple[Block, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Attendance:
    """One line of who was there, in minutes: 出席, 请假, 列席."""

    label: str
    names: str


@dataclass(frozen=True)
class Gongwen:
    """A whole document in one of the five layouts; empty fields do not appear on the page."""

    layout: Layout = "down"
    issuers: tuple[str, ...] = ()
    head: str = ""
    reference: str = ""
    signers: tuple[str, ...] = ()
    title: str = ""
    addressees: str = ""
    body: tuple[Block, ...] = ()
    annexes: tuple[Annex, ...] = ()
    annex_list: tuple[str, ...] = ()
    signature_name: str = ""
    date: dt.date | None = None
    sealed: bool = True
    notes: str = ""
    cc: str = ""
    printed_by: str = ""
    printed_on: dt.date | None = None
    copy_number: str = ""
    urgency: str = ""
    attendance: tuple[Attendance, ...] = ()

    def __post_init__(self) -> None:
        if self.layout not in get_args(Layout):
            raise ValueError(f"公文版式“{self.layout}”无法识别。")

    @property
    def annex_names(self) -> tuple[str, ...]:
        """The names of the 附件说明: as given, else the titles of the labelled annexes."""
        named = tuple(annex.title.replace("\n", "") for annex in self.annexes if annex.label)
        return self.annex_list or named

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values, with the version of this form."""
        plain = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        return {"version": VERSION, **plain}

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Gongwen":
        """Return the document that `to_dict` wrote; ValueError names what cannot be read."""
        values = dict(plain)
        if (version := values.pop("version", VERSION)) != VERSION:
            raise ValueError(f"公文数据的版本{version}无法识别。")
        return cast(Gongwen, _build(cls, values))

    def to_json(self) -> str:
        """Return the canonical JSON: sorted keys, no blanks, characters as they are."""
        return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Gongwen":
        """Return the document that `to_json` wrote."""
        return cls.from_dict(json.loads(text))

    @property
    def sha256(self) -> str:
        """The hash of the canonical JSON, hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def chinese_date(day: dt.date) -> str:
    """Return a date as pages write it: Arabic digits without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Paragraph | Table | Annex | Attendance):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _block(value: Any) -> Block:
    table = isinstance(value, Mapping) and "header" in value
    return cast(Block, _build(Table if table else Paragraph, value))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_typed(item, str) for item in value)


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"应当为{kind.__name__}，现为{value!r}。")
    return value


def _day(value: Any) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(_typed(value, str))


# How each field that is not a plain string is read back.
READERS: Mapping[tuple[str, str], Any] = MappingProxyType(
    {
        ("Paragraph", "level"): lambda value: _typed(value, int),
        ("Paragraph", "lead"): lambda value: _typed(value, int),
        ("Table", "header"): _texts,
        ("Table", "rows"): lambda value: tuple(_texts(row) for row in value),
        ("Table", "widths"): lambda value: tuple(float(item) for item in value),
        ("Annex", "blocks"): lambda value: tuple(_block(item) for item in value),
        ("Gongwen", "issuers"): _texts,
        ("Gongwen", "signers"): _texts,
        ("Gongwen", "annex_list"): _texts,
        ("Gongwen", "body"): lambda value: tuple(_block(item) for item in value),
        ("Gongwen", "annexes"): lambda value: tuple(_build(Annex, item) for item in value),
        ("Gongwen", "attendance"): lambda value: tuple(_build(Attendance, v) for v in value),
        ("Gongwen", "date"): _day,
        ("Gongwen", "printed_on"): _day,
        ("Gongwen", "sealed"): lambda value: _typed(value, bool),
    }
)


def _build(kind: type, values: Any) -> Any:
    if not isinstance(values, Mapping):
        raise ValueError(f"公文数据中的{kind.__name__}应当为对象，现为{values!r}。")
    known = {field.name for field in fields(kind)}
    if unknown := sorted(set(values) - known):
        raise ValueError(f"公文数据中有无法识别的项：{'、'.join(map(str, unknown))}。")
    read: dict[str, Any] = {}
    for name, value in values.items():
        reader = READERS.get((kind.__name__, name), lambda item: _typed(item, str))
        try:
            read[name] = reader(value)
        except (TypeError, ValueError) as error:
            raise ValueError(f"公文数据的“{name}”项有误：{error}") from error
    return kind(**read)
