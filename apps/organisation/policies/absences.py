"""May an absence be recorded? Times in order, and nobody is away twice at once."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from apps.core.verdicts import Verdict
from apps.organisation.models import Absence, Person

OWN_APPROVAL = Verdict.deny("本人不能批准本人的外出", field="approved_by")


def may_record_absence(
    person: Person, from_at: datetime, to_at: datetime, *, exclude: int | None = None
) -> Verdict:
    """Answer whether a period may be entered as an absence of a person."""
    if to_at <= from_at:
        return Verdict.deny("返回时间应晚于离开时间", field="to_at")
    rows = Absence.objects.overlapping(from_at, to_at).exclude(pk=exclude or 0)
    other = rows.filter(person=person).order_by("from_at").first()
    if other is None:
        return Verdict.allow()
    start = timezone.localtime(other.from_at)
    end = timezone.localtime(other.over_at)
    reason = (
        f"与{person.name}已登记的{other.get_kind_display()}"
        f"（{start:%Y-%m-%d %H:%M}至{end:%Y-%m-%d %H:%M}）重叠"
    )
    return Verdict.deny(reason, field="from_at")
