"""Who leads which unit, who has which task, who sits where: asked one by one, or read once.

Owns the two ways of looking these up for a route: ``LIVE`` asks the database each time, ``Loaded``
answers thousands of matters from a few queries and may hold a plan that is not in force yet.
Refuses to decide a route: the rules do, with whichever of the two they are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from apps.organisation.authority import routing
from apps.organisation.authority.periods import local_day
from apps.organisation.models import (
    Appointment,
    Delegation,
    PortfolioEntry,
    PortfolioPlan,
    Post,
    Unit,
)
from apps.organisation.vocabulary import DelegationKind


class Directory(Protocol):
    """What a route needs to know of the organisation at an instant."""

    def leader_of(self, unit: Unit, at: datetime) -> Post | None:
        """Return the leader in charge of a unit, None for a gap."""

    def special_task(self, unit: Unit, subject: str, at: datetime) -> Delegation | None:
        """Return the special task that covers a unit and a subject."""

    def only(self, role: str) -> Post | None:
        """Return the one post of a role."""

    def called(self, post: Post, at: datetime) -> str:
        """Return a post as sentences call it, with its holder's name."""


class Live:
    """Asks the database each time, by the plan in force."""

    def leader_of(self, unit: Unit, at: datetime) -> Post | None:
        """Return the leader in charge of a unit, None for a gap."""
        return routing.leader_of(unit, at)

    def special_task(self, unit: Unit, subject: str, at: datetime) -> Delegation | None:
        """Return the special task that covers a unit and a subject."""
        return routing.special_task(unit, subject, at)

    def only(self, role: str) -> Post | None:
        """Return the one post of a role."""
        return Post.objects.filter(role=role, abolished_on__isnull=True).first()

    def called(self, post: Post, at: datetime) -> str:
        """Return a post as sentences call it, with its holder's name."""
        held = post.appointments.on(local_day(at)).values_list("person__name", flat=True).first()
        return f"{held or ''}{post.name}"


LIVE = Live()
Lines = Mapping[int, Post]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The same answers from rows read once; ``tried`` replaces whatever plan is in force."""

    plans: tuple[tuple[PortfolioPlan, Lines], ...]
    parents: Mapping[int, int | None]
    tasks: tuple[tuple[Delegation, frozenset[int]], ...]
    posts: tuple[Post, ...]
    seats: Mapping[int, tuple[tuple[date, date | None, str], ...]]
    tried: Lines | None = field(default=None)

    def leader_of(self, unit: Unit, at: datetime) -> Post | None:
        """Return the leader in charge of a unit, None for a gap."""
        lines = self.tried if self.tried is not None else self._in_force(local_day(at))
        return routing.nearest(self._lineage(unit), lines)

    def _in_force(self, day: date) -> Lines:
        return next((lines for plan, lines in self.plans if _holds(plan, day)), {})

    def _lineage(self, unit: Unit) -> list[int]:
        found: list[int] = []
        step: int | None = unit.pk
        while step is not None and step not in found:
            found.append(step)
            step = self.parents.get(step)
        return found

    def special_task(self, unit: Unit, subject: str, at: datetime) -> Delegation | None:
        """Return the special task that covers a unit and a subject."""
        held = (
            task
            for task, units in self.tasks
            if task.standing_at(at) == "in_force" and (not units or unit.pk in units)
        )
        return routing.about(held, subject)

    def only(self, role: str) -> Post | None:
        """Return the one post of a role."""
        return next((post for post in self.posts if post.role == role), None)

    def called(self, post: Post, at: datetime) -> str:
        """Return a post as sentences call it, with its holder's name."""
        day = local_day(at)
        held = next(
            (
                name
                for first, last, name in self.seats.get(post.pk, ())
                if first <= day and (last is None or day <= last)
            ),
            "",
        )
        return f"{held}{post.name}"


def _holds(plan: PortfolioPlan, day: date) -> bool:
    return plan.effective_from <= day and (plan.effective_to is None or day <= plan.effective_to)


def load() -> Loaded:
    """Read the published plans, units, tasks and seats; six queries whatever is asked of them."""
    plans = PortfolioPlan.objects.published().order_by("effective_from", "pk")
    tasks = Delegation.objects.filter(
        kind=DelegationKind.SPECIAL_TASK, granted_at__isnull=False
    ).select_related("grantor", "grantee__unit")
    posts = Post.objects.filter(abolished_on__isnull=True).select_related("unit")
    by_plan = _lines(PortfolioEntry.objects.filter(plan__in=plans))
    seats: dict[int, list[tuple[date, date | None, str]]] = {}
    rows = Appointment.objects.order_by("from_on").values_list(
        "post_id", "from_on", "to_on", "person__name"
    )
    for post_id, from_on, to_on, name in rows:
        seats.setdefault(post_id, []).append((from_on, to_on, name))
    return Loaded(
        tuple((plan, by_plan.get(plan.pk, {})) for plan in plans),
        dict(Unit.objects.values_list("pk", "parent_id")),
        tuple(
            (task, frozenset(u.pk for u in task.units.all()))
            for task in tasks.prefetch_related("units").order_by("-granted_at", "-pk")
        ),
        tuple(posts.order_by("pk")),
        {pk: tuple(found) for pk, found in seats.items()},
    )


def lines_of(plan: PortfolioPlan) -> Lines:
    """Return the leaders of a plan by unit; one query."""
    return _lines(PortfolioEntry.objects.filter(plan=plan)).get(plan.pk, {})


def _lines(entries: Iterable[PortfolioEntry]) -> dict[int, dict[int, Post]]:
    found: dict[int, dict[int, Post]] = {}
    for entry in entries.select_related("leader__unit"):  # type: ignore[attr-defined]
        found.setdefault(entry.plan_id, {})[entry.unit_id] = entry.leader
    return found
