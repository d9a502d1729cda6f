"""Questions of 政务公开: publication, interpretation, release of information."""

from __future__ import annotations

from apps.rulebook.questions.base import Question

QUESTIONS: tuple[Question, ...] = ()
