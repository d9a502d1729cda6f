"""Putting a question to a book: facts completed, the table found, the sentence filled.

Owns what all kinds of answer have in common. Refuses facts that the question does not declare;
where a book is silent, every kind has a declared default or raises NotRegulated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from apps.core.verdicts import Cite
from apps.rulebook.answers import Trace
from apps.rulebook.book import Book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.provisions.base import Cited
from apps.rulebook.provisions.kinds import Choices
from apps.rulebook.provisions.submission import DocumentKinds
from apps.rulebook.provisions.tables import Table
from apps.rulebook.questions import Question

T = TypeVar("T", bound=Table)
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a book with facts; ``words`` are what sentences may use."""

    question: Question
    book: Book
    facts: dict[str, Any]
    names: Names
    _words: dict[str, str] = field(default_factory=dict)

    def cites(self, table: Table, row: Cited) -> tuple[Cite, ...]:
        """Return the citations of a row: its own, else those of its provision."""
        return self.book.cites(row.clauses or table.clauses)

    def say(self, sentence: str, cites: tuple[Cite, ...], **counted: object) -> str:
        """Fill a sentence with the facts in words, the names given, and what was counted."""
        if "{" not in sentence:
            return sentence
        if not self._words:
            # Once for all sentences of an answer: a chain may have twenty.
            self._words.update(self.question.names)
            self._words.update((f.name, self._word(f.name)) for f in self.question.facts)
            self._words.update(self.names)
        words = {**self._words, **counted} if counted else self._words
        return self.book.say(sentence, cites, **words)

    def trace(self, table: Table, row: int) -> tuple[Trace, ...]:
        """Return which row of which provision answered."""
        return (Trace(self.question.key, table.title, row),)

    def _word(self, name: str) -> str:
        fact = self.question.fact(name)
        value = self.facts[name]
        if fact is None or isinstance(value, bool | int):
            return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
        return fact_words(self.question, name, self.book).get(value, value)


def fact_words(question: Question, name: str, book: Book) -> Mapping[str, str]:
    """Return what the codes of a fact are called in this book."""
    fact = question.fact(name)
    if fact is None:
        return {}
    if fact.called == "document_kinds":
        kinds = book.find("documents.kinds", DocumentKinds)
        return {code: kind.name for code, kind in kinds.kinds.items()} if kinds else {}
    if fact.called:
        words: Mapping[str, str] = getattr(book.vocabulary, fact.called)
        return words
    listing = book.find(fact.listed_in, Choices) if fact.listed_in else None
    return {c.code: c.name for c in listing.items} if listing else fact.words


def put(question: Question, book: Book, facts: Mapping[str, Any], names: Names) -> Asked:
    """Return the question ready to be answered; raises TypeError or ValueError for wrong facts."""
    return Asked(question, book, question.complete(facts, book.listed), names)


def regulated(question: Question, book: Book) -> bool:
    """Say whether the book answers this question at all."""
    return question.key in book.provisions


def table_of(question: Question, book: Book, kind: type[T]) -> T:
    """Return the book's table; raises NotRegulated where the book is silent."""
    found = book.find(question.key, kind)
    if found is None:
        raise NotRegulated(book.name, question.key)
    return found
