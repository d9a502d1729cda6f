"""Which leader a leave meets by a directory: the same route that a real request is given.

Asked with the plan in force and with one that is only drafted. Owns no rule: ``rules.route``
answers; only who is in charge is looked up in the directory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery

from apps.leave import rules
from apps.leave.models import Leave
from apps.leave.purposes import BY_ACT
from apps.matters.models import Step
from apps.matters.replay import Replayed, Station
from apps.organisation.authority.directory import Directory
from apps.organisation.vocabulary import LEADER_ROLES
from apps.rulebook.answers import PostRef, Stage
from apps.rulebook.errors import NotRegulated

CHUNK = 500
IN_CHARGE = "portfolio_leader"


def undecided() -> Q:
    """Return the condition "nobody has agreed yet"."""
    return Q(leave__state=Leave.State.ASKING)


def replay(
    rows: QuerySet,
    directories: Sequence[Directory],
    *,
    at: dt.datetime | None = None,
    quarter: tuple[dt.datetime, dt.datetime] | None = None,
    most: int,
) -> Iterator[Replayed]:
    """Yield for each leave its stations of leaders under each directory; two queries for all.

    ``rows`` are matters. All are asked for the instant ``at``; or those whose approval was opened
    in a ``quarter``, each for that instant. At most ``most``, the newest first.
    """
    asked = Step.objects.filter(matter=OuterRef("pk"), purpose=BY_ACT["approve"])
    first = asked.order_by("opened_at").values("opened_at")[:1]
    leaves = (
        Leave.objects.filter(pk__in=rows.values("pk"))
        .select_related("post__unit", "person")
        .annotate(routed_at=Subquery(first))
        .order_by("-latest_at", "-pk")
    )
    if quarter is not None:
        leaves = leaves.filter(routed_at__gte=quarter[0], routed_at__lt=quarter[1])
    for leave in leaves[:most].iterator(chunk_size=CHUNK):
        when = at or leave.routed_at
        yield Replayed(leave, when, tuple(_stations(leave, when, d) for d in directories))


def _stations(leave: Leave, at: dt.datetime, directory: Directory) -> tuple[Station, ...]:
    leader = directory.leader_of(leave.post.unit, at)
    called = directory.called(leader, at) if leader else ""
    try:
        stages = rules.route(leave, leader=called).stages
    except NotRegulated:
        return ()
    found = [
        (stage, tuple(_post(ref, leader.code if leader else "", directory) for ref in stage.posts))
        for stage in stages
        if stage.purpose == "approve" and _is_of_leaders(stage)
    ]
    return tuple(
        Station(BY_ACT[stage.purpose], posts, stage.sentence, stage.cites) for stage, posts in found
    )


def _is_of_leaders(stage: Stage) -> bool:
    return all(ref.role == IN_CHARGE or ref.role in LEADER_ROLES for ref in stage.posts)


def _post(ref: PostRef, leader: str, directory: Directory) -> str:
    """Return the code of the post that is meant; the role where nobody is found (a gap)."""
    if ref.role == IN_CHARGE:
        return leader or ref.role
    post = directory.only(ref.role)
    return post.code if post else ref.role
