"""From a file that was read to the fields of a draft, and what a drafter is told about each part.

Refuses to save: the fields are shown first, with the report beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from apps.documents.models import Document
from apps.organisation.wording import later
from apps.typesetting import Gongwen
from apps.typesetting.docx import Note, Reading
from apps.typesetting.manuscript import annexes_to_text, blocks_to_text

KINDS = {label.removesuffix("（令）"): code for code, label in Document.Kind.choices} | {
    "令": Document.Kind.ORDER.value
}
URGENCY = {"特急": "most_urgent", "特提": "most_urgent"}
CONTACT = re.compile(
    r"联\s*系\s*人\s*[：:]\s*([^，,；;、：:]{1,20}?)[\s，,；;、]+"
    r"(?:联系)?电\s*话\s*[：:]\s*([\d\-—、 ]{7,40})"
)
# Parts that the system sets by itself, from the unit, the signature and the number ledger.
BY_SYSTEM = {
    "份号", "发文机关标志", "发文字号", "签发人", "署名", "成文日期", "印发机关和日期",
}  # fmt: skip
LABELS = {
    "document_kind": "文种", "urgency": "紧急程度", "title": "标题", "addressees": "主送机关",
    "copies": "抄送机关", "body_text": "正文", "annex_title": "随文印发的标题",
    "annex_text": "附件正文", "notes": "附注", "contact_name": "联系人",
    "contact_phone": "联系电话", "issuer": "发文机关", "reference": "发文字号",
}  # fmt: skip
# What a form shows of its own accord is not what somebody typed.
CHOSEN = ("document_kind", "urgency", "issuer")
BY_ITSELF = {"addressees": later("{formal}")}


@dataclass(frozen=True)
class Imported:
    """What the form shall show, and the report: of each part, where it went."""

    name: str
    values: dict[str, str]
    recognised: tuple[tuple[Note, str], ...]
    changed: tuple[Note, ...]
    dropped: tuple[Note, ...]


def imported(reading: Reading, *, name: str, direction: str, before: Mapping[str, str]) -> Imported:
    """Return the fields of the file; ``before`` is what stands in the form now."""
    incoming = direction == Document.Direction.INCOMING
    values, more = _values(reading, incoming)
    recognised = [
        (note, "由系统生成，未填入" if _by_system(note.part, incoming) else "已填入")
        for note in reading.said("recognised")
    ]
    changed = [*reading.said("changed"), *more, *_replaced(values, before)]
    return Imported(name, values, tuple(recognised), tuple(changed), reading.said("dropped"))


def _by_system(part: str, incoming: bool) -> bool:
    """Say whether the system sets a part; a unit's own number is the unit's to give."""
    return part in BY_SYSTEM and not (incoming and part == "发文字号")


def _values(reading: Reading, incoming: bool) -> tuple[dict[str, str], list[Note]]:
    gongwen, more = reading.gongwen, list[Note]()
    lines = gongwen.title.split("\n")
    annex_title, annex_text = annexes_to_text(gongwen.annexes)
    values = {
        "document_kind": KINDS.get(reading.kind, ""),
        "urgency": URGENCY.get(gongwen.urgency, "urgent") if gongwen.urgency else "",
        "title": "".join(lines),
        "title_way": "｜".join(lines) if len(lines) > 1 else "",
        "addressees": gongwen.addressees,
        "copies": gongwen.cc.rstrip("。"),
        "body_text": _body(gongwen, more),
        "annex_title": annex_title,
        "annex_text": annex_text,
        **(_contact(gongwen.notes) if incoming else {"notes": gongwen.notes}),
        "reference": gongwen.reference if incoming else "",
    }
    if not incoming and gongwen.issuers:
        office = gongwen.issuers[0].endswith("办公室")
        values["issuer"] = Document.Issuer.OFFICE if office else Document.Issuer.CITY
    if incoming and len(gongwen.issuers) > 1:
        sentence = "文件由几个单位联合行文，请在“与其他单位联合报送的”中选定"
        more.append(Note("changed", "联合报送单位", sentence, gongwen.issuers[1:]))
    return {field: text for field, text in values.items() if text}, more


def _body(gongwen: Gongwen, more: list[Note]) -> str:
    """The text, and behind it what a draft has no field for."""
    parts = [blocks_to_text(gongwen.body)] if gongwen.body else []
    labelled = [annex.title.replace("\n", "") for annex in gongwen.annexes if annex.label]
    names = gongwen.annex_list
    if names and not labelled:
        shown = [f"{n}.{name}" for n, name in enumerate(names, 1)] if len(names) > 1 else [*names]
        parts.append("附件：" + "\n".join(shown))
        more.append(Note("changed", "附件说明", "附件说明放在正文末尾；附件请另行添加"))
    elif names and list(names) != labelled:
        sentence = "附件说明与附件标题不一致，以附件标题为准"
        more.append(Note("changed", "附件说明", sentence, ("；".join(names),)))
    if gongwen.attendance:
        parts += [f"{group.label}：{group.names}" for group in gongwen.attendance]
        more.append(Note("changed", "出席名单", "出席名单放在正文末尾"))
    return "\n".join(parts)


def _contact(notes: str) -> dict[str, str]:
    """Take 联系人 and 联系电话 out of 附注: an upward document has fields for them."""
    found = CONTACT.search(notes)
    if not found:
        return {"notes": notes}
    rest = (notes[: found.start()] + notes[found.end() :]).strip("，；。;, ")
    name, phone = found.group(1).strip(), found.group(2).strip()
    return {"contact_name": name, "contact_phone": phone, "notes": rest}


def _replaced(values: Mapping[str, str], before: Mapping[str, str]) -> list[Note]:
    """Say which words that stood in the form give way, and keep them in the report."""
    return [
        Note("changed", LABELS[field], "替换了表单中原有的内容", (before[field].strip(),))
        for field, text in values.items()
        if field in LABELS
        and field not in CHOSEN
        and before.get(field, "").strip() not in ("", text.strip(), BY_ITSELF.get(field, ""))
    ]
