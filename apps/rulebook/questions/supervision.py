"""Questions of 督查: items, inspections, rectification."""

from __future__ import annotations

from apps.rulebook.questions.base import Question

QUESTIONS: tuple[Question, ...] = ()
