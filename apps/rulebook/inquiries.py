"""Every rule as a form may ask it: facts, days and numbers in, sentences with their rows out.

Owns the try-out (试算). Refuses to write anything: it answers from a book and a calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.rulebook.book import Book
from apps.rulebook.inquiry_kinds import BY_KIND
from apps.rulebook.inquiry_typed import TYPED
from apps.rulebook.questions import QUESTIONS, Fact, Question
from apps.rulebook.rules.asking import fact_words
from apps.rulebook.said import Input, Said
from apps.workdays.calendar import WorkCalendar

__all__ = ["INQUIRIES", "Input", "Inquiry", "Said"]


NOTHING = Said("plain", "规则未作规定")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One rule that can be tried: its facts, its days and numbers, and how it is asked.

    ``inputs`` are what is not a column: a day, a number, a text.
    """

    key: str
    title: str
    module: str
    facts: tuple[Fact, ...]
    inputs: tuple[Input, ...]
    answer: Callable[[Mapping[str, Any], Book, WorkCalendar], tuple[Said, ...]]

    def ask(self, given: Mapping[str, Any], book: Book, days: WorkCalendar) -> tuple[Said, ...]:
        """Return the answer in lines; one line says so where the book is silent."""
        if self.key not in book.provisions:
            return (NOTHING,)
        # An empty list is an answer too: nothing is offered in this situation.
        return self.answer(given, book, days) or (Said("plain", "没有可选的项目"),)

    def words(self, name: str, book: Book) -> Mapping[str, str]:
        """Return what the codes of a fact are called in this book."""
        return fact_words(next(f for f in self.facts if f.name == name), book)


def _of_question(question: Question) -> Inquiry:
    inputs, ask = BY_KIND[question.kind]

    def asking(given: Mapping[str, Any], book: Book, calendar: WorkCalendar) -> tuple[Said, ...]:
        return ask(question, dict(given), book, calendar)

    return Inquiry(question.key, question.title, question.module, question.facts, inputs, asking)


INQUIRIES: dict[str, Inquiry] = {
    **{key: Inquiry(key, *parts) for key, parts in TYPED.items()},
    **{key: _of_question(question) for key, question in QUESTIONS.items()},
}
