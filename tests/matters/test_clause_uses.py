"""Which matters came under a clause: written with the act, counted and listed as one may read."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps as registry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.verdicts import Cite
from apps.matters import applied, citing, flow, proofs
from apps.matters.models import ClauseUse, Matter, StepCite
from apps.rulebook.answers import RequirementSpec
from apps.rulebook.usage import open_matters
from tests.matters.house import AT

BOOK = "xianning_2023"
BOTH = ("30.5", "31.2")
DAY = dt.timedelta(days=1)
NEW_YEAR = AT.replace(month=1, day=1, hour=0)
ONE = Cite("30.5", BOOK, "第三十条", "按照分工")
THREE = Cite("30.3", BOOK, "第三十条", "")
TWO = Cite("31.2", BOOK, "第三十一条", "由市长签署")


def counts(house, person, which="ever", clauses=BOTH, since=NEW_YEAR):
    found = applied.used(book=BOOK, clauses=clauses, hats=house.hats(person), since=since)
    return {c: str(getattr(uses, which)) for c, uses in found.items() if getattr(uses, which)}


def used(house, person):
    return counts(house, person)


def open_counts(house, person):
    found = counts(house, person, "under_way")
    by_clause = applied.open_by_clause(book=BOOK, hats=house.hats(person))
    assert found == {clause: str(n) for clause, n in by_clause.items()}
    return found


def overdue(house, person, at=AT):
    return applied.overdue_by_clause(book=BOOK, clauses=BOTH, hats=house.hats(person), at=at)


def listed(house, person, clause="30.5", which="ever", **more):
    asked = {"book": BOOK, "clause": clause, "hats": house.hats(person), **more}
    if which == "overdue":
        found = applied.overdue(at=AT, **asked)
    else:
        found = applied.listed(under_way=which == "open", **asked)
    return [pk for _, pk in found]


def close(pk):
    """Close a matter of a kind without a procedure, the way ``flow.enter`` does."""
    Matter.objects.filter(pk=pk).update(phase="closed", closed_at=AT)
    citing.follow(Matter.objects.get(pk=pk))


class TestWriting:
    def test_a_route_enters_its_clauses_for_the_matter_once_and_for_each_step(self, house):
        matter = house.slip()
        house.open(matter, "vm2", "vm4", cites=(ONE, TWO, ONE))
        house.open(matter, "evm", cites=(ONE,), at=AT + DAY)
        assert set(ClauseUse.objects.values_list("matter", "book", "clause", "at")) == {
            (matter.pk, BOOK, "30.5", AT),
            (matter.pk, BOOK, "31.2", AT),
        }
        steps = matter.steps.order_by("pk").values_list("pk", flat=True)
        wanted = [(steps[0], "30.5"), (steps[0], "31.2"), (steps[1], "30.5"), (steps[1], "31.2")]
        wanted.append((steps[2], "30.5"))
        assert sorted(StepCite.objects.values_list("step", "clause")) == sorted(wanted)

    def test_a_prerequisite_and_an_act_enter_what_they_cite(self, house):
        matter = house.slip()
        spec = RequirementSpec("legality", "合法性审查", "", (ONE,))
        proofs.sync(matter=matter, specs=[spec], at=AT)
        flow.note(matter, "noted", **house.actor(house.owner), cites=(TWO,))
        assert set(ClauseUse.objects.values_list("clause", flat=True)) == {"30.5", "31.2"}
        assert not StepCite.objects.exists()

    def test_a_cite_without_a_book_speaks_of_the_matters_own(self, house):
        matter = house.slip()
        flow.note(matter, "noted", **house.actor(house.owner), cites=(Cite("30.5"), Cite("")))
        assert list(ClauseUse.objects.values_list("book", "clause")) == [(BOOK, "30.5")]

    def test_the_act_undone_leaves_nothing(self, house):
        matter = house.slip()
        with pytest.raises(Exception, match="没有可送达的岗位"):
            house.open(matter, cites=(ONE,))
        assert not ClauseUse.objects.exists()

    def test_more_posts_and_clauses_take_no_more_statements(self, house):
        matter, other = house.slip(), house.slip("关于架桥的请示")
        found = []
        for one, posts, cites in ((matter, ("vm2",), (ONE,)), (other, ("vm2", "vm4"), (ONE, TWO))):
            with CaptureQueriesContext(connection) as caught:
                house.open(one, *posts, cites=cites)
            names = ("matters_clauseuse", "matters_stepcite")
            found.append(sum(any(n in q["sql"] for n in names) for q in caught.captured_queries))
        assert found == [2, 2]

    def test_rows_of_before_are_entered_by_the_migration(self, house):
        matter, gone = house.slip(), house.slip("不久即删的便笺")
        house.open(matter, "vm2", cites=(ONE, Cite("5.1")))
        proofs.sync(matter=matter, specs=[RequirementSpec("x", "征求意见", "", (TWO,))], at=AT)
        flow.note(gone, "noted", **house.actor(house.owner), cites=(ONE,))
        gone.delete()
        was = [set(model.objects.values_list(*fields)) for model, fields in TABLES]
        ClauseUse.objects.all().delete()
        StepCite.objects.all().delete()
        fill = import_module("apps.matters.migrations.0005_fill_clause_uses").fill
        for _ in range(2):  # and a second run changes nothing
            fill(registry, None)
            assert [set(m.objects.values_list(*fields)) for m, fields in TABLES] == was


TABLES = (
    (ClauseUse, ("matter", "book", "clause", "at")),
    (StepCite, ("step", "book", "clause")),
)


class TestReading:
    @pytest.fixture
    def matters(self, house):
        """Two slips of one owner under a clause, one of them overdue, and one of another unit."""
        mine, late = house.slip(), house.slip("关于架桥的请示")
        other = house.slip("关于种粮的请示", owner=house.outsider)
        house.open(mine, "vm2", cites=(ONE,))
        house.open(late, "vm2", cites=(ONE, TWO), due_at=AT - DAY)
        house.open(other, "vm4", cites=(ONE,), **house.actor(house.outsider))
        return mine, late, other

    def test_each_reader_counts_what_he_may_read_and_nothing_else(self, house, matters):
        assert open_counts(house, house.holder) == {"30.5": "2", "31.2": "1"}
        assert open_counts(house, house.owner) == {"30.5": "2", "31.2": "1"}
        assert open_counts(house, house.outsider) == {"30.5": "1"}
        assert open_counts(house, house.mayor) == {"30.5": "3", "31.2": "1"}
        assert open_counts(house, house.partner) == {}
        assert used(house, house.holder) == {"30.5": "2", "31.2": "1"}
        assert used(house, house.outsider) == {"30.5": "1"}
        assert used(house, house.mayor) == {"30.5": "3", "31.2": "1"}
        assert used(house, house.partner) == {}
        assert applied.used(book=BOOK, clauses=["30.5"], hats=(), since=AT) == {}
        assert applied.open_by_article(book=BOOK, hats=()) == {}
        assert applied.listed(book=BOOK, clause="30.5", hats=()) == []
        assert applied.under_article(book=BOOK, article=30, hats=()) == []

    def test_a_substitute_counts_what_he_acts_for(self, house, matters):
        house.send_away()
        assert open_counts(house, house.partner) == {"30.5": "2", "31.2": "1"}
        assert used(house, house.partner) == {"30.5": "2", "31.2": "1"}

    def test_a_draft_is_nobodys_business_but_its_owners(self, house):
        matter = house.slip(phase="draft")
        house.open(matter, "jtj.head", cites=(ONE,))
        assert used(house, house.mayor) == {}
        assert listed(house, house.mayor) == []
        assert used(house, house.owner) == {"30.5": "1"}
        assert open_counts(house, house.owner) == {}

    def test_an_article_counts_and_lists_a_matter_once(self, house, matters):
        mine, late, other = (m.pk for m in matters)
        flow.note(matters[0], "noted", **house.actor(house.owner), cites=(THREE,))
        for person, count, listed in (
            (house.mayor, 3, [other, late, mine]),
            (house.holder, 2, [late, mine]),
            (house.outsider, 1, [other]),
            (house.partner, None, []),
        ):
            hats = house.hats(person)
            assert applied.open_by_article(book=BOOK, hats=hats).get(30) == count
            found = applied.under_article(book=BOOK, article=30, hats=hats)
            assert [pk for _, pk in found] == listed
            if len(found) > 1:
                rest = applied.under_article(book=BOOK, article=30, hats=hats, before=found[0])
                assert rest == found[1:]

    def test_a_clause_is_overdue_where_a_step_it_brought_is(self, house, matters):
        _, late, _ = matters
        assert overdue(house, house.mayor) == {"30.5": 1, "31.2": 1}
        assert overdue(house, house.outsider) == {}
        assert overdue(house, house.mayor, at=AT - 2 * DAY) == {}
        house.settle(late.steps.get(), house.holder)
        assert overdue(house, house.mayor) == {}

    def test_another_book_has_its_own(self, house, matters):
        hats = house.hats(house.mayor)
        assert applied.open_by_article(book="shifan_2024", hats=hats) == {}
        assert applied.used(book="shifan_2024", clauses=["30.5"], hats=hats, since=AT) == {}

    def test_this_year_begins_with_the_year(self, house, matters):
        old = house.slip("去年的请示", opened_at=AT - 400 * DAY)
        house.open(old, "vm2", cites=(ONE,), at=AT - 300 * DAY)
        for person in (house.mayor, house.owner, house.holder):
            everything = int(used(house, person)["30.5"])
            assert int(counts(house, person, "this_year")["30.5"]) == everything - 1
            assert old.pk in listed(house, person)
            assert old.pk not in listed(house, person, since=NEW_YEAR)

    def test_the_lists_hold_what_was_counted(self, house, matters):
        mine, late, other = (m.pk for m in matters)
        wanted = {
            ("ever", "mayor"): [other, late, mine],
            ("ever", "holder"): [late, mine],
            ("ever", "outsider"): [other],
            ("ever", "partner"): [],
            ("open", "mayor"): [other, late, mine],
            ("open", "outsider"): [other],
            ("overdue", "mayor"): [late],
            ("overdue", "outsider"): [],
        }
        for (which, who), pks in wanted.items():
            assert listed(house, getattr(house, who), which=which) == pks, (which, who)
        close(mine)
        assert listed(house, house.mayor, which="open") == [other, late]
        assert listed(house, house.mayor) == [other, late, mine]
        assert listed(house, house.holder, clause="31.2") == [late]

    @pytest.mark.parametrize("which", ["ever", "open"])
    @pytest.mark.parametrize("who", ["mayor", "holder"])
    def test_pages_neither_overlap_nor_skip(self, house, which, who):
        wanted = []
        for number in range(7):
            matter = house.slip(f"第{number}件")
            house.open(matter, "vm2", cites=(ONE,), at=AT + number // 2 * DAY)
            wanted.insert(0, matter.pk)
        found, before, reader = [], None, getattr(house, who)
        for _ in range(4):
            page = listed(house, reader, which=which, before=before, limit=2)
            found += page
            before = (ClauseUse.objects.get(matter=page[-1]).at, page[-1])
        assert found == wanted

    def test_what_is_not_counted_to_the_end_says_so(self, house, matters, monkeypatch):
        monkeypatch.setattr(applied, "CAP", 2)
        assert used(house, house.mayor) == {"30.5": "2+", "31.2": "1"}
        assert used(house, house.holder) == {"30.5": "2", "31.2": "1"}
        monkeypatch.setattr(applied, "NEWEST", 1)
        assert used(house, house.holder) == {"30.5": "1+", "31.2": "1+"}
        assert counts(house, house.holder, "this_year") == {"30.5": "1+", "31.2": "1+"}
        later = AT + DAY
        assert counts(house, house.holder, "this_year", since=later) == {}
        assert used(house, house.mayor) == {"30.5": "2+", "31.2": "1"}

    def test_each_answer_is_one_statement(self, house, matters):
        house.send_away()
        for person in (house.mayor, house.partner, house.registry, house.outsider):
            hats = house.hats(person)
            for ask in (
                lambda h: applied.open_by_article(book=BOOK, hats=h),
                lambda h: applied.open_by_clause(book=BOOK, hats=h),
                lambda h: applied.overdue_by_clause(book=BOOK, clauses=BOTH, hats=h, at=AT),
                lambda h: applied.used(book=BOOK, clauses=["30.5", "5.1"], hats=h, since=AT),
                lambda h: applied.listed(book=BOOK, clause="30.5", hats=h),
                lambda h: applied.under_article(book=BOOK, article=30, hats=h),
                lambda h: applied.overdue(book=BOOK, clause="30.5", hats=h, at=AT),
            ):
                with CaptureQueriesContext(connection) as caught:
                    ask(hats)
                assert len(caught) == 1


class TestBooks:
    def test_open_matters_under_a_book_are_told_by_kind_and_by_clause(self, house):
        touched, closed = house.slip(), house.slip("已办结")
        house.slip("没有依据")
        house.open(touched, "vm2", cites=(ONE,))
        house.open(closed, "vm2", cites=(ONE,))
        close(closed.pk)
        asked = open_matters(BOOK, ["30.5", "5.1"])
        assert [(u.label, u.count, u.touched) for u in asked] == [("便笺", 2, 1)]
        assert open_matters("shifan_2024", ["30.5"]) == []
        mine = open_matters(BOOK, ["30.5"], house.hats(house.holder))
        assert [(u.count, u.touched) for u in mine] == [(1, 1)]
        assert open_matters(BOOK, ["30.5"], house.hats(house.outsider)) == []
