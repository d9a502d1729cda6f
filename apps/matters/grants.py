"""The one grant and revoke service: guardian row and Participation row together, to post groups.

Refuses grants to people. ``differences`` compares the two tables for the nightly check.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import Permission
from django.db import transaction

from apps.matters import flow
from apps.matters.models import (
    Matter,
    MatterGroupObjectPermission,
    MatterUserObjectPermission,
    Participation,
)
from apps.matters.participation import drop_grant, take_part
from apps.matters.purposes import kinds
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.trail.models import Event

Pairs = set[tuple[int, str]]  # matter and code of the post


def _view_permission() -> Permission:
    return Permission.objects.get(content_type__app_label="matters", codename="view_matter")


def grant(
    *, matter: Matter, posts: Iterable[Post], reason: str, by: Person, hat: Hat, at: dt.datetime
) -> None:
    """Let posts read a matter from now on, by an event; rows are written in bulk."""
    posts = list(posts)
    with transaction.atomic():
        fresh = flow.lock(matter)
        permission = _view_permission()
        MatterGroupObjectPermission.objects.bulk_create(
            [
                MatterGroupObjectPermission(
                    group_id=post.group_id, permission=permission, content_object_id=fresh.pk
                )
                for post in posts
            ],
            ignore_conflicts=True,
        )
        take_part(matter=fresh, posts=[p.pk for p in posts], role=Participation.Role.GRANTED, at=at)
        flow.note(
            fresh,
            "granted",
            by=by,
            hat=hat,
            at=at,
            payload={"posts": [p.code for p in posts], "reason": reason},
        )


def revoke(
    *, matter: Matter, post: Post, reason: str, by: Person, hat: Hat, at: dt.datetime
) -> None:
    """Take an explicit grant back; what the post reads by taking part stays."""
    with transaction.atomic():
        fresh = flow.lock(matter)
        MatterGroupObjectPermission.objects.filter(
            group_id=post.group_id, content_object_id=fresh.pk
        ).delete()
        drop_grant(matter=fresh, post=post.pk)
        flow.note(
            fresh,
            "revoked",
            by=by,
            hat=hat,
            at=at,
            payload={"posts": [post.code], "reason": reason},
        )


def differences() -> list[str]:
    """Return one line for each disagreement of guardian's table, the index and the trail.

    Empty is well. Also names what must never be: a grant to a person, or to no post's group.
    """
    stray = MatterGroupObjectPermission.objects.filter(group__post__isnull=True).count()
    lines = [f"有{stray}条授权给了不属于任何岗位的权限组"] if stray else []
    people = MatterUserObjectPermission.objects.count()
    lines += [f"有{people}条授权直接给了个人"] if people else []
    granted, indexed, recorded = _in_guardian(), _in_index(), _in_trail()
    lines += _lines(granted - indexed, "有授权而无参与记录")
    lines += _lines(indexed - granted, "有参与记录而无授权")
    lines += _lines(granted - recorded, "有授权而无留痕")
    lines += _lines(recorded - granted, "有留痕而无授权")
    return lines


def _lines(pairs: Pairs, what: str) -> list[str]:
    return [f"事项{matter}岗位{post}：{what}" for matter, post in sorted(pairs)]


def _in_guardian() -> Pairs:
    rows = MatterGroupObjectPermission.objects.filter(group__post__isnull=False)
    return set(rows.values_list("content_object_id", "group__post__code"))


def _in_index() -> Pairs:
    rows = Participation.objects.filter(role=Participation.Role.GRANTED)
    return set(rows.values_list("matter_id", "post__code"))


def _in_trail() -> Pairs:
    """Replay every grant and its taking back; matters are never deleted."""
    verbs = [f"{kind.key}.{verb}" for kind in kinds() for verb in ("granted", "revoked")]
    events = Event.objects.filter(verb__in=verbs, matter_id__isnull=False).order_by("seq")
    live: Pairs = set()
    for matter, verb, payload in events.values_list("matter_id", "verb", "payload").iterator():
        pairs = {(matter or 0, str(code)) for code in payload.get("posts", ())}
        (live.update if verb.endswith(".granted") else live.difference_update)(pairs)
    return live
