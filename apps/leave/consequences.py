"""What will follow if a leave is approved: who acts when, what moves to whom, what is in the way.

Asks the same authority that will answer then, of a board on which the absence is drawn in. Nothing
is written and nothing is guessed: what cannot be known yet is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Q

from apps.core.verdicts import Cite
from apps.leave import periods, rules
from apps.leave.models import Leave
from apps.leave.services import routing
from apps.matters.models import Step
from apps.matters.purposes import purpose_of
from apps.organisation import authority, presence
from apps.organisation.authority.board import Away, Board
from apps.organisation.models import Absence, Delegation, Person, Post
from apps.organisation.presence import Entry, Viewer
from apps.organisation.vocabulary import LEADER_ROLES, PostRole
from apps.rulebook.answers import Stage
from apps.workdays.services import calendar

MOST_STEPS = 20
CHIEFS = (PostRole.UNIT_HEAD, PostRole.UNIT_DEPUTY)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when one and the same person acts for a post, or nobody does."""

    from_at: dt.datetime
    to_at: dt.datetime
    name: str = ""
    label: str = ""
    reason: str = ""
    gap: str = ""
    cites: tuple[Cite, ...] = ()

    @property
    def words(self) -> str:
        """The period as people write it."""
        return periods.words(self.from_at, self.to_at)


@dataclass(frozen=True, slots=True)
class Moved:
    """A waiting step and who will have it; ``stays`` says why it does not move."""

    title: str
    label: str
    to: str = ""
    stays: str = ""
    due_at: dt.datetime | None = None
    due_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Station:
    """One stage of the route with the people who stand there."""

    label: str
    names: str
    sentence: str
    cites: tuple[Cite, ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Consequences:
    """Everything that a form shows before it is sent."""

    asker: str
    total: int
    worked: str
    days: list[periods.Day]
    spans: list[Span] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    more: int = 0
    engagements: list[Entry] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    route: list[Station] = field(default_factory=list)
    needless: str = ""
    needless_cites: tuple[Cite, ...] = ()
    balance: str = ""
    provisional: bool = False


def of(leave: Leave, at: dt.datetime, viewer: Viewer) -> Consequences:
    """Return what follows from a leave, saved or only thought of, as seen at an instant.

    What else stands in that time (meetings and the like) is told as far as the viewer may read it.
    """
    days = periods.days_of(leave.from_at, leave.to_at, calendar())
    worked = periods.workdays(leave.from_at, leave.to_at, calendar())
    posts = _leaders_posts(leave.person, authority.local_day(leave.from_at))
    spans = [span for post in posts for span in _spans(leave, post)]
    moved, more = _moved(leave, posts, at)
    free = rules.without_request(leave)
    return Consequences(
        asker=leave.person.name,
        total=periods.calendar_days(leave.from_at, leave.to_at),
        worked=periods.number(worked),
        days=days,
        spans=spans,
        moved=moved,
        more=more,
        engagements=_engagements(leave, viewer),
        conflicts=_conflicts(leave, spans, at),
        route=stations(leave, at),
        needless=free.verdict.reason if free else "",
        needless_cites=free.verdict.cites if free else (),
        balance=_balance(leave),
        provisional=not calendar().known_years.issuperset({day.on.year for day in days}),
    )


def _leaders_posts(person: Person, day: dt.date) -> list[Post]:
    """Return the posts of the person for which somebody else would act."""
    rows = Post.objects.filter(
        Q(appointments__to_on__isnull=True) | Q(appointments__to_on__gte=day),
        appointments__person=person,
        appointments__from_on__lte=day,
        role__in=LEADER_ROLES,
        abolished_on__isnull=True,
    )
    return list(rows.order_by("position", "pk").distinct())


def _spans(leave: Leave, post: Post) -> list[Span]:
    """Return who acts for a post from one change to the next, all through the period."""
    marks = _marks(leave)
    found: list[Span] = []
    for start, end in zip(marks, marks[1:], strict=False):
        span = _span(_drawn(authority.board_at(start), leave), post, start, end)
        last = found[-1] if found else None
        if last and (last.name, last.gap, last.label) == (span.name, span.gap, span.label):
            found[-1] = replace(last, to_at=end)
        else:
            found.append(span)
    return found


def _marks(leave: Leave) -> list[dt.datetime]:
    """Return the instants within the period at which anybody's hat may change."""
    within = {"from_at__lt": leave.to_at, "to_at__gt": leave.from_at}
    others = Absence.objects.approved().filter(**within).exclude(pk=leave.absence_id or 0)
    edges = {edge for row in others for edge in (row.from_at, row.over_at)}
    given = Delegation.objects.filter(granted_at__isnull=False, **within)
    edges |= {edge for row in given.values_list("from_at", "to_at") for edge in row}
    inside = {edge for edge in edges if leave.from_at < edge < leave.to_at}
    return sorted({leave.from_at, leave.to_at} | inside)


def _drawn(board: Board, leave: Leave) -> Board:
    """Return a board on which the person of the leave is away."""
    away = Away(0, leave.leave_kind, leave.leaves, leave.from_at, leave.to_at)
    seats = {
        pk: replace(seat, aways=(away,)) if seat.person_id == leave.person_id else seat
        for pk, seat in board.seats.items()
    }
    return replace(board, seats=seats)


def _span(board: Board, post: Post, start: dt.datetime, end: dt.datetime) -> Span:
    found = authority.outcome(board, post.pk)
    if found.substitute:
        seat, hat = found.substitute
        cites = (hat.cite,) if hat.cite else ()
        return Span(start, end, seat.person_name, hat.label, hat.reason, cites=cites)
    gap = found.gap
    return Span(
        start,
        end,
        gap=gap.reason if gap is not None else "",
        cites=gap.cites if gap is not None else (),
    )


def _moved(leave: Leave, posts: list[Post], at: dt.datetime) -> tuple[list[Moved], int]:
    """Return the waiting steps of the person's posts, and how many more there are."""
    rows = Step.objects.filter(post__in=posts, state=Step.State.WAITING)
    rows = rows.exclude(matter_id=leave.pk or 0).order_by("rank_at", "pk")
    total = rows.count() if posts else 0
    if not total:
        return [], 0
    start = max(leave.from_at, at)
    board = _drawn(authority.board_at(start), leave)
    steps = list(rows.select_related("matter", "post")[:MOST_STEPS])
    return [_move(board, step) for step in steps], max(0, total - MOST_STEPS)


def _move(board: Board, step: Step) -> Moved:
    spec = purpose_of(step.matter.kind, step.purpose)
    found = authority.outcome(board, step.post_id).substitute
    shown = Moved(
        step.matter.title,
        spec.label,
        due_at=step.due_at,
        due_provisional=step.due_provisional,
    )
    if step.personal:
        return replace(shown, stays="须本人办理")
    if found is None:
        return replace(shown, stays="仍由本人办理")
    seat, hat = found
    if not hat.may(spec.power):
        return replace(shown, stays="不能代行，仍由本人办理")
    return replace(shown, to=seat.person_name)


def _engagements(leave: Leave, viewer: Viewer) -> list[Entry]:
    """Return what else the person has in that time; the request itself is not told of."""
    own = f"leave-{leave.pk}"
    found = presence.entries({leave.person_id}, leave.from_at, leave.to_at, viewer)
    return [entry for entry in found if entry.uid not in (own, f"{own}-change")]


def _conflicts(leave: Leave, spans: Iterable[Span], at: dt.datetime) -> list[str]:
    """Return what stands in the way, each a sentence; none of it refuses the request."""
    found = [f"{span.words}：{span.gap}" for span in spans if span.gap]
    if leave.post.role in CHIEFS:
        found += _both_chiefs(leave)
    found += [verdict.reason for verdict in rules.period_is_free(leave, at)]
    return list(dict.fromkeys(found))


def _both_chiefs(leave: Leave) -> list[str]:
    """Say so where the other chiefs of the unit are away at the same time."""
    day = authority.local_day(leave.from_at)
    others = Post.objects.filter(unit=leave.post.unit, role__in=CHIEFS).exclude(pk=leave.post_id)
    named = {post.pk: post for post in others.with_holder(day).filter(holder_name__isnull=False)}
    asked = Leave.objects.filter(post__in=named, state__in=("asking", *Leave.IN_FORCE))
    away = asked.between(leave.from_at, leave.to_at).exclude(pk=leave.pk or 0)
    return [
        f"{one.person.name}（{one.post.name}）同期请假：{periods.words(one.from_at, one.to_at)}"
        for one in away.select_related("person", "post")
    ]


def stations(leave: Leave, at: dt.datetime) -> list[Station]:
    """Return the route with the people who act at each stage now."""
    return [_station(stage, leave, at) for stage in routing.stages_of(leave)]


def _station(stage: Stage, leave: Leave, at: dt.datetime) -> Station:
    posts = routing.posts_of(stage, leave, at)
    if any(ref.role == "office" for ref in stage.posts):
        names = posts[0].unit.name if posts else ""
        return Station(stage.label, names, stage.sentence, stage.cites, "" if names else NOBODY)
    acting = authority.acting_many(posts, at) if posts else []
    people = [
        f"{person.name}（{hat.label}）" if hat.label else person.name
        for one in acting
        for person, hat in one.people
    ]
    gap = NOBODY if not people else ""
    return Station(stage.label, "、".join(people), stage.sentence, stage.cites, gap)


NOBODY = "没有可送达的岗位，请管理员先核对分工和岗位"


def _balance(leave: Leave) -> str:
    """Say how much annual leave is taken, the request included; nothing for other kinds."""
    said = []
    for year, asked in rules.annual_days(leave).items():
        found = rules.annual(leave, year, asked)
        if found is None:
            said.append("未登记参加工作时间，年休假天数不作核算。")
        elif found.most is not None:
            left = found.most - found.count
            said.append(f"{year}年年休假{found.most}天，含本次共{found.count}天，余{left}天。")
    return "".join(dict.fromkeys(said))
