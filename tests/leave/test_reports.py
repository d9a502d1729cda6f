"""Reports: leave and presence by person and unit, what is still open, journeys abroad."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.leave import charts, reports
from apps.leave.services import changing
from apps.organisation import authority
from apps.rulebook import shelf
from tests.leave.desk import FROM, TO, approved
from tests.leave.test_pages import html, sound
from tests.organisation import factories

JUNE = (dt.date(2026, 6, 1), dt.date(2026, 6, 30))
JOURNEY = {"leave_kind": "official_visit_abroad", "approval_file": "鄂外字〔2026〕15号"}
PAGE = "/leave/report/?first=2026-06-01&last=2026-06-30"


def counted(office, login: str, at: dt.datetime, first=JUNE[0], last=JUNE[1]) -> reports.Report:
    person = office.people[login]
    book = shelf.in_force(first)
    return reports.report(authority.hats(person, at), person.pk, first, last, at, book)


def line(lines, name: str) -> reports.Line:
    return next(one for one in lines if one.name == name)


def test_it_counts_what_one_may_read(office, web, clock):
    case = approved(office, "nyj.head")
    approved(office, "jyj.head")
    clock.now = case.leave.to_at + dt.timedelta(days=2)
    page = sound(web("vm2").get(PAGE))
    assert "市农业农村局" in page
    assert "市教育局" not in page
    wrong = web("vm2").get("/leave/report/?first=2026-06-30&last=2026-06-01")
    assert wrong.status_code == 422
    assert "截止日期不得早于起始日期" in html(wrong)


def test_presence_is_what_remains_of_the_working_days_of_all_who_are_there(office):
    approved(office, "nyj.head")  # Monday to Friday
    found = counted(office, "mayor", TO)
    assert found.workdays == 21  # the Dragon Boat Festival is in June
    mine = line(found.people, office.people["nyj.head"].name)
    assert (mine.total, mine.here, mine.share) == (5, 16, "76.2%")
    unit = line(found.units, "市农业农村局")
    assert unit.heads > 1
    assert unit.here == found.workdays * unit.heads - 5


def test_a_return_before_the_end_counts_as_presence(office):
    case = approved(office)
    case.now = FROM + dt.timedelta(days=2, hours=10)
    changing.report_back(leave=case.leave, returned_at=case.now, **case.actor("vm2"))
    assert line(counted(office, "mayor", TO).people, "松见山").total == Decimal("2.5")


def test_an_absence_without_a_request_counts_for_whoever_keeps_the_register(office):
    office.away("vm4", factories.at(6, 9, 0), factories.at(6, 11, 0))
    for login, seen in (("mayor", True), ("zb", True), ("vm4", True), ("vm2", False)):
        names = [one.name for one in counted(office, login, TO).people]
        assert ("竺清扬" in names) is seen, login


def test_the_chart_has_a_column_for_each_day_and_for_each_month_of_a_longer_range(office):
    approved(office, "nyj.head")
    approved(office, "jyj.head")
    days = charts.columns(counted(office, "mayor", TO))
    assert (days.title, len(days.columns)) == ("每日离岗人数", 30)
    assert {c.name: c.words for c in days.columns}["6月8日"] == "2"
    assert {c.name: c.words for c in days.columns}["6月13日"] == "0"
    year = charts.columns(counted(office, "mayor", TO, dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
    assert (year.title, len(year.columns)) == ("各月离岗人天", 12)
    assert {c.name: c.words for c in year.columns}["2026年6月"] == "10"
    assert min(Decimal(c.y) for c in year.columns) >= charts.TOP  # nothing rises above the axis
    assert [text for _, text in year.levels] == ["0", "3", "6", "9", "12"]
    (bar, _) = charts.bars(counted(office, "mayor", TO))
    assert bar.words == "因公出差5天"
    assert [(p.x, p.width) for p in bar.pieces] == [("0.0", "100.0")]


@pytest.mark.clause("40.5", "40.6")
def test_filings_that_are_not_complete_are_listed_with_the_offices_that_are_missing(office, web):
    case = approved(office, "mayor", **JOURNEY)
    case.file("superior_party_office", kind="报批")
    (row,) = reports.unfiled(authority.hats(office.people["zb"], case.now))
    assert row.missing == ("报省政府办公厅", "报市委办公室")
    page = sound(web("zb").get(PAGE))
    assert "报省政府办公厅、报市委办公室" in page
    assert reports.unfiled(authority.hats(office.people["jyj.clerk"], case.now)) == []


@pytest.mark.clause("40.9")
def test_returns_that_were_not_reported_are_listed_from_the_day_after_the_end(office, web, clock):
    case = approved(office, "nyj.head")
    hats = authority.hats(office.people["mayor"], case.now)
    assert reports.overdue(hats, TO - dt.timedelta(hours=1)) == []
    (row,) = reports.overdue(hats, TO + dt.timedelta(hours=1))
    assert (row.due_on, row.days) == (dt.date(2026, 6, 12), 1)
    clock.now = TO + dt.timedelta(days=2)
    assert case.leave.title in sound(web("mayor").get(PAGE))
    assert case.leave.title not in html(web("jyj.head").get(PAGE))


def test_a_leave_that_ends_at_noon_is_not_overdue_in_the_afternoon(office):
    case = approved(office, "nyj.head", to_at=factories.at(6, 12, 12))
    found = counted(office, "mayor", factories.at(6, 12, 15))
    assert line(found.people, case.leave.person.name).overdue == 0


@pytest.mark.clause("40.11")
def test_teams_and_people_abroad_are_counted_beside_the_year_before(office, web):
    approved(office, "mayor", **JOURNEY, companions="桂知远、杉致和")
    other = {"from_at": factories.at(6, 15, 0), "to_at": factories.at(6, 16, 0)}
    approved(office, "vm4", **{**JOURNEY, "approval_file": "鄂外字〔2026〕16号"}, **other)
    hats = authority.hats(office.people["zb"], factories.at(6, 2, 12))
    found = reports.journeys(hats, 2026, shelf.in_force(JUNE[0]))
    assert (found.teams, found.people, found.teams_before) == (2, 4, 0)
    assert "今年2个团组" in found.tally.sentence
    assert {cite.clause for cite in found.tally.cites} == {"40.11"}
    assert "今年2个团组" in sound(web("zb").get(PAGE))


@pytest.mark.clause("40.11")
def test_whoever_goes_by_the_same_approval_is_of_one_team(office):
    approved(office, "mayor", **JOURNEY, companions="竺清扬")
    approved(office, "vm4", **JOURNEY)
    hats = authority.hats(office.people["zb"], factories.at(6, 2, 12))
    found = reports.journeys(hats, 2026, shelf.in_force(JUNE[0]))
    assert (found.teams, found.people) == (1, 2)


def test_the_workbook_holds_what_the_page_shows(office, web, clock):
    import openpyxl

    case = approved(office, "nyj.head")
    approved(office, "jyj.head")
    clock.now = case.leave.to_at + dt.timedelta(days=2)
    answer = web("mayor").get(PAGE.replace("report/", "report/xlsx/"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["按人员", "按单位", "报备未完备", "逾期未销假", "因公出国境"]

    def cells(sheet: str) -> set[str]:
        return {str(c.value) for row in book[sheet].iter_rows() for c in row if c.value}

    assert {"市农业农村局", "市教育局", "5"} <= cells("按单位")
    assert {"16", "76.2%"} <= cells("按人员")
    assert case.leave.title in cells("逾期未销假")


def test_the_report_takes_a_constant_number_of_queries(office, web, clock):
    def count() -> int:
        client = web("mayor")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as caught:
            client.get(PAGE)
        return len(caught)

    approved(office, "nyj.head")
    clock.now = TO + dt.timedelta(days=2)
    few = count()
    clock.now = None
    for login in ("jyj.head", "zjj.head", "czj.head"):
        approved(office, login)
    clock.now = TO + dt.timedelta(days=2)
    assert count() == few
