"""The trail of a matter as its page shows it: newest first, each act in the words of its module.

Owns the shape of a row (see components/trail.html). Refuses to choose which acts are worth
showing: the module names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.core.verdicts import Cite
from apps.matters.models import Matter
from apps.matters.purposes import purpose_of
from apps.trail.models import Event

LIMIT = 200
RESULTS = {"satisfied": "已完成", "waived": "不适用", "failed": "未通过"}


def trail(matter: Matter, shown: Mapping[str, str]) -> tuple[list[dict[str, Any]], list[Event]]:
    """Return the rows, newest first, and the events behind them.

    ``shown`` are the verbs a reader wants beside the settled steps, with their labels.
    """
    events = list(Event.objects.filter(matter_id=matter.pk).order_by("-seq")[:LIMIT])
    return [row for row in (_row(matter, e, shown) for e in events) if row], events


def _row(matter: Matter, event: Event, shown: Mapping[str, str]) -> dict[str, Any] | None:
    label = _settled(matter, event) or shown.get(event.verb, "")
    if event.verb.endswith(".circulated") and event.payload.get("purpose") == "issued":
        label = "分发"
    if not label:
        return None
    hat = event.hat or {}
    return {
        "person": event.person_name,
        "post": hat.get("post_name", ""),
        "verb_label": label,
        "hat_label": hat.get("label", ""),
        "at": event.at,
        "opinion": _words(event),
        "cites": [Cite(**c) for c in event.cites],
        "state": _state(event, hat),
        "channel": event.channel,
        "recorded_by": event.payload.get("recorded_by", ""),
        "scan": event.payload.get("scan", ""),
    }


def _settled(matter: Matter, event: Event) -> str:
    if not event.verb.endswith(".step_settled"):
        return ""
    spec = purpose_of(matter.kind, event.payload["purpose"])
    outcome = spec.outcome(event.payload["outcome"])
    ending = outcome.label if outcome and outcome.label != spec.label else ""
    return f"{spec.label}：{ending}" if ending else spec.label


def _state(event: Event, hat: dict[str, Any]) -> str:
    if event.channel == "job" or not event.person_key:
        return "auto"
    return "acted" if hat.get("for_person_name") else "done"


def _words(event: Event) -> str:
    payload = event.payload
    if event.verb.endswith(".finding"):
        return f"{payload['label']}：{RESULTS[payload['result']]}。{payload['reason']}"
    if "to_name" in payload:
        return f"送{payload['to_name']}：{payload['reason']}"
    return str(payload.get("opinion") or payload.get("reason") or "")
