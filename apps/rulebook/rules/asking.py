"""Putting a question to a book: facts completed, the table found, the sentence filled.

Owns what all kinds of answer have in common. Refuses facts that the question does not declare;
where a book is silent, every kind has a declared default or raises NotRegulated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from apps.core.verdicts import Cite
from apps.rulebook.answers import Trace
from apps.rulebook.book import Book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.provisions.base import Cited
from apps.rulebook.provisions.kinds import Choices
from apps.rulebook.provisions.submission import DocumentKinds
from apps.rulebook.provisions.tables import Table
from apps.rulebook.questions import Fact, Question

T = TypeVar("T", bound=Table)
Names = Mapping[str, str]


class _Words(dict[str, object]):
    """What the blanks of sentences say; a fact is put into words only where a sentence asks."""

    __slots__ = ("_book", "_facts", "_question")

    def __init__(self, question: Question, book: Book, facts: dict[str, Any], names: Names) -> None:
        super().__init__({**question.names, **names})
        self._question, self._book, self._facts = question, book, facts

    def __missing__(self, name: str) -> str:
        value = self._facts[name]
        if isinstance(value, bool):
            word = "是" if value else "否"
        elif isinstance(value, int):
            word = str(value)
        else:
            word = fact_words(self._question.fact(name), self._book).get(value, value)
        self[name] = word
        return word


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a book with facts; ``words`` are what sentences may use."""

    question: Question
    book: Book
    facts: dict[str, Any]
    words: _Words

    def cites(self, table: Table, row: Cited) -> tuple[Cite, ...]:
        """Return the citations of a row: its own, else those of its provision."""
        return self.book.cites(row.clauses or table.clauses)

    def say(self, sentence: str, cites: tuple[Cite, ...], **counted: object) -> str:
        """Fill a sentence with the facts in words, the names given, and what was counted."""
        if "{" not in sentence:
            return sentence
        self.words.update(counted, quote=cites[0].quote if cites else "")
        return sentence.format_map(self.words)

    def trace(self, table: Table, row: int) -> tuple[Trace, ...]:
        """Return which row of which provision answered."""
        return (Trace(self.question.key, table.title, row),)


def fact_words(fact: Fact, book: Book) -> Mapping[str, str]:
    """Return what the codes of a fact are called in this book."""
    if fact.called == "document_kinds":
        return _kind_names(book)
    if fact.called:
        words: Mapping[str, str] = getattr(book.vocabulary, fact.called)
        return words
    if fact.listed_in and (names := _listed_names(fact.listed_in, book)):
        return names
    if any("{" in word for word in fact.words.values()):
        posts: Mapping[Any, str] = book.vocabulary.posts
        return {code: word.format_map(posts) for code, word in fact.words.items()}
    return fact.words


@lru_cache(maxsize=64)
def _kind_names(book: Book) -> Mapping[str, str]:
    rule = book.find("documents.kinds", DocumentKinds)
    return {code: kind.name for code, kind in rule.kinds.items()} if rule else {}


@lru_cache(maxsize=1024)
def _listed_names(key: str, book: Book) -> Mapping[str, str]:
    listing = book.find(key, Choices)
    return {c.code: c.name for c in listing.items} if listing else {}


def put(question: Question, book: Book, facts: Mapping[str, Any], names: Names) -> Asked:
    """Return the question ready to be answered; raises TypeError or ValueError for wrong facts."""
    known = question.complete(facts, book.listed)
    return Asked(question, book, known, _Words(question, book, known, names))


def without_facts(question: Question, book: Book) -> Asked:
    """Return the question for what a book says whatever the facts are."""
    return Asked(question, book, {}, _Words(question, book, {}, {}))


def regulated(question: Question, book: Book) -> bool:
    """Say whether the book answers this question at all."""
    return question.key in book.provisions


def table_of(question: Question, book: Book, kind: type[T]) -> T:
    """Return the book's table; raises NotRegulated where the book is silent."""
    found = book.find(question.key, kind)
    if found is None:
        raise NotRegulated(book.name, question.key)
    return found
