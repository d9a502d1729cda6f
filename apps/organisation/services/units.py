"""Units and posts: set up and abolished, never deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from apps.core.versions import save
from apps.organisation import policies
from apps.organisation.models import Person, Post, Unit
from apps.organisation.services.writing import announce, note, require


@transaction.atomic
def create_unit(*, unit: Unit, by: Person | None, at: datetime) -> Unit:
    """Set up a unit from an unsaved row."""
    save(unit, by=by, at=at)
    note("unit_created", unit, by=by, at=at, payload={"code": unit.code, "name": unit.name})
    return unit


@transaction.atomic
def create_post(
    *, code: str, name: str, unit: Unit, role: str, by: Person | None, at: datetime, **fields: Any
) -> Post:
    """Set up a post together with its permission group."""
    row = Post(code=code, name=name, unit=unit, role=role, **fields)
    return file_post(post=row, by=by, at=at)


@transaction.atomic
def file_post(*, post: Post, by: Person | None, at: datetime) -> Post:
    """Set up a post from an unsaved row, with its group."""
    Post.objects.give_group(post)
    save(post, by=by, at=at)
    note("post_created", post, by=by, at=at, payload={"code": post.code, "name": post.name})
    return post


@transaction.atomic
def change_unit(*, unit: Unit, by: Person | None, at: datetime) -> Unit:
    """Keep a changed unit; Refused where it would stand under itself."""
    require(policies.may_stand_under(unit))
    save(unit, by=by, at=at)
    note("unit_changed", unit, by=by, at=at, payload={"code": unit.code, "name": unit.name})
    return unit


@transaction.atomic
def change_post(*, post: Post, by: Person | None, at: datetime) -> Post:
    """Keep a changed post; whoever acts for it may be another from now on."""
    save(post, by=by, at=at)
    note(
        "post_changed",
        post,
        by=by,
        at=at,
        payload={
            "code": post.code,
            "name": post.name,
            "substitutable": post.substitutable,
        },
    )
    announce((post.pk,), at, at=at)
    return post
