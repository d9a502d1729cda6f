"""Telling whoever acts for a post that a step waits for him: new, again, urged, due.

Owns who is told (those who may settle the step now, nobody else) and the natural key of each
telling. The letter itself is written when it is sent, see ``letters``. Refuses to tell a person
whose hat the step is closed to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.matters import decision_links, flow, policies
from apps.matters.due_words import due_words
from apps.matters.link_content import fingerprint, mail_title
from apps.matters.link_gate import Stale, gate
from apps.matters.models import DecisionLink, Step
from apps.matters.purposes import kind_of, purpose_of
from apps.notifications.models import Message
from apps.notifications.reminders import Reminder
from apps.notifications.services import notify
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.models import Appointment, Person
from apps.trail.models import Event

RENDERER = "matters.step"
RESENT = "step_resent"
RESEND_TIMES = 3
RESEND_SPAN = timedelta(hours=1)
# What stands before the purpose in the subject, by occasion.
MARKS = {
    "step": "待",
    "step_resent": "待",
    "step_urged": "催办·",
    "step_soon": "提醒·",
    "step_today": "今天到期·",
    "step_overdue": "超期·",
}


def acting_for(step: Step, at: datetime) -> list[tuple[Person, Hat]]:
    """Return who may settle a waiting step now: whoever acts for its post.

    Where none of them may (the act is personal), the holder, wherever he is.
    """
    acting = authority.acting(step.post, at).people
    may = [(person, hat) for person, hat in acting if policies.can_settle((hat,), step)]
    if may:
        return may
    holders = Appointment.objects.on(authority.local_day(at)).filter(post=step.post)
    for holder in holders.select_related("person"):
        hats = authority.hats(holder.person, at)
        hat = policies.hat_for(hats, step)
        if hat is not None and policies.can_settle(hats, step):
            may.append((holder.person, hat))
    return may


def waiting(step_id: int) -> Step | None:
    """Return a step that still waits, with what telling needs, or None."""
    rows = Step.objects.select_related("matter", "matter__unit", "post")
    return rows.filter(pk=step_id, state=Step.State.WAITING).first()


def announce(*, step_id: int, at: datetime) -> None:
    """Tell whoever acts for a step's post now, once per content and hat."""
    step = waiting(step_id)
    if step is None:
        return
    for person, hat in acting_for(step, at):
        _announce_to(step, person, hat, at)


def _announce_to(step: Step, person: Person, hat: Hat, at: datetime) -> None:
    key = told_key(step, hat)
    with transaction.atomic():
        flow.lock(step.matter)
        if told("step", person, key):
            # The same text, the same hat: told again only where the link died, once a day.
            key = f"{key}:{timezone.localdate(at):%Y%m%d}"
            known = not decision_links.gets_one(step, person) or told("step", person, key)
            if known or has_live_link(step, person, at):
                return
        decision_links.make(step=step, actor=person, hat=hat, at=at)
        tell(step=step, people=[person], kind="step", key=key, at=at, hat=hat)


def told(kind: str, person: Person, key: str) -> bool:
    """Answer whether a person was told an occurrence."""
    return Message.objects.of(person).filter(kind=kind, key=key).exists()


def told_of_text(step: Step, person: Person) -> bool:
    """Answer whether a person was told that the step waits with its present text."""
    key = f"{step.pk}:{fingerprint(step)[:12]}:"
    return Message.objects.of(person).filter(kind="step", key__startswith=key).exists()


def told_key(step: Step, hat: Hat) -> str:
    """Return the key of a telling: a new text, a new period, each passing on is told anew."""
    since = "" if hat.is_own or hat.starts_at is None else f"{hat.starts_at:%Y%m%d%H%M}"
    turn = f":{turns}" if (turns := passings(step).count()) else ""
    return f"{step.pk}:{fingerprint(step)[:12]}:{hat.source or hat.capacity}:{since}{turn}"


def has_live_link(step: Step, person: Person, at: datetime) -> bool:
    """Answer whether a person holds a link for the step that opens now."""
    return live_link(step, person, at) is not None


def live_link(step: Step, person: Person, at: datetime) -> DecisionLink | None:
    """Return a person's link for the step if it opens now."""
    rows = DecisionLink.objects.select_related("step__matter", "step__post", "actor", "principal")
    link = rows.filter(step=step, actor=person, state=DecisionLink.State.ACTIVE).first()
    if link is None:
        return None
    try:
        gate(link, at)
    except Stale:
        return None
    return link


def tell(
    *,
    step: Step,
    people: Iterable[Person],
    kind: str,
    key: str,
    at: datetime,
    hat: Hat | None = None,
) -> None:
    """Write the message of one occasion to people; its letter carries what is then true."""
    matter, spec = step.matter, purpose_of(step.matter.kind, step.purpose)
    notify(
        people=people,
        kind=kind,
        key=key,
        subject=subject_of(step, kind, at),
        text=sentence_of(step, at, hat),
        path=kind_of(matter.kind).url(matter.pk),
        at=at,
        mail=spec.mail,
        renderer=RENDERER,
        renderer_args={"step_id": step.pk},
    )


def subject_of(step: Step, kind: str, at: datetime) -> str:
    """Return 【待签发】标题（今天 17:30 到期）."""
    label = purpose_of(step.matter.kind, step.purpose).label
    due = due_words(step.due_at, at).text if step.due_at else ""
    said = not due or MARKS[kind].startswith(due)  # the mark has said it already
    return f"【{MARKS[kind]}{label}】{mail_title(step.matter)}{'' if said else f'（{due}）'}"


def sentence_of(step: Step, at: datetime, hat: Hat | None) -> str:
    """Return the sentence shown in the office: whose post, what to do, until when."""
    label = purpose_of(step.matter.kind, step.purpose).label
    due = due_words(step.due_at, at, provisional=step.due_provisional)
    until = f"，{due.text}（{due.day}）" if step.due_at else ""
    hat_words = f"（{hat.label}）" if hat and hat.label else ""
    return f"请您{hat_words}{label}：{step.matter.title}{until}。"


def urge(*, step_id: int, at: datetime) -> None:
    """Tell whoever acts now that somebody urges the step."""
    step = waiting(step_id)
    if step is None:
        return
    for person, hat in acting_for(step, at):
        key = f"{step.pk}:{step.urged_count}"
        tell(step=step, people=[person], kind="step_urged", key=key, at=at, hat=hat)


def rehat(*, post_ids: Iterable[int], at: datetime) -> None:
    """After hats changed: kill links of those who no longer act, tell those who do now."""
    for step_id in waiting_at(post_ids):
        rehat_step(step_id=step_id, at=at)


def waiting_at(post_ids: Iterable[int]) -> list[int]:
    """Return the steps that wait at posts; one query."""
    rows = Step.objects.filter(post_id__in=list(post_ids), state=Step.State.WAITING)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def rehat_step(*, step_id: int, at: datetime) -> None:
    """Do for one waiting step what changed hats ask for; twice does no more than once."""
    step = waiting(step_id)
    if step is None:
        return
    _drop_idle_links(step, at)
    before = _acted_before(step)
    acting = acting_for(step, at)
    _note_passing(step, acting, at)
    for person, hat in acting:
        # Whoever had it before knows of it, whatever else has changed about his hat.
        knows = person.key in before and told_of_text(step, person)
        done = knows and not decision_links.gets_one(step, person)
        if not done and not has_live_link(step, person, at):
            _announce_to(step, person, hat, at)


def _note_passing(step: Step, acting: Iterable[tuple[Person, Hat]], at: datetime) -> None:
    """Leave a line in the trail where somebody else acts for a waiting step than before."""
    now = [(p.key, f"{p.name}（{hat.label}）" if hat.label else p.name) for p, hat in acting]
    with transaction.atomic():
        matter = flow.lock(step.matter)
        if _acted_before(step) == [key for key, _ in now]:
            return
        names = "、".join(name for _, name in now)
        reason = f"{step.post.name}：由{names}办理" if now else f"{step.post.name}：暂无人代行"
        payload = {"step": step.pk, "now": [key for key, _ in now], "reason": reason}
        flow.note(matter, "step_passed", by=None, hat=None, at=at, channel="job", payload=payload)


def passings(step: Step) -> QuerySet[Event]:
    """Return the lines of the trail that say: somebody else acts for this step now."""
    return Event.objects.filter(
        matter_id=step.matter_id, verb=f"{step.matter.kind}.step_passed", payload__step=step.pk
    )


def _acted_before(step: Step) -> list[str]:
    """Return who acted for a step by its last line in the trail, or the mail sent, or at first.

    An absence that is entered after it began does not change who was asked before it was known.
    """
    last = passings(step).order_by("-seq").first()
    if last is not None:
        return list(last.payload["now"])
    link = DecisionLink.objects.filter(step=step).select_related("actor").order_by("-pk").first()
    if link is not None:
        return [link.actor.key]
    return [person.key for person, _ in acting_for(step, step.opened_at)]


def _drop_idle_links(step: Step, at: datetime) -> None:
    links = DecisionLink.objects.select_related("step__matter", "step__post", "actor", "principal")
    for link in links.filter(step=step, state=DecisionLink.State.ACTIVE):
        try:
            gate(link, at)
        except Stale as stale:
            rows = DecisionLink.objects.filter(pk=link.pk)
            decision_links.revoke(links=rows, reason=stale.reason, at=at)


def resend(*, link_id: int, at: datetime) -> bool:
    """Send a fresh link to the registered address of a link's actor, if he may still decide.

    At most three an hour for one step; a locked link is not replaced. True if one was sent.
    """
    rows = DecisionLink.objects.select_related("step__matter", "actor")
    old = rows.filter(pk=link_id).first()
    step = waiting(old.step_id) if old else None
    if old is None or step is None:
        return False
    hats = authority.hats(old.actor, at)
    hat = policies.hat_for(hats, step)
    locked = rows.filter(step=step, actor=old.actor, state=DecisionLink.State.LOCKED).exists()
    if locked or hat is None or not policies.can_settle(hats, step):
        return False
    with transaction.atomic():
        flow.lock(step.matter)
        sent = (
            Message.objects.of(old.actor)
            .since(at - RESEND_SPAN)
            .filter(kind=RESENT, key__startswith=f"{step.pk}:")
        )
        if sent.count() >= RESEND_TIMES:
            return False
        key = f"{step.pk}:{at:%Y%m%d%H%M%S%f}"
        if decision_links.make(step=step, actor=old.actor, hat=hat, at=at) is None:
            return False
        tell(step=step, people=[old.actor], kind=RESENT, key=key, at=at, hat=hat)
        return True


def reminder(step: Step, person: Person, hat: Hat, kind: str, key: str, at: datetime) -> Reminder:
    """Return the reminder of a deadline as the sweep wants it."""
    matter, spec = step.matter, purpose_of(step.matter.kind, step.purpose)
    return Reminder(
        person=person,
        kind=kind,
        key=key,
        subject=subject_of(step, kind, at),
        text=sentence_of(step, at, hat),
        path=kind_of(matter.kind).url(matter.pk),
        mail=spec.mail,
        renderer=RENDERER,
        renderer_args={"step_id": step.pk},
    )
