"""Over random facts and both books: one row for any facts, the same answer, a clause that exists.

Rows are counted one by one here, not found by the prover that refuses a book.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.rulebook import shelf
from apps.rulebook.errors import NotRegulated
from apps.rulebook.provisions import documents as tables
from apps.rulebook.provisions.authority import Capacities
from apps.rulebook.provisions.clocks import Interval, Quota, Term
from apps.rulebook.provisions.conditions import holds
from apps.rulebook.provisions.kinds import Choices, Needs, Roster, Ruling
from apps.rulebook.questions import QUESTIONS
from apps.rulebook.rules import authority, deadlines
from apps.rulebook.rules.rulings import choices_of, needs_of, roster_of
from apps.rulebook.terms import Capacity, Power, Purpose, Role, UnitKind, Urgency, words
from apps.workdays.calendar import WorkCalendar
from tests.rulebook.test_questions import asked

BOOKS = [shelf.book(name) for name in shelf.names()]
CALENDAR = WorkCalendar({}, frozenset({2026}))
books = st.sampled_from(BOOKS)
flags = st.booleans()
text = st.text(max_size=12)
role = st.sampled_from(words(Role))
unit_kind = st.sampled_from(words(UnitKind))


def cited(cites, book):
    assert cites
    for cite in cites:
        assert cite == book.cite(cite.clause)


@given(asked(Ruling, Term, Interval, Quota))
@settings(deadline=None, max_examples=400)
def test_a_decision_table_has_exactly_one_row_for_any_facts(case):
    book, question, facts = case
    table = book.provisions[question.key]
    rows = [n for n, row in enumerate(table.rows, 1) if holds(row.when, facts)]
    assert len(rows) == 1 or (rows == [] and table.otherwise is not None)
    assert table.row_for(facts)[0] == (rows[0] if rows else 0)


def situation(domain):
    return st.fixed_dictionaries({n: st.sampled_from(list(c)) for n, c in domain.items()})


@given(situation(tables.SIGNING_DOMAIN), situation(tables.NUMBERING_DOMAIN), books)
@settings(deadline=None)
def test_the_tables_of_signing_and_numbering_have_exactly_one_row(signing, numbering, book):
    for key, facts in (("documents.signing", signing), ("documents.numbering", numbering)):
        rule = book.provisions[key]
        assert [holds(row.when, facts) for row in rule.rows].count(True) == 1
    assert book.provisions["documents.numbering"].code(**numbering)


@given(st.sampled_from(words(Power)), st.sampled_from(words(Capacity)), books)
def test_a_power_in_a_capacity_falls_into_one_row(power, capacity, book):
    rows = book.provision("authority.capacities", Capacities).rows
    mine = [row for row in rows if capacity in row.capacities]
    named = [row for row in mine if power in row.powers]
    rest = [row for row in mine if "*" in row.powers]
    assert len(named) <= 1
    assert len(named or rest) == 1


@given(asked(Choices, Needs, Roster))
@settings(deadline=None, max_examples=300)
def test_the_same_facts_give_the_same_list_and_every_entry_has_its_clause(case):
    book, question, facts = case
    ask = {Choices: choices_of, Needs: needs_of, Roster: roster_of}[question.kind]
    found = ask(question, book, **facts)
    assert found == ask(question, book, **facts)
    for entry in found:
        cites = entry.cites
        if book.provisions[question.key].source == "rules":
            cited(cites, book)
    if question.kind is Choices:
        codes = [entry.code for entry in found]
        assert codes == [code for code in book.listed[question.key] if code in codes]


@given(st.data(), st.sampled_from(sorted(QUESTIONS)), books)
@settings(deadline=None, max_examples=300)
def test_what_a_book_leaves_out_is_not_regulated_and_nothing_is_made_up(data, key, book):
    question = QUESTIONS[key]
    if key in book.provisions or any(f.listed_in not in ("", *book.listed) for f in question.facts):
        return
    columns = {f.name: f.column(book.listed) or (0,) for f in question.facts}
    facts = {name: data.draw(st.sampled_from(list(column))) for name, column in columns.items()}
    if question.kind in (Choices, Needs):
        ask = choices_of if question.kind is Choices else needs_of
        assert ask(question, book, **facts) == ()
    elif question.kind is Roster:
        with pytest.raises(NotRegulated, match=key):
            roster_of(question, book, **facts)


@given(role, role, st.sampled_from(words(Power)), unit_kind, flags, flags, text, books)
@settings(deadline=None)
def test_every_question_about_posts_has_one_answer_with_its_clause(
    one, other, power, kind, leaves, recorded, name, book
):
    acting = authority.ActingMayorFacts(leaves, recorded, grantee_role=one, grantee_name=name)
    ask = (
        lambda: authority.acting_mayor(acting, book),
        lambda: authority.pair_allowed(authority.PairFacts("甲", "乙", one, other), book),
        lambda: authority.portfolio_allowed(authority.PortfolioFacts("某局", (name,)), book),
        lambda: authority.special_task(authority.SpecialTaskFacts("甲", "某事", name), book),
        lambda: authority.is_member(one, kind, book),
        lambda: authority.applies_to(kind, book),
        lambda: authority.role_may(power, one, book),
    )
    for question in ask:
        answer = question()
        assert answer == question()
        assert answer.allowed or answer.reason
        if answer.cites or not answer.allowed:
            cited(answer.cites, book)


@given(
    st.sampled_from(words(Purpose)),
    st.sampled_from(words(Urgency)),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    books,
)
@settings(deadline=None)
def test_no_station_is_due_before_its_start_and_a_more_urgent_one_is_due_no_later(
    purpose, urgency, start, book
):
    due = deadlines.step_deadline(purpose, urgency, start, book, CALENDAR)
    assert due == deadlines.step_deadline(purpose, urgency, start, book, CALENDAR)
    assert due.due_on >= start
    assert due.source == "office"
    hurried = deadlines.step_deadline(purpose, "most_urgent", start, book, CALENDAR)
    assert hurried.due_on <= due.due_on
