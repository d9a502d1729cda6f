"""Every question that may be asked of a book, by its meaning.

Owns the register. A key that stands neither here nor among the typed provisions is a fault of a
book; a question that a book leaves out is "not regulated".
"""

from __future__ import annotations

from apps.rulebook.questions import (
    activity,
    disclosure,
    documents,
    leave,
    meetings,
    organisation,
    proposals,
    supervision,
)
from apps.rulebook.questions.base import Fact, Listed, Question

__all__ = ["QUESTIONS", "Fact", "Listed", "Question"]

QUESTIONS: dict[str, Question] = {
    question.key: question
    for module in (
        organisation,
        meetings,
        documents,
        disclosure,
        supervision,
        leave,
        activity,
        proposals,
    )
    for question in module.QUESTIONS
}
