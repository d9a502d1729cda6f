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

PERIOD = {"from_on": "2026-06-08", "from_half": "am", "to_on": "2026-06-11", "to_half": "pm"}
BEGUN = {"from_at": factories.at(6, 2, 0), "to_at": factories.at(6, 6, 0)}
FILING = {"kind": "报备", "reference": "电话", "on": "2026-06-03"}


def _draft(office, **values: Any) -> Case:
    return written(office, "nyj.clerk", for_post="nyj.head", **values)


def _asked(office, **values: Any) -> Case:
    case = _draft(office, **values)
    case.send("nyj.head", reason="临时通知。" if values else "")
    return case


def _approved(office, **values: Any) -> Case:
    case = _asked(office, **values)
    case.settle("vm2", "leave_approve", "agree")
    return case


def _changing(office) -> Case:
    case = _approved(office)
    later = {"from_at": FROM, "to_at": TO + dt.timedelta(days=1)}
    changing.change(leave=case.leave, reason="延期。", **later, **case.actor("nyj.head"))
    return case


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
    "change": (_approved, {**PERIOD, "reason": "会期缩短。"}),
    "cancel": (_approved, {"reason": "会议取消。"}),
    "take_change_back": (_changing, {}),
    "return": (lambda office: _approved(office, **BEGUN), {"returned_at": "2026-06-03T12:00"}),
    "file": (approved, FILING),
    "draft_filing": (approved, {}),
}


def address(office, verb: str) -> tuple[str, dict[str, Any]]:
    """Return where an address leads, and what a sound form there posts."""
    if verb not in MADE:
        posted = FORM if verb in ("new", "preview") else {}
        return reverse(f"leave:{verb}"), posted
    make, posted = MADE[verb]
    case = make(office)
    rest: list[Any] = []
    if verb in ("settle", "note", "urge"):
        step = case.step("leave_approve")
        rest, posted = [step.pk], {**posted, "version": step.version}
    if verb in ("file", "draft_filing"):
        rest = ["party_committee_office"]
    return reverse(f"leave:{verb}", args=[case.leave.pk, *rest]), posted
