"""Every meaning a book may speak of: typed provisions and questions, and what is obeyed today.

Owns the one list of keys with their schemas. Whether the system enforces a meaning is a fact of
the code, so it stands here and not in a book.
"""

from __future__ import annotations

from apps.rulebook.provisions import SCHEMAS, Provision
from apps.rulebook.questions import QUESTIONS

MEANINGS: dict[str, type[Provision]] = {
    **SCHEMAS,
    **{key: question.kind for key, question in QUESTIONS.items()},
}


def is_enforced(key: str) -> bool:
    """Say whether a module built today asks about this meaning and obeys the answer.

    A typed provision has a rule of its own, written with the module that asks it.
    """
    question = QUESTIONS.get(key)
    return question is None or question.enforced
