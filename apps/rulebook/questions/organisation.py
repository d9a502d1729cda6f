"""Questions of 职责分工: who leads, who belongs, who is bound."""

from __future__ import annotations

from apps.rulebook.questions.base import Question

QUESTIONS: tuple[Question, ...] = ()
