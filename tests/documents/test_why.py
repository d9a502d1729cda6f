"""为什么: for any matter and any post, why it is here, what is next, and why not; only asked."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from apps.matters import reasons
from apps.trail.models import Event
from tests.desk.ui_kit import checked
from tests.documents.desk import STATES, S, reach

pytestmark = pytest.mark.django_db


def url(file):
    return reverse("desk:why", args=[file.document.pk])


def words(answer):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", answer.content.decode()))


def label(office, code):
    """Return what the field offers for a post."""
    post = office.posts[code]
    return f"{post.appointments.get(to_on__isnull=True).person.name}　{post.name}"


def verdicts(file, hats):
    matter = file.document
    places = reasons.places(reasons.waiting(matter), file.clock.now)
    return {a.label: a.verdict for a in reasons.acts(matter, places, hats, file.clock.now)}


@pytest.mark.parametrize(
    ("direction", "state"), [(d, s) for d, states in STATES.items() for s in states], ids=str
)
def test_every_state_has_its_answer(office, web, direction, state):
    file = reach(office, state, direction)
    login = "nyj.clerk" if file.document.phase in ("draft", "withdrawn") else "mayor"
    answer = web(login).get(url(file))
    assert answer.status_code == 200
    checked(answer.content.decode())
    text = words(answer)
    assert "谁能办，谁不能办" in text
    waiting = file.document.steps.filter(state="waiting")
    assert ("没有待办环节" in text) != waiting.exists()


def test_it_says_who_until_when_by_which_clause_and_row(office, web):
    file = reach(office, S.DECIDING)
    page = web("vm2").get(url(file)).content.decode()
    step = file.step()
    assert escape(step.sentence) in page
    for cite in step.cites:
        assert f'data-cite="{cite["clause"]}"' in page
    text = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))
    assert office.people["vm2"].name in text
    assert re.search(r"由“[^”]+”第\d+行得出", text)
    assert "的时限" in text
    assert "批示后由办公室答复来文单位" in text


def test_what_is_missing_before_the_next_verb_is_named_with_its_clause(office, web):
    file = reach(office, S.CLEARING, "outgoing", doc_class="normative")
    answer = web("m2").get(url(file))
    (present,) = [n for n in answer.context["ahead"] if n.label == "送签"]
    assert any("尚未完成" in v.reason and v.cites for v in present.refusals)
    assert "送签" in words(answer)


class TestPosts:
    def test_the_leader_may_and_another_may_not_and_why(self, office, web):
        file = reach(office, S.DECIDING)
        may = verdicts(file, reasons.wearers(office.posts["vm2"], file.clock.now))
        assert may["办理“批示”"].allowed
        assert may["阅读本件"].allowed
        other = verdicts(file, reasons.wearers(office.posts["vm4"], file.clock.now))
        assert not other["办理“批示”"].allowed
        assert not other["阅读本件"].allowed
        answer = web("vm2").get(url(file), {"post": label(office, "vm4")})
        assert office.people["vm4"].name in words(answer)
        assert "此环节不由您办理" in words(answer)

    def test_who_may_not_sign_is_told_the_clause(self, office):
        file = reach(office, S.SIGNING, "outgoing")
        clerk = verdicts(file, reasons.wearers(office.posts["nyj.clerk"], file.clock.now))
        assert not clerk["签发这类文件（按权限）"].allowed
        assert clerk["签发这类文件（按权限）"].cites

    def test_a_leader_away_and_his_partner_are_both_answered(self, office, web, clock):
        file = reach(office, S.DECIDING)
        clock.now = file.clock.now
        assert not any(h.stood_in for h in reasons.wearers(office.posts["vm2"], file.clock.now))
        office.away(
            "vm2", file.clock.now - dt.timedelta(hours=1), file.clock.now + dt.timedelta(days=1)
        )
        hats = reasons.wearers(office.posts["vm2"], file.clock.now)
        assert [h.person_name for h in hats] == [
            office.people["vm3"].name,
            office.people["vm2"].name,
        ]
        answers = [verdicts(file, (hat,))["办理“批示”"] for hat in hats]
        assert [v.allowed for v in answers] == [True, False]
        assert "他人代行" in answers[1].reason
        answer = web("vm3").get(url(file), {"post": label(office, "vm2")})
        assert [b["name"] for b in answer.context["blocks"]][0].endswith("）")

    def test_an_unknown_post_is_told_and_shown_harmless(self, office, web):
        file = reach(office, S.DECIDING)
        for hostile in ("不存在", "<script>alert(1)</script>", "'; --", "x" * 5000, "\x00"):
            answer = web("vm2").get(url(file), {"post": hostile})
            assert answer.status_code == 200
            assert "<script>alert" not in answer.content.decode()
        assert "请从列出的岗位中选择" in words(web("vm2").get(url(file), {"post": "不存在"}))

    def test_every_post_of_the_office_can_be_asked_for(self, office, web):
        file = reach(office, S.DECIDING)
        client = web("mayor")
        offered = client.get(url(file)).context["posts"]
        assert {p.pk for p in offered.values()} >= {
            p.pk for p in office.posts.values() if p.abolished_on is None
        }
        for asked in list(offered)[::5]:
            assert client.get(url(file), {"post": asked}).context["chosen"] == offered[asked]


class TestDoors:
    def test_only_whoever_may_read_the_matter_may_ask(self, office, web):
        file = reach(office, S.DECIDING)
        for login, status in (("vm2", 200), ("nyj.clerk", 200), ("mayor", 200), ("wd", 200),
                              ("vm4", 404), ("jyj.clerk", 404), ("m4", 404)):  # fmt: skip
            assert web(login).get(url(file)).status_code == status, login
        assert web("mayor").get("/matters/999999999/why/").status_code == 404
        draft = reach(office, S.DRAFTING)
        assert web("mayor").get(url(draft)).status_code == 404
        assert web("nyj.clerk").get(url(draft)).status_code == 200

    def test_nothing_is_written(self, office, web):
        file = reach(office, S.DECIDING)
        client = web("vm2")
        client.get(url(file))
        before = Event.objects.count()
        with CaptureQueriesContext(connection) as caught:
            client.get(url(file), {"post": label(office, "mayor")})
        assert Event.objects.count() == before
        written = ("INSERT", "UPDATE", "DELETE")
        assert not [q["sql"] for q in caught.captured_queries if q["sql"].startswith(written)]

    def test_the_page_of_the_matter_and_the_desk_lead_there(self, office, web):
        file = reach(office, S.DECIDING)
        client = web("vm2")
        for page in (f"/documents/{file.document.pk}/", "/"):
            assert f'href="{url(file)}"' in client.get(page).content.decode(), page

    def test_more_matters_cost_no_more(self, office, web):
        file = reach(office, S.DECIDING)
        client = web("vm2")

        def count():
            client.get(url(file))
            with CaptureQueriesContext(connection) as caught:
                client.get(url(file))
            return len(caught)

        first = count()
        for other in range(3):
            reach(office, S.DECIDING, title=f"市农业农村局关于第{other}件事的请示")
        assert count() == first
