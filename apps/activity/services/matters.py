"""What topics and letters have in common: who reads them from the beginning, forms sent twice."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from apps.activity.querysets import KEEPERS
from apps.core.verdicts import Refused, Verdict
from apps.core.versions import save
from apps.matters.models import Participation
from apps.matters.participation import take_part
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.organisation.vocabulary import UnitKind

M = TypeVar("M")


def made_by(model: type[M], form_key: uuid.UUID | None, by: Person) -> M | None:
    """Return the matter that this form has made already; somebody else's form is refused."""
    rows: Any = model
    known = rows.objects.filter(form_key=form_key).first() if form_key else None
    if known is not None and known.drafted_by_id != by.pk:
        raise Refused(Verdict.deny("此表单已由他人提交，请重新打开登记页面"))
    found: M | None = known
    return found


def save_once(matter: Any, *, by: Person, at: dt.datetime) -> Any:
    """Save a new matter; returns the one that the same form made at the same instant, or None."""
    try:
        with transaction.atomic():
            save(matter, by=by, at=at)
    except IntegrityError:
        known: Any = made_by(type(matter), matter.form_key, by)
        if known is None:
            raise
        return known
    return None


def admit(matter: Any, *, hat: Hat, at: dt.datetime) -> None:
    """Let the leader, whoever entered it and the sections that keep the registers read it.

    Deputy secretary-general and secretariat read through the leader's post.
    """
    take_part(matter=matter, posts=[hat.post_id], role=Participation.Role.DRAFTED, at=at)
    take_part(matter=matter, posts=[matter.leader_id], role=Participation.Role.ADDRESSED, at=at)
    keepers = Post.objects.filter(
        unit__kind=UnitKind.SECTION, unit__duty__in=KEEPERS, abolished_on__isnull=True
    )
    kept = list(keepers.order_by("pk").values_list("pk", flat=True))
    take_part(matter=matter, posts=kept, role=Participation.Role.CIRCULATED, at=at)
