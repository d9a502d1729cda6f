"""Deciding through a link: one transaction, every check in a fixed order, one decision.

The matter's row is locked first, as everywhere: whoever holds it has its links to himself. A
refusal writes its line of the trail and the count of wrong PINs, and nothing else. Refuses to
trust anything that the form says beyond the decision itself.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from apps.core.verdicts import Refused
from apps.matters import flow, steps
from apps.matters.decision_links import facts, find
from apps.matters.link_gate import (
    Stale,
    alive,
    authority_now,
    outcome_label,
    risk_of,
    sentence,
    unchanged,
)
from apps.matters.link_origin import UNKNOWN, Origin
from apps.matters.link_tokens import FORM_OLDEST, FORM_YOUNGEST, Form, read_form
from apps.matters.models import DecisionLink
from apps.matters.purposes import kind_of, purpose_of
from apps.notifications.services import notify
from apps.organisation.models import Person
from apps.organisation.services import check_pin
from apps.organisation.services.people import PIN_LOCK
from apps.trail.models import Event
from apps.trail.services import record

CHANNEL = "mail_link"
PIN_WRONG = "matters.link_pin_wrong"
LINK_TRIES = 5
DAY_TRIES = 10
DAY = timedelta(days=1)
HAT_ENDED = ("substitution_ended", "stood_in")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was posted, by whom it claims to be, and from where; secrets are never printed."""

    token: str = field(repr=False)
    outcome: str
    opinion: str
    pin: str = field(repr=False)
    form: str = field(repr=False)
    session_user: Person | None
    origin: Origin = UNKNOWN


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: recorded, repeated, refused (may be mended), stale, or unknown."""

    result: str
    link: DecisionLink | None = None
    reason: str = ""
    sentence: str = ""
    field: str = ""


class No(Exception):
    """A refusal that the reader can mend on the same page."""

    def __init__(self, reason: str, words: str, field: str = "") -> None:
        self.reason, self.words, self.field = reason, words, field
        super().__init__(reason)


def submit(attempt: Attempt, *, at: datetime) -> Answer:
    """Decide a step through its link, or say why not; never raises Refused.

    A form posted twice gets the first answer again and decides once.
    """
    found = find(attempt.token)
    if found is None:
        return Answer("unknown")
    with transaction.atomic():
        matter = flow.lock(found.step.matter)
        link = _fresh(found.pk)
        if link is None:
            return Answer("unknown")
        form = read_form(attempt.form)
        if form and link.state == DecisionLink.State.USED and form.nonce == link.used_nonce:
            return Answer("repeated", link)
        try:
            _decide(matter, link, form, attempt, at)
        except (No, Stale, Refused) as refusal:
            return _refuse(matter, link, refusal, attempt, at)
    return Answer("recorded", link)


def _fresh(pk: int) -> DecisionLink | None:
    rows = DecisionLink.objects.select_related("step__matter", "step__post", "actor", "principal")
    return rows.filter(pk=pk).first()


def _decide(
    matter: Any, link: DecisionLink, form: Form | None, attempt: Attempt, at: datetime
) -> None:
    """Carry out the protocol; whatever it raises leaves PIN counters and a kept note at most."""
    _form_is_ours(link, form, at)
    assert form is not None
    alive(link, at)
    _reader_is_actor(link, attempt)
    strength = _identify(link, attempt, at)
    if attempt.outcome not in link.allowed_actions:
        raise No("action_not_allowed", "此项不能从邮件办理，请登录办理。", "outcome")
    try:
        hat = authority_now(link, at)
    except Stale as stale:
        if stale.reason in HAT_ENDED:
            _keep_opinion(link, attempt, at)
        raise
    unchanged(link)
    with transaction.atomic():
        _spend(link, form, attempt, at)
        steps.settle(
            step=link.step,
            outcome=attempt.outcome,
            by=link.actor,
            hat=hat,
            at=at,
            opinion=attempt.opinion,
            channel=CHANNEL,
            version=link.step_version,
        )
        link.step.refresh_from_db()
        flow.note(
            matter,
            "link_used",
            by=link.actor,
            hat=hat,
            at=at,
            channel=CHANNEL,
            payload={
                **facts(link),
                **attempt.origin.as_dict(),
                "outcome": attempt.outcome,
                "opinion_sha256": hashlib.sha256(attempt.opinion.encode()).hexdigest(),
                "strength": strength,
            },
        )
        _confirm(link, at)


def _keep_opinion(link: DecisionLink, attempt: Attempt, at: datetime) -> None:
    """Leave what an actor who proved himself wrote to whoever has the step after him."""
    worn = {name: value for name, value in link.hat.items() if name != "seals"}
    text = attempt.opinion
    steps.keep_late(step=link.step, text=text, by=link.actor, hat=worn, at=at)


def _form_is_ours(link: DecisionLink, form: Form | None, at: datetime) -> None:
    if form is None or form.link_id != link.pk:
        raise No("form_forged", "页面已失效，请核对后重新办理。")
    age = timedelta(seconds=at.timestamp() - form.shown_at)
    if age < FORM_YOUNGEST:
        raise No("form_too_fast", "请看清内容后再办理。")
    if age > FORM_OLDEST:
        raise No("form_too_old", "页面打开已超过30分钟，请核对后重新办理。")


def _reader_is_actor(link: DecisionLink, attempt: Attempt) -> None:
    user = attempt.session_user
    if user is not None and user.pk != link.actor_id:
        raise No("other_session", f"您已以{user.name}的身份登录，此链接由{link.actor.name}办理。")


def _identify(link: DecisionLink, attempt: Attempt, at: datetime) -> str:
    """Return how the actor proved himself, or raise No; a wrong PIN is counted three ways."""
    if not attempt.outcome:
        raise No("outcome_missing", "请选择办理结果。", "outcome")
    if risk_of(link) == DecisionLink.Risk.L0:
        return "link"
    if attempt.session_user is not None:
        return "session"
    actor = Person.objects.get(pk=link.actor_id)
    if not actor.pin_hash:
        raise No("pin_unset", "您还没有设置审批口令，请登录办理，或登录设置后再从邮件办理。", "pin")
    if not attempt.pin:
        raise No("pin_missing", "请输入审批口令。", "pin")
    if actor.pin_locked_at and at < actor.pin_locked_at + PIN_LOCK:
        raise No("pin_locked", "审批口令连续输错，已锁定30分钟，请登录办理。", "pin")
    if wrong_today(actor, at) >= DAY_TRIES:
        raise No("pin_exhausted", "24小时内审批口令输错次数过多，请登录办理。", "pin")
    verdict = check_pin(person=actor, pin=attempt.pin, at=at)
    if not verdict:
        raise No("pin_wrong", f"{verdict.reason}。", "pin")
    return "link+pin"


def wrong_today(actor: Person, at: datetime) -> int:
    """Return how many wrong PINs were given for an actor in 24 hours, over all his links."""
    return Event.objects.filter(
        subject=f"person:{actor.pk}", verb=PIN_WRONG, at__gt=at - DAY
    ).count()


def _spend(link: DecisionLink, form: Form, attempt: Attempt, at: datetime) -> None:
    won = DecisionLink.objects.filter(pk=link.pk, state=DecisionLink.State.ACTIVE).update(
        state=DecisionLink.State.USED,
        used_at=at,
        used_nonce=form.nonce,
        action=attempt.outcome,
        ip=attempt.origin.ip,
        user_agent=attempt.origin.user_agent[:200],
    )
    if won != 1:
        raise Stale("used")
    link.state, link.used_at, link.used_nonce = DecisionLink.State.USED, at, form.nonce


def _confirm(link: DecisionLink, at: datetime) -> None:
    """Tell the actor what was done in his name; by mail too where no PIN was asked."""
    step, matter = link.step, link.step.matter
    label = outcome_label(step)
    notify(
        people=[link.actor],
        kind="decided_by_mail",
        key=str(link.pk),
        at=at,
        subject=f"已从邮件办理：{matter.title}",
        text=f"您已从邮件办理《{matter.title}》：{label}。如非本人操作，请立即联系系统管理员。",
        path=kind_of(matter.kind).url(matter.pk),
        mail=purpose_of(matter.kind, step.purpose).risk == DecisionLink.Risk.L0,
    )


def _refuse(
    matter: Any, link: DecisionLink, refusal: Exception, attempt: Attempt, at: datetime
) -> Answer:
    """Write the refusal into the trail and turn it into an answer."""
    if isinstance(refusal, steps.HatOver):
        _keep_opinion(link, attempt, at)
    link.refresh_from_db(fields=["state", "used_at", "used_nonce"])
    if isinstance(refusal, Stale):
        answer = Answer("stale", link, refusal.reason, sentence(link, refusal.reason))
    elif isinstance(refusal, No):
        answer = Answer("refused", link, refusal.reason, refusal.words, refusal.field)
    else:
        assert isinstance(refusal, Refused)
        answer = Answer("refused", link, "rule", f"{refusal}。", refusal.verdict.field)
    if answer.reason == "pin_wrong" and _count_wrong_pin(link, at):
        answer = Answer("stale", link, "locked", sentence(link, "locked"))
    flow.note(
        matter,
        "link_refused",
        by=None,
        hat=None,
        at=at,
        channel=CHANNEL,
        payload={**facts(link), **attempt.origin.as_dict(), "reason": answer.reason},
    )
    return answer


def _count_wrong_pin(link: DecisionLink, at: datetime) -> bool:
    """Count a wrong PIN on the link and on the person; True if that locked the link."""
    record(
        verb=PIN_WRONG,
        subject=f"person:{link.actor_id}",
        at=at,
        matter_id=link.step.matter_id,
        payload={"link": link.pk},
        channel=CHANNEL,
    )
    rows = DecisionLink.objects.filter(pk=link.pk, state=DecisionLink.State.ACTIVE)
    rows.update(pin_failures=F("pin_failures") + 1)
    if rows.filter(pin_failures__gte=LINK_TRIES).update(state=DecisionLink.State.LOCKED) != 1:
        return False
    title = link.step.matter.title
    notify(
        people=[link.actor],
        kind="link_locked",
        key=str(link.pk),
        at=at,
        subject="审批口令多次输错，邮件办理链接已锁定",
        text=f"有人凭您的邮件链接办理《{title}》，审批口令连续输错{LINK_TRIES}次，链接已锁定。"
        "如非本人操作，请立即联系系统管理员。",
        path=kind_of(link.step.matter.kind).url(link.step.matter_id),
    )
    return True
