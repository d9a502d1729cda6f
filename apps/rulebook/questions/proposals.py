"""Questions of 建议提案: suggestions and proposals."""

from __future__ import annotations

from apps.rulebook.questions.base import Question

QUESTIONS: tuple[Question, ...] = ()
