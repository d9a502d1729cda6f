"""要求办结日期: said by the drafter, set at the registration, shown, listed once it has passed."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.documents.models import Document
from apps.documents.services import drafting
from apps.trail.models import Event
from tests.documents.desk import REQUEST, File, S, begin, reach
from tests.documents.office import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WEEK = TODAY + dt.timedelta(days=7)


def test_the_drafter_says_by_when_and_the_day_lasts_to_its_end(office):
    file = begin(office, due_on=WEEK)
    document = Document.objects.get(pk=file.document.pk)
    assert document.due_on == WEEK
    assert document.due_at - dt.timedelta(seconds=1) < NOW + dt.timedelta(days=8)
    drafting.edit(document=document, values={"due_on": None}, **file.actor("nyj.clerk"))
    assert Document.objects.get(pk=document.pk).due_at is None


def test_a_day_that_has_passed_is_refused_beside_its_field(office):
    with pytest.raises(Refused, match="不得早于今天") as refused:
        begin(office, due_on=TODAY - dt.timedelta(days=1))
    assert refused.value.verdict.field == "due_on"
    file = begin(office, due_on=TODAY)
    file.clock.now += dt.timedelta(days=3)
    # What stood there when it was still to come may stay: other words can be mended.
    values = {"title": REQUEST["title"] + "（二）", "due_on": TODAY}
    drafting.edit(document=file.document, values=values, **file.actor("nyj.clerk"))


def test_the_registry_sets_it_and_the_trail_tells(office):
    file = reach(office, S.RECEIVED)
    file.settle("register", "done", due_on=WEEK)
    assert file.document.due_on == WEEK
    assert Event.objects.filter(verb="document.registered").latest("seq").payload["due_on"] == (
        WEEK.isoformat()
    )
    late = reach(office, S.RECEIVED)
    with pytest.raises(Refused, match="不得早于今天"):
        late.settle("register", "done", due_on=TODAY - dt.timedelta(days=1))
    late.settle("register", "done")
    assert late.document.due_on is None


def test_overdue_are_open_matters_past_their_day(office):
    open_, done = reach(office, S.DECIDING, due_on=TODAY), reach(office, S.ANSWERED, due_on=TODAY)
    assert not Document.objects.overdue(NOW).exists()
    after = NOW + dt.timedelta(days=1)
    assert list(Document.objects.overdue(after)) == [open_.document]
    assert done.document.phase == "closed"


class TestPages:
    def test_the_form_takes_it_and_keeps_what_was_typed(self, office, web):
        client = web("nyj.clerk")
        page = client.get("/documents/new/incoming/").content.decode()
        assert 'name="due_on"' in page
        wrong = {**form(), "due_on": "2020-01-01", "save": "1"}
        answer = client.post("/documents/new/incoming/", wrong)
        assert answer.status_code == 422
        assert "不得早于今天" in answer.content.decode()
        assert 'value="2020-01-01"' in answer.content.decode()

    def test_the_document_and_the_list_say_it_and_the_list_narrows_to_what_is_late(
        self, office, web, clock
    ):
        file = reach(office, S.DECIDING, due_on=WEEK)
        other = reach(office, S.DECIDING, unit="jyj")
        clock.now = NOW + dt.timedelta(days=1)
        client = web("wd")
        page = f"/documents/{file.document.pk}/"
        assert f"要求{WEEK.month}月{WEEK.day}日办结" in client.get(page).content.decode()
        late = "/documents/?late=1"
        assert list(client.get(late).context["rows"]) == []
        clock.now = NOW + dt.timedelta(days=9)
        client = web("wd")
        found = [d.pk for d in client.get(late).context["rows"]]
        assert found == [file.document.pk]
        assert other.document.pk not in found
        assert "已过要求办结日期" in client.get(page).content.decode()
        # Nobody sees by this filter what he could not read without it.
        assert list(web("jyj.clerk").get(late).context["rows"]) == []

    def test_the_panel_of_the_registration_offers_what_the_sender_asked_for(
        self, office, web, clock
    ):
        file = reach(office, S.RECEIVED, due_on=WEEK)
        clock.now = file.clock.now
        page = web("wd").get(f"/documents/{file.document.pk}/").content.decode()
        assert "限办日期" in page
        assert f'value="{WEEK.isoformat()}"' in page


def form() -> dict[str, str]:
    values = {k: v for k, v in REQUEST.items() if k not in ("addressees", "issuer")}
    return {**values, "addressees": "市人民政府", "urgency": "normal", "matters_count": "1",
            "handling": "internal"}  # fmt: skip


def test_parts_of_a_split_document_keep_a_day_that_is_still_to_come(office):
    for day, kept in ((WEEK, WEEK), (TODAY, None)):
        file: File = begin(office, due_on=day, matters_count=2)
        file.clock.now += dt.timedelta(days=2)
        parts = drafting.split(
            document=file.document, titles=["甲事项的请示", "乙事项的请示"],
            **file.actor("nyj.clerk"),
        )  # fmt: skip
        assert [part.due_on for part in parts] == [kept, kept]
