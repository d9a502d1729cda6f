"""Questions of 会议: kinds, calling and approving, people, topics, papers, minutes, leave, numbers.

Owns the order in which they are shown. A kind of meeting is a code of the book's own list: code
knows only its marks.
"""

from __future__ import annotations

from apps.rulebook.questions.base import Question
from apps.rulebook.questions.meetings import (
    attendance,
    calling,
    kinds,
    minutes,
    numbers,
    papers,
    people,
    topics,
)

__all__ = ["QUESTIONS"]

QUESTIONS: tuple[Question, ...] = (
    *kinds.QUESTIONS,
    *calling.QUESTIONS,
    *people.QUESTIONS,
    *topics.QUESTIONS,
    *papers.QUESTIONS,
    *minutes.QUESTIONS,
    *attendance.QUESTIONS,
    *numbers.QUESTIONS,
)
