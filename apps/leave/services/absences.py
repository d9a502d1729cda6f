"""What an approved leave does outside its own room: the absence, the ledger, who is told.

The absence is the organisation's, written through its services; hats follow from it. Refuses to
touch steps, posts or grants: nothing of them changes when somebody is away.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from apps.core.versions import save
from apps.leave import ledger, periods, rules
from apps.leave.content import url
from apps.leave.models import Leave, LedgerEntry
from apps.notifications.services import notify
from apps.organisation import authority, services
from apps.organisation.models import Absence, Person

K = LedgerEntry.Kind


def record(leave: Leave, *, by: Person, at: dt.datetime) -> Absence:
    """Enter the approved absence in the name of whoever agreed last."""
    approver = None if by.pk == leave.person_id or by.pk == leave.entered_by_id else by
    return services.record_absence(
        person=leave.person,
        kind=leave.leave_kind,
        from_at=leave.from_at,
        to_at=leave.to_at,
        leaves_city=leave.leaves,
        destination=leave.destination,
        approved_by=approver,
        approved_at=at,
        by=by,
        at=at,
    )


def move(leave: Leave, *, by: Person, at: dt.datetime) -> None:
    """Move the absence to the period of the leave; whoever acts is told anew."""
    assert leave.absence is not None  # in force: a constraint says so
    services.change_absence(
        absence=leave.absence, from_at=leave.from_at, to_at=leave.to_at, by=by, at=at
    )


def end(leave: Leave, *, ended_at: dt.datetime, by: Person, at: dt.datetime) -> None:
    """End the absence: at once, or at an instant that is over."""
    assert leave.absence is not None  # in force: a constraint says so
    services.end_absence(absence=leave.absence, by=by, at=at, ended_at=ended_at)


def book_days(leave: Leave, *, by: Person | None, at: dt.datetime) -> None:
    """Bring the ledger in line with what the leave takes now; only the difference is written."""
    wanted: dict[int, Decimal] = {}
    if leave.state not in ("cancelled", "refused"):
        wanted = rules.annual_days(leave, leave.from_at, leave.to_at)
    held = ledger.booked(leave.pk)
    rows = []
    for year in sorted(wanted.keys() | held.keys()):
        days = wanted.get(year, Decimal(0)) - held.get(year, Decimal(0))
        if days:
            kind = K.TAKEN if days > 0 else K.RESTORED
            rows.append(
                LedgerEntry(
                    person=leave.person, year=year, kind=kind, days=days, leave=leave, by=by, at=at
                )
            )
    for row in rows:  # one a year: bulk writing would leave no version
        save(row, by=by, at=at)


def tell_approved(leave: Leave, *, at: dt.datetime) -> None:
    """Tell the person, whoever filled it in, and whoever will act for him."""
    when = periods.words(leave.from_at, leave.to_at)
    text = f"{leave.person.name}{when}的请假已批准。返回后请及时销假。"
    tell(leave, [leave.person, leave.entered_by], "leave.approved", "已批准", text, at=at)
    acting = authority.acting(leave.post, max(at, leave.from_at)).people
    others = [(person, hat) for person, hat in acting if person.pk != leave.person_id]
    for person, hat in others:
        said = f"{leave.person.name}{when}外出，由您{hat.label}行使职责。"
        tell(leave, [person], "leave.acting", "请您代行", said, at=at, path="/organisation/")


def tell(
    leave: Leave,
    people: list[Person],
    kind: str,
    mark: str,
    text: str,
    *,
    at: dt.datetime,
    path: str = "",
) -> None:
    """Write one message about the leave; ``path`` where somebody may not read the leave itself."""
    notify(
        people=people,
        kind=kind,
        key=f"{leave.pk}:{at:%Y%m%d%H%M%S}",
        subject=f"【{mark}】{leave.title}",
        text=text,
        path=path or url(leave.pk),
        at=at,
    )
