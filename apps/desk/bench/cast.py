"""Who appears in the seeded rows: departments with their people, and how much waits for whom.

Owns two temporary tables, ``bench_unit`` and ``bench_waiting``. Refuses to invent people: the
demonstration office must stand already.
"""

from __future__ import annotations

import datetime as dt

from apps.desk.bench import rows
from apps.organisation import authority
from apps.organisation.models import Appointment, Post, Unit
from apps.organisation.vocabulary import (
    KINDS_UNDER_A_LEADER,
    PORTFOLIO_ROLES,
    PostRole,
    UnitDuty,
    UnitKind,
)

# At the largest size a busy leader has this many waiting steps, at the smallest 200.
BUSY_MOST, BUSY_LEAST, BUSY_SHARE = 2000, 200, 500
# At most this share of all matters is open.
OPEN_SHARE = 0.6


def write(*, count: int, at: dt.datetime) -> int:
    """Write both tables and return the number of departments."""
    units = _units(at)
    rows.table(
        "bench_unit",
        "n integer PRIMARY KEY, unit_id bigint, clerk_post bigint, clerk_person bigint,"
        " head_post bigint, head_person bigint, leader_post bigint, leader_person bigint,"
        " section_post bigint, registry_post bigint, registry_person bigint",
        units,
    )
    rows.table(
        "bench_waiting",
        "slot bigint PRIMARY KEY, post_id bigint, purpose varchar(32)",
        [(slot, post, purpose) for slot, (post, purpose) in enumerate(_slots(count))],
    )
    return len(units)


def _units(at: dt.datetime) -> list[tuple[int, ...]]:
    holders = dict(
        Appointment.objects.on(authority.local_day(at)).values_list("post_id", "person_id")
    )
    posts: dict[tuple[int, str], int] = {}
    for post in Post.objects.order_by("-position"):
        posts[post.unit_id, post.role] = post.pk
    desks = Post.objects.filter(unit__duty=UnitDuty.SECRETARIAT).order_by("position")
    sections = list(desks.values_list("pk", flat=True))
    registry = Post.objects.filter(unit__duty=UnitDuty.REGISTRY).order_by("position")[0].pk
    found: list[tuple[int, ...]] = []
    for unit in Unit.objects.filter(kind__in=KINDS_UNDER_A_LEADER).order_by("position"):
        clerk = posts.get((unit.pk, PostRole.CLERK))
        head = posts.get((unit.pk, PostRole.UNIT_HEAD))
        leader = authority.leader_of(unit, at)
        if clerk in holders and head in holders and leader and leader.pk in holders:
            n = len(found)
            found.append(
                (
                    n,
                    unit.pk,
                    clerk,
                    holders[clerk],
                    head,
                    holders[head],
                    leader.pk,
                    holders[leader.pk],
                    sections[n % len(sections)],
                    registry,
                    holders[registry],
                )
            )
    return found


def _slots(count: int) -> list[tuple[int, str]]:
    """Return (post, purpose) of every waiting step, mixed, so that all are of the same age."""
    busy = min(BUSY_MOST, max(BUSY_LEAST, count // BUSY_SHARE))
    wanted = [(pk, purpose, number) for pk, purpose, number in _loads(busy)]
    total = sum(number for *_, number in wanted)
    scale = min(1.0, count * OPEN_SHARE / total)
    placed = []
    for pk, purpose, number in wanted:
        number = max(1, int(number * scale))
        placed += [((k + 0.5) / number, pk, purpose) for k in range(number)]
    return [(pk, purpose) for _, pk, purpose in sorted(placed)]


def _loads(busy: int) -> list[tuple[int, str, int]]:
    """Return (post, purpose, number) for leaders, the office and the departments."""
    found: list[tuple[int, str, int]] = []
    for post in Post.objects.select_related("unit").order_by("position"):
        if post.role == PostRole.MAYOR:
            found.append((post.pk, "mayor_decide", busy))
        elif post.role in PORTFOLIO_ROLES:
            found += [(post.pk, "decide", busy * 2 // 3), (post.pk, "sign", busy - busy * 2 // 3)]
        elif post.role == PostRole.SECRETARY_GENERAL:
            found.append((post.pk, "review", busy))
        elif post.role == PostRole.SECTION_HEAD and post.unit.duty == UnitDuty.REGISTRY:
            found.append((post.pk, "register", busy))
        elif post.role == PostRole.SECTION_HEAD and post.unit.duty == UnitDuty.SECRETARIAT:
            found.append((post.pk, "opine", busy // 2))
        elif post.role == PostRole.CLERK and post.unit.kind != UnitKind.EXTERNAL:
            found.append((post.pk, "revise", 60))
        elif post.role == PostRole.UNIT_HEAD:
            found.append((post.pk, "release", 20))
    return found
