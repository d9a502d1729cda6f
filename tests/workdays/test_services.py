"""The table in use: entering, seeding, correcting, telling."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError

from apps.core.verdicts import Refused
from apps.trail.models import Event
from apps.workdays import hooks
from apps.workdays.calendar import Due
from apps.workdays.models import CalendarDay
from apps.workdays.services import (
    calendar,
    import_notice,
    missing_notices,
    remove_days,
    save_day,
    seed_year,
)

pytestmark = pytest.mark.django_db
START = date(2026, 9, 28)


@pytest.fixture
def clerk():
    return get_user_model().objects.create_user("wenshu", password="x", name="文书")


@pytest.fixture
def told(monkeypatch):
    calls = []
    monkeypatch.setattr(hooks.calendar_changed, "_entries", {})
    hooks.calendar_changed.register("test")(lambda *, years: calls.append(sorted(years)))
    return calls


def test_an_empty_table_counts_the_plain_week_and_says_provisional():
    assert calendar().add_workdays(START, 5) == Due(date(2026, 10, 5), provisional=True)


def test_a_seeded_year_with_its_notice_in_the_library_is_settled():
    assert seed_year(2026) == 28
    assert calendar().add_workdays(START, 5) == Due(date(2026, 10, 10))
    assert calendar().known_years == {2026}


def test_a_year_ahead_is_provisional_until_its_notice_is_entered(clerk, at):
    assert seed_year(2027) == 19
    assert calendar().add_workdays(date(2027, 9, 30), 1) == Due(date(2027, 10, 6), True)
    csv = "日期,类型,名称\n" + "\n".join(f"2027-10-0{n},放假,国庆节" for n in range(1, 8))
    import_notice(csv, by=clerk, at=at)
    assert calendar().add_workdays(date(2027, 9, 30), 1) == Due(date(2027, 10, 8))
    assert seed_year(2027) == 0
    assert CalendarDay.objects.count() == 7


def test_a_dry_run_tells_the_changes_and_writes_nothing(notice_2026, clerk, at, told):
    seed_year(2026)
    told.clear()
    tried = import_notice(notice_2026, by=clerk, at=at, dry_run=True)
    assert tried.dry_run
    assert {change.what for change in tried.changes} == {"新增", "改为"}
    assert CalendarDay.objects.count() == 28
    assert (told, Event.objects.count()) == ([], 0)


def test_an_import_replaces_the_year_keeps_history_and_is_in_the_trail(
    notice_2026, clerk, at, told
):
    import_notice(notice_2026, by=clerk, at=at, reference="国办发明电〔2025〕7号")
    shorter = notice_2026.rsplit("\n", 1)[0]
    done = import_notice(shorter, by=clerk, at=at)
    assert [(c.on, c.what, c.before) for c in done.changes] == [
        (date(2026, 10, 10), "删除", "上班（调休上班）")
    ]
    assert CalendarDay.objects.count() == 38
    gone = CalendarDay.history.filter(date=date(2026, 10, 10), history_type="-").get()
    assert gone.history_user == clerk
    assert gone.source == "国办发明电〔2025〕7号"
    events = Event.objects.of_subject("calendar:2026")
    assert [event.verb for event in events] == ["workdays.import_notice"] * 2
    assert (events[1].person_key, events[1].person_name) == ("wenshu", "文书")
    assert events[1].payload["changes"][0]["on"] == "2026-10-10"
    assert told == [[2026], [2026]]


def test_one_wrong_line_refuses_the_whole_notice(notice_2026, clerk, at):
    with pytest.raises(Refused) as refusal:
        import_notice(notice_2026 + "\n2026-13-01,放假,甲\nx,放假,乙", by=clerk, at=at)
    assert [verdict.field for verdict in refusal.value.verdicts] == ["csv", "csv"]
    assert "第 41 行" in refusal.value.verdict.reason
    assert not CalendarDay.objects.exists()


def test_a_correction_by_hand_is_seen_at_once_and_told(notice_2026, clerk, at, told):
    import_notice(notice_2026, by=clerk, at=at)
    assert calendar().is_workday(date(2026, 6, 5))
    day = CalendarDay(
        date=date(2026, 6, 5), working=False, name="防汛停工", notice_year=2026, provisional=False
    )
    save_day(day=day, by=clerk, at=at)
    assert not calendar().is_workday(date(2026, 6, 5))
    remove_days(days=[day], by=clerk, at=at)
    assert calendar().is_workday(date(2026, 6, 5))
    assert told == [[2026]] * 3
    assert [e.verb for e in Event.objects.order_by("seq")][1:] == [
        "workdays.save_day",
        "workdays.remove_day",
    ]


def test_a_day_moved_to_another_year_is_told_to_both(clerk, at, told):
    day = CalendarDay(date=date(2028, 12, 31), name="元旦", notice_year=2028)
    save_day(day=day, by=clerk, at=at)
    day.notice_year = 2029
    save_day(day=day, by=clerk, at=at)
    assert told == [[2028], [2029], [2028]]


def test_what_another_process_wrote_is_seen_too(notice_2026, clerk, at):
    import_notice(notice_2026, by=clerk, at=at)
    calendar()
    day = CalendarDay.objects.get(date=date(2026, 10, 10))
    day.working = False
    day.save()  # past the service, as from another process: this copy is not told
    assert calendar().add_workdays(START, 5).on == date(2026, 10, 12)


def test_the_calendar_costs_one_query_once_it_is_read(django_assert_num_queries):
    seed_year(2026)
    calendar()
    with django_assert_num_queries(1):
        calendar()


@pytest.mark.parametrize(
    ("on", "missing"),
    [(date(2026, 6, 1), ()), (date(2026, 11, 1), (2027,)), (date(2027, 1, 1), (2027,))],
)
def test_next_year_s_notice_is_missed_from_november_on(on, missing):
    seed_year(2026)
    seed_year(2027)
    assert missing_notices(on) == missing


def test_the_command_seeds_and_enters(notice_2026, tmp_path, capsys):
    call_command("load_calendar", "2027")
    assert "到期日均为暂定" in capsys.readouterr().out
    call_command("load_calendar", "2026")
    assert "含调休" in capsys.readouterr().out
    file = tmp_path / "2026.csv"
    file.write_text("\ufeff" + notice_2026, encoding="utf-8")
    call_command("load_calendar", "2026", "--csv", str(file))
    assert "已录入" in capsys.readouterr().out
    call_command("load_calendar", "2026")
    assert "未作改动" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["1999"], "年度应在"),
        (["2027", "--csv", "right"], "不是 2027 年的"),
        (["2026", "--csv", "nowhere"], "无法读取"),
        (["2026", "--csv", "wrong"], "第 2 行"),
    ],
)
def test_the_command_refuses_in_a_sentence(args, sentence, notice_2026, tmp_path):
    (tmp_path / "right").write_text(notice_2026)
    (tmp_path / "wrong").write_text("日期,类型,名称\nx,放假,甲")
    args = [*args[:2], str(tmp_path / args[2])] if len(args) > 1 else args
    with pytest.raises(CommandError, match=sentence):
        call_command("load_calendar", *args)


def test_dates_of_the_seed_do_not_drift_from_the_week(at):
    seed_year(2026)
    for day in CalendarDay.objects.filter(working=True):
        assert day.date.weekday() >= 5
    assert calendar().roll(date(2026, 1, 1)) == date(2026, 1, 1) + timedelta(days=3)
