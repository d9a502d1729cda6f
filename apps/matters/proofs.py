"""Requirements and findings: what a matter still needs before it may go on.

The book says what is required; this module keeps the list in step with the answer and says which
gates are closed. Refuses to invent a requirement of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from apps.core.verdicts import Cite, Refused, Verdict
from apps.matters import citing, flow, policies
from apps.matters.models import Attachment, Finding, Matter, Requirement
from apps.organisation.authority import Hat
from apps.organisation.models import Person
from apps.rulebook.answers import RequirementSpec


def sync(*, matter: Matter, specs: Iterable[RequirementSpec], at: dt.datetime) -> None:
    """Bring the matter's list in line with the book's answer; proofs already given stay."""
    wanted = {spec.key: (n, spec) for n, spec in enumerate(specs)}
    known = {r.key: r for r in matter.requirements.all()}
    cites: list[Cite] = []
    for key, (position, spec) in wanted.items():
        values = {
            "label": spec.label,
            "reason": spec.reason,
            "position": position,
            "cites": [c.as_dict() for c in spec.cites],
            "waivable_by": list(spec.waivable_by),
            "required_before": spec.required_before,
            "by_role": spec.by_role,
            "after": list(spec.after),
            "dropped_at": None,
        }
        row = known.get(key)
        if row is None:
            Requirement.objects.create(matter_id=matter.pk, key=key, **values)
            cites += spec.cites
        elif any(getattr(row, name) != value for name, value in values.items()):
            Requirement.objects.filter(pk=row.pk).update(**values)
            cites += spec.cites
    citing.came_under(matter=matter, cites=cites, at=at)
    gone = [r.pk for key, r in known.items() if key not in wanted and r.dropped_at is None]
    Requirement.objects.filter(pk__in=gone).update(dropped_at=at)


def lights(matter: Matter) -> list[tuple[Requirement, Finding | None]]:
    """Return the live requirements with their current finding, in the book's order."""
    rows = list(matter.requirements.filter(dropped_at__isnull=True).order_by("position", "pk"))
    current = {
        f.requirement_id: f
        for f in Finding.objects.filter(requirement__in=rows, current=True).select_related(
            "by", "evidence", "evidence_matter"
        )
    }
    return [(row, current.get(row.pk)) for row in rows]


def missing(matter: Matter, before: str) -> list[Verdict]:
    """Return one refusal for each requirement before ``before`` that is not met."""
    refusals = []
    for row, finding in lights(matter):
        if row.required_before != before:
            continue
        if not is_met(finding):
            why = "尚未完成" if finding is None else "结论为未通过"
            cites = tuple(Cite(**c) for c in row.cites)
            refusals.append(Verdict.deny(f"“{row.label}”{why}", cites, field=row.key))
    return refusals


def find(
    *,
    matter: Matter,
    key: str,
    result: str,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    evidence: Attachment | None = None,
    evidence_matter: Matter | None = None,
    channel: str = "web",
    **facts: Any,
) -> Finding:
    """Record a finding; the earlier one stays in the history, and the same again changes nothing.

    Proofs come from whom the book names, after what must go before; a waiver needs the right
    post. ``facts`` are ``reference``, ``starts_on`` and ``ends_on``.
    """
    with transaction.atomic():
        fresh = flow.lock(matter)
        row = fresh.requirements.filter(key=key, dropped_at__isnull=True).first()
        if row is None:
            raise Refused(Verdict.deny("本件没有这项前置程序"))
        _check_result(row, result, reason)
        verdict = policies.can_prove(hat, row, result, at) and _in_order(fresh, row, result)
        if not verdict:
            raise Refused(verdict)
        if evidence is not None and (evidence.matter_id != fresh.pk or evidence.removed_at):
            raise Refused(Verdict.deny("证明材料不在本件的附件中", field="evidence"))
        said = {
            "result": result,
            "reason": reason.strip(),
            "by": by,
            "evidence": evidence,
            "evidence_matter": evidence_matter,
            **facts,
        }
        known = _already(row, said)
        if known is not None:
            return known
        finding = put_down(row=row, hat=hat.as_dict(), at=at, **said)
        payload: dict[str, Any] = {
            "requirement": key,
            "label": row.label,
            "result": result,
            "reason": reason.strip(),
            **{name: str(value) for name, value in facts.items() if value},
        }
        flow.touch(matter=fresh, at=at)
        flow.note(
            fresh,
            "finding",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            cites=tuple(Cite(**c) for c in row.cites),
            payload=payload,
        )
        return finding


def _already(row: Requirement, said: dict[str, Any]) -> Finding | None:
    """Return the current finding where it says just this: a form sent twice is one finding."""
    current = row.findings.filter(current=True).first()
    same = current and all(
        (getattr(current, name) or None) == (said[name] or None) for name in said
    )
    return current if same else None


def put_down(*, row: Requirement, **values: Any) -> Finding:
    """Write a finding in place of the current one; the caller holds the lock and tells of it."""
    row.findings.filter(current=True).update(current=False)
    return Finding.objects.create(requirement=row, **values)


def _check_result(row: Requirement, result: str, reason: str) -> None:
    cites = tuple(Cite(**c) for c in row.cites)
    if result not in Finding.Result.values:
        raise Refused(Verdict.deny("请选择办理结论", field="result"))
    if not reason.strip():
        raise Refused(Verdict.deny("请写明办理情况或理由", cites, field="reason"))


def _in_order(matter: Matter, row: Requirement, result: str) -> Verdict:
    """Refuse a proof while one that must go before it is open; a failure may be told at once."""
    if result != Finding.Result.SATISFIED:
        return Verdict.allow()
    first = [r.label for r, found in lights(matter) if r.key in row.after and not is_met(found)]
    if not first:
        return Verdict.allow()
    cites = tuple(Cite(**c) for c in row.cites)
    return Verdict.deny(f"“{row.label}”须在“{first[0]}”完成之后进行", cites, field="result")


def is_met(finding: Finding | None) -> bool:
    """Answer whether a requirement with this current finding is met."""
    return finding is not None and finding.result != Finding.Result.FAILED
