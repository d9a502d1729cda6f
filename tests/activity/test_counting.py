"""What counts: distinct days, pace, pro rata, topics, contact points, receptions, companions."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.activity import ledger, presenting
from apps.activity.models import Activity
from apps.activity.services import activities, contacts, writing
from apps.core.verdicts import Refused
from tests.activity.desk import TODAY, T
from tests.documents.office import NOW

DAY = dt.timedelta(days=1)


def year_of(office, login: str = "vm2", today: dt.date = TODAY, year: int = 2026):
    (found,) = ledger.load([office.posts[login]], year=year, today=today)
    return found


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [v.field for v in refused.value.verdicts]


@pytest.mark.clause("38.3")
def test_twenty_eight_distinct_days_by_the_end_of_june_are_behind_the_pace_of_thirty(office, desk):
    start = dt.date(2026, 5, 1)
    desk.activity(from_on=start, to_on=start + 27 * DAY)
    desk.activity(from_on=start + 3 * DAY, title="同一天的第二次")
    desk.activity(from_on=start + 2 * DAY, to_on=start + 5 * DAY, title="重叠的一段")
    tally = year_of(office, today=dt.date(2026, 6, 30)).grassroots()
    assert (tally.count, tally.least, tally.share, tally.state) == (28, 60, 30, "behind")
    assert "按进度应为30天" in tally.sentence
    assert [c.clause for c in tally.cites] == ["38.3"]


def test_days_of_another_year_and_days_to_come_do_not_count(office, desk):
    office_year = dt.date(2025, 12, 30)
    with pytest.raises(Refused):  # nobody held the post before the year began
        desk.activity(from_on=office_year, to_on=dt.date(2026, 1, 2))
    desk.activity(from_on=TODAY - DAY, to_on=TODAY + 5 * DAY)
    assert sorted(year_of(office).days()) == [TODAY - DAY, TODAY]
    later = TODAY + 2 * DAY
    assert len(year_of(office, today=later).days()) == 4


def test_a_record_that_runs_over_new_year_counts_in_both_years(office, desk):
    desk.activity(from_on=dt.date(2026, 12, 30), to_on=dt.date(2027, 1, 2))
    today = dt.date(2027, 3, 1)
    assert year_of(office, today=today, year=2026).grassroots().count == 2
    assert year_of(office, today=today, year=2027).grassroots().count == 2


def test_only_kinds_that_the_book_marks_count_as_grass_roots(office, desk):
    desk.activity(kind="other", from_on=TODAY - DAY)
    desk.activity(kind="foreign_affairs", arrangement="咸外办〔2026〕3号", from_on=TODAY - 2 * DAY)
    desk.activity(kind="research", from_on=TODAY - 3 * DAY)
    assert sorted(year_of(office).days()) == [TODAY - 3 * DAY]


def test_what_was_struck_out_no_longer_counts_and_cannot_be_changed(office, desk):
    row = desk.activity()
    writing.void(record=row, reason="登记错了人", **desk.actor("m2"))
    assert year_of(office).grassroots().count == 0
    with pytest.raises(Refused, match="已作废"):
        activities.change(activity=row, values={"title": "改"}, **desk.actor("m2"))
    assert Activity.objects.get(pk=row.pk).void_reason == "登记错了人"


def test_somebody_who_came_within_the_year_owes_his_share(office, desk):
    services_from = dt.date(2026, 7, 1)
    today = dt.date(2026, 12, 31)
    year = year_of(office, today=today)
    year.since = services_from
    tally = year.grassroots()
    assert tally.least == 31
    office.person("new", "新到任")
    from apps.organisation import services
    from apps.organisation.models import Appointment

    seat = Appointment.objects.get(post=office.posts["vm4"])
    services.end_appointment(appointment=seat, on=dt.date(2026, 6, 30), by=None, at=NOW)
    services.appoint(
        person=office.people["new"],
        post=office.posts["vm4"],
        from_on=services_from,
        by=None,
        at=NOW,
    )
    came = year_of(office, "vm4", today=today)
    assert (came.person.name, came.since, came.grassroots().least) == ("新到任", services_from, 31)
    assert year_of(office, today=today).since is None


def test_what_the_predecessor_did_stays_his(office, desk):
    desk.activity("vm4", from_on=dt.date(2026, 5, 6))
    test_somebody_who_came_within_the_year_owes_his_share(office, desk)
    assert year_of(office, "vm4", today=dt.date(2026, 12, 31)).grassroots().count == 0
    assert year_of(office, "vm4", today=dt.date(2026, 6, 1)).grassroots().count == 1


def test_half_days_count_whole_where_the_book_says_so_and_add_up_where_not(office, desk):
    for back in (1, 2, 3):
        desk.activity(from_on=TODAY - back * DAY, half_day=True)
    desk.activity(from_on=TODAY - DAY, half_day=True, title="下午")
    year = year_of(office)
    assert year.half_counts_whole
    assert year.grassroots().count == 3
    from apps.activity import facts

    days = year.days()
    assert facts.counted(days, half_counts_whole=False) == 2
    with pytest.raises(Refused) as refused:
        desk.activity(from_on=TODAY - 2 * DAY, to_on=TODAY, half_day=True)
    assert fields(refused) == ["half_day"]


@pytest.mark.clause("38.2")
def test_no_topic_by_july_is_amber_and_a_third_one_is_remarked_upon_not_refused(office, desk):
    june = year_of(office, today=dt.date(2026, 6, 30)).research()
    july = year_of(office, today=dt.date(2026, 7, 1)).research()
    assert june.state != "short"
    assert july.state == "short"
    assert presenting.light(july)["light"] == "amber"
    for title in ("一", "二", "三"):
        desk.topic(title=title)
    over = year_of(office).research()
    assert (over.state, over.count) == ("over", 3)
    assert "超过2个" in over.sentence
    desk.topic(T.DROPPED, title="四")
    assert year_of(office).research().count == 3


def test_a_topic_behind_its_own_plan_is_listed(office, desk):
    desk.topic(planned_on=dt.date(2026, 6, 1))
    desk.topic(T.REPORTED, planned_on=dt.date(2026, 6, 1), title="已经写成")
    assert [t.title for t in year_of(office).late_topics()] == ["丘陵地区农业机械化的难点和对策"]


@pytest.mark.clause("38.4")
def test_a_contact_point_without_a_visit_in_the_year_is_listed(office, desk):
    point, other = desk.point("vm3"), desk.point("vm3", name="月亮村")
    desk.activity("vm3", kind="contact_point", contact_point=other, from_on=TODAY - DAY)
    year = year_of(office, "vm3")
    assert [(p.name, n, last) for p, n, last in year.last_visits()] == [
        ("星星村", 0, None),
        ("月亮村", 1, TODAY - DAY),
    ]
    assert year.contacts().state == "met"
    assert year_of(office, today=dt.date(2026, 7, 1)).contacts().state == "short"
    assert point.holds_on(TODAY)


def test_a_visit_names_a_point_of_this_leader_that_holds_on_the_day(office, desk):
    mine, theirs = desk.point(), desk.point("vm3")
    for point, said in ((None, "请选择"), (theirs, "不是这位"), (mine, "不在该联系点")):
        day = dt.date(2026, 1, 2) if point == mine else TODAY
        with pytest.raises(Refused, match=said) as refused:
            desk.activity(kind="contact_point", contact_point=point, from_on=day)
        assert fields(refused) == ["contact_point"]
    desk.activity(kind="contact_point", contact_point=mine)
    with pytest.raises(Refused, match="登记过走访"):
        contacts.change(point=mine, values={"to_on": TODAY - DAY}, **desk.actor("m2"))
    ended = contacts.change(point=mine, values={"to_on": TODAY}, **desk.actor("m2"))
    assert not ended.holds_on(TODAY + DAY)


@pytest.mark.clause("17.3")
def test_receptions_are_counted_by_quarter_and_by_way(office, desk):
    desk.reception("vm4", on=dt.date(2026, 5, 14), due_on=None)
    desk.reception("vm4", way="downward_visit", on=dt.date(2026, 2, 3), due_on=None)
    spans, rows = year_of(office, "vm4").reception_table()
    assert [p.first.month for p in spans] == [1, 4, 7, 10]
    table = {row["name"]: row["numbers"] for row in rows}
    assert table == {
        "接访": [0, 1, 0, 0], "下访": [1, 0, 0, 0], "约访": [0] * 4, "暗访": [0] * 4,
    }  # fmt: skip
    assert rows[0]["tally"].sentence == "本季度接访1次。"


@pytest.mark.clause("40.2")
def test_nine_companions_are_remarked_upon_where_the_office_agreed_on_five(office, desk):
    row = desk.activity(companions=9)
    sentence, cites = activities.note_of(row)
    assert "超过5人" in sentence
    assert [c.clause for c in cites] == ["40.2"]
    assert [a.pk for a, _ in year_of(office).crowded()] == [row.pk]
    assert activities.note_of(desk.activity(companions=5)) == ("", ())


@pytest.mark.clause("40.12")
@pytest.mark.parametrize("organiser", ["society", "intermediary"])
@pytest.mark.parametrize("kind", ["other", "grassroots", "foreign_affairs"])
def test_a_society_s_event_for_profit_is_refused_whoever_enters_it(office, desk, organiser, kind):
    wanted = {"kind": kind, "organiser": organiser, "for_profit": True, "arrangement": "某号"}
    for login in ("vm2", "m2", "dsg2", "wd", "sg"):
        with pytest.raises(Refused) as refused:
            desk.activity(by=login, **wanted)
        (verdict,) = refused.value.verdicts
        assert (verdict.field, verdict.soft) == ("organiser", False)
        assert [c.clause for c in verdict.cites] == ["40.12"]
    row = desk.activity(**{**wanted, "for_profit": False})
    with pytest.raises(Refused):
        activities.change(activity=row, values={"for_profit": True}, **desk.actor("vm2"))
    assert not Activity.objects.get(pk=row.pk).for_profit


@pytest.mark.clause("5.4")
def test_foreign_affairs_without_the_number_of_the_arrangement_are_asked_for_it(office, desk):
    with pytest.raises(Refused, match="统一安排的文号") as refused:
        desk.activity(kind="foreign_affairs")
    assert fields(refused) == ["arrangement"]
    assert [c.clause for c in refused.value.verdict.cites] == ["5.4"]
    assert desk.activity(kind="foreign_affairs", arrangement="咸外办〔2026〕3号").pk


class TestAnotherCity:
    """The same ledger under a book with other numbers, lists and periods."""

    def test_days_topics_and_visits_follow_its_numbers(self, office, desk, another_city):
        desk.activity(companions=3)
        year = year_of(office)
        assert year.grassroots().least == 80
        assert year.research().least == 2
        per = year.reception_table()[0]
        assert len(per) == 12
        assert [row["name"] for row in year.reception_table()[1]] == ["接待日接访"]

    def test_visits_to_villages_are_counted_by_quarter(self, office, desk, another_city):
        village = desk.point()
        january = dt.date(2026, 1, 20)
        desk.activity(kind="contact_village", contact_point=village, from_on=january)
        assert year_of(office, today=dt.date(2026, 3, 31)).contacts().state == "met"
        assert year_of(office, today=dt.date(2026, 6, 30)).contacts().state == "short"

    def test_more_companions_than_its_number_are_refused(self, office, desk, another_city):
        assert desk.activity(companions=3).pk
        with pytest.raises(Refused) as refused:
            desk.activity(companions=4)
        assert fields(refused) == ["companions"]

    def test_a_kind_or_a_way_that_it_does_not_have_is_refused(self, office, desk, another_city):
        with pytest.raises(Refused, match="没有这一类"):
            desk.activity(kind="research")
        with pytest.raises(Refused, match="没有这种"):
            desk.reception(way="unannounced_visit")

    def test_any_event_for_profit_is_refused(self, office, desk, another_city):
        with pytest.raises(Refused) as refused:
            desk.activity(kind="other", organiser="enterprise", for_profit=True)
        assert fields(refused) == ["for_profit"]
