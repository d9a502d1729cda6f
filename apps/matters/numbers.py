"""The number ledger's verbs: reserve, use, void. Gapless and race-proof by one row lock.

A void number keeps its entry and its reason; it is never given again.
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from apps.core.verdicts import Refused, Verdict
from apps.matters.models import Matter, NumberEntry, NumberSeries
from apps.organisation.models import Person


def _series(code: str, year: int) -> NumberSeries:
    try:
        with transaction.atomic():
            NumberSeries.objects.get_or_create(code=code, year=year)
    except IntegrityError:  # two first numbers of a year at once: the other one created it
        pass
    return NumberSeries.objects.select_for_update(no_key=True).get(code=code, year=year)


def open_series(*, code: str, year: int, first: int) -> NumberSeries:
    """Open a ledger in the middle of a year: ``first`` is the next number to be given.

    Raises Refused once a number has been given here.
    """
    with transaction.atomic():
        series = _series(code, year)
        if series.entries.exists():
            raise Refused(Verdict.deny(f"{series}已经编号，不能再改起始编号"))
        series.first, series.last = first, first - 1
        series.save(update_fields=["first", "last"])
        return series


def reserve(*, matter: Matter, code: str, year: int, by: Person, at: dt.datetime) -> NumberEntry:
    """Take the next number of the series for this matter; raises Refused if it has one."""
    with transaction.atomic():
        series = _series(code, year)
        live = series.entries.filter(matter_id=matter.pk).exclude(state=NumberEntry.State.VOID)
        if live.exists():
            raise Refused(Verdict.deny(f"本件已有文号{live.get().text}"))
        series.last += 1
        series.save(update_fields=["last"])
        return NumberEntry.objects.create(
            series=series,
            number=series.last,
            matter_id=matter.pk,
            at=at,
            by=by,
            state=NumberEntry.State.RESERVED,
        )


def use(*, entry: NumberEntry) -> NumberEntry:
    """Mark a reserved number as used; raises Refused if it is not reserved any more."""
    changed = NumberEntry.objects.filter(pk=entry.pk, state=NumberEntry.State.RESERVED).update(
        state=NumberEntry.State.USED
    )
    if changed != 1:
        raise Refused(Verdict.deny(f"文号{entry.text}已使用或已作废"))
    entry.state = NumberEntry.State.USED
    return entry


def void(*, entry: NumberEntry, reason: str, by: Person, at: dt.datetime) -> NumberEntry:
    """Void a number with a reason; the number stays in the ledger and is never given again."""
    if not reason.strip():
        raise Refused(Verdict.deny("请写明作废原因", field="reason"))
    changed = (
        NumberEntry.objects.filter(pk=entry.pk)
        .exclude(state=NumberEntry.State.VOID)
        .update(state=NumberEntry.State.VOID, reason=reason.strip(), at=at, by=by)
    )
    if changed != 1:
        raise Refused(Verdict.deny(f"文号{entry.text}已作废"))
    entry.refresh_from_db()
    return entry


def gaps(series: NumberSeries) -> list[int]:
    """Return numbers of the series that have no entry; must always be empty."""
    known = set(series.entries.values_list("number", flat=True))
    return [n for n in range(series.first, series.last + 1) if n not in known]
