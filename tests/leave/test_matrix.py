"""Who may see and do what in every state: matrix.csv, read by people, tried page by page.

A cell reads, for detail / slip / edit / settle / change / cancel / return in turn: ``o`` open,
``+`` done, ``v`` the form again, ``d`` sent back, ``x`` as if it were not there (404), ``r`` seen
but refused (403), ``l`` sent to the sign-in.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction

from apps.leave.models import Leave
from apps.leave.services import asking, changing
from apps.matters.models import Step
from tests.leave.desk import TO, Case, S, written
from tests.leave.personas import PERSONAS, enter
from tests.permissions.tables import mark

CSV = Path(__file__).with_name("matrix.csv")
STATES = tuple(S.values)
ABSENT = 999_999


def matrix() -> dict[str, dict[str, str]]:
    with CSV.open(encoding="utf-8", newline="") as file:
        return {row.pop("状态"): row for row in csv.DictReader(file)}


TABLE = matrix()


def reach(office, state: str) -> Case:
    """Return the head's leave in a state, every act by whoever's turn it is."""
    case = written(office, "nyj.clerk", for_post="nyj.head")
    if state == S.DRAFTING:
        return case
    if state == S.WITHDRAWN:
        asking.give_up(leave=case.leave, **case.actor("nyj.clerk"))
        return case
    case.send("nyj.head")
    if state == S.ASKING:
        return case
    if state == S.REFUSED:
        case.settle("vm2", "leave_approve", "refuse", "请留守。")
        return case
    case.settle("vm2", "leave_approve", "agree")
    if state == S.CANCELLED:
        changing.cancel(leave=case.leave, reason="不去了。", **case.actor("nyj.head"))
        return case
    if state == S.CHANGING:
        later = {"from_at": case.leave.from_at, "to_at": TO + dt.timedelta(days=1)}
        changing.change(leave=case.leave, reason="延期。", **later, **case.actor("nyj.head"))
        return case
    if state in (S.RETURNED, S.ENDED):
        if state == S.RETURNED:  # as if an office still had to be told
            Leave.objects.filter(pk=case.leave.pk).update(state=S.APPROVED)
        case.now = case.leave.from_at + dt.timedelta(hours=30)
        returned = {"returned_at": case.now}
        changing.report_back(leave=case.leave, **returned, **case.actor("nyj.head"))
        if state == S.RETURNED:
            Leave.objects.filter(pk=case.leave.pk).update(state=S.RETURNED, phase="in_hand",
                                                          closed_at=None)  # fmt: skip
    return case


def look(client, case: Case) -> str:
    """Return the letters of one visitor; whatever he does is undone afterwards."""
    base = f"/leave/{case.leave.pk}/"
    step = case.leave.steps.filter(state=Step.State.WAITING).first()
    number = step.pk if step else ABSENT
    version = step.version if step else 1
    acts = {
        f"{base}steps/{number}/settle/": {"outcome": "agree", "opinion": "同意。",
                                          "version": version},
        f"{base}change/": {"from_on": "2026-06-08", "from_half": "am", "to_on": "2026-06-11",
                           "to_half": "pm", "reason": "会期缩短。"},
        f"{base}cancel/": {"reason": "会议取消。"},
        f"{base}return/": {"returned_at": f"{case.now:%Y-%m-%dT%H:%M}"},
    }  # fmt: skip
    letters = "".join(mark(client.get(f"{base}{page}"), 0) for page in ("", "slip/", "edit/"))
    letters = letters.replace("+", "d")
    from apps.trail.models import Event

    for url, values in acts.items():
        with transaction.atomic():
            before = Event.objects.count()
            letters += mark(client.post(url, values), before)
            transaction.set_rollback(True)
    return letters


def test_the_table_names_every_state_and_everybody():
    assert tuple(TABLE) == STATES
    assert all(tuple(row) == tuple(PERSONAS) for row in TABLE.values())


@pytest.mark.parametrize("state", STATES)
def test_nobody_gets_more_or_less_than_the_table_says(office, web, clock, state):
    case = reach(office, state)
    found = {}
    for persona, login in PERSONAS.items():
        with transaction.atomic():
            clock.now = case.now + dt.timedelta(minutes=1)
            enter(office, persona, clock.now)
            found[persona] = look(web(login), case)
            transaction.set_rollback(True)
    assert found == TABLE[state]
