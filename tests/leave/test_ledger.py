"""Annual leave: days are counted by the calendar, held against the law, and never lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.core.verdicts import Refused
from apps.leave import ledger, periods, rules
from apps.leave.models import LedgerEntry
from apps.leave.services import changing
from apps.leave.services import ledger as books
from apps.workdays.services import calendar
from tests.leave.desk import approved, asked, written
from tests.leave.office import NOW
from tests.organisation import factories

# Dragon Boat Festival 2026: 19 to 21 June are free.
LEAVE = {
    "leave_kind": "vacation",
    "from_at": factories.at(6, 15, 0),
    "to_at": factories.at(6, 23, 0),
}


def entries(case) -> list[tuple[str, Decimal]]:
    rows = LedgerEntry.objects.filter(leave=case.leave).order_by("pk")
    return list(rows.values_list("kind", "days"))


def started(office, login: str, year: int) -> None:
    books.enter_service(
        person=office.people[login], started_on=dt.date(year, 7, 1), by=None, at=NOW
    )


@pytest.mark.parametrize(
    ("start", "end", "days", "words"),
    [
        (factories.at(6, 15, 0), factories.at(6, 23, 0), "5", "6月15日至6月22日"),
        (factories.at(6, 15, 12), factories.at(6, 17, 12), "2", "6月15日下午至6月17日上午"),
        (factories.at(6, 20, 0), factories.at(6, 22, 0), "0", "6月20日至6月21日"),
        (factories.at(6, 15, 12), factories.at(6, 16, 0), "0.5", "6月15日下午"),
        (factories.at(9, 20, 0), factories.at(9, 21, 0), "1", "9月20日"),  # a make-up Sunday
    ],
)
def test_working_days_know_holidays_weekends_and_make_up_days(office, start, end, days, words):
    assert periods.number(periods.workdays(start, end, calendar())) == days
    assert periods.words(start, end) == words


def test_a_vacation_takes_its_working_days_and_other_kinds_take_none(office):
    started(office, "vm2", 1994)
    case = approved(office, **LEAVE)
    assert entries(case) == [("taken", Decimal("5.0"))]
    assert ledger.used(case.leave.person_id, 2026) == Decimal(5)
    other = approved(office, "vm4", from_at=LEAVE["from_at"], to_at=LEAVE["to_at"])
    assert entries(other) == []


def test_a_shorter_leave_gives_days_back_a_longer_one_takes_more(office):
    started(office, "vm2", 1994)
    case = approved(office, **LEAVE)
    shorter = factories.at(6, 17, 0)
    changing.change(
        leave=case.leave,
        from_at=LEAVE["from_at"],
        to_at=shorter,
        reason="提前返回。",
        **case.actor("vm2"),
    )
    assert entries(case)[-1] == ("restored", Decimal("-3.0"))
    assert ledger.used(case.leave.person_id, 2026) == Decimal(2)
    changing.cancel(leave=case.leave, reason="不休了。", **case.actor("vm2"))
    assert ledger.used(case.leave.person_id, 2026) == 0


def test_coming_back_early_gives_the_rest_back(office):
    started(office, "vm2", 1994)
    case = approved(office, **LEAVE)
    case.now = factories.at(6, 17, 9)
    changing.report_back(leave=case.leave, returned_at=factories.at(6, 17, 8), **case.actor("vm2"))
    # Monday and Tuesday whole, and the forenoon in which he came back.
    assert ledger.used(case.leave.person_id, 2026) == Decimal("2.5")


def test_a_period_over_the_turn_of_the_year_is_booked_in_both(office):
    found = periods.by_year(
        factories.at(12, 30, 0), factories.at(12, 31, 0) + dt.timedelta(days=6), calendar()
    )
    assert set(found) == {2026, 2027}


def test_more_days_than_the_law_gives_are_refused_with_the_law(office):
    started(office, "vm2", 2020)  # five days a year
    long = {**LEAVE, "to_at": factories.at(6, 30, 0)}
    case = written(office, **long)
    with pytest.raises(Refused) as refused:
        case.send("vm2")
    said = "\n".join(v.sentence for v in refused.value.verdicts)
    assert "年休假5天已经用完" in said
    with pytest.raises(Refused):
        case.send("vm2", reason="确有需要。")  # the law is not passed with a reason


def test_an_extension_beyond_what_the_law_gives_is_refused_with_the_law(office):
    started(office, "vm2", 2020)
    case = approved(office, **LEAVE)  # all five days
    longer = {"from_at": LEAVE["from_at"], "to_at": factories.at(6, 24, 0), "reason": "多休一天。"}
    with pytest.raises(Refused, match="年休假5天已经用完"):
        changing.change(leave=case.leave, **longer, **case.actor("vm2"))
    assert case.fresh().state == "approved"
    earlier = {**longer, "to_at": factories.at(6, 20, 0)}
    changing.change(leave=case.leave, **earlier, **case.actor("vm2"))  # what is booked counts once


def test_of_two_requests_for_the_same_days_of_the_balance_one_is_approved(office):
    started(office, "vm2", 2020)
    one = asked(office, **LEAVE)
    other = {"from_at": factories.at(6, 23, 0), "to_at": factories.at(6, 26, 0)}
    two = asked(office, **{**LEAVE, **other})
    one.settle("mayor", "leave_approve", "agree")
    with pytest.raises(Refused, match="年休假5天已经用完"):
        two.settle("mayor", "leave_approve", "agree")
    assert ledger.used(one.leave.person_id, 2026) == Decimal(5)


def test_without_a_date_of_service_nothing_is_reckoned(office):
    case = written(office, **LEAVE)
    assert rules.annual(case.leave, 2026) is None
    case.send("vm2")
    assert case.leave.state == "asking"


@pytest.mark.parametrize(
    ("born", "year", "whole"), [((2016, 7, 1), 2026, 10), ((2016, 12, 31), 2026, 10)]
)
def test_years_of_service_are_whole_ones_at_the_end_of_the_year(office, born, year, whole):
    person = office.people["vm2"]
    books.enter_service(person=person, started_on=dt.date(*born), by=None, at=NOW)
    assert ledger.years_of_service(person.pk, year) == whole


def test_a_correction_needs_its_reason_and_whole_halves(office):
    person, by = office.people["vm2"], office.people["bizadmin"]
    given = {"person": person, "year": 2026, "by": by, "at": NOW}
    for days, note in (("1", " "), ("0", "误登"), ("0.3", "误登"), ("99", "误登")):
        with pytest.raises(Refused):
            books.adjust(days=Decimal(days), note=note, **given)
    books.adjust(days=Decimal("-0.5"), note="多登半天", **given)
    assert ledger.used(person.pk, 2026) == Decimal("-0.5")


def test_the_database_holds_the_ledger_to_its_shape(office):
    person = office.people["vm2"]
    for values in ({"days": 0, "note": "x"}, {"days": 1, "note": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerEntry.objects.create(person=person, year=2026, kind="adjusted", at=NOW, **values)
