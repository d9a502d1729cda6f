"""Who wears which hat when: the one place that answers it.

``hats`` and ``acting`` are derived at the instant asked for, in at most three queries; nothing
is stored, so switching a substitute on or off rewrites no row. Refuses the clock.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from apps.organisation.authority import board as boards
from apps.organisation.authority import law
from apps.organisation.authority.board import Board
from apps.organisation.authority.confirming import moment
from apps.organisation.authority.hat import Acting, Hat, Standing, standing
from apps.organisation.authority.periods import local_day
from apps.organisation.authority.routing import (
    leader_of,
    meeting_mandate,
    posts_with_role,
    resolve,
    serving,
    special_task,
)
from apps.organisation.authority.span import Span, span_of
from apps.organisation.authority.substitution import Outcome, outcome, own_hat
from apps.organisation.models import Person, Post
from apps.organisation.vocabulary import PORTFOLIO_ROLES

__all__ = [
    "Acting",
    "Hat",
    "Outcome",
    "Span",
    "Standing",
    "acting",
    "acting_many",
    "board_at",
    "confirmed",
    "hats",
    "hats_on",
    "leader_of",
    "local_day",
    "meeting_mandate",
    "outcome",
    "posts_with_role",
    "resolve",
    "serving",
    "span_of",
    "special_task",
    "standing",
    "wearer",
]


def board_at(at: datetime) -> Board:
    """Read everything that decides about leaders' hats at an instant; three queries."""
    return boards.load(at, book=law.book_on(local_day(at)))


def hats(person: Person, at: datetime) -> tuple[Hat, ...]:
    """Return the posts a person may act for at an instant, his own first; three queries.

    Somebody not signed in or no longer active has none.
    """
    if not person.pk or not person.is_active:
        return ()
    book = law.book_on(local_day(at))
    return hats_on(boards.load(at, book=book, person_id=person.pk), person.pk)


def hats_on(board: Board, person_id: int) -> tuple[Hat, ...]:
    """Return a person's hats from a board that holds his seats; no query."""
    seats = board.seats.values()
    own = [own_hat(board, seat) for seat in seats if seat.person_id == person_id]
    found = [outcome(board, s.post_id).substitute for s in seats if s.role in PORTFOLIO_ROLES]
    return (*own, *(hat for _, hat in filter(None, found) if hat.person_id == person_id))


def confirmed(hat: Hat, at: datetime) -> Hat | None:
    """Return a hat as its wearer has it when what he does is written; None where it has gone.

    Call inside atomic(): from here on the caller holds the head of the trail. Five queries.
    """
    when = moment(hat.post_id, at)
    book = law.book_on(local_day(when))
    board = boards.load(when, book=book, person_id=hat.person_id)
    same = (hat.post_id, hat.capacity, hat.source)
    worn = hats_on(board, hat.person_id)
    return next((h for h in worn if (h.post_id, h.capacity, h.source) == same), None)


def acting(post: Post, at: datetime) -> Acting:
    """Return who acts for a post at an instant, or the gap to be closed; four queries."""
    return acting_many([post], at)[0]


def acting_many(posts: Sequence[Post], at: datetime, *, gone: Collection[int] = ()) -> list[Acting]:
    """Return who acts for each of several posts, in their order; four queries.

    ``gone`` are people who are only supposed to be out of the city on duty (a try-out).

    A gap beside people is a warning (the mayor without a mandate keeps acting); a gap without
    people means that nobody may be chosen silently.
    """
    board = boards.load_posts(at, [p.pk for p in posts], book=law.book_on(local_day(at)))
    board = boards.supposing(board, gone) if gone else board
    found = {post.pk: (wearer(board, post.pk), outcome(board, post.pk).gap) for post in posts}
    people = Person.objects.in_bulk([hat.person_id for hat, _ in found.values() if hat])
    return [
        Acting(post, ((people[hat.person_id], hat),) if hat else (), gap)
        for post in posts
        for hat, gap in (found[post.pk],)
    ]


def wearer(board: Board, post_id: int) -> Hat | None:
    """Return the one hat under which the post is acted for: substitute first, then holder."""
    found = outcome(board, post_id)
    if found.substitute:
        return found.substitute[1]
    return own_hat(board, found.seat) if found.seat and found.holder_acts else None
