"""A leave as it is printed: the slip with the opinions, and the text of a filing.

From rows to plain values for the typesetter and the drafting of a document; draws nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from apps.documents.page import official_name
from apps.leave import content, periods, presenting, rules
from apps.leave.models import Leave
from apps.matters import proofs
from apps.matters.models import Requirement, Step
from apps.matters.purposes import purpose_of
from apps.organisation import authority
from apps.organisation.wording import later
from apps.typesetting.kit.slip import Opinion, Rank, Slip
from apps.typesetting.model import chinese_date

# Offices of a level above are reported to, those beside are written a letter.
ABOVE = ("superior_government_office", "superior_party_office")
RANKS = (
    (later("{mayor}"), ("mayor",)),
    (
        later("{vice_mayor}、{secretary_general}"),
        ("executive_vice_mayor", "vice_mayor", "secretary_general"),
    ),
    ("单位负责人", ("unit_head", "section_head")),
)
WRITTEN = ("leave_approve", "leave_change", "leave_inform")


def slip(leave: Leave) -> Slip:
    """Return the slip of a leave: what is asked, and what each of those in charge wrote."""
    settled = list(
        leave.steps.filter(state=Step.State.SETTLED, purpose__in=WRITTEN)
        .select_related("post", "acted_by")
        .order_by("acted_at", "pk")
    )
    ranks = []
    for label, roles in RANKS:
        said = tuple(_opinion(step) for step in settled if step.post.role in roles)
        if said:
            ranks.append(Rank(str(label), said))
    asked_on = timezone.localdate(leave.opened_at)
    text = "\n".join(content.lines(leave)[2:])
    return Slip(
        head="请假审批单",
        title=leave.title,
        rows=(
            (("请假人", leave.person.name), ("职务", leave.post.name)),
            (("单位", leave.unit.name), ("类别", presenting.kind_name(leave))),
            (("离开时间", _moment(leave.from_at)), ("返回时间", _moment(leave.to_at, end=True))),
        ),
        asked="请假事项",
        proposal=(Opinion(text, leave.person.name, asked_on),),
        ranks=tuple(ranks),
        result=_result(leave),
    )


def _moment(at: dt.datetime, *, end: bool = False) -> str:
    """Return 2026年6月3日, with the half of the day where the period does not take all of it."""
    noon = timezone.localtime(at).hour == periods.NOON.hour
    day = periods.last_day(at) if end else timezone.localdate(at)
    half = ("上午" if end else "下午") if noon else ""
    return f"{chinese_date(day)}{half}"


def _result(leave: Leave) -> str:
    """Say how it ended: filed where, back when."""
    said = [leave.standing]
    said += [
        f"{row.label}：{found.reason}，{found.reference}，{chinese_date(found.starts_on)}"
        for row, found in proofs.lights(leave)
        if found is not None and found.starts_on is not None
    ]
    if leave.returned_at:
        said.append(f"{chinese_date(timezone.localdate(leave.returned_at))}返回")
    return "；".join(said) + "。"


def _opinion(step: Step) -> Opinion:
    outcome = purpose_of("leave", step.purpose).outcome(step.outcome)
    label = (step.hat or {}).get("label", "")
    name = step.acted_by.name if step.acted_by else ""
    words = step.opinion or (f"{outcome.label}。" if outcome else "")
    on = timezone.localdate(step.acted_at) if step.acted_at else None
    return Opinion(words, f"{name}（{label}）" if label else name, on)


def recipient(leave: Leave, key: str) -> str:
    """Return what the book calls the office that is told."""
    bodies: Any = rules.book_of(leave).vocabulary.bodies
    name: str = bodies.get(key, "")
    return name


def filing(leave: Leave, row: Requirement) -> dict[str, Any]:
    """Return the values of the document by which an office is told: report above, letter beside."""
    above = row.key in ABOVE
    name, post = leave.person.name, leave.post.name
    when = periods.words(leave.from_at, leave.to_at)
    kind = presenting.kind_name(leave).split("（")[0]
    body = [
        f"{official_name(leave.post.unit)}{post}{name}同志拟于{when}"
        f"{'赴' + leave.destination if leave.leaves and leave.destination else ''}"
        f"（{kind}），事由：{leave.reason.rstrip('。')}。",
        _during(leave),
        "特此报告。" if above else "特此函告。",
    ]
    return {
        "title": f"关于{name}同志外出的{'报告' if above else '函'}",
        "document_kind": "report" if above else "letter",
        "issuer": "general_office",
        "doc_class": "upward_report" if above else "ordinary",
        "addressees": [recipient(leave, row.key)],
        "body_text": "\n".join(line for line in body if line),
        "basis": "、".join(cite["label"] for cite in row.cites),
        "disclosure": "withheld",
        "disclosure_ground": "内部事务信息，依法不予公开",
    }


def _during(leave: Leave) -> str:
    """Say who acts meanwhile, where that is known."""
    acting = authority.acting(leave.post, leave.from_at).people
    others = [person.name for person, _ in acting if person.pk != leave.person_id]
    return f"外出期间，有关工作由{'、'.join(others)}同志代行。" if others else ""
