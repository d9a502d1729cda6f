"""Notes on a waiting step: what its decider has written so far, kept for whoever has it next.

One text of each person for each step. Whoever may settle the step now reads them all, nobody
else reads any. Refuses a note on a step that is over, and by somebody who may not settle it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.core.verdicts import Refused, Verdict
from apps.matters import flow, policies
from apps.matters.models import Step, StepNote
from apps.organisation.authority import Hat
from apps.organisation.models import Person

LONGEST = 4000


def keep_note(*, step: Step, text: str, by: Person, hat: Hat, at: dt.datetime) -> StepNote | None:
    """Keep what a person has written on a step; an empty text drops it. Raises Refused."""
    if len(text) > LONGEST:
        raise Refused(Verdict.deny(f"意见不超过{LONGEST}字", field="opinion"))
    with transaction.atomic():
        flow.lock(step.matter)
        step = Step.objects.select_related("post", "matter").get(pk=step.pk)
        verdict = policies.can_settle((hat,), step)
        if not verdict:
            raise Refused(verdict)
        return _write(step, text, by, hat.as_dict(), at)


def keep_late(
    *, step: Step, text: str, by: Person, hat: Mapping[str, Any], at: dt.datetime
) -> None:
    """Keep what somebody sent whose hat, as it was, ended while he was deciding.

    The caller knows that he wore it when he began and that he is who he says.
    """
    with transaction.atomic():
        flow.lock(step.matter)
        step = Step.objects.get(pk=step.pk)
        if step.is_waiting and text.strip():
            _write(step, text[:LONGEST], by, hat, at)


def _write(
    step: Step, text: str, by: Person, hat: Mapping[str, Any], at: dt.datetime
) -> StepNote | None:
    text = text.replace("\x00", "").strip()  # PostgreSQL keeps no NUL
    if not text:
        StepNote.objects.filter(step=step, person=by).delete()
        return None
    values = {"text": text, "hat": dict(hat), "saved_at": at}
    return StepNote.objects.update_or_create(step=step, person=by, defaults=values)[0]


def notes_of(step: Step, *, reader: Person) -> tuple[str, list[StepNote]]:
    """Return the reader's own text and the notes of others, oldest first; one query.

    Ask only for somebody who may settle the step.
    """
    rows = list(StepNote.objects.filter(step=step).select_related("person").order_by("saved_at"))
    own = next((row.text for row in rows if row.person_id == reader.pk), "")
    return own, [row for row in rows if row.person_id != reader.pk]
