"""Questions of 公文: what documents go through beyond the two built procedures."""

from __future__ import annotations

from apps.rulebook.questions.base import Question

QUESTIONS: tuple[Question, ...] = ()
