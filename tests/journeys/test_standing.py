"""委托、移交、预演: a mandate from the phone, work handed over, a plan tried first."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from apps.matters.models import Step
from apps.organisation import authority, services
from apps.organisation.models import Delegation, Person, PortfolioPlan, Post, Unit
from tests.journeys.files import request
from tests.journeys.people import PHONE, WIDE, press
from tests.journeys.test_accessibility import FAULTS

TITLE = "市农业农村局关于修建机耕路的请示"


def sound(office, page, name) -> None:
    """Take a picture and hold the page to what every page must be."""
    office.look(page, name)
    assert page.evaluate(FAULTS) == [], name


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_a_vice_mayor_lets_a_deputy_chair_a_meeting_and_takes_it_back(office, size):
    page = office.sign_in("vm4", size)
    page.goto(f"{office.url}/organisation/")
    sound(office, page, "standing-roles")
    press(page.get_by_role("link", name="委托", exact=True))
    sound(office, page, "standing-delegations")
    press(page.get_by_role("link", name="受委托召集和主持专题会议"))
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    page.locator(".opt", has_text="桐声远").click()
    page.get_by_label("会议议题").fill("公交线路优化")
    page.get_by_label("起始时间").fill(f"{tomorrow:%Y-%m-%dT00:00}")
    page.get_by_label("截止时间").fill(f"{tomorrow + dt.timedelta(days=1):%Y-%m-%dT00:00}")
    page.get_by_label("依据文件").fill("竺清扬同志批示")
    page.get_by_label("理由").fill("出席省里会议")
    sound(office, page, "standing-grant")
    press(page.get_by_role("button", name="看生效后的情况"))
    page.get_by_text("由副秘书长召集和主持").first.wait_for()
    sound(office, page, "standing-effect")
    assert not Delegation.objects.filter(subject="公交线路优化").exists()
    press(page.get_by_role("button", name="委托", exact=True))
    page.get_by_text("公交线路优化").first.wait_for()
    sound(office, page, "standing-delegation")
    office.work()
    letter = office.letter("dsg5")
    assert "/m/a/" not in letter.body, "a mail about standing in carries no link that decides"
    page.get_by_label("撤销理由").fill("改由本人主持")
    press(page.get_by_role("button", name="撤销", exact=True))
    page.get_by_text("改由本人主持").wait_for()
    assert Delegation.objects.get(subject="公交线路优化").revoked_by.username == "vm4"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_the_secretary_general_hands_over_what_waits_for_a_leader(office, size):
    documents = [request(f"{TITLE}（{n}）") for n in "一二"]
    holder = authority.leader_of(documents[0].unit, timezone.now())
    page = office.sign_in("sg", size)
    page.goto(f"{office.url}/handovers/")
    sound(office, page, "handover-list")
    row = page.locator("li.person", has_text=holder.appointments.get().person.name)
    press(row.locator("a").first)
    for box in page.get_by_role("checkbox", name="移交市农业农村局").all():
        box.check()
    page.get_by_label("接办人").select_option(label="竺清扬（副市长）")
    page.get_by_label("移交原因").fill("分工调整")
    sound(office, page, "handover-pick")
    press(page.get_by_role("button", name="移交", exact=True))
    page.get_by_role("heading", name="移交清单").first.wait_for()
    sound(office, page, "handover-record")
    waiting = Step.objects.filter(matter__in=documents, state=Step.State.WAITING)
    assert {step.post.code for step in waiting} == {"vm4"}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_the_mayor_sees_what_a_plan_would_change_before_it_is_published(office, size):
    document = request(TITLE)
    now = timezone.now()
    day = timezone.localdate(now) + dt.timedelta(days=30)
    plan = services.copy_plan(
        plan=PortfolioPlan.objects.on(timezone.localdate(now)).get(),
        name="下半年分工",
        effective_from=day,
        by=None,
        at=now,
    )
    services.set_leader(
        plan=plan,
        unit=Unit.objects.get(code="nyj"),
        leader=Post.objects.get(code="vm5"),
        by=None,
        at=now,
    )
    page = office.sign_in("mayor", size)
    page.goto(f"{office.url}/plans/")
    sound(office, page, "plan-list")
    press(page.get_by_role("link", name="下半年分工"))
    page.get_by_role("link", name=document.title).first.wait_for()
    page.get_by_text("已呈原分管领导").first.wait_for()
    sound(office, page, "plan-preview")
    assert not page.get_by_role("button", name="发布").count()
    maintainer = Person.objects.get(username="bizadmin")
    assert maintainer.has_perm("organisation.change_portfolioplan")
    services.publish_plan(plan=plan, by=maintainer, at=now)
    at = timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
    assert authority.leader_of(document.unit, at).code == "vm5"
    assert authority.leader_of(document.unit, now).code != "vm5"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_supposing_an_absence_shows_who_would_act(office, size):
    page = office.sign_in("nyj.clerk", size)
    page.goto(f"{office.url}/organisation/suppose/")
    sound(office, page, "suppose-empty")
    start = timezone.localtime() + dt.timedelta(days=40)
    for name in ("梅若川", "桂知远"):
        page.locator(".opt", has_text=name).click()
    page.get_by_label("起始时间").fill(f"{start:%Y-%m-%dT00:00}")
    page.get_by_label("截止时间").fill(f"{start + dt.timedelta(days=2):%Y-%m-%dT00:00}")
    press(page.get_by_role("button", name="推演"))
    page.get_by_text("同时离咸").first.wait_for()
    sound(office, page, "suppose-gap")
