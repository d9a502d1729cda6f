"""Telling whoever may hand work over that a post is vacant and steps wait there.

One source of the reminder sweep; each vacancy is told once. Refuses to choose a receiver.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from apps.matters import handovers
from apps.matters.policies import HEADS, can_move
from apps.notifications.reminders import SOURCES, Reminder, told
from apps.organisation import authority
from apps.organisation.models import Appointment, Person, Post
from apps.organisation.vocabulary import PostRole

KIND = "handover_wanted"


@SOURCES.register("matters.handovers")
def wanted(at: datetime) -> Iterator[Reminder]:
    """Yield the vacant posts for which steps wait, to those whom the book lets hand them over."""
    found = [(post, count, _key(post)) for post, count in handovers.vacant_with_work(at)]
    known = told(KIND, (key for _, _, key in found))
    for post, count, key in found:
        if key in known:
            continue
        for person in _movers(post, at):
            yield Reminder(
                person=person,
                kind=KIND,
                key=key,
                subject=f"【待移交】{post.unit.short_name}{post.name}岗位空缺，有{count}件待办",
                text=f"{post.unit.name}{post.name}岗位空缺，{count}件待办无人办理。"
                "继任的同志到任后由其办理；等不及的，请移交其他岗位。",
                path=reverse("desk:handover_post", args=[post.code]),
            )


def _key(post: Post) -> str:
    """Return the key of this vacancy: the appointment that ended last."""
    last = Appointment.objects.filter(post=post).order_by("-from_on").values_list("pk", flat=True)
    return f"{post.pk}:{last.first() or 0}"


def _movers(post: Post, at: datetime) -> list[Person]:
    seats = Appointment.objects.on(authority.local_day(at)).filter(
        Q(post__role=PostRole.SECRETARY_GENERAL)
        | Q(post__unit_id=post.unit_id, post__role__in=HEADS)
    )
    people = Person.objects.filter(pk__in=seats.values("person"), is_active=True).order_by("pk")
    return [person for person in people if can_move(authority.hats(person, at), post, at)]
