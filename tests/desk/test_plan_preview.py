"""分工方案预演: replay of the routing code, lists by reader, and the gate of publishing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.documents import rules
from apps.organisation import authority, services
from apps.organisation.authority import directory
from apps.organisation.models import PortfolioPlan
from apps.organisation.vocabulary import PlanState
from apps.rulebook.errors import Problem
from apps.trail.models import Event
from tests.documents.conftest import _typeset_once, built, clock, office, web
from tests.documents.desk import S, reach
from tests.documents.office import NOW, UNITS

__all__ = ["_typeset_once", "built", "clock", "office", "web"]
pytestmark = pytest.mark.clause("5.2")
LEADERS = {code: leader for code, *_, leader in UNITS if leader} | {"fgb": "evm"}
FROM = dt.date(2026, 7, 1)


@pytest.fixture
def plan(office):
    """Agriculture goes from vm2 to vm4 on 1 July; drafted, not published."""
    row = services.create_plan(name="下半年分工", effective_from=FROM, by=None, at=NOW)
    for unit, leader in {**LEADERS, "nyj": "vm4"}.items():
        services.set_leader(
            plan=row, unit=office.units[unit], leader=office.posts[leader], by=None, at=NOW
        )
    return row


def page(plan):
    return reverse("desk:plan_preview", args=[plan.pk])


def found(client, plan):
    answer = client.get(page(plan))
    assert answer.status_code == 200
    return answer.context["found"], answer.content.decode()


def test_the_open_ones_and_those_of_the_quarter_are_replayed_by_the_routing_code(
    office, web, clock, plan
):
    new = reach(office, S.REGISTERED, title="市农业农村局关于未呈批事项的请示")
    at_leader = reach(office, S.DECIDING, title="市农业农村局关于已呈批事项的请示")
    done = reach(office, S.ANSWERED, title="市农业农村局关于已办结事项的请示")
    other = reach(office, S.DECIDING, unit="jyj", title="市教育局关于校舍的请示")
    reach(office, S.DRAFTING, title="草稿")
    clock.now = NOW + dt.timedelta(days=2)
    seen, text = found(web("mayor"), plan)
    assert [(u.unit, u.before, u.after) for u in seen.units] == [
        ("市农业农村局", "松见山副市长（农业）", "竺清扬副市长（建设）")
    ]
    open_ = {line["matter"].pk: line for line in seen.open.lines}
    assert set(open_) == {new.document.pk, at_leader.document.pk}
    assert seen.open.asked == 3
    assert (open_[new.document.pk]["waits"], open_[at_leader.document.pk]["waits"]) == (False, True)
    past = {line["matter"].pk: line for line in seen.quarter.lines}
    assert set(past) == {at_leader.document.pk, done.document.pk}
    assert seen.quarter.asked == 3
    line = past[done.document.pk]
    assert (line["before"], line["after"]) == ("松见山副市长（农业）", "竺清扬副市长（建设）")
    assert line["cites"]
    assert line["url"] in text
    assert other.document.title not in text
    assert "草稿" not in text


def test_publishing_then_routes_exactly_as_the_preview_said(office, web, clock, plan):
    """Given 农业农村局 moves to vm4 on 07-01: on 06-30 to vm2, on 07-01 to vm4; open ones stay."""
    stays = reach(office, S.DECIDING)
    waits = reach(office, S.OPINING, start=NOW)
    clock.now = NOW + dt.timedelta(days=1)
    seen, _ = found(web("mayor"), plan)
    said = {line["matter"].pk: line["after"] for line in seen.open.lines}
    services.publish_plan(plan=plan, by=office.people["bizadmin"], at=clock.now)
    begins = dt.datetime(2026, 7, 1, 9, tzinfo=NOW.tzinfo)
    for file in (stays, waits):
        route = rules.decision_route(file.fresh(), begins)
        (code,) = {ref.post for stage in route.stages for ref in stage.posts}
        post = office.posts[code]
        assert directory.LIVE.called(post, begins) == said[file.document.pk]
        before = rules.decision_route(file.document, begins - dt.timedelta(hours=10))
        assert before.stages[0].posts[0].post == "vm2"
    assert stays.posts("decide") == ["vm2"]
    waits.clock.now = begins
    waits.settle("opine", "propose", "拟同意。")
    assert waits.posts("decide") == ["vm4"]


@pytest.mark.clause("5.3")
def test_a_special_task_goes_before_either_plan(office, web, clock, plan):
    office.task("vm3", "抗旱", NOW - dt.timedelta(days=9), NOW + dt.timedelta(days=60))
    reach(office, S.DECIDING, subject="抗旱")
    file = reach(office, S.OPINING)
    type(file.document).objects.filter(pk=file.document.pk).update(subject="抗旱")
    clock.now = NOW + dt.timedelta(days=1)
    seen, _ = found(web("mayor"), plan)
    assert file.document.pk not in {line["matter"].pk for line in seen.open.lines}


def test_the_loaded_directory_answers_as_the_live_one(office, plan):
    """Every unit, several instants: what is read once is what would be asked one by one."""
    services.publish_plan(plan=plan, by=None, at=NOW)
    office.task("vm3", "抗旱", NOW, NOW + dt.timedelta(days=60), units=[office.units["nyj"]])
    loaded, live = directory.load(), directory.LIVE
    days = (-400, -3, 0, 27, 28, 60, 400)
    for at in (NOW + dt.timedelta(days=n) for n in days):
        for unit in office.units.values():
            assert loaded.leader_of(unit, at) == live.leader_of(unit, at), (unit, at)
            for subject in ("抗旱", "关于抗旱工作", "春耕", ""):
                assert loaded.special_task(unit, subject, at) == live.special_task(
                    unit, subject, at
                )
        for code in ("mayor", "vm2", "sg"):
            post = office.posts[code]
            assert loaded.called(post, at) == live.called(post, at)
    assert loaded.only("mayor") == live.only("mayor") == office.posts["mayor"]


def test_the_number_of_queries_does_not_grow_with_the_matters(office, web, clock, plan):
    def cost() -> int:
        clock.now = NOW + dt.timedelta(days=2)
        client = web("mayor")
        client.get(page(plan))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page(plan)).status_code == 200
        return len(caught)

    for state in (S.OPINING, S.DECIDING):
        reach(office, state)
    reach(office, S.SIGNING, "outgoing", issuer="city_government")
    first = cost()
    for _ in range(3):
        for state in (S.OPINING, S.DECIDING, S.ANSWERED):
            reach(office, state, co_leaders=[])
    assert cost() == first
    assert first <= 45


@pytest.mark.parametrize(
    ("login", "may"),
    [
        ("mayor", True), ("sg", True), ("bizadmin", True), ("vm2", False), ("dsg2", False),
        ("nyj.clerk", False), ("sysadmin", False), ("auditadmin", False), ("wd2", False),
    ],
)  # fmt: skip
def test_who_previews_and_who_reads_what_in_it(office, web, clock, plan, login, may):
    file = reach(office, S.DECIDING, title="市农业农村局关于水库的请示")
    clock.now = NOW + dt.timedelta(days=1)
    client = web(login)
    for url in (page(plan), reverse("desk:plans")):
        assert client.get(url).status_code == (200 if may else 403), url
    if not may:
        return
    seen, text = found(client, plan)
    assert seen.open.differing == 1
    assert (file.document.title in text) == (login != "bizadmin")
    assert (f"/documents/{file.document.pk}/" in text) == (login != "bizadmin")


def test_only_the_maintainer_publishes_and_for_today_or_later(office, web, clock, plan):
    url = reverse("desk:plan_publish", args=[plan.pk])
    clock.now = NOW
    for login in ("mayor", "sg", "vm2", "nyj.clerk"):
        assert web(login).post(url).status_code == 403
    assert PortfolioPlan.objects.get(pk=plan.pk).state == PlanState.DRAFT
    plan.effective_from = NOW.date() - dt.timedelta(days=1)
    plan.save()
    answer = web("bizadmin").post(url)
    assert answer.status_code == 422
    assert "生效日期不得早于今天" in answer.content.decode()
    plan.effective_from = FROM
    plan.save()
    assert web("bizadmin").post(url).status_code == 302
    assert PortfolioPlan.objects.get(pk=plan.pk).state == PlanState.PUBLISHED
    assert Event.objects.filter(verb="organisation.plan_published").latest("seq").person_key == (
        "bizadmin"
    )
    assert authority.leader_of(office.units["nyj"], NOW).code == "vm2"


def test_a_failing_case_of_the_rules_is_shown_and_stops_publishing(
    office, web, clock, plan, monkeypatch
):
    from apps.organisation.policies import conventions

    broken = [Problem("cases/routing.toml", "某例", 12, "“某例”不成立")]
    monkeypatch.setattr(conventions, "failing_cases", lambda book: broken)
    text = web("bizadmin").get(page(plan)).content.decode()
    assert "有1个实例不成立" in text
    button = text[text.index(reverse("desk:plan_publish", args=[plan.pk])) :]
    assert "disabled" in button[: button.index("</form>")]
    answer = web("bizadmin").post(reverse("desk:plan_publish", args=[plan.pk]))
    assert answer.status_code == 422
    assert PortfolioPlan.objects.get(pk=plan.pk).state == PlanState.DRAFT


def test_more_than_one_list_goes_through_are_said_to_be_more(office, web, clock, plan, monkeypatch):
    from apps.matters import replay

    for _ in range(3):
        reach(office, S.DECIDING)
    monkeypatch.setattr(replay, "MOST", 2)
    clock.now = NOW + dt.timedelta(days=2)
    seen, text = found(web("mayor"), plan)
    assert (seen.open.asked, seen.open.is_cut) == (2, True)
    assert "只核对最近办理的 2 件" in text


def test_previewing_writes_nothing(office, web, clock, plan):
    reach(office, S.DECIDING)
    before = Event.objects.count(), plan.history.count()
    found(web("mayor"), plan)
    assert (Event.objects.count(), plan.history.count()) == before


def test_a_withdrawn_or_unknown_plan_has_no_preview(office, web, clock, plan):
    services.withdraw_plan(plan=plan, by=None, at=NOW)
    assert web("mayor").get(page(plan)).status_code == 404
    assert web("mayor").get("/plans/999999/").status_code == 404
