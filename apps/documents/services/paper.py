"""代录: a leader's decision on paper, entered by the office with its scan."""

from __future__ import annotations

import datetime as dt

from apps.core.verdicts import Refused, Verdict
from apps.documents import policies
from apps.matters import steps
from apps.matters.models import Attachment, Step
from apps.matters.purposes import purpose_of
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.models import Person


def record_paper_decision(
    *,
    step: Step,
    outcome: str,
    opinion: str,
    decided_by: Person,
    scan: Attachment | None,
    by: Person,
    hat: Hat,
    at: dt.datetime,
) -> Step:
    """Settle a step in the name of whoever wrote on the paper; the clerk and the scan are kept.

    ``decided_by`` must himself wear a hat for the post at ``at``. Raises Refused without a scan.
    """
    verdict = policies.can_record_paper((hat,))
    if not verdict:
        raise Refused(verdict)
    if not purpose_of(step.matter.kind, step.purpose).decides:
        raise Refused(Verdict.deny("此环节没有领导批示，不能代录"))
    if scan is None or scan.matter_id != step.matter_id:
        raise Refused(Verdict.deny("请上传批示原件的扫描件", field="scan"))
    leader_hats = authority.hats(decided_by, at)
    worn = next((h for h in leader_hats if h.post_id == step.post_id), None)
    if worn is None:
        raise Refused(
            Verdict.deny(f"{decided_by.name}在批示时不能行使该岗位职权", field="decided_by")
        )
    return steps.settle(
        step=step,
        outcome=outcome,
        opinion=opinion,
        by=decided_by,
        hat=worn,
        at=at,
        channel="paper",
        recorded_by=by,
        scan=scan,
    )
