"""What stands in the way of a leave, and who would take over what stands in its time."""

from __future__ import annotations

import datetime as dt

from apps.core.registry import Registry
from apps.leave.services import ledger as books
from apps.organisation import presence
from apps.organisation.presence import Entry
from tests.leave.desk import FROM, TO, asked
from tests.leave.office import NOW
from tests.leave.test_pages import FORM, html, sound


def chairs(monkeypatch, power: str = "") -> None:
    """Let a module tell of a meeting that vm2 chairs on the second day, as it would."""
    at = FROM + dt.timedelta(days=1, hours=15)

    def meetings(people, from_at, to_at, viewer):
        (person,) = people
        end = at + dt.timedelta(hours=2)
        yield Entry(person, at, end, "防汛专题会议", "meeting-1", presides=True, power=power)

    monkeypatch.setattr(presence, "SOURCES", Registry("presence"))
    presence.SOURCES.register("meetings")(meetings)


def test_a_meeting_that_he_chairs_is_a_conflict_and_says_who_would_chair_it(
    office, web, monkeypatch
):
    chairs(monkeypatch)
    page = sound(web("vm2").post("/leave/new/", {**FORM, "check": "1"}))
    assert "6月9日15:00主持“防汛专题会议”：由兰照溪代为主持，或者改期" in page
    assert "有冲突" in page


def test_a_meeting_without_anybody_to_chair_it_has_to_be_moved(office, web, monkeypatch):
    office.away("vm3", FROM, TO)
    chairs(monkeypatch)
    page = sound(web("vm2").post("/leave/new/", {**FORM, "check": "1"}))
    assert "主持“防汛专题会议”：须改期或者另行确定主持人" in page


def test_what_a_substitute_may_not_chair_has_to_be_moved_too(office, web, monkeypatch):
    chairs(monkeypatch, power="convene_plenary")
    page = html(web("vm2").post("/leave/new/", {**FORM, "check": "1"}))
    assert "须改期或者另行确定主持人" in page


def test_both_chiefs_of_a_unit_away_at_once_is_a_conflict(office, web):
    other = asked(office, "nyj.deputy", leave_kind="vacation")
    page = sound(web("nyj.head").post("/leave/new/", {**FORM, "check": "1"}))
    assert f"{other.leave.person.name}（{other.leave.post.name}）同期请假" in page


def due(step, at: dt.datetime) -> None:
    type(step).objects.filter(pk=step.pk).update(due_at=at, rank_at=at)


def test_with_both_partners_away_a_waiting_step_has_nobody_and_is_urgent_when_due_meanwhile(
    office, web
):
    case = asked(office, "nyj.head", FROM - dt.timedelta(days=4))
    due(case.step("leave_approve"), FROM + dt.timedelta(days=2))
    page = sound(web("vm2").post("/leave/new/", {**FORM, "check": "1"}))
    assert "请在离开前办结" not in page  # the partner has it
    office.away("vm3", FROM, TO)
    page = sound(web("vm2").post("/leave/new/", {**FORM, "check": "1"}))
    assert "无人代行，请在离开前办结" in page


def test_the_balance_says_what_remains_and_by_how_much_it_is_exceeded(office, web):
    books.enter_service(
        person=office.people["vm2"], started_on=dt.date(2020, 7, 1), by=None, at=NOW
    )
    asks = {**FORM, "leave_kind": "vacation", "check": "1"}
    page = html(web("vm2").post("/leave/new/", {**asks, "to_on": "2026-06-10"}))
    assert "2026年年休假5天，含本次共3天，余2天。" in page
    page = html(web("vm2").post("/leave/new/", {**asks, "to_on": "2026-06-16"}))
    assert "含本次共7天，超出2天。" in page


def test_a_head_sees_who_runs_his_unit_and_that_what_waits_stays_with_him(office, web):
    case = asked(office, "nyj.clerk", leave_kind="personal_leave")
    deputy = office.posts["nyj.deputy"]
    page = sound(web("nyj.head").post("/leave/new/", {**FORM, "cover": deputy.pk, "check": "1"}))
    assert f"（{deputy.name}）</b>主持本单位工作" in page
    row = page[page.index(case.leave.title) :].split("</li>")[0]
    assert "仍由本人办理" in row


def test_a_partner_who_has_asked_for_the_same_days_is_a_conflict_before_anybody_agrees(office, web):
    asked(office, "vm3")
    page = sound(web("vm2").post("/leave/new/", {**FORM, "check": "1"}))
    assert "互为AB角的兰照溪同期请假待批：6月8日至6月12日" in page
    assert "同期请假待批" not in html(web("vm4").post("/leave/new/", {**FORM, "check": "1"}))
