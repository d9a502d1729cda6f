"""The counters of the rules and the lists behind them: each reader his own, nothing else."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.desk.views.rulebook import applying
from apps.matters.models import ClauseUse
from apps.rulebook import shelf
from tests.desk.ui_kit import checked
from tests.documents.desk import STATES, S, reach

pytestmark = pytest.mark.django_db
BOOK = shelf.book()
BEFORE = ("x", "2026-01-01,1", f"2026-01-01T00:00:00Z,{'9' * 40}", ",")


def behind(clause, which="open", **more):
    query = "&".join(f"{k}={v}" for k, v in {"book": BOOK.name, "which": which, **more}.items())
    return f"{reverse('desk:clause_matters', args=[clause])}?{query}"


def article_of(clause):
    return reverse("desk:article", args=[BOOK.clauses[clause].article])


def titles(answer):
    return [row["matter"].title for row in answer.context["rows"]]


@pytest.fixture
def decided(office, clock):
    """Two requests with their leader, of two units; the clause that brought the first there."""
    mine = reach(office, S.DECIDING)
    other = reach(office, S.DECIDING, unit="jyj", title="市教育局关于改建校舍的请示")
    clock.now = other.clock.now
    return mine, other, mine.step().cites[0]["clause"]


class TestCounters:
    @pytest.mark.parametrize(
        ("login", "number"), [("mayor", 2), ("vm2", 1), ("vm3", 1), ("nyj.clerk", 1), ("vm4", 0)]
    )
    def test_each_reader_sees_his_own_number_and_the_list_of_it(self, decided, web, login, number):
        *_, clause = decided
        client = web(login)
        page = client.get(article_of(clause))
        found = page.context["counters"].get(clause)
        assert (str(found.uses.under_way) if found else "0") == str(number)
        assert (str(found.uses.ever) if found else "0") == str(number)
        shown = behind(clause).replace("&", "&amp;") in page.content.decode()
        assert shown == (number > 0)
        for which in ("open", "year", "ever"):
            assert len(titles(client.get(behind(clause, which)))) == number, which

    def test_the_list_names_nothing_that_the_reader_may_not_read(self, decided, web):
        mine, other, clause = decided
        answer = web("nyj.clerk").get(behind(clause, "ever"))
        assert titles(answer) == [mine.document.title]
        assert other.document.title not in answer.content.decode()
        hidden = web("vm4").get(behind(clause, "ever"))
        assert "没有这样的事项" in hidden.content.decode()
        assert "请示" not in re.sub(r"<blockquote>.*?</blockquote>", "", hidden.content.decode())

    def test_an_article_counts_in_the_contents_and_opens_its_list(self, decided, web):
        *_, clause = decided
        client, number = web("mayor"), BOOK.clauses[clause].article
        page = client.get(article_of(clause))
        assert page.context["under_way"][number] == 2
        url = f"{reverse('desk:article_matters', args=[number])}?book={BOOK.name}"
        assert f'href="{url}"' in page.content.decode()
        assert len(titles(client.get(url))) == 2

    def test_a_step_past_its_limit_is_red_and_listed(self, decided, web, clock):
        *_, clause = decided
        due = decided[0].step().due_at
        clock.now = due.replace(year=due.year + 1)
        page = web("mayor").get(article_of(clause))
        assert page.context["counters"][clause].overdue == 2
        assert "件超期" in page.content.decode()
        assert len(titles(web("mayor").get(behind(clause, "overdue")))) == 2
        assert page.context["counters"][clause].uses.this_year.count == 0

    def test_the_clause_in_place_has_its_counters_too(self, decided, web):
        *_, clause = decided
        page = web("mayor").get(reverse("desk:clause", args=[clause]), {"book": BOOK.name})
        assert "件正在办理" in page.content.decode()

    def test_a_closed_document_is_counted_but_no_longer_under_way(self, office, web, clock):
        file = reach(office, S.ANSWERED)
        clock.now = file.clock.now
        clause = next(iter(file.document.clause_uses.order_by("pk"))).clause
        found = web("mayor").get(article_of(clause)).context["counters"][clause]
        assert (str(found.uses.under_way), found.overdue, str(found.uses.ever)) == ("0", 0, "1")


@pytest.mark.parametrize("direction", STATES)
def test_what_the_rows_repeat_of_their_document_follows_it_through_every_state(office, direction):
    for state in STATES[direction]:
        reach(office, state, direction)
    assert {"in_hand", "closed"} <= set(ClauseUse.objects.values_list("phase", flat=True))
    differs = ~Q(phase=F("matter__phase")) | ~Q(in_office=F("matter__in_office"))
    assert not ClauseUse.objects.filter(differs).exists()
    articles = {c.id: c.article for c in BOOK.clauses.values()}
    assert all(articles[u.clause] == u.article for u in ClauseUse.objects.all())


class TestLists:
    def test_every_list_is_sound_markup_and_pages_by_cursor(self, decided, web, monkeypatch):
        *_, clause = decided
        monkeypatch.setattr(applying, "PAGE", 1)
        client = web("mayor")
        for which in ("open", "ever"):
            first = client.get(behind(clause, which))
            checked(first.content.decode())
            second = client.get(f"{first.request['PATH_INFO']}?{first.context['older']}")
            checked(second.content.decode())
            assert len({*titles(first), *titles(second)}) == 2
            assert second.context["older"] == ""
            assert second.context["paged"]

    @pytest.mark.parametrize(
        "url",
        ["/rules/clause/99.9/matters/", "/rules/999/matters/",
         "/rules/clause/30.5/matters/?which=x",
         "/rules/clause/30.5/matters/?book=nothing", f"/rules/{'9' * 18}/matters/"],
    )  # fmt: skip
    def test_what_there_is_not_is_404(self, web, url):
        assert web("mayor").get(url).status_code == 404

    @pytest.mark.parametrize("before", BEFORE)
    def test_a_cursor_that_is_none_starts_at_the_top(self, decided, web, before):
        *_, clause = decided
        assert len(titles(web("mayor").get(behind(clause, before=before)))) == 2

    def test_no_page_of_the_rules_costs_more_with_more_matters(self, decided, office, web):
        *_, clause = decided
        urls = [article_of(clause), behind(clause), behind(clause, "ever"),
                behind(clause, "overdue"), reverse("desk:clause", args=[clause])]  # fmt: skip
        client = web("mayor")

        def counted():
            found = []
            for url in urls:
                client.get(url)
                with CaptureQueriesContext(connection) as caught:
                    assert client.get(url).status_code == 200
                found.append(len(caught))
            return found

        first = counted()
        for number in range(3):
            reach(office, S.DECIDING, title=f"市农业农村局关于第{number}件事的请示")
        assert ClauseUse.objects.filter(clause=clause).count() == 5
        assert counted() == first
        assert max(first) <= 12, first


class TestVersions:
    def test_the_comparison_tells_which_open_matters_are_touched(self, decided, web):
        *_, clause = decided
        asked = {"earlier": BOOK.name, "later": "shifan_2024"}
        url = reverse("desk:rules_versions")
        answer = web("mayor").get(url, asked)
        checked(answer.content.decode())
        ((usage, _),) = answer.context["matters"]
        assert (usage.label, usage.count, usage.touched) == ("公文", 2, 2)
        touched = {one["id"]: str(one["count"]) for one in answer.context["touched"]}
        assert touched[clause] == "2"
        assert behind(clause).replace("&", "&amp;") in answer.content.decode()
        ((usage, _),) = web("nyj.clerk").get(url, asked).context["matters"]
        assert usage.count == 1
        assert web("vm4").get(url, asked).context["matters"] == []
