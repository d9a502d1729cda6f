"""What stands in the way of a leave: nobody to act, a meeting to chair, the other chief away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from apps.leave import periods, rules
from apps.leave.consequences.shapes import Met, Span
from apps.leave.models import Leave
from apps.organisation import authority
from apps.organisation.models import ABPair, Post
from apps.organisation.vocabulary import PostRole
from apps.organisation.wording import said

CHIEFS = (PostRole.UNIT_HEAD, PostRole.UNIT_DEPUTY)


def conflicts(
    leave: Leave, spans: Iterable[Span], met: Iterable[Met], at: dt.datetime
) -> list[str]:
    """Return what stands in the way, each a sentence; none of it refuses the request."""
    found = [f"{span.words}：{span.gap}" for span in spans if span.gap]
    found += [_chaired(one) for one in met if one.entry.presides]
    found += _partner_asks(leave)
    if leave.post.role in CHIEFS:
        found += _both_chiefs(leave)
    found += [verdict.reason for verdict in rules.period_is_free(leave, at)]
    return list(dict.fromkeys(found))


def _chaired(met: Met) -> str:
    """Say of a meeting that he chairs when it is, and what becomes of it."""
    start = timezone.localtime(met.entry.from_at)
    then = f"由{met.to}代为主持，或者改期" if met.to else met.gap
    return f"{start.month}月{start.day}日{start:%H:%M}主持“{met.entry.words}”：{then}"


def _partner_asks(leave: Leave) -> list[str]:
    """Say so where whoever would act has asked for leave himself and is not answered yet."""
    day = authority.local_day(leave.from_at)
    pairs = ABPair.objects.on(day).filter(Q(post_a=leave.post_id) | Q(post_b=leave.post_id))
    partners = {pk for row in pairs for pk in (row.post_a_id, row.post_b_id)} - {leave.post_id}
    asked = Leave.objects.filter(post__in=partners, state=Leave.State.ASKING, leaves=True)
    rows = asked.between(leave.from_at, leave.to_at).select_related("person")
    return [
        said(
            "互为{cover}的{name}同期请假待批：{when}",
            name=one.person.name,
            when=periods.words(one.from_at, one.to_at),
        )
        for one in rows.order_by("from_at", "pk")
    ]


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
