"""Writing a document: create, change, send, take back, give up, split."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.verdicts import Refused, Verdict
from apps.documents import policies, rules
from apps.documents.models import Document
from apps.documents.services import consulting
from apps.documents.services.routing import open_stage, posts_in_charge
from apps.documents.services.wanted import still_wanted, want
from apps.documents.transitions import incoming, outgoing
from apps.matters import flow, proofs, steps
from apps.matters.models import Link, Matter, Participation, Step
from apps.matters.participation import take_part
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.organisation.wording import said
from apps.rulebook import shelf
from apps.rulebook.answers import PostRef, Stage

# What a drafter writes; whoever reads the document reads these, so each change is a new version.
FIELDS = (
    "reference",
    "title",
    "urgency",
    "handling",
    "document_kind",
    "issuer",
    "doc_class",
    "addressees",
    "copies",
    "addressed_to_person",
    "body_text",
    "annex_title",
    "annex_text",
    "title_breaks",
    "sides",
    "basis",
    "contact_name",
    "contact_phone",
    "notes",
    "subject",
    "assignment_reference",
    "skip_approval",
    "matters_count",
    "important",
    "major",
    "major_decision",
    "public_interest",
    "stability_risk",
    "market_activity",
    "disagreement",
    "disputed",
    "secret_by_law",
    "party_committee",
    "party_report",
    "disclosure",
    "disclosure_ground",
)
MANY = ("recipients", "other_units", "joint_units")


def create(
    *,
    direction: str,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
    form_key: uuid.UUID | None = None,
) -> Document:
    """Start a draft in the unit of the hat; ``values`` holds any of FIELDS and MANY, and
    ``due_on``, the day by which it is wanted.

    A second call with the same ``form_key`` returns the draft that the first one made.
    """
    verdict = policies.can_draft((hat,))
    if not verdict:
        raise Refused(verdict)
    known = _made_by(form_key, by)
    if known is not None:
        return known
    post = Post.objects.select_related("unit").get(pk=hat.post_id)
    with transaction.atomic():
        document = Document(
            kind="document",
            direction=direction,
            unit=post.unit,
            drafting_post=post,
            drafted_by=by,
            opened_at=at,
            latest_at=at,
            book=shelf.in_force(timezone.localdate(at)).name,
            standing="起草",
            form_key=form_key,
            issuer=values.get("issuer") or Document.Issuer.DEPARTMENT,
        )
        _fill(document, values, at)
        _refuse_secrets(document)
        try:
            with transaction.atomic():
                document.save()
        except IntegrityError:  # the same form at the same instant: the other one made it
            if (known := _made_by(form_key, by)) is None:
                raise
            return known
        _fill_many(document, values)
        proofs.sync(matter=document, specs=rules.requirements(document), at=at)
        take_part(matter=document, posts=[post.pk], role=Participation.Role.DRAFTED, at=at)
        flow.note(
            document,
            "created",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            payload={"direction": direction, "title": document.title},
        )
    return document


def _made_by(form_key: uuid.UUID | None, by: Person) -> Document | None:
    """Return the draft that this form has made already; somebody else's form is refused."""
    known = Document.objects.filter(form_key=form_key).first() if form_key else None
    if known is not None and known.drafted_by_id != by.pk:
        raise Refused(Verdict.deny("此表单已由他人提交，请重新打开起草页面"))
    return known


def _refuse_secrets(document: Document) -> None:
    """Nothing classified is ever written, not even as a draft."""
    if refusals := rules.secrecy(document):
        raise Refused(*refusals)


def _fill(document: Document, values: Mapping[str, Any], at: dt.datetime) -> None:
    for name in FIELDS:
        if name == "reference" and not document.is_incoming:
            continue  # comes from the ledger
        if name in values:
            setattr(document, name, values[name])
    if "due_on" in values:
        want(document, values["due_on"], at)


def _fill_many(document: Document, values: Mapping[str, Any]) -> None:
    for name in MANY:
        if name in values:
            getattr(document, name).set(values[name])


def edit(
    *,
    document: Document,
    values: Mapping[str, Any],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    version: int | None = None,
    channel: str = "web",
) -> Document:
    """Change a draft; ``version`` is what the editor saw, and a newer one refuses the change."""
    with transaction.atomic():
        fresh = flow.lock(document)
        verdict = policies.can_edit(hat, fresh)
        if not verdict:
            raise Refused(verdict)
        if version is not None and version != fresh.content_version:
            raise Refused(Verdict.deny("本件已由他人修改，请核对后再保存"))
        _fill(fresh, values, at)
        _refuse_secrets(fresh)
        fresh.content_version += 1
        fresh.latest_at = at
        fresh.save()
        _fill_many(fresh, values)
        proofs.sync(matter=fresh, specs=rules.requirements(fresh), at=at)
        consulting.lapse(document=fresh, by=by, at=at)
        flow.touch(matter=fresh, at=at)
        consulting.tell_again(document=fresh, at=at)
        flow.note(
            fresh,
            "edited",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            payload={"version": fresh.content_version},
        )
        return fresh


def submit(
    *,
    document: Document,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    overridden: Iterable[Verdict] = (),
    reason: str = "",
    channel: str = "web",
) -> Document:
    """Send a draft on: to the unit's head (收文) or to the office for checking (发文)."""
    table = incoming if document.is_incoming else outgoing
    overridden = tuple(overridden)
    if overridden and not reason.strip():
        raise Refused(Verdict.deny("请写明理由", field="reason"))
    with transaction.atomic():
        fresh = flow.enter(
            table.SUBMIT,
            document,
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            opinion=reason,
            overridden=overridden,
        )
        _close_revision(fresh, by, hat, at)
        actor: dict[str, Any] = {"by": by, "hat": hat, "at": at, "channel": channel}
        consulting.call_off(document=fresh, reason="已送出", **actor)
        if fresh.is_incoming:
            stage = Stage(
                "release",
                (PostRef("unit_head", unit=fresh.unit.code),),
                sentence=f"{fresh.unit.name}主要负责同志签发后报送",
            )
            open_stage(document=fresh, stage=stage, **actor)
        else:
            steps.open_route(
                matter=fresh,
                purpose="check",
                posts=posts_in_charge(fresh, at),
                need=Step.Need.ANY,
                **actor,
                sentence=said("{office}核稿后办理前置程序并送签"),
            )
        return fresh


def _close_revision(document: Document, by: Person, hat: Hat, at: dt.datetime) -> None:
    """The sender has mended a returned document: the waiting reminder to do so is over."""
    waiting = document.steps.filter(purpose="revise", state=Step.State.WAITING)
    steps.withdraw(matter=document, steps=waiting, reason="已重报", by=by, hat=hat, at=at)


def give_up(*, document: Document, by: Person, hat: Hat, at: dt.datetime) -> Document:
    """Withdraw a draft for good; it stays in the record."""
    table = incoming if document.is_incoming else outgoing
    with transaction.atomic():
        fresh = flow.enter(table.WITHDRAW, document, by=by, hat=hat, at=at)
        _close_revision(fresh, by, hat, at)
        consulting.call_off(document=fresh, reason="已撤销", by=by, hat=hat, at=at)
        return fresh


def split(
    *, document: Document, titles: Iterable[str], by: Person, hat: Hat, at: dt.datetime
) -> list[Document]:
    """Make one draft for each matter of a document that holds several (一文多事)."""
    titles = [t.strip() for t in titles if t.strip()]
    if len(titles) < 2:
        raise Refused(Verdict.deny("请写明拆分后的各件标题，每件一行", field="titles"))
    longest = Document._meta.get_field("title").max_length or 0
    if any(len(t) > longest for t in titles):
        raise Refused(Verdict.deny(f"标题不能超过{longest}个字，请缩短", field="titles"))
    with transaction.atomic():
        fresh = flow.lock(document)
        values = {name: getattr(fresh, name) for name in FIELDS}
        values |= {"matters_count": 1, "reference": "", "due_on": still_wanted(fresh, at)}
        parts = []
        for title in titles:
            part = create(
                direction=fresh.direction, values={**values, "title": title}, by=by, hat=hat, at=at
            )
            Link.objects.create(
                source=Matter.objects.get(pk=part.pk),
                target=Matter.objects.get(pk=fresh.pk),
                kind=Link.Kind.SPLITS,
                at=at,
                by=by,
            )
            parts.append(part)
        give_up(document=fresh, by=by, hat=hat, at=at)
        return parts
