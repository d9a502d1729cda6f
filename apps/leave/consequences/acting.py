"""Who would act for the posts of somebody on leave, from one change of hats to the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db.models import Q

from apps.leave.consequences.shapes import Span
from apps.leave.models import Leave
from apps.organisation import authority
from apps.organisation.authority.board import Away, Board
from apps.organisation.models import Absence, Delegation, Person, Post


def posts_of(person: Person, day: dt.date) -> list[Post]:
    """Return the posts that the person holds."""
    rows = Post.objects.filter(
        Q(appointments__to_on__isnull=True) | Q(appointments__to_on__gte=day),
        appointments__person=person,
        appointments__from_on__lte=day,
        abolished_on__isnull=True,
    )
    return list(rows.order_by("position", "pk").distinct())


def spans_of(leave: Leave, post: Post) -> list[Span]:
    """Return who acts for a post from one change to the next, all through the period."""
    marks = _marks(leave)
    found: list[Span] = []
    for start, end in zip(marks, marks[1:], strict=False):
        span = _span(drawn(authority.board_at(start), leave), post, start, end)
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


def drawn(board: Board, leave: Leave) -> Board:
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
