"""Letters from the public: registered, read by the addressee in person, carried out, answered."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from apps.activity import policies, rules
from apps.activity import transitions as t
from apps.activity.models import PublicLetter
from apps.activity.services.matters import admit, made_by, save_once
from apps.activity.services.writing import holder_on, require
from apps.core.verdicts import Refused, Verdict
from apps.matters import files, flow, pressing, steps
from apps.matters.models import Attachment, Link, Matter, Step
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.rulebook.rules.rulings import rule_on

FIELDS = ("title", "writer", "writer_contact", "received_on", "body_text")


def register(
    *,
    leader: Post,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    scan: File[bytes] | None = None,
    form_key: uuid.UUID | None = None,
) -> PublicLetter:
    """Register a letter to a leader and put it before him; ``values`` holds FIELDS.

    ``scan`` is the letter as it came. It waits for the addressee in person where the book says so.
    """
    require(policies.can_record((hat,), leader.pk))
    known = made_by(PublicLetter, form_key, by)
    if known is not None:
        return known
    book = rules.book_on(timezone.localdate(at))
    if book is None:
        raise Refused(rules.NO_BOOK)
    with transaction.atomic():
        letter = PublicLetter(
            kind="public_letter", unit=leader.unit, leader=leader, drafted_by=by, opened_at=at,
            latest_at=at, book=book.name, phase=Matter.Phase.IN_HAND, in_office=True,
            standing="待领导阅批", form_key=form_key,
        )  # fmt: skip
        for name in FIELDS:
            setattr(letter, name, values.get(name, ""))
        if letter.received_on > timezone.localdate(at):
            raise Refused(Verdict.deny("收信日期不得晚于今天", field="received_on"))
        letter.person = holder_on(leader, timezone.localdate(at), "leader")
        if (other := save_once(letter, by=by, at=at)) is not None:
            found: PublicLetter = other
            return found
        admit(letter, hat=hat, at=at)
        payload = {"title": letter.title, "leader": leader.code}
        flow.note(letter, "registered", by=by, hat=hat, at=at, payload=payload)
        if scan is not None:
            role = Attachment.Role.ANNEX
            files.attach(matter=letter, upload=scan, role=role, by=by, hat=hat, at=at)
        ruled = rule_on(rules.questions.LETTER, book, addressee=True, capacity="ab")
        steps.open_route(
            matter=flow.lock(letter), purpose="read_letter", posts=[leader], by=by, hat=hat, at=at,
            cites=ruled.verdict.cites, personal=rules.letter_is_personal(book),
            sentence=f"{letter.writer}写给{letter.person.name}同志的来信",
        )  # fmt: skip
        return PublicLetter.objects.get(pk=letter.pk)


def withdraw(
    *, letter: PublicLetter, reason: str, by: Person, hat: Hat, at: dt.datetime
) -> PublicLetter:
    """Take back a letter entered by mistake, before it was read."""
    if not reason.strip():
        raise Refused(Verdict.deny("请写明撤销原因", field="reason"))
    with transaction.atomic():
        fresh: PublicLetter = flow.enter(
            t.WITHDRAW, letter, by=by, hat=hat, at=at, opinion=reason.strip()
        )
        waiting = fresh.steps.filter(state=Step.State.WAITING)
        steps.withdraw(matter=fresh, steps=waiting, reason="登记撤销", by=by, hat=hat, at=at)
        return fresh


def press(*, letter: PublicLetter, by: Person, hat: Hat, at: dt.datetime) -> Matter:
    """Have the problem of a letter supervised, once; the letter and the item are linked."""
    with transaction.atomic():
        fresh: PublicLetter = flow.lock(letter)
        require(policies.can_press((hat,), fresh))
        if fresh.phase == Matter.Phase.WITHDRAWN:
            raise Refused(Verdict.deny(f"本件现为“{fresh.standing}”，不能转督办"))
        if fresh.links_out.filter(kind=Link.Kind.SUPERVISED_BY).exists():
            raise Refused(Verdict.deny("已转为督查事项，不重复转办"))
        book = rules.book_of(fresh, timezone.localdate(at))
        named = rules.pressable("letter", book)
        if named is None:
            raise Refused(Verdict.deny("工作规则没有规定群众来信可以转为督查事项"))
        cause = pressing.Cause(
            source=named.name, subject=fresh.key, title=fresh.title, text=fresh.instruction,
            leader=fresh.leader, cites=named.cites, matter=fresh,
        )  # fmt: skip
        opened = pressing.press(cause, by=by, hat=hat, at=at)
        flow.touch(matter=fresh, at=at)
        flow.note(fresh, "pressed", by=by, hat=hat, at=at, payload={"matter": opened.key})
        return opened


@dataclass(frozen=True)
class Act:
    """One settled step of a letter, with whoever settled it."""

    letter: PublicLetter
    step: Step
    actor: dict[str, Any]

    def enter(self, transition: flow.Transition, **fields: str) -> PublicLetter:
        """Walk one transition in the name of whoever settled the step."""

        def write(fresh: PublicLetter) -> None:
            for name, value in fields.items():
                setattr(fresh, name, value)

        entered: PublicLetter = flow.enter(
            transition, self.letter, opinion=self.step.opinion, write=write, **self.actor
        )
        return entered


def settled(
    *,
    matter: PublicLetter,
    step: Step,
    steps: Iterable[Step],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str,
    payload: dict[str, Any],
) -> None:
    """Go on after a step of a letter; a missing handler is a programming error."""
    actor = {"by": by, "hat": hat, "at": at, "channel": channel}
    HANDLERS[(step.purpose, step.outcome)](Act(matter, step, actor))


def _instructed(act: Act) -> None:
    letter = act.enter(t.INSTRUCT, instruction=act.step.opinion)
    at = act.actor["at"]
    posts = authority.serving(letter.leader, role="secretariat", at=at)
    if not posts:
        mine = letter.participations.filter(role="drafted").values("post_id")
        posts = list(Post.objects.filter(pk__in=mine).select_related("unit"))
    steps.open_route(
        matter=letter,
        purpose="handle_letter",
        posts=posts,
        need=Step.Need.ANY,
        sentence=f"{letter.person.name}同志已批示，请转责任单位办理并答复来信人",
        **act.actor,
    )


def _noted(act: Act) -> None:
    act.enter(t.NOTE, instruction=act.step.opinion)


def _answered(act: Act) -> None:
    act.enter(t.ANSWER, result=act.step.opinion)


HANDLERS = {
    ("read_letter", "instruct"): _instructed,
    ("read_letter", "noted"): _noted,
    ("handle_letter", "done"): _answered,
}
