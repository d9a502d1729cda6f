"""All that a book says on one meaning: lines, remarks, cases in full, tables in every situation."""

from datetime import date, timedelta
from itertools import islice
from random import Random

from apps.rulebook.asks import ASKS
from apps.rulebook.inquiries import INQUIRIES
from apps.rulebook.provisions.clocks import Interval, Quota, Term
from apps.rulebook.provisions.conditions import situations, used
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Roster, Ruling
from apps.rulebook.provisions.tables import Table
from apps.rulebook.questions import QUESTIONS
from apps.rulebook.rules.clocks import gap_since, tally, term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, roster_of, rule_on
from apps.rulebook.telling import tell
from apps.workdays.calendar import WorkCalendar

MOST = 400
DAY = date(2026, 3, 10)
CALENDAR = WorkCalendar({}, frozenset({2026, 2027}))
YEAR = {"begins": date(2026, 1, 1), "ends": date(2026, 12, 31), "since": date(2026, 4, 1)}
PLAIN = {
    Ruling: rule_on, Chain: chain_of, Roster: roster_of, Choices: choices_of, Needs: needs_of,
}  # fmt: skip


def everything_said(key, book, cases):
    """Return whatever pages say of a meaning in a book, and what is answered to these cases."""
    rule = book.provisions.get(key)
    if rule is None:
        return []
    lines = [(line.row, line.text, line.cites) for line in tell.__wrapped__(key, book)]
    remarks = [rule.title, rule.clauses, rule.source, rule.basis, rule.note, rule.undecided]
    answers = [
        answered(ASKS[case.entry.ask], dict(case.entry.facts), book, case.calendar)
        for case in cases
        if (case.entry.provision or case.entry.ask) == key
    ]
    tables = list(in_every_situation(key, rule, book)) if isinstance(rule, Table) else []
    return [lines, remarks, answers, tables, list(tried(key, book))]


def answered(ask, *given):
    """Return an answer, or the words of the error where the facts no longer fit."""
    try:
        return ask(*given)
    except (KeyError, TypeError, ValueError) as error:
        return str(error)


def tried(key, book):
    """Return what the try-out says of a provision that is no table, over facts drawn at random."""
    if key in QUESTIONS or key not in INQUIRIES:
        return
    inquiry, chance = INQUIRIES[key], Random(key)
    columns = {f.name: f.column(book.listed, (1, 2, 3)) for f in inquiry.facts}
    given = {"day": DAY, "number": 3, "text": "恳请批准。"}
    inputs = {one.name: given[one.kind] for one in inquiry.inputs}
    for _ in range(MOST):
        facts = {name: chance.choice(column) for name, column in columns.items()}
        yield inquiry.ask({**facts, **inputs}, book, CALENDAR)
        if not columns:
            return


def in_every_situation(key, table, book):
    """Return the answers of a table in the situations that its rows tell apart."""
    question = QUESTIONS[key]
    domain = question.domain(table, book.listed)
    rest = {name: column[0] for name, column in domain.items()}
    for situation in islice(situations(used([r.when for _, r in table.entries()], domain)), MOST):
        yield from _asked(question, book, {**rest, **situation})


def _asked(question, book, facts):
    if question.kind is Term:
        for own in (1, 90):
            yield term_of(question, DAY, book, CALENDAR, days=own, **facts)
        for later in range(7):  # on which day of the week a limit ends may tell
            yield term_of(question, DAY + timedelta(later), book, CALENDAR, **facts)
    elif question.kind is Interval:
        for since in (0, 20, 400):
            on = DAY + timedelta(since)
            yield gap_since(question, DAY, on, book, CALENDAR, **facts)
    elif question.kind is Quota:
        for count in (0, 1, 2, 3, 5, 8, 20, 1000):
            for on in (None, date(2026, 6, 30), date(2026, 11, 1)):
                yield tally(question, count, book, on=on, previous=10, **YEAR, **facts)
    else:
        yield PLAIN[question.kind](question, book, **facts)
