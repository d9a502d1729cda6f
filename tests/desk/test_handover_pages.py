"""工作移交 on the pages: the list to pick from, what is refused beside it, the record to print."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.matters.models import Handover, Step
from apps.organisation import services
from apps.organisation.models import Appointment
from tests.documents.conftest import _typeset_once, built, clock, office, web
from tests.documents.desk import S, reach
from tests.documents.office import NOW

__all__ = ["_typeset_once", "built", "clock", "office", "web"]
pytestmark = pytest.mark.clause("5.2", "4.1")
INDEX = reverse("desk:handovers")


def page(code="vm2"):
    return reverse("desk:handover_post", args=[code])


@pytest.fixture
def waiting(office, clock):
    """Two requests wait for vm2."""
    files = [reach(office, S.DECIDING, title=f"市农业农村局关于第{n}件事的请示") for n in (1, 2)]
    clock.now = NOW + dt.timedelta(hours=5)
    return files


def values(office, files, to="vm4", **more):
    return {
        "picked": [f.step().pk for f in files],
        "to": office.posts[to].pk,
        "reason": "分工调整",
        **more,
    }


def test_the_leader_hands_over_and_both_sides_keep_the_list(office, web, waiting):
    text = web("vm2").get(page()).content.decode()
    assert text.count('name="picked"') == 2
    answer = web("vm2").post(page(), values(office, waiting, document="咸政发〔2026〕8号"))
    assert answer.status_code == 302
    for login in ("vm2", "vm4", "sg"):
        text = web(login).get(answer["Location"]).content.decode()
        for file in waiting:
            assert file.document.title in text, login
        assert "咸政发〔2026〕8号" in text
    assert [f.posts("decide") for f in waiting] == [["vm4"], ["vm4"]]
    assert page() not in web("vm2").get(INDEX).content.decode(), "nothing waits there any more"
    assert answer["Location"] in web("vm4").get(INDEX).content.decode()
    assert web("vm4").get(f"/documents/{waiting[0].document.pk}/").status_code == 200


def test_a_stranger_sees_neither_the_list_nor_the_record(office, web, waiting):
    done = web("vm2").post(page(), values(office, waiting))["Location"]
    for login in ("vm3", "nyj.clerk", "jyj.head", "m4", "bizadmin"):
        assert web(login).get(done).status_code == 404, login
        assert web(login).get(page()).status_code == 403, login
        assert web(login).post(page(), values(office, [])).status_code == 403, login
        assert done not in web(login).get(INDEX).content.decode()


def test_of_a_record_only_those_lines_are_shown_that_one_may_read(office, web, waiting):
    """The head of the unit reads the record of his clerk's work, not of matters foreign to him."""
    done = web("vm2").post(page(), values(office, waiting))["Location"]
    Handover.objects.update(from_post=office.posts["jyj.clerk"])
    text = web("jyj.head").get(done).content.decode()
    assert "另有 2 件您没有阅知权限" in text
    assert not [f for f in waiting if f.document.title in text]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"picked": []}, "请选择移交的事项"),
        ({"picked": ["9" * 30]}, "移交的事项"),
        ({"to": ""}, "请选择接办人"),
        ({"to": "9" * 30}, "所选项不存在"),
        ({"reason": ""}, "请填写移交原因"),
        ({"reason": "长" * 201}, "200"),
        ({"document": "\x00"}, "依据文件"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_ticked_stays(office, web, waiting, changes, words):
    answer = web("vm2").post(page(), {**values(office, waiting), **changes})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    if "picked" not in changes:
        assert len(re.findall(r'name="picked" value="\d+" checked', text)) == 2
    assert not Handover.objects.exists()


def test_a_step_of_another_post_cannot_be_smuggled_in(office, web, waiting):
    foreign = reach(office, S.DECIDING, unit="jyj")
    answer = web("vm2").post(page(), values(office, [*waiting, foreign]))
    assert answer.status_code == 422
    assert foreign.posts("decide") == ["vm3"]


def test_what_was_decided_meanwhile_stops_the_whole_list(office, web, waiting):
    form = values(office, waiting)
    waiting[0].act("vm2", "decide", "agree")
    answer = web("vm2").post(page(), form)
    assert answer.status_code == 422
    assert waiting[1].posts("decide") == ["vm2"]
    assert not Handover.objects.exists()


def test_a_vacant_post_leads_the_office_there(office, web, waiting, clock):
    seat = Appointment.objects.get(post__code="vm2")
    day = NOW.date()
    services.end_appointment(appointment=seat, on=day, by=None, at=NOW)
    clock.now = NOW + dt.timedelta(days=1)
    text = web("sg").get(INDEX).content.decode()
    assert "岗位空缺" in text
    assert page() in text
    assert web("sg").post(page(), values(office, waiting)).status_code == 302
    row = Handover.objects.get()
    assert row.from_person is None
    assert "（岗位空缺）" in web("sg").get(reverse("desk:handover", args=[row.pk])).content.decode()


def test_more_steps_cost_no_more_queries(office, web, waiting):
    def cost(url):
        client = web("sg")
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    first = cost(page()), cost(INDEX)
    for number in range(4):
        reach(office, S.DECIDING, title=f"市农业农村局关于另{number}件事的请示")
    assert Step.objects.filter(post=office.posts["vm2"], state="waiting").count() == 6
    assert (cost(page()), cost(INDEX)) == first
    assert max(first) <= 25
