"""假如, drawn out: what would move to whom, which meetings, and the way to a request."""

from __future__ import annotations

import pytest

from apps.core.registry import Registry
from apps.organisation import pending, presence
from apps.organisation.pending import Waiting
from apps.organisation.presence import Entry
from tests.desk.ui_kit import checked
from tests.organisation.factories import at
from tests.organisation.test_supposing import NOW, PAGE, asked, web

__all__ = ["NOW", "web"]
pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.9")]


@pytest.fixture
def work(monkeypatch, office):
    """Things that wait for vm2, as a room above would tell of them; returns what was asked."""
    rows = [
        ("支持工业设计的请示", "decide", False, None),
        ("防溺水专题会议纪要", "sign", True, at(8, 11)),
        ("群众来信", "read_letter", False, None),
    ]
    calls = []

    def source(posts, viewer):
        calls.append((set(posts), viewer.person_id))
        pk = office.posts["vm2"].pk
        found = [
            Waiting(pk, title, "批示", "/", power, personal, due)
            for title, power, personal, due in rows
        ]
        return (found, 2) if pk in posts else ([], 0)

    monkeypatch.setattr(pending, "SOURCES", Registry("pending"))
    pending.SOURCES.register("test")(source)
    return calls


def read(web, values) -> str:
    return str(checked(web.get(PAGE, values).content.decode()))


def test_what_waits_is_shown_with_whoever_would_have_it(web, office, work):
    page = read(web, asked(office, "vm2"))
    part = page[page.index("待办改派") :]
    assert part.index("支持工业设计的请示") < part.index("兰照溪")
    assert "须本人办理，将超期" in part
    assert "不能代行，仍由本人办理" in part
    assert "另有2件" in part
    assert work == [({office.posts["vm2"].pk}, office.people["vm4"].pk)]


def test_with_both_away_it_waits_for_somebody_to_be_named_and_says_who_is_there(web, office, work):
    office.away("vm1", at(8, 9, 0), at(8, 20, 0))
    page = read(web, asked(office, "vm2", "vm3"))
    assert "待指定" in page
    gaps = page[page.index("无人代行的时段") :]
    evm = office.people["evm"].name
    assert f"{evm}（已代{office.people['vm1'].name}）" in gaps
    free = gaps[gaps.index("在岗可供选择") :].split("。")[0]
    assert office.people["mayor"].name not in free
    assert "松见山" not in free


def test_what_a_partner_has_already_passes_back_to_nobody(web, office, work):
    """vm2 is away and vm3 acts; if vm3 left too, vm2's work would have nobody."""
    office.away("vm2", at(8, 9, 0), at(8, 20, 0))
    page = read(web, asked(office, "vm3"))
    row = page[page.index("支持工业设计的请示") :].split("</li>")[0]
    assert "待指定" in row


def test_meetings_pass_on_or_have_to_be_arranged(web, office, monkeypatch):
    def source(people, from_at, to_at, viewer):
        vm2 = office.people["vm2"].pk
        yield Entry(vm2, at(8, 10, 9), at(8, 10, 11), "招商调度会", "m1", presides=True)
        yield Entry(
            vm2, at(8, 11, 9), at(8, 11, 11), "全体会议", "m2", presides=True,
            power="convene_plenary",
        )  # fmt: skip

    monkeypatch.setattr(presence, "SOURCES", Registry("presence"))
    presence.SOURCES.register("meetings")(source)
    page = read(web, asked(office, "vm2"))
    part = page[page.index("会议和活动") :]
    assert "兰照溪" in part[part.index("招商调度会") : part.index("全体会议")]
    assert "主持人须调整" in part[part.index("全体会议") :]


def test_the_chart_says_in_words_what_it_draws(web, office):
    page = read(web, asked(office, "vm2"))
    assert 'aria-label="松见山：8月10日至8月12日兰照溪代行"' in page
    assert "gantt" in page
    assert "gantt" not in read(web, asked(office, "vm2", end="2026-09-20T00:00"))  # too many days


def test_whoever_supposes_his_own_absence_may_ask_for_it_at_once(web, office):
    link = "/leave/new/?from_on=2026-08-10&amp;to_on=2026-08-12&amp;kind=business_trip"
    assert link in read(web, asked(office, "vm4"))
    assert "据此发起请假" not in read(web, asked(office, "vm2"))
    assert "据此发起请假" not in read(web, asked(office, "vm2", "vm4"))
