"""Time in a consultation: more of it is agreed on, or it runs out and silence counts.

Owns the extension and the moment after the limit. Refuses to extend by one side alone, and to
undo what silence has counted as.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from apps.core.verdicts import Refused, Verdict
from apps.documents import policies, rules
from apps.documents.models import Consultation, Document
from apps.documents.services.announcing import announce
from apps.documents.services.consulting import PURPOSE, R, conclude
from apps.documents.services.routing import end_of_day
from apps.matters import flow, steps
from apps.matters.models import Step
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.organisation.vocabulary import PostRole


def _locked(consultation: Consultation) -> tuple[Document, Consultation]:
    document = flow.lock(consultation.document)
    row = document.consultations.select_related("unit").get(pk=consultation.pk)
    return document, row


def _steps(document: Document, row: Consultation) -> QuerySet[Step]:
    return document.steps.filter(group=row.group, purpose=PURPOSE, state=Step.State.WAITING)


def is_provisional(row: Consultation) -> bool:
    """Say whether a holiday notice may still move the limit that runs now."""
    return _steps(row.document, row).filter(due_provisional=True).exists()


def due_of(row: Consultation) -> dt.datetime | None:
    """Return the limit that runs now, None where nothing is waited for."""
    return _steps(row.document, row).aggregate(due=Min("due_at"))["due"]


def _open(document: Document, row: Consultation, at: dt.datetime) -> Verdict:
    due = due_of(row)
    if due is not None and at <= due:
        return Verdict.allow()
    state = "已逾期" if row.is_waiting else row.get_result_display()
    return Verdict.deny(f"{row.unit.short_name}{state}，不能再商定时限")


def _clerk_of(row: Consultation) -> list[Post]:
    return list(Post.objects.filter(unit=row.unit, role=PostRole.CLERK, abolished_on__isnull=True))


def ask_extension(
    *,
    consultation: Consultation,
    until: dt.date,
    way: str,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
) -> Consultation:
    """Let the unit that is asked propose, before its limit, until when and how it will reply."""
    with transaction.atomic():
        document, row = _locked(consultation)
        verdicts = (
            policies.can_reply(hat, row),
            _open(document, row, at),
            _later(until, due_of(row)),
            Verdict.allow() if reason.strip() else Verdict.deny("请写明延期理由", field="reason"),
        )
        if not all(verdicts):
            raise Refused(*verdicts)
        wish = until, way.strip(), reason.strip()
        if wish == (row.asked_until, row.asked_way, row.asked_reason):
            return row  # the form was sent twice
        row.asked_until, row.asked_way, row.asked_reason = wish
        row.save(update_fields=["asked_until", "asked_way", "asked_reason"])
        words = f"{row.unit.short_name}商请延至{until:%Y年%m月%d日}：{reason.strip()}"
        _note(document, "extension_asked", row, words, by=by, hat=hat, at=at)
        _tell(document, [document.drafting_post], "extension_asked", row, words, at)
        return row


def answer_extension(
    *, consultation: Consultation, agree: bool, by: Person, hat: Hat, at: dt.datetime
) -> Consultation:
    """Let the lead unit agree on the new limit, which then counts, or keep the old one."""
    with transaction.atomic():
        document, row = _locked(consultation)
        verdicts = (policies.can_consult(hat, document), _open(document, row, at), _asked(row))
        if not all(verdicts):
            raise Refused(*verdicts)
        until = row.asked_until
        assert until is not None  # _asked has looked
        if agree:
            row.agreed_until, due_at = until, end_of_day(until)
            waiting = _steps(document, row)
            waiting.update(due_at=due_at, rank_at=due_at, due_provisional=False)
        row.asked_until = None
        row.save()
        words = f"{'同意' if agree else '不同意'}{row.unit.short_name}延至{until:%Y年%m月%d日}"
        _note(document, "extension_answered", row, words, by=by, hat=hat, at=at)
        _tell(document, _clerk_of(row), "extension_answered", row, words, at)
        return row


def _later(until: dt.date, due: dt.datetime | None) -> Verdict:
    if due is None or until > timezone.localdate(due):
        return Verdict.allow()
    return Verdict.deny("商请延至的日期应晚于原期限", field="until")


def _asked(row: Consultation) -> Verdict:
    if row.asked_until is not None:
        return Verdict.allow()
    return Verdict.deny(f"{row.unit.short_name}没有商请延期")


def add_late_opinion(
    *, consultation: Consultation, opinion: str, by: Person, hat: Hat, at: dt.datetime
) -> Consultation:
    """Keep an opinion that came after the silence had counted; it changes nothing by itself."""
    with transaction.atomic():
        document, row = _locked(consultation)
        verdicts = (
            policies.can_reply(hat, row),
            Verdict.allow() if row.result == R.DEEMED else Verdict.deny("本件没有逾期，请直接回复"),
            Verdict.allow() if opinion.strip() else Verdict.deny("请写明意见", field="opinion"),
        )
        if not all(verdicts):
            raise Refused(*verdicts)
        if row.late_opinion == opinion.strip():
            return row  # the form was sent twice
        row.late_opinion, row.late_at = opinion.strip(), at
        row.save(update_fields=["late_opinion", "late_at"])
        words = f"{row.unit.short_name}逾期意见：{opinion.strip()}"
        _note(document, "late_opinion", row, words, by=by, hat=hat, at=at)
        _tell(document, [document.drafting_post], "late_opinion", row, words, at)
        return row


def deem(*, at: dt.datetime) -> int:
    """Let silence count, the moment after each limit; returns how many. Idempotent."""
    over = Step.objects.filter(purpose=PURPOSE, state=Step.State.WAITING, due_at__lt=at)
    found = dict.fromkeys(over.order_by("due_at", "pk").values_list("matter_id", "group"))
    rows = Consultation.objects.select_related("document")
    return sum(
        _deem(row, at)
        for matter, group in found
        for row in rows.filter(document=matter, group=group, result=R.WAITING)
    )


def _deem(consultation: Consultation, at: dt.datetime) -> bool:
    with transaction.atomic():
        document, row = _locked(consultation)
        due = due_of(row)
        if not row.is_waiting or due is None or due >= at:
            return False  # replied or extended while the sweep was on its way
        verdict = rules.silence(document, row.unit.short_name)
        if not verdict:
            return False  # the step goes on waiting, overdue, and can be urged
        waiting = _steps(document, row)
        actor: dict[str, Any] = {"by": None, "hat": None, "at": at, "channel": "job"}
        steps.withdraw(matter=document, steps=waiting, reason="逾期未回复", **actor)
        row.result, row.replied_at = R.DEEMED, at
        row.save(update_fields=["result", "replied_at"])
        words = f"{row.unit.short_name}逾期未回复，视为无不同意见"
        flow.touch(matter=document, at=at)
        flow.note(
            document,
            "deemed",
            **actor,
            cites=verdict.cites,
            payload={"consultation": row.pk, "unit": row.unit.code, "reason": words},
        )
        posts = [document.drafting_post, *_clerk_of(row)]
        _tell(document, posts, "deemed", row, f"{words}。{verdict.sentence}", at)
        conclude(document=document, at=at)
        return True


def _note(document: Document, verb: str, row: Consultation, words: str, **actor: Any) -> None:
    flow.touch(matter=document, at=actor["at"])
    payload = {"consultation": row.pk, "unit": row.unit.code, "reason": words}
    flow.note(document, verb, payload=payload, **actor)


def _tell(
    document: Document, posts: list[Post], kind: str, row: Consultation, text: str, at: dt.datetime
) -> None:
    announce(
        document=document,
        posts=posts,
        kind=f"document.{kind}",
        key=f"{row.pk}:{at:%Y%m%d%H%M%S}",
        at=at,
        subject=f"【征求意见】{document.title}",
        text=text,
    )
