"""Questions of 领导活动: research, grass roots, visitors, letters."""

from __future__ import annotations

from apps.rulebook.questions.base import Question

QUESTIONS: tuple[Question, ...] = ()
