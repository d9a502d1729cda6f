"""处理笺: what came in, what the office proposes, and what each leader wrote, the highest first."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apps.typesetting.glyphs import Place, refuse_unwritable
from apps.typesetting.kit.form import SIGNED, VALUE, Form, Piece
from apps.typesetting.kit.sheets import A4, heading, lines_of
from apps.typesetting.model import chinese_date, plain
from apps.typesetting.rendering import ONE_AT_A_TIME, Progress, Rendered

HEAD_SIZE = 24.0
EMPTY_ROWS = 3  # of a field in which somebody may still write by hand


@dataclass(frozen=True)
class Opinion:
    """What somebody wrote; `signed`: his name, with whom he acts for."""

    text: str
    signed: str = ""
    on: dt.date | None = None


@dataclass(frozen=True)
class Rank:
    """Everybody of one rank, in the order of writing."""

    label: str
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True)
class Slip:
    """One handling slip; `ranks` from the highest down.

    `rows` take the place of what is said of a document that came in: pairs of a label and its
    value, two a row; `asked` is what the field above the ranks is called.
    """

    head: str
    title: str
    sender: str = ""
    reference: str = ""
    number: str = ""
    received_on: dt.date | None = None
    kind: str = ""
    urgency: str = ""
    proposal: tuple[Opinion, ...] = ()
    ranks: tuple[Rank, ...] = ()
    others: tuple[Opinion, ...] = ()
    result: str = ""
    rows: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = ()
    asked: str = "拟办意见"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values with the version of this form."""
        return {"version": plain.VERSION, **plain.write(self)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Slip":
        """Return the slip that `to_dict` wrote; ValueError names what cannot be read."""
        slip: Slip = plain.read(cls, plain.current(values))
        return slip

    @property
    def sha256(self) -> str:
        """The hash of the canonical JSON, hexadecimal."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def render_slip(slip: Slip, progress: Progress | None = None) -> Rendered:
    """Typeset a handling slip; raises MissingGlyph and CannotTypeset with a sentence."""
    with ONE_AT_A_TIME:
        refuse_unwritable(_places(slip))
        form = Form()
        form.sheets.put(heading(slip.head, 24.0, A4, HEAD_SIZE, red=True))
        for pair in slip.rows or _incoming(slip):
            form.fields(pair)
        form.field("标题", [Piece(tuple(lines_of(slip.title, form.width(), VALUE)))])
        form.field(slip.asked, _pieces(slip.proposal, form), EMPTY_ROWS)
        for rank in slip.ranks:
            form.field(f"{rank.label}批示", _pieces(rank.opinions, form), EMPTY_ROWS)
        if slip.others:
            form.field("会签意见", _pieces(slip.others, form))
        result = Opinion(slip.result)
        form.field("办理结果", _pieces((result,) if slip.result else (), form), EMPTY_ROWS)
        form.end()
        return form.sheets.render(f"{slip.head}：{slip.title}", slip.head, progress)


def _incoming(slip: Slip) -> tuple[tuple[tuple[str, str], tuple[str, str]], ...]:
    """Return what is said of a document that came in."""
    received = chinese_date(slip.received_on) if slip.received_on else ""
    return (
        (("来文单位", slip.sender), ("来文字号", slip.reference)),
        (("收文编号", slip.number), ("收文日期", received)),
        (("文种", slip.kind), ("紧急程度", slip.urgency)),
    )


def _pieces(opinions: tuple[Opinion, ...], form: Form) -> list[Piece]:
    pieces = []
    for opinion in opinions:
        pieces.append(Piece(tuple(lines_of(opinion.text, form.width(), VALUE))))
        day = chinese_date(opinion.on) if opinion.on else ""
        if signed := f"{opinion.signed}　{day}".strip("　"):
            pieces.append(Piece(tuple(lines_of(signed, form.width(), SIGNED)), SIGNED))
    return pieces


def _places(slip: Slip) -> Iterator[Place]:
    yield "笺头", "biao", slip.head, ""
    short = slip.sender + slip.reference + slip.number + slip.kind + slip.urgency
    yield "来文信息", "fang", short, ""
    for pair in slip.rows:
        for label, value in pair:
            yield "栏目名称", "hei", label, ""
            yield label, "fang", value, ""
    yield "栏目名称", "hei", slip.asked, ""
    yield "标题", "fang", slip.title, "\n"
    yield slip.asked, "fang", _text(slip.proposal), "\n"
    for rank in slip.ranks:
        yield f"{rank.label}批示", "fang", _text(rank.opinions), "\n"
        yield "批示栏名称", "hei", rank.label, ""
    yield "会签意见", "fang", _text(slip.others), "\n"
    yield "办理结果", "fang", slip.result, "\n"


def _text(opinions: tuple[Opinion, ...]) -> str:
    return "".join(opinion.text + opinion.signed for opinion in opinions)
