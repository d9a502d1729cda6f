"""Answers about doing: may it be done, who acts in which order, who belongs, what must be proved.

Owns the reading of rulings, chains, rosters, lists and prerequisites. Refuses to act: an answer
names roles; which person holds them is the organisation's business.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from apps.core.verdicts import Verdict
from apps.rulebook.answers import Entry, Group, PostRef, RequirementSpec, Route, Ruled, Stage
from apps.rulebook.book import Book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.provisions.base import blanks_in
from apps.rulebook.provisions.conditions import When, holds
from apps.rulebook.provisions.kinds import (
    Chain,
    ChainStep,
    Choices,
    Needs,
    Roster,
    Ruling,
    RulingRow,
)
from apps.rulebook.questions import Question
from apps.rulebook.rules.asking import Asked, Names, put, table_of, without_facts
from apps.rulebook.terms import Role


def rule_on(question: Question, book: Book, *, names: Names | None = None, **facts: Any) -> Ruled:
    """Say whether something may be done; what a book does not regulate is allowed.

    Raises NotRegulated where the book is silent on a right that only a book can give.
    """
    asked = put(question, book, facts, names or {})
    table = book.find(question.key, Ruling)
    if table is None and question.granted:
        raise NotRegulated(book.name, question.key)
    if table is None:
        return Ruled(Verdict.allow())
    number, row = table.row_for(asked.facts)
    assert isinstance(row, RulingRow)
    cites = asked.cites(table, row)
    sentence = asked.say(row.sentence, cites)
    soft = row.effect == "unless_reasoned"
    verdict = Verdict(row.effect == "yes", sentence, cites, row.field, soft)
    return Ruled(verdict, row.override_by, asked.trace(table, number))


def chain_of(question: Question, book: Book, *, names: Names | None = None, **facts: Any) -> Route:
    """Return who must act, in order; never empty. Raises NotRegulated where the book is silent."""
    asked = put(question, book, facts, names or {})
    table = table_of(question, book, Chain)
    taken = [n for n, step in enumerate(table.steps) if holds(step.when, asked.facts)]
    ready = _ready_stages(question, book)
    stages = tuple([ready[n] or _stage(asked, table, table.steps[n]) for n in taken])
    cites = tuple(dict.fromkeys([c for s in stages for c in s.cites]))
    trace = tuple([t for n in taken for t in asked.trace(table, n + 1)])
    sentence = "".join([s.sentence for s in stages])
    return Route(stages, cites, sentence, label=table.title, trace=trace)


@lru_cache(maxsize=1024)
def _ready_stages(question: Question, book: Book) -> tuple[Stage | None, ...]:
    """Return the stages that say the same in every matter; None where facts fill a blank."""
    table = table_of(question, book, Chain)
    asked = without_facts(question, book)
    return tuple(
        _stage(asked, table, step)
        if blanks_in(step.sentence + step.lacking) <= {"quote", "limit"}
        else None
        for step in table.steps
    )


def _stage(asked: Asked, table: Chain, step: ChainStep) -> Stage:
    cites = asked.cites(table, step)
    durations = asked.book.vocabulary.durations
    limit = f"{step.limit.value}{durations[step.limit.unit]}" if step.limit else ""
    return Stage(
        purpose=step.act,
        posts=_posts(step.who),
        need=step.need,
        personal=step.personal,
        cites=cites,
        sentence=asked.say(step.sentence, cites, limit=limit),
        order=step.order,
        label=step.label,
        away=step.away,
        instead=step.instead,
        silence=step.silence,
        days=step.limit.value if step.limit else None,
        unit=step.limit.unit if step.limit else "",
        lacking=asked.say(step.lacking, cites, limit=limit),
    )


@cache
def _posts(roles: tuple[Role, ...]) -> tuple[PostRef, ...]:
    return tuple(PostRef(role=role) for role in roles)


def roster_of(
    question: Question, book: Book, *, names: Names | None = None, **facts: Any
) -> tuple[Group, ...]:
    """Return who belongs to a list; raises NotRegulated where the book is silent."""
    asked = put(question, book, facts, names or {})
    table = table_of(question, book, Roster)
    return tuple(
        Group(
            part=row.part,
            roles=row.roles,
            head_of=row.head_of,
            chosen_by=row.chosen_by or "",
            from_kinds=row.from_kinds,
            sentence=asked.say(row.sentence, asked.cites(table, row)),
            cites=asked.cites(table, row),
            trace=asked.trace(table, number),
        )
        for number, row in enumerate(table.rows, 1)
        if holds(row.when, asked.facts)
    )


def choices_of(question: Question, book: Book, **facts: Any) -> tuple[Entry, ...]:
    """Return what a list offers for these facts, in order; nothing where the book is silent."""
    asked = put(question, book, facts, {})
    return tuple([entry for when, entry in _entries(question, book) if holds(when, asked.facts)])


@lru_cache(maxsize=1024)
def _entries(question: Question, book: Book) -> tuple[tuple[When, Entry], ...]:
    """Return every entry of a list with its condition."""
    table, asked = book.find(question.key, Choices), without_facts(question, book)
    return tuple(
        (c.when, Entry(c.code, c.name, c.note, c.marks, asked.cites(table, c), c.phrases))
        for c in (table.items if table else ())
        if table
    )


def suggested(question: Question, text: str, book: Book, **facts: Any) -> tuple[Entry, ...]:
    """Return the entries of a list whose phrases occur in a text; a hint, a person decides."""
    entries = choices_of(question, book, **facts)
    return tuple(e for e in entries if any(re.search(phrase, text) for phrase in e.phrases))


def needs_of(
    question: Question, book: Book, *, names: Names | None = None, **facts: Any
) -> tuple[RequirementSpec, ...]:
    """Return what must be proved first, one entry each; none where the book is silent."""
    asked = put(question, book, facts, names or {})
    table = book.find(question.key, Needs)
    found: dict[str, RequirementSpec] = {}
    for number, item in enumerate(table.items if table else (), 1):
        causes = [c for c in item.causes if holds(c.when, asked.facts)]
        if table is None or not causes:
            continue
        cites = tuple(dict.fromkeys(c for cause in causes for c in asked.cites(table, cause)))
        found[item.key] = RequirementSpec(
            key=item.key,
            label=item.label,
            reason="".join(asked.say(c.reason, asked.cites(table, c)) for c in causes),
            cites=cites,
            waivable_by=item.waivable_by,
            required_before=item.required_before,
            after=tuple(k for k in item.after if k in found),
            by_role=item.by_role or "",
            trace=asked.trace(table, number),
        )
    return tuple(found.values())
