"""Settling a step exactly once, and knocking at the module when its group is done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F

from apps.core.verdicts import Refused, Verdict
from apps.matters import flow, policies
from apps.matters.models import Attachment, Participation, Step
from apps.matters.participation import take_part
from apps.matters.purposes import Outcome, kind_of, purpose_of
from apps.matters.steps.commit import still_worn
from apps.matters.steps.ending import close_links, withdraw
from apps.organisation.authority import Hat
from apps.organisation.models import Person


def settle(
    *,
    step: Step,
    outcome: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    opinion: str = "",
    channel: str = "web",
    version: int | None = None,
    recorded_by: Person | None = None,
    scan: Attachment | None = None,
    payload: dict[str, Any] | None = None,
) -> Step:
    """Settle one step under one hat, exactly once, and run the module's handler if due.

    ``version`` is the step version that the actor saw; ``payload`` goes to the handler (a
    registration number, a chosen route). Raises Refused, HatOver where the hat ended meanwhile,
    and then nothing is written.
    """
    with transaction.atomic():
        matter = flow.lock(step.matter)
        step = Step.objects.select_related("post", "matter").get(pk=step.pk)
        verdict = policies.can_settle((hat,), step)
        if not verdict:
            raise Refused(verdict)
        if recorded_by is not None and (scan is None or scan.matter_id != step.matter_id):
            raise Refused(Verdict.deny("请上传批示原件的扫描件", field="scan"))
        chosen = _chosen(matter, step, outcome, opinion)
        if version is not None and version != step.version:
            raise Refused(Verdict.deny("内容已更新，请刷新后再办"))
        hat = still_worn(step, hat, at)
        _guarded_settle(step, chosen, opinion, by, hat, at, channel, recorded_by, scan)
        close_links(step, "decided_elsewhere", at)
        take_part(matter=matter, posts=[hat.post_id], role=Participation.Role.DECIDED, at=at)
        flow.note(
            matter,
            "step_settled",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            cites=(hat.cite,) if hat.cite else (),
            payload={
                "step": step.pk,
                "purpose": step.purpose,
                "outcome": outcome,
                "opinion": opinion.strip(),
                **(
                    {"recorded_by": recorded_by.name, "scan": scan.sha256}
                    if recorded_by and scan
                    else {}
                ),
            },
        )
        step.refresh_from_db()
        _finish_group(matter, step, chosen, by, hat, at, channel, payload or {})
        return step


def return_to(
    *,
    step: Step,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
    outcome: str = "",
    version: int | None = None,
) -> Step:
    """Send a step back (退回) with a reason; the module's procedure knows to whom it goes.

    ``outcome`` chooses where a purpose has several ways back. Raises Refused where it has none.
    """
    spec = purpose_of(step.matter.kind, step.purpose)
    ways = [o.key for o in spec.outcomes if o.returns]
    if not ways or (outcome and outcome not in ways):
        raise Refused(Verdict.deny(f"“{spec.label}”环节不能退回"))
    return settle(
        step=step,
        outcome=outcome or ways[0],
        opinion=reason,
        by=by,
        hat=hat,
        at=at,
        channel=channel,
        version=version,
    )


def _chosen(matter: Any, step: Step, outcome: str, opinion: str) -> Outcome:
    chosen = purpose_of(matter.kind, step.purpose).outcome(outcome)
    if chosen is None:
        raise Refused(Verdict.deny("请选择办理结果", field="outcome"))
    if chosen.needs_opinion and not opinion.strip():
        raise Refused(Verdict.deny(f"“{chosen.label}”须写明意见", field="opinion"))
    return chosen


def _guarded_settle(
    step: Step,
    chosen: Outcome,
    opinion: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str,
    recorded_by: Person | None,
    scan: Attachment | None,
) -> None:
    """Settle the row if it still waits; the row count is the only proof of having won."""
    changed = Step.objects.filter(
        pk=step.pk, state=Step.State.WAITING, version=step.version
    ).update(
        state=Step.State.SETTLED,
        outcome=chosen.key,
        opinion=opinion.strip(),
        acted_by=by,
        acted_at=at,
        hat=hat.as_dict(),
        channel=channel,
        recorded_by=recorded_by,
        scan=scan,
        version=F("version") + 1,
    )
    if changed != 1:
        raise Refused(Verdict.deny("此环节已办理，无需再办"))


def _finish_group(
    matter: Any,
    step: Step,
    chosen: Outcome,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str,
    payload: dict[str, Any],
) -> None:
    group = matter.steps.filter(group=step.group)
    waiting = group.filter(state=Step.State.WAITING)
    if chosen.ends_group or step.need == Step.Need.ANY:
        withdraw(
            matter=matter,
            steps=waiting,
            reason="同组已办理",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
        )
    elif waiting.exists():
        return
    kind_of(matter.kind).settled(
        matter=matter,
        step=step,
        steps=list(group.order_by("order")),
        by=by,
        hat=hat,
        at=at,
        channel=channel,
        payload=payload,
    )
