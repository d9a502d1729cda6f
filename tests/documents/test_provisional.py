"""Days counted into a year whose holidays are not announced: marked so, and counted again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.jobs import run_due_jobs
from apps.documents import rules
from apps.documents.services import consulting
from apps.matters.letters import step_letter
from apps.matters.models import Step
from apps.matters.telling import sentence_of
from apps.notifications.models import Message
from apps.trail.models import Event
from apps.workdays.models import CalendarDay
from apps.workdays.services import import_notice
from tests.documents.desk import S, begin, reach
from tests.organisation import factories

DECEMBER = factories.at(12, 28, 9)
NOTICE = "日期,类型,名称\n" + "\n".join(f"2027-01-{day:02},放假,元旦" for day in range(1, 7))
MARK = "暂定"


@pytest.fixture
def office(office):
    """The office in a December in which the next year's notice is not out."""
    assert not CalendarDay.objects.of_notice(2027).exists()
    return office


def announce(office, at: dt.datetime) -> None:
    """Let the system administrator enter the notice, and the background follow."""
    import_notice(NOTICE, by=office.people["sysadmin"], at=at)
    while run_due_jobs(at=at):
        pass


def moved(file) -> set[tuple[str, str]]:
    """Return the days (from, to) that the trail tells of this document."""
    rows = Event.objects.filter(matter_id=file.document.pk, verb="document.clock_moved")
    return {(row.payload["from"][:10], row.payload["to"][:10]) for row in rows}


@pytest.mark.clause("29.4")
def test_a_limit_into_the_next_year_is_marked_everywhere_and_moves_when_the_notice_is_entered(
    office, web, clock
):
    file = begin(office, unit="zjj", start=DECEMBER, other_units=[office.units["czj"]])
    consulting.send(document=file.document, **file.actor("zjj.clerk"))
    step = file.step("cosign")
    before = timezone.localdate(step.due_at)
    assert (before, step.due_provisional) == (dt.date(2027, 1, 6), True)
    assert MARK in sentence_of(step, file.clock.now, None)

    clock.now = file.clock.now
    url = reverse("documents:detail", args=[file.document.pk])
    for login in ("czj.head", "zjj.clerk"):
        assert MARK in web(login).get(url).content.decode(), login
    assert MARK in web("czj.head").get("/").content.decode()
    while run_due_jobs(at=clock.now):
        pass
    message = Message.objects.filter(kind="step", person=office.people["czj.head"]).get()
    letter = step_letter(message, clock.now)
    assert "2027年1月6日，暂定" in letter.text
    assert MARK in letter.html

    announce(office, clock.now)
    step.refresh_from_db()
    after = timezone.localdate(step.due_at)
    assert (after, step.due_provisional) == (dt.date(2027, 1, 12), False)
    assert step.rank_at == step.due_at
    assert moved(file) == {(before.isoformat(), after.isoformat())}
    for login in ("czj.head", "zjj.clerk"):
        assert MARK not in web(login).get(url).content.decode(), login


@pytest.mark.clause("29.4")
def test_a_limit_that_is_over_is_not_counted_again(office):
    file = begin(office, unit="zjj", start=DECEMBER, other_units=[office.units["czj"]])
    consulting.send(document=file.document, **file.actor("zjj.clerk"))
    step = file.step("cosign")
    file.act("czj.head", "cosign", "agree", "无不同意见。")
    announce(office, file.clock.now)
    step.refresh_from_db()
    assert step.state == Step.State.SETTLED
    assert timezone.localdate(step.due_at) == dt.date(2027, 1, 6)
    assert moved(file) == set()


@pytest.mark.clause("16.1")
def test_the_day_of_publication_is_shown_marked_and_moves_until_it_has_passed(office, web, clock):
    start = factories.at(12, 14, 9)
    file = reach(office, S.ISSUED, "outgoing", disclosure="proactive", start=start)
    assert file.document.issued_on == dt.date(2026, 12, 14)
    assert file.document.publish_by == dt.date(2027, 1, 11)
    clock.now = file.clock.now
    url = reverse("documents:detail", args=[file.document.pk])
    page = web("wd").get(url).content.decode()
    assert "至迟2027年1月11日" in page
    assert MARK in page

    announce(office, clock.now)
    assert file.fresh().publish_by == dt.date(2027, 1, 15)
    assert moved(file) == {("2027-01-11", "2027-01-15")}
    page = web("wd").get(url).content.decode()
    assert "至迟2027年1月15日" in page
    assert MARK not in page

    late = dt.datetime(2027, 2, 1, 10, tzinfo=factories.ZONE)
    import_notice(NOTICE.replace("01-06", "01-11"), by=office.people["sysadmin"], at=late)
    while run_due_jobs(at=late):
        pass
    assert file.fresh().publish_by == dt.date(2027, 1, 15), "a day that has passed stays"


def test_what_is_not_for_everybody_has_no_day_but_its_attribute_is_shown(office, web, clock):
    file = reach(office, S.ISSUED, "outgoing", disclosure="on_request")
    assert rules.publication(file.document) is None
    clock.now = file.clock.now
    page = web("wd").get(reverse("documents:detail", args=[file.document.pk])).content.decode()
    assert "依申请公开" in page
    assert "至迟" not in page
