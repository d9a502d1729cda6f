"""From the book's answer to waiting steps: which posts a stage means, and its clock.

The book answers in roles; the organisation knows which posts these are today. Nothing is decided
here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.documents import rules
from apps.documents.models import Consultation, Document
from apps.matters import steps
from apps.matters.models import Step
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.organisation.vocabulary import LEADER_ROLES, PostRole, UnitKind
from apps.rulebook.answers import Deadline, PostRef, Stage

# Stations of leaders: what waits at another one (an examination) does not hold up the route.
ROUTE = ("countersign", "decide", "mayor_decide", "review", "sign")
# What the office may find of a document beyond what its drafter has stated; it takes nothing back.
FLAGS = (
    "important",
    "public_interest",
    "stability_risk",
    "market_activity",
    "disputed",
    "party_report",
    "meeting_required",
)


def raise_flags(document: Document, found: Iterable[str]) -> dict[str, Any]:
    """Mark what the office finds of a document; returns what is new, for the trail."""
    found = set(found)
    new = [name for name in FLAGS if name in found and not getattr(document, name)]
    for name in new:
        setattr(document, name, True)
    return {"found": new} if new else {}


def end_of_day(day: dt.date) -> dt.datetime:
    """Return the last instant of a day in local time; a limit ends at 24:00."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59, 59)))


def limit_of(step: Step) -> tuple[dt.datetime, bool] | None:
    """Return a waiting step's limit counted again from its opening, None where it has none."""
    document = Document.objects.get(pk=step.matter_id)
    asked = document.consultations.filter(group=step.group).first()
    if asked is not None and asked.agreed_until:
        return end_of_day(asked.agreed_until), False
    limit = limit_answer(document, step, asked)
    return (end_of_day(limit.due_on), limit.provisional) if limit else None


def limit_answer(document: Document, step: Step, asked: Consultation | None) -> Deadline | None:
    """Return what the book answers to a step's limit, counted from its opening."""
    start = timezone.localdate(step.opened_at)
    if asked is not None:
        return rules.reply_deadline(document, start, asked.days)
    return rules.station_deadline(document, step.purpose, start)


def posts_of(stage: Stage, *, document: Document, at: dt.datetime) -> list[Post]:
    """Return the posts a stage means now, each once, in the stage's order."""
    posts: dict[int, Post] = {}
    for ref in stage.posts:
        for post in authority.resolve(ref, unit=document.unit, at=at):
            posts.setdefault(post.pk, post)
    return list(posts.values())


def posts_in_charge(document: Document, at: dt.datetime) -> list[Post]:
    """Return the posts of the section that serves the leader in charge of the document's unit."""
    ref = PostRef("secretariat", unit=document.unit.code)
    return whole_sections(authority.resolve(ref, unit=document.unit, at=at))


def registry_posts(document: Document, at: dt.datetime) -> list[Post]:
    """Return the registry's posts: the head and the members, any of whom may act."""
    return whole_sections(authority.resolve(PostRef("registry"), unit=document.unit, at=at))


def whole_sections(heads: list[Post]) -> list[Post]:
    """Return every post of the sections these heads lead; a section's work is anybody's there."""
    members = Post.objects.filter(
        unit__in={post.unit_id for post in heads},
        abolished_on__isnull=True,
        role__in=[PostRole.SECTION_HEAD, PostRole.SECTION_MEMBER],
    )
    return list(members.select_related("unit").order_by("unit__position", "position", "pk"))


def open_stage(
    *,
    document: Document,
    stage: Stage,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
) -> list[Step]:
    """Open the steps of one stage of a route, with its clauses and its clock."""
    return open_posts(
        document=document,
        purpose=stage.purpose,
        posts=posts_of(stage, document=document, at=at),
        need=stage.need,
        personal=stage.personal,
        cites=stage.cites,
        sentence=stage.sentence,
        by=by,
        hat=hat,
        at=at,
        channel=channel,
    )


def open_posts(
    *,
    document: Document,
    purpose: str,
    posts: list[Post],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    need: str = Step.Need.ANY,
    **rest: Any,
) -> list[Step]:
    """Open steps for posts already known, with the station's clock."""
    limit = rules.station_deadline(document, purpose, timezone.localdate(at))
    return steps.open_route(
        matter=document,
        purpose=purpose,
        posts=posts,
        by=by,
        hat=hat,
        at=at,
        need=need,
        due_at=end_of_day(limit.due_on) if limit else None,
        due_provisional=bool(limit and limit.provisional),
        **rest,
    )


def receiving_posts(document: Document) -> list[Post]:
    """Return who gets it: the clerks of units; of the city government, its leaders."""
    posts = Post.objects.filter(unit__in=document.recipients.all(), abolished_on__isnull=True)
    government = Q(unit__kind=UnitKind.GOVERNMENT, role__in=LEADER_ROLES)
    return list(posts.filter(Q(role=PostRole.CLERK) | government).order_by("position", "pk"))
