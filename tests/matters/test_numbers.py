"""The number ledger: no gap, no double, nothing forgotten."""

import pytest
from django.db import IntegrityError, transaction

from apps.core.verdicts import Refused
from apps.matters import numbers
from apps.matters.models import NumberEntry, NumberSeries
from tests.matters.house import AT, race


def reserve(house, matter, code="咸政发", year=2026):
    return numbers.reserve(matter=matter, code=code, year=year, by=house.registry, at=AT)


def test_numbers_follow_one_another_in_each_series_and_year(house):
    given = [reserve(house, house.slip()).text for _ in range(3)]
    assert given == [f"咸政发〔2026〕{n}号" for n in (1, 2, 3)]
    assert reserve(house, house.slip(), code="咸政办发").number == 1
    assert reserve(house, house.slip(), year=2027).number == 1


def test_a_matter_has_one_live_number_of_a_series(house):
    slip = house.slip()
    reserve(house, slip)
    with pytest.raises(Refused, match="本件已有文号咸政发〔2026〕1号"):
        reserve(house, slip)
    assert NumberSeries.objects.get().last == 1


def test_a_refused_transaction_leaves_no_gap(house):
    series = reserve(house, house.slip()).series

    @transaction.atomic
    def breaks_off():
        reserve(house, house.slip())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_off()
    assert reserve(house, house.slip()).number == 2
    series.refresh_from_db()
    assert numbers.gaps(series) == []


def test_a_number_is_used_once(house):
    entry = numbers.use(entry=reserve(house, house.slip()))
    assert entry.state == NumberEntry.State.USED
    with pytest.raises(Refused, match="已使用或已作废"):
        numbers.use(entry=entry)


def test_a_void_number_stays_with_its_reason_and_is_never_given_again(house):
    slip = house.slip()
    entry = reserve(house, slip)
    with pytest.raises(Refused, match="请写明作废原因"):
        numbers.void(entry=entry, reason=" ", by=house.registry, at=AT)
    numbers.void(entry=entry, reason="排版有误", by=house.registry, at=AT)
    with pytest.raises(Refused, match="已作废"):
        numbers.void(entry=entry, reason="再次", by=house.registry, at=AT)
    with pytest.raises(Refused):
        numbers.use(entry=entry)
    assert reserve(house, slip).number == 2
    entry.refresh_from_db()
    assert (entry.number, entry.state, entry.reason) == (1, "void", "排版有误")
    assert numbers.gaps(entry.series) == []


def test_the_database_itself_refuses_a_second_same_number(house):
    entry = reserve(house, house.slip())
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberEntry.objects.create(
            series=entry.series,
            number=1,
            matter=house.slip(),
            state="reserved",
            at=AT,
            by=house.registry,
        )


def test_a_missing_entry_is_named_as_a_gap(house):
    for _ in range(3):
        series = reserve(house, house.slip()).series
    series.entries.filter(number=2).delete()
    series.refresh_from_db()
    assert numbers.gaps(series) == [2]


def test_eight_clerks_at_once_get_forty_numbers_without_gap_or_double(open_house):
    house = open_house
    slips = [house.slip(f"第{n}件") for n in range(40)]

    def work(worker):
        for slip in slips[worker * 5 : worker * 5 + 5]:
            reserve(house, slip)

    assert race(8, work) == []
    series = NumberSeries.objects.get()
    got = sorted(series.entries.values_list("number", flat=True))
    assert got == list(range(1, 41))
    assert series.last == 40


def test_eight_clerks_at_once_number_one_matter_once(open_house):
    house = open_house
    slip = house.slip()
    failures = race(8, lambda _: reserve(house, slip))
    assert [type(f) for f in failures] == [Refused] * 7
    assert NumberEntry.objects.filter(matter=slip).count() == NumberSeries.objects.get().last == 1
