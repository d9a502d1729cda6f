"""What moves to whom: the steps that wait, and the meetings of the period."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.utils import timezone

from apps.leave.consequences.acting import drawn
from apps.leave.consequences.shapes import Met, Moved
from apps.leave.models import Leave
from apps.matters.models import Step
from apps.matters.purposes import purpose_of
from apps.organisation import authority, presence
from apps.organisation.authority.board import Board
from apps.organisation.models import Post
from apps.organisation.presence import Entry, Viewer
from apps.organisation.vocabulary import LEADER_ROLES
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar

MOST_STEPS = 20


def moved_steps(leave: Leave, posts: list[Post], at: dt.datetime) -> tuple[list[Moved], int]:
    """Return the waiting steps of the person's posts, and how many more there are."""
    rows = Step.objects.filter(post__in=posts, state=Step.State.WAITING)
    rows = rows.exclude(matter_id=leave.pk or 0).order_by("rank_at", "pk")
    total = rows.count() if posts else 0
    if not total:
        return [], 0
    start = max(leave.from_at, at)
    board = drawn(authority.board_at(start), leave)
    steps = list(rows.select_related("matter", "post")[:MOST_STEPS])
    table, today = calendar(), timezone.localdate(at)
    moved = [_move(board, step) for step in steps]
    return [_timed(m, leave, table, today) for m in moved], max(0, total - MOST_STEPS)


def _move(board: Board, step: Step) -> Moved:
    spec = purpose_of(step.matter.kind, step.purpose)
    shown = Moved(
        step.matter.title,
        spec.label,
        due_at=step.due_at,
        due_provisional=step.due_provisional,
    )
    if step.personal:
        return replace(shown, stays="须本人办理")
    if step.post.role not in LEADER_ROLES:  # for those nobody acts by the rules
        return replace(shown, stays="仍由本人办理")
    found = authority.outcome(board, step.post_id)
    if found.substitute is None:
        return replace(shown, stays="仍由本人办理" if found.holder_acts else "无人代行")
    seat, hat = found.substitute
    if not hat.may(spec.power):
        return replace(shown, stays="不能代行，仍由本人办理")
    return replace(shown, to=seat.person_name)


def _timed(moved: Moved, leave: Leave, table: WorkCalendar, today: dt.date) -> Moved:
    """Add how long there is left, and that what stays and falls due meanwhile is urgent."""
    if moved.due_at is None:
        return moved
    left = table.workdays_between(today, timezone.localdate(moved.due_at))
    early = bool(moved.stays) and moved.due_at < leave.to_at
    return replace(moved, left=left, early=early)


def meetings(leave: Leave, posts: list[Post], viewer: Viewer) -> list[Met]:
    """Return what else the person has in that time, and who would stand in for him there.

    The request itself is not told of.
    """
    own = f"leave-{leave.pk}"
    found = presence.entries({leave.person_id}, leave.from_at, leave.to_at, viewer)
    return [_met(e, leave, posts) for e in found if e.uid not in (own, f"{own}-change")]


def _met(entry: Entry, leave: Leave, posts: list[Post]) -> Met:
    board = drawn(authority.board_at(max(entry.from_at, leave.from_at)), leave)
    for post in posts:
        found = authority.outcome(board, post.pk).substitute
        if found and (not entry.power or found[1].may(entry.power)):
            return Met(entry, to=found[0].person_name)
    return Met(entry, gap="须改期或者另行确定主持人" if entry.presides else "本人不能参加")
