"""Filing with the superior offices (报备): each with its kind, number and date."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.verdicts import Refused, Verdict
from apps.leave.models import Leave
from apps.matters import flow, proofs, steps
from apps.matters.models import Finding, Step
from apps.organisation.authority import Hat
from apps.organisation.models import Person

KINDS = ("报批", "报备")


def record(
    *,
    leave: Leave,
    key: str,
    kind: str,
    reference: str,
    on: dt.date,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    note: str = "",
    channel: str = "web",
) -> Leave:
    """Enter that one office was told; with the last one the filing step is done."""
    if kind not in KINDS:
        raise Refused(Verdict.deny("请选择报批或者报备", field="kind"))
    if on > timezone.localdate(at):
        raise Refused(Verdict.deny("报备日期不能晚于今天", field="on"))
    actor: dict[str, Any] = {"by": by, "hat": hat, "at": at, "channel": channel}
    with transaction.atomic():
        fresh: Leave = flow.lock(leave)
        if fresh.state not in ("approved", "changing", "returned"):
            raise Refused(Verdict.deny(f"本件现为“{fresh.standing}”，不登记报备"))
        proofs.find(
            matter=fresh,
            key=key,
            result=Finding.Result.SATISFIED,
            reason="，".join(filter(None, (kind, note.strip()))),
            reference=reference.strip(),
            starts_on=on,
            **actor,
        )
        waiting = fresh.steps.filter(purpose="leave_file", state=Step.State.WAITING)
        step = waiting.select_related("post", "matter").filter(post=hat.post_id).first()
        if step is not None and not proofs.missing(fresh, "close"):
            steps.settle(step=step, outcome="done", **actor)
        return Leave.objects.get(pk=fresh.pk)
