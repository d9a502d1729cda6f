"""征求意见和会签: other units are asked, reply in time, ask for more time, or are silent.

Owns the round from sending to its conclusion. Refuses a reply in the name of somebody else, and
never takes back what silence has counted as: an opinion that comes later is kept beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.jobs import enqueue
from apps.core.verdicts import Refused, Verdict
from apps.documents import joint, policies, rules
from apps.documents.models import Consultation, Document
from apps.documents.services.act import Act
from apps.documents.services.announcing import announce
from apps.documents.services.routing import end_of_day
from apps.matters import circulation, decision_links, flow, proofs, steps
from apps.matters.models import Finding, Step
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post, Unit
from apps.organisation.vocabulary import PostRole
from apps.rulebook.answers import Deadline

PURPOSE = "cosign"
# What a concluded round proves, where the book asks for it.
PROVES = ("consultation", "cosign")
# What other units meet by replying, signatures included.
MET_BY_REPLIES = (*PROVES, joint.SIGNATURE)
WHO_SIGN = (PostRole.UNIT_HEAD, PostRole.UNIT_DEPUTY)
R = Consultation.Result


def send(
    *,
    document: Document,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    days: int | None = None,
    reason: str = "",
    channel: str = "web",
) -> list[Consultation]:
    """Ask every unit concerned that has not agreed yet; ``days`` is the lead unit's own limit."""
    with transaction.atomic():
        fresh = flow.lock(document)
        units = _still_to_ask(fresh)
        _require(
            policies.can_consult(hat, fresh),
            _somebody(units),
            rules.own_limit(fresh, days, reason),
        )
        # Counted only now: a limit of a million days leads out of the calendar.
        limit = rules.reply_deadline(fresh, timezone.localdate(at), days)
        actor: dict[str, Any] = {"by": by, "hat": hat, "at": at, "channel": channel}
        rows = [_ask(fresh, unit, limit, days, actor) for unit in units]
        flow.note(
            fresh,
            "consulted",
            **actor,
            cites=limit.cites,
            payload={
                "units": [unit.code for unit in units],
                "to_name": "、".join(unit.short_name for unit in units),
                "reason": reason.strip() or limit.sentence,
                "due": limit.due_on.isoformat(),
            },
        )
        return rows


def _require(*verdicts: Verdict) -> None:
    if not all(verdicts):
        raise Refused(*verdicts)


def _somebody(units: list[Unit]) -> Verdict:
    if units:
        return Verdict.allow()
    return Verdict.deny("没有需要征求意见的单位，请先选定涉及的部门", field="other_units")


def _still_to_ask(document: Document) -> list[Unit]:
    """Return the units concerned that are neither being asked nor have agreed to this version.

    Whoever sends the document too is asked again after his silence: he has to sign.
    """
    now = document.consultations.filter(version=document.content_version)
    asked = set(document.consultations.filter(result=R.WAITING).values_list("unit", flat=True))
    agreed = set(now.filter(result__in=[R.AGREED, R.DEEMED]).values_list("unit", flat=True))
    signed = asked | set(now.filter(result=R.AGREED).values_list("unit", flat=True))
    return [
        *(unit for unit in joint.partners(document) if unit.pk not in signed),
        *(unit for unit in joint.others(document) if unit.pk not in asked | agreed),
    ]


def _ask(
    document: Document, unit: Unit, limit: Deadline, days: int | None, actor: dict[str, Any]
) -> Consultation:
    signers = Post.objects.filter(unit=unit, role__in=WHO_SIGN, abolished_on__isnull=True)
    opened = steps.open_route(
        matter=document,
        purpose=PURPOSE,
        posts=signers.select_related("unit").order_by("position", "pk"),
        need=Step.Need.ANY,
        due_at=end_of_day(limit.due_on),
        due_provisional=limit.provisional,
        cites=limit.cites,
        sentence=_sentence(document, unit, limit),
        **actor,
    )
    clerks = Post.objects.filter(unit=unit, role=PostRole.CLERK, abolished_on__isnull=True)
    circulation.circulate(matter=document, posts=clerks, purpose="consult", **actor)
    return Consultation.objects.create(
        document=document,
        unit=unit,
        group=opened[0].group,
        version=document.content_version,
        sent_at=actor["at"],
        sent_by=actor["by"],
        days=days,
    )


def _sentence(document: Document, unit: Unit, limit: Deadline) -> str:
    if unit in joint.partners(document):
        return f"{document.unit.name}与{unit.short_name}联合报送本件，请审签，{limit.sentence}"
    return f"{document.unit.name}就本件征求{unit.short_name}意见，{limit.sentence}"


def replied(act: Act) -> None:
    """A unit has replied under its own hand; the last reply concludes the round."""
    result = R.AGREED if act.step.outcome == "agree" else R.OBJECTED
    act.document.consultations.filter(group=act.step.group, result=R.WAITING).update(
        result=result,
        opinion=act.step.opinion,
        version=act.document.content_version,  # the text he has read; it may be newer than asked
        replied_at=act.at,
        replied_by=act.by,
    )
    conclude(document=act.document, at=act.at)


def conclude(*, document: Document, at: dt.datetime) -> None:
    """Once nobody is waited for, put down what came of the round and ask the book again."""
    latest = {row.unit_id: row for row in _asked(document)}
    if not latest or any(row.is_waiting for row in latest.values()):
        return
    objected = [row for row in latest.values() if row.result == R.OBJECTED]
    if objected and not document.disagreement:
        document.disagreement = True
        document.save(update_fields=["disagreement"])
    proofs.sync(matter=document, specs=rules.requirements(document), at=at)
    said = "；".join(_said(row) for row in latest.values())
    last = max(latest.values(), key=lambda row: (row.sent_at, row.pk))
    for row in document.requirements.filter(key__in=PROVES, dropped_at__isnull=True):
        proofs.put_down(
            row=row,
            result=Finding.Result.SATISFIED,
            reason=said,
            by=last.sent_by,
            hat={"label": "根据各单位回复自动登记"},
            at=at,
        )
    _put_down_signatures(document, last.sent_by, at)
    words = "有不同意见" if objected else "没有不同意见"
    announce(
        document=document,
        posts=[document.drafting_post],
        kind="document.consulted",
        at=at,
        subject=f"【意见收齐】{document.title}",
        text=f"各单位{words}。{said}。",
    )


def _put_down_signatures(document: Document, by: Person | None, at: dt.datetime) -> None:
    """Put down whether everybody who sends the document has signed its present text."""
    row = document.requirements.filter(key=joint.SIGNATURE, dropped_at__isnull=True).first()
    if row is None:
        return
    signed = joint.signers(document)
    said = [
        f"{unit.short_name}：{signed[unit.pk].name}已签署" if unit.pk in signed
        else f"{unit.short_name}：未签署"
        for unit in joint.partners(document)
    ]  # fmt: skip
    whole = len(signed) == len(said)
    proofs.put_down(
        row=row,
        result=Finding.Result.SATISFIED if whole else Finding.Result.FAILED,
        reason="；".join(said),
        by=by,
        hat={"label": "根据各单位签署自动登记"},
        at=at,
    )


def lapse(*, document: Document, by: Person, at: dt.datetime) -> None:
    """The text has changed: whoever had signed it has not signed this one."""
    proved = Finding.objects.filter(
        requirement__matter=document, requirement__key=joint.SIGNATURE,
        current=True, result=Finding.Result.SATISFIED,
    )  # fmt: skip
    if proved.exists():
        _put_down_signatures(document, by, at)


def tell_again(*, document: Document, at: dt.datetime) -> None:
    """Units that are being asked read a new text: links and open pages die, they are told anew."""
    decision_links.content_changed(matter=document, at=at)
    asked = document.steps.filter(state=Step.State.WAITING, purpose=PURPOSE)
    for pk in asked.values_list("pk", flat=True):
        enqueue("matters.announce", step_id=pk)


def _asked(document: Document) -> Iterable[Consultation]:
    rows = document.consultations.exclude(result=R.CALLED_OFF).select_related("unit", "sent_by")
    return rows.order_by("sent_at", "pk")


def _said(row: Consultation) -> str:
    words = f"（{row.opinion}）" if row.opinion else ""
    return f"{row.unit.short_name}：{row.get_result_display()}{words}"


def call_off(*, document: Document, reason: str, **actor: Any) -> None:
    """Take back what is still being asked: the document goes on, or its draft changes."""
    waiting = document.steps.filter(purpose=PURPOSE, state=Step.State.WAITING)
    steps.withdraw(matter=document, steps=waiting, reason=reason, **actor)
    document.consultations.filter(result=R.WAITING).update(result=R.CALLED_OFF)


HANDLERS: dict[tuple[str, str], Callable[[Act], None]] = {
    (PURPOSE, "agree"): replied,
    (PURPOSE, "disagree"): replied,
}
