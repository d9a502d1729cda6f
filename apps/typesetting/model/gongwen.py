"""One official document as frozen data; its JSON is canonical: equal documents, equal hashes.

It refuses unknown layouts, unknown keys, unknown versions and wrong types with a Chinese sentence.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

from apps.typesetting.model import plain
from apps.typesetting.model.blocks import Block

Layout = Literal["down", "level", "up", "letter", "order", "minutes"]
LAYOUT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "down": "下行文",
        "level": "平行文",
        "up": "上行文",
        "letter": "信函",
        "order": "命令（令）",
        "minutes": "纪要",
    }
)
Sides = Literal["duplex", "single", "booklet"]
DIAMETERS = (20.0, 60.0)  # of seals, millimetres


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
    """A whole document in one of the layouts; empty fields do not appear on the page."""

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
    # Since version 2.
    signature_names: tuple[str, ...] = ()  # of a joint issue, the sponsor first
    stamped: bool = False  # the signer's stamp (签名章) closes it, as in orders
    seal_diameters: tuple[float, ...] = ()  # millimetres, one for each signature
    sides: Sides = "duplex"  # how it is printed: 版记 on an even page, anywhere, on a fourth page
    addressees_below: bool = False  # 主送机关 in 版记, where they would push the text off page 1
    names: tuple[str, ...] = ()  # of people, never broken at a line's end

    def __post_init__(self) -> None:
        if self.layout not in get_args(Layout):
            raise ValueError(f"公文版式“{self.layout}”无法识别。")
        if self.sides not in get_args(Sides):
            raise ValueError(f"印制方式“{self.sides}”无法识别。")
        diameters = tuple(float(diameter) for diameter in self.seal_diameters)
        if not all(DIAMETERS[0] <= diameter <= DIAMETERS[1] for diameter in diameters):
            raise ValueError("印章直径应当为20至60毫米。")
        object.__setattr__(self, "seal_diameters", diameters)

    @property
    def annex_names(self) -> tuple[str, ...]:
        """The names of the 附件说明: as given, else the titles of the labelled annexes."""
        named = tuple(annex.title.replace("\n", "") for annex in self.annexes if annex.label)
        return self.annex_list or named

    @property
    def signatories(self) -> tuple[str, ...]:
        """The names below the text: several for a joint issue, else the one, else none."""
        return self.signature_names or ((self.signature_name,) if self.signature_name else ())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values, with the version of this form."""
        return {"version": plain.VERSION, **plain.write(self)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Gongwen":
        """Return the document that `to_dict` wrote; ValueError names what cannot be read."""
        document: Gongwen = plain.read(cls, plain.current(values))
        return document

    def to_json(self) -> str:
        """Return the canonical JSON: sorted keys, no blanks, characters as they are."""
        return json.dumps(
            self.to_dict(),
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
            allow_nan=False,
        )

    @classmethod
    def from_json(cls, text: str) -> "Gongwen":
        """Return the document that `to_json` wrote."""
        return cls.from_dict(json.loads(text))

    @property
    def sha256(self) -> str:
        """The hash of the canonical JSON, hexadecimal."""
        return hashlib.sha256(self.to_json().encode("utf-8", "surrogatepass")).hexdigest()
