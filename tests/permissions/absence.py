"""What the addresses of leave lead to: the leave of nyj.head, filled in by his clerk.

The filing is of vm2's own leave: only for a leader an office has to be told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from apps.leave.services import changing
from tests.leave.desk import FROM, TO, Case, approved, written
from tests.leave.test_pages import FORM
from tests.organisation import factories

BEGUN = {"from_at": factories.at(6, 2, 0), "to_at": factories.at(6, 6, 0)}
FILING = {"kind": "报备", "reference": "电话", "on": "2026-06-03"}


def _draft(office, **values: Any) -> Case:
    return written(office, "nyj.clerk", for_post="nyj.head", **values)


def _asked(office, **values: Any) -> Case:
    case = _draft(office, **values)
    case.send("nyj.head", reason="临时通知。" if values == BEGUN else "")
    return case


def _approved(office, **values: Any) -> Case:
    case = _asked(office, **values)
    case.settle("vm2", "leave_approve", "agree")
    return case


def _changing(office, **values: Any) -> Case:
    case = _approved(office, **values)
    later = {"from_at": values["from_at"], "to_at": values["to_at"] + dt.timedelta(days=1)}
    changing.change(leave=case.leave, reason="延期。", **later, **case.actor("nyj.head"))
    return case


def _begun(office, **values: Any) -> Case:
    return _approved(office, **BEGUN)


def _of_leader(office, **values: Any) -> Case:
    return approved(office, **values)


# verb -> (the leave it is about, what is posted)
MADE: dict[str, tuple[Callable[..., Case], dict[str, Any]]] = {
    "detail": (_asked, {}),
    "slip": (_asked, {}),
    "edit": (_draft, {**FORM, "version": "1"}),
    "send": (_draft, {}),
    "give_up": (_draft, {}),
    "take_back": (_asked, {}),
    "settle": (_asked, {"outcome": "agree", "opinion": "同意。"}),
    "note": (_asked, {"opinion": "拟同意。"}),
    "urge": (_asked, {}),
    "change": (_approved, {"from_half": "am", "to_half": "pm", "reason": "会期缩短。"}),
    "cancel": (_approved, {"reason": "会议取消。"}),
    "take_change_back": (_changing, {}),
    "return": (_begun, {"returned_at": "2026-06-03T12:00"}),
    "file": (_of_leader, FILING),
    "draft_filing": (_of_leader, {}),
}


def address(office, verb: str) -> tuple[str, dict[str, Any]]:
    """Return where an address leads, and what a sound form there posts."""
    if verb not in MADE:
        posted = FORM if verb in ("new", "preview") else {}
        return reverse(f"leave:{verb}"), posted
    make, posted = MADE[verb]
    # A week of its own for each: whoever is away twice at once is refused.
    weeks = dt.timedelta(weeks=list(MADE).index(verb))
    case = make(office, from_at=FROM + weeks, to_at=TO + weeks)
    if verb == "change":
        first, last = (FROM + weeks).date(), (TO + weeks).date() - dt.timedelta(days=2)
        posted = {**posted, "from_on": first.isoformat(), "to_on": last.isoformat()}
    rest: list[Any] = []
    if verb in ("settle", "note", "urge"):
        step = case.step("leave_approve")
        rest, posted = [step.pk], {**posted, "version": step.version}
    if verb in ("file", "draft_filing"):
        rest = ["party_committee_office"]
    return reverse(f"leave:{verb}", args=[case.leave.pk, *rest]), posted
