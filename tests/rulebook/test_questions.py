"""Whatever is asked of whichever book: one answer, always the same, with clauses that exist."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.rulebook import shelf, terms
from apps.rulebook.errors import NotRegulated
from apps.rulebook.inquiries import INQUIRIES
from apps.rulebook.meanings import MEANINGS
from apps.rulebook.provisions.clocks import Interval, Quota, Term
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Roster, Ruling
from apps.rulebook.provisions.tables import Table
from apps.rulebook.questions import QUESTIONS, words
from apps.rulebook.rules.clocks import gap_since, tally, term_of
from apps.rulebook.rules.rulings import chain_of, needs_of, roster_of, rule_on
from apps.rulebook.telling import line_of, tell
from apps.workdays.calendar import WorkCalendar

BOOKS = [shelf.book(name) for name in shelf.names()]
CALENDAR = WorkCalendar({date(2026, 10, 1): False, date(2026, 10, 10): True}, frozenset({2026}))
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def column(fact, book):
    if fact.number:
        return st.integers(0, 40)
    return st.sampled_from(fact.column(book.listed))


def facts_of(question, book):
    return st.fixed_dictionaries({f.name: column(f, book) for f in question.facts})


def asked(*kinds):
    pairs = [
        (book, question)
        for book in BOOKS
        for question in QUESTIONS.values()
        if question.kind in kinds and question.key in book.provisions
    ]
    return st.sampled_from(pairs).flatmap(
        lambda pair: st.tuples(st.just(pair[0]), st.just(pair[1]), facts_of(pair[1], pair[0]))
    )


def sound(answer, question, book):
    """Its clauses exist in this book, and its row can be told."""
    for cite in answer.cites:
        assert cite == book.cite(cite.clause)
    for trace in answer.trace:
        assert trace.provision == question.key
        assert line_of(trace.provision, trace.row, book) is not None


@given(asked(Ruling))
@settings(deadline=None, max_examples=300)
def test_every_ruling_is_one_answer_and_a_no_has_its_sentence(case):
    book, question, facts = case
    answer = rule_on(question, book, **facts)
    assert answer == rule_on(question, book, **facts)
    if not answer:
        assert answer.verdict.reason
        assert answer.verdict.soft == bool(answer.override_by)
    for cite in answer.verdict.cites:
        assert cite == book.cite(cite.clause)
    if book.provisions[question.key].source == "rules":
        assert answer.verdict.cites


@given(asked(Chain))
@settings(deadline=None, max_examples=300)
def test_no_route_is_empty_and_its_steps_are_in_order(case):
    book, question, facts = case
    route = chain_of(question, book, **facts)
    assert route == chain_of(question, book, **facts)
    assert route.stages
    assert all(stage.posts for stage in route.stages)
    assert [s.order for s in route.stages] == sorted(s.order for s in route.stages)
    sound(route, question, book)


@given(asked(Roster))
@settings(deadline=None)
def test_no_list_of_people_is_empty(case):
    book, question, facts = case
    groups = roster_of(question, book, **facts)
    assert groups
    for group in groups:
        sound(group, question, book)


@given(asked(Needs))
@settings(deadline=None)
def test_prerequisites_are_distinct_and_in_order(case):
    book, question, facts = case
    specs = needs_of(question, book, **facts)
    keys = [s.key for s in specs]
    assert len(keys) == len(set(keys))
    for spec in specs:
        assert set(spec.after) <= set(keys[: keys.index(spec.key)])
        sound(spec, question, book)


@given(asked(Term), DAYS)
@settings(deadline=None, max_examples=300)
def test_no_deadline_lies_on_the_wrong_side_of_its_start(case, start):
    book, question, facts = case
    answer = term_of(question, start, book, CALENDAR, **facts)
    assert answer == term_of(question, start, book, CALENDAR, **facts)
    if answer is None:
        return
    row = book.provisions[question.key].row_for(facts)[1]
    if row.limit.direction == "before":
        assert answer.due_on <= start
    else:
        assert answer.due_on >= start
        assert all(start <= m.due_on <= answer.due_on for m in answer.milestones)
    assert answer.sentence
    sound(answer, question, book)


@given(asked(Interval), DAYS, st.integers(0, 400))
@settings(deadline=None)
def test_an_interval_is_green_until_its_day_and_amber_after(case, last, since):
    book, question, facts = case
    gap = gap_since(question, last, last + timedelta(since), book, CALENDAR, **facts)
    if gap.due_on is None:
        assert gap.state == "none"
    else:
        assert gap.state == ("amber" if last + timedelta(since) > gap.due_on else "green")
        assert gap.days == since
    assert gap.sentence
    sound(gap, question, book)


@given(asked(Quota), st.integers(0, 100), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
@settings(deadline=None)
def test_a_number_has_one_standing_and_more_never_makes_it_short(case, count, on):
    book, question, facts = case
    year = {"begins": date(2026, 1, 1), "ends": date(2026, 12, 31), "on": on}
    here = tally(question, count, book, **year, **facts)
    more = tally(question, count + 1, book, **year, **facts)
    assert here == tally(question, count, book, **year, **facts)
    wanting = ("short", "behind")
    assert not (more.state in wanting and here.state not in wanting)
    assert not (here.state == "over" and more.state != "over")
    assert here.sentence
    sound(here, question, book)


@pytest.mark.parametrize("book", BOOKS, ids=lambda b: b.name)
class TestOfEveryBook:
    def test_every_table_is_proved_against_its_question(self, book):
        for key, provision in book.provisions.items():
            if isinstance(provision, Table):
                assert list(QUESTIONS[key].faults(provision, book.listed)) == [], key

    def test_every_provision_is_told_in_lines(self, book):
        for key in book.provisions:
            lines = tell(key, book)
            assert lines, key
            for line in lines:
                assert line.text, key
                assert "{" not in line.text, line.text

    def test_every_rule_can_be_tried_from_a_form(self, book):
        given = {"day": date(2026, 3, 9), "number": 1, "text": "甲"}
        for key, one in INQUIRIES.items():
            if any(f.listed_in and f.listed_in not in book.listed for f in one.facts):
                assert key not in book.provisions
                continue
            facts = {
                f.name: f.default if f.default is not None else f.column(book.listed)[0]
                for f in one.facts
            }
            inputs = {i.name: given[i.kind] for i in one.inputs if not i.optional}
            lines = one.ask({**facts, **inputs}, book, CALENDAR)
            assert lines, key
            assert all(line.head for line in lines), key
            for fact in one.facts:
                words = one.words(fact.name, book)
                if not fact.is_flag and not fact.number:
                    assert set(fact.column(book.listed)) <= set(words), (key, fact.name)


def test_what_can_be_tried_is_a_meaning_and_a_question_is_asked_by_its_key():
    assert set(INQUIRIES) <= set(MEANINGS)
    assert all(question.key == key for key, question in QUESTIONS.items())
    assert set(QUESTIONS) <= set(INQUIRIES)


@pytest.mark.parametrize(
    ("listing", "named"),
    [
        (terms.Milestone, words.MILESTONES), (terms.Part, words.PARTS),
        (terms.Capacity, words.CAPACITIES), (terms.DocumentKind, words.DOCUMENT_KINDS),
        (terms.DocClass, words.DOC_CLASSES), (terms.Urgency, words.URGENCIES),
        (terms.Power, words.POWERS), (terms.Purpose, words.PURPOSES),
        (terms.AbsenceKind, words.ABSENCES), (terms.Issuer, words.ISSUERS),
        (terms.Direction, words.DIRECTIONS), (terms.Handling, words.HANDLING),
    ],
)  # fmt: skip
def test_every_word_of_a_closed_list_has_its_chinese(listing, named):
    assert set(named) == set(terms.words(listing))


def test_every_question_has_words_for_its_facts_and_a_kind():
    kinds = {Ruling, Chain, Roster, Choices, Needs, Term, Interval, Quota}
    for question in QUESTIONS.values():
        assert question.kind in kinds
        assert question.title
        for fact in question.facts:
            assert fact.label, (question.key, fact.name)
            if fact.words:
                assert set(fact.words) == set(fact.values)


def test_a_book_that_is_silent_raises_for_a_route_only(book):
    silent = next(q for q in QUESTIONS.values() if q.kind is Chain)
    bare = type("Bare", (), {"name": "bare", "find": lambda *_: None, "listed": book.listed})()
    facts = {f.name: f.default or f.column(book.listed)[0] for f in silent.facts}
    with pytest.raises(NotRegulated):
        chain_of(silent, bare, **facts)
