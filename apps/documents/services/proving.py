"""前置程序的办理: what a finding of each kind must show, and who is asked to give it.

Owns the evidence that the book's prerequisites need (periods, numbers, the two sides of a
dispute) and the examinations by other bodies. Refuses a proof that shows nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.verdicts import Refused, Verdict
from apps.documents import joint, rules
from apps.documents.models import Document
from apps.documents.services.act import Act
from apps.documents.services.routing import open_posts
from apps.matters import circulation, flow, proofs, steps
from apps.matters.models import Finding, Matter, Requirement, Step
from apps.matters.purposes import purpose_of
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.organisation.vocabulary import PostRole
from apps.organisation.wording import later
from apps.rulebook.answers import PostRef

# Prerequisites that another body examines at a station of its own, named by the same key.
EXAMINED = ("legality_review",)
# Where examinations are asked for: before the leaders of the government act.
S = Document.State
EXAMINING = (S.CLEARING, S.SIGNING, S.OPINING, S.DECIDING)
WHO_EXAMINE = (PostRole.UNIT_HEAD, PostRole.UNIT_DEPUTY, PostRole.LEGAL_HEAD)
# Prerequisites whose proof names a number or a meeting.
WITH_REFERENCE = {
    "meeting_adoption": "会议名称和届次",
    "party_report": later("报{party_committee}的文号"),
}
# The talk of the heads has its day; the note on a dispute has its parts.
WITH_DAY = ("head_negotiation",)
PARTS = {"disagreement_note": ("各方意见", "各方理据", "办理建议")}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the proof of one prerequisite consists of, beside its words and its file."""

    key: str
    reference: str = ""
    parts: tuple[str, ...] = ()
    day: bool = False
    period: bool = False


def shape_of(document: Document, key: str) -> Shape:
    """Return what a proof must show; a length in the book asks for a period."""
    return Shape(
        key,
        WITH_REFERENCE.get(key, ""),
        PARTS.get(key, ()),
        key in WITH_DAY,
        rules.has_length(document, key),
    )


def prove(
    *,
    document: Document,
    key: str,
    result: str,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    parts: Mapping[str, str] | None = None,
    shortened: str = "",
    channel: str = "web",
    **facts: Any,
) -> Finding:
    """Enter a finding with what its kind must show; later examinations then open.

    ``parts`` are the pieces of a note by their names; ``shortened`` is the published reason for
    a shorter time than the book asks for. Raises Refused.
    """
    if key == joint.SIGNATURE:
        words = "由联合报送的各单位负责同志在本件会签中签署，不能代为登记"
        raise Refused(Verdict.deny(words, rules.cites_of(document, key)))
    shape = shape_of(document, key)
    if result == Finding.Result.SATISFIED:
        refusals = [v for v in _shown(document, shape, at, parts or {}, shortened, facts) if not v]
        if refusals:
            raise Refused(*refusals)
        if shape.parts and parts:
            reason = "\n".join(f"{name}：{parts[name].strip()}" for name in shape.parts)
    if shortened.strip():
        reason = f"{reason.strip()}（缩短时间的理由：{shortened.strip()}）"
    with transaction.atomic():
        _link(document, facts)
        finding = proofs.find(
            matter=document,
            key=key,
            result=result,
            reason=reason,
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            **facts,
        )
        fresh = flow.lock(document)
        actor: dict[str, Any] = {"by": by, "hat": hat, "at": at, "channel": channel}
        if key in EXAMINED:  # told here, there is nothing left to settle
            waiting = fresh.steps.filter(purpose=key, state=Step.State.WAITING)
            steps.withdraw(matter=fresh, steps=waiting, reason="结论已登记", **actor)
        if fresh.state in EXAMINING:
            open_examinations(document=fresh, **actor)
        return finding


def _shown(
    document: Document,
    shape: Shape,
    at: dt.datetime,
    parts: Mapping[str, str],
    shortened: str,
    facts: Mapping[str, Any],
) -> list[Verdict]:
    """Return a verdict for each thing that the proof of this kind must show."""
    today = timezone.localdate(at)
    cites = rules.cites_of(document, shape.key)
    wanted: list[tuple[str, Any, str]]
    wanted = [(name, parts.get(name, "").strip(), f"请写明{name}") for name in shape.parts]
    if shape.reference:
        wanted.append(("reference", facts.get("reference"), f"请填写{shape.reference}"))
    start, end = facts.get("starts_on"), facts.get("ends_on")
    if shape.day:
        wanted.append(("starts_on", start, "请填写协商日期"))
    verdicts = [
        Verdict.deny(words, cites, field=name) for name, value, words in wanted if not value
    ]
    if start and start > today:
        verdicts.append(Verdict.deny("日期还没有到，不能登记", cites, field="starts_on"))
    verdicts.append(rules.period(document, shape.key, start, end, today, shortened))
    return verdicts


def _link(document: Document, facts: dict[str, Any]) -> None:
    """Link the matter of that number where the number is one of ours."""
    reference = facts.get("reference") or ""
    if reference and not facts.get("evidence_matter"):
        known = Matter.objects.exclude(phase=Matter.Phase.DRAFT)  # there, anybody types anything
        other = known.filter(reference=reference).exclude(pk=document.pk)
        facts["evidence_matter"] = other.order_by("pk").first()


def open_examinations(*, document: Document, again: bool = False, **actor: Any) -> list[Step]:
    """Ask the bodies that examine, each once, where what must go before is met.

    ``again`` asks those too that have refused before: the draft has been changed since.
    """
    lights = proofs.lights(document)
    met = {row.key for row, finding in lights if proofs.is_met(finding)}
    known = {row.key for row, _ in lights}
    opened: list[Step] = []
    for row, finding in lights:
        answered = proofs.is_met(finding) or (finding is not None and not again)
        if row.key not in EXAMINED or answered or not row.by_role:
            continue
        if not (set(row.after) & known) <= met or _is_asked(document, row):
            continue
        posts, clerks = _examiners(document, row, actor["at"])
        circulation.circulate(matter=document, posts=clerks, purpose="examine", **actor)
        opened += open_posts(
            document=document,
            purpose=row.key,
            posts=posts,
            sentence=row.reason,
            cites=rules.cites_of(document, row.key),
            **actor,
        )
    return opened


def _is_asked(document: Document, row: Requirement) -> bool:
    return document.steps.filter(purpose=row.key, state=Step.State.WAITING).exists()


def _examiners(
    document: Document, row: Requirement, at: dt.datetime
) -> tuple[list[Post], list[Post]]:
    """Return who gives the opinion, and the clerks who may read along and prepare it."""
    found = authority.resolve(PostRef(row.by_role), unit=document.unit, at=at)
    posts = Post.objects.filter(
        unit__in={post.unit_id for post in found}, abolished_on__isnull=True
    ).select_related("unit")
    ordered = list(posts.order_by("unit__position", "position", "pk"))
    return (
        [post for post in ordered if post.role in WHO_EXAMINE],
        [post for post in ordered if post.role == PostRole.CLERK],
    )


def examined(act: Act) -> None:
    """The body has given its opinion: it is the finding, in its own words."""
    spec = purpose_of(act.document.kind, act.step.purpose)
    outcome = spec.outcome(act.step.outcome)
    assert outcome is not None  # it has just been chosen
    opinion = f"。{act.step.opinion}" if act.step.opinion else ""
    failed = outcome.key == "disagree"
    proofs.find(
        matter=act.document,
        key=act.step.purpose,
        result=Finding.Result.FAILED if failed else Finding.Result.SATISFIED,
        reason=f"{spec.label}：{outcome.label}{opinion}",
        **act.actor,
    )
    open_examinations(document=act.document, **act.actor)


HANDLERS: dict[tuple[str, str], Callable[[Act], None]] = {
    (key, outcome): examined for key in EXAMINED for outcome in ("agree", "amend", "disagree")
}
