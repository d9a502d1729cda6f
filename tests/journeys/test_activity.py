"""领导活动: the section enters, the leader sees his year; a letter is instructed from the phone."""

import datetime as dt

import pytest
from django.utils import timezone

from apps.activity import demo
from apps.activity.models import Activity, PublicLetter, ResearchTopic
from apps.organisation.models import Post
from tests.journeys.people import PHONE, WIDE, press
from tests.journeys.test_accessibility import FAULTS


def leader(code: str) -> int:
    return Post.objects.get(code=code).pk


def test_a_section_enters_what_its_leader_did_and_he_sees_his_year(office):
    page = office.sign_in("m4")
    press(page.get_by_role("navigation", name="主导航").get_by_role("link", name="领导活动"))
    press(page.get_by_role("link", name="兰照溪"))
    press(page.get_by_role("link", name="登记活动"))
    day = timezone.localdate() - dt.timedelta(days=1)
    page.get_by_label("事由").fill("到通山县查看学校")
    page.get_by_label("开始日期").fill(day.isoformat())
    page.get_by_label("结束日期").fill(day.isoformat())
    page.get_by_label("地点").fill("通山县")
    page.get_by_label("类别").select_option("grassroots")
    page.get_by_label("举办单位").select_option("society")
    page.get_by_label("营利性会议或者活动").check()
    press(page.get_by_role("button", name="保存登记"))
    page.get_by_role("alert").get_by_text("营利性会议和活动").first.wait_for()
    page.get_by_label("举办单位").select_option("government")
    page.get_by_label("营利性会议或者活动").uncheck()
    press(page.get_by_role("button", name="保存登记"))
    page.get_by_role("status").get_by_text("领导活动已登记").wait_for()
    assert Activity.objects.get().person.name == "兰照溪"
    own = office.sign_in("vm3", PHONE)
    own.goto(f"{office.url}/activity/")  # he acts for his partner as well: two are listed
    press(own.get_by_role("link", name="兰照溪"))
    own.get_by_role("img", name="今年深入基层1天").wait_for()
    own.get_by_role("link", name="到通山县查看学校").wait_for()


def test_a_letter_is_instructed_from_the_phone_and_answered_by_the_section(office):
    page = office.sign_in("m4")
    page.goto(f"{office.url}/activity/{leader('vm3')}/letters/new/")
    page.get_by_label("来信事由").fill("反映教学点冬季取暖")
    page.get_by_label("来信人", exact=True).fill("学生家长")
    page.get_by_label("来信内容").fill("教学点没有取暖设备，请领导关心。")
    press(page.get_by_role("button", name="保存登记"))
    page.get_by_role("status").get_by_text("阅批").wait_for()
    office.work()
    assert office.link("vm3")
    phone = office.settle(
        "vm3", "反映教学点", "批示", "请教育部门核实。", office.sign_in("vm3", PHONE)
    )
    phone.get_by_role("status").get_by_text("已阅批来信").wait_for()
    page = office.settle("m4", "反映教学点", "办结并答复来信人", "已配备取暖设备，已答复。", page)
    letter = PublicLetter.objects.get()
    assert (letter.state, letter.instruction) == ("answered", "请教育部门核实。")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_the_pages_of_the_ledger(office, size):
    demo.load(at=timezone.now())
    topic = ResearchTopic.objects.filter(leader__code="vm5").order_by("pk")[0].pk
    letter = PublicLetter.objects.get(leader__code="vm4").pk
    reception = Post.objects.get(code="vm5").pk
    places = {
        "activity": ("sg", "/activity/"),
        "activity-leader": ("vm5", f"/activity/{leader('vm5')}/"),
        "activity-empty": ("sg", f"/activity/{leader('sg')}/?year={timezone.localdate().year - 1}"),
        "activity-new": ("vm5", f"/activity/{leader('vm5')}/activities/new/"),
        "activity-topic": ("vm5", f"/activity/topics/{topic}/"),
        "activity-letter": ("vm4", f"/activity/letters/{letter}/"),
        "activity-reception": ("vm5", f"/activity/receptions/{_newest(reception)}/"),
    }
    pages = {login: office.sign_in(login, size) for login in {who for who, _ in places.values()}}
    found = []
    for name, (login, path) in places.items():
        page = pages[login]
        page.goto(office.url + path)
        found += [f"{name}: {fault}" for fault in page.evaluate(FAULTS)]
        office.look(page, name)
    assert not found, "\n".join(found)


def _newest(post: int) -> int:
    from apps.activity.models import Reception

    return Reception.objects.filter(leader=post).order_by("-pk")[0].pk
