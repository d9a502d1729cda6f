"""Acts on a document's steps: one policy, one form, one service call, one redirect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.core.verdicts import Refused
from apps.documents import policies
from apps.documents.forms.acts import (
    AddForm,
    AmendForm,
    DisclosureForm,
    FindingForm,
    HandOverForm,
    PaperForm,
    SettleForm,
)
from apps.documents.models import Document
from apps.documents.services import outgoing, paper
from apps.documents.services.disclosing import set_disclosure
from apps.documents.views import detail
from apps.documents.views.loading import (
    allowed,
    forbid,
    office_hat,
    on_document,
    required,
    step_of,
    unit_hat,
)
from apps.matters import files, proofs, steps
from apps.matters.policies import can_settle, can_urge, hat_for
from apps.matters.purposes import purpose_of
from apps.organisation import authority
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat


def _try(
    request: ActingRequest, document: Document, done: str, act: Callable[[], Any]
) -> HttpResponse:
    """Call one service and go back to the page, saying what was done or why it was refused."""
    try:
        act()
    except Refused as refused:
        for verdict in refused.verdicts:
            messages.error(request, verdict.sentence)
    else:
        messages.success(request, done)
    return redirect("documents:detail", document.pk)


def _first_errors(request: ActingRequest, form: Any) -> None:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}：{errors[0]}" if label else errors[0])


@require_POST
@on_document
def settle(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Settle a step; a refusal keeps what was typed and says why beside it."""
    step = step_of(document, step_pk)
    hats = request.hats
    verdict = can_settle(hats, step)
    hat = hat_for(hats, step)
    if not step.is_waiting:
        messages.info(request, verdict.reason)
        return redirect("documents:detail", document.pk)
    if not verdict or hat is None:
        forbid(verdict)
    spec = purpose_of("document", step.purpose)
    form = detail.settle_form(request, document, step, spec)
    if not form.is_valid():
        return detail.page(request, document, bound=form, status=422)
    try:
        _settle(request, step, form, hat)
    except Refused as refused:
        _show(form, refused)
        fresh = Document.objects.select_related("unit", "drafting_post").get(pk=document.pk)
        return detail.page(request, fresh, bound=form, status=422)
    outcome = spec.outcome(form.cleaned_data["outcome"])
    messages.success(request, f"已{outcome.label if outcome else '办理'}")
    if step.purpose == "revise":
        return redirect("documents:edit", document.pk)
    return redirect("documents:detail", document.pk)


def _settle(request: ActingRequest, step: Any, form: SettleForm, hat: Hat) -> None:
    steps.settle(
        step=step,
        outcome=form.cleaned_data["outcome"],
        by=request.user,
        hat=hat,
        at=request.at,
        opinion=form.cleaned_data["opinion"],
        version=form.cleaned_data["version"],
        payload=form.payload(),
    )


def _show(form: SettleForm, refused: Refused) -> None:
    for verdict in refused.verdicts:
        form.add_error(verdict.field if verdict.field in form.fields else None, verdict.sentence)


@require_POST
@on_document
def hand_over(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Hand a step to another post (转办)."""
    step = step_of(document, step_pk)
    hat = hat_for(request.hats, step)
    hat = required(hat)
    form = HandOverForm(request.POST, step=step)
    if not form.is_valid():
        _first_errors(request, form)
        return redirect("documents:detail", document.pk)
    done = f"已转{form.cleaned_data['to'].name}办理"
    return _try(
        request,
        document,
        done,
        lambda: steps.hand_over(
            step=step,
            to=form.cleaned_data["to"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
    )


@require_POST
@on_document
def add(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Ask further leaders (加签)."""
    step = step_of(document, step_pk)
    hat = hat_for(request.hats, step)
    hat = required(hat)
    form = AddForm(request.POST)
    if not form.is_valid():
        _first_errors(request, form)
        return redirect("documents:detail", document.pk)
    return _try(
        request,
        document,
        "已加签",
        lambda: steps.add(
            step=step,
            posts=form.cleaned_data["posts"],
            purpose="countersign",
            reason=form.cleaned_data["reason"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
    )


@require_POST
@on_document
def urge(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Remind whoever must act (催办)."""
    step = step_of(document, step_pk)
    hats = request.hats
    verdict = can_urge(hats, step)
    if not verdict or not hats:
        forbid(verdict)
    own = next((h for h in hats if h.is_own), hats[0])
    return _try(
        request,
        document,
        f"已催办{step.post.name}",
        lambda: steps.urge(step=step, by=request.user, hat=own, at=request.at),
    )


@require_POST
@on_document
def find(request: ActingRequest, document: Document, key: str) -> HttpResponse:
    """Enter the proof of a prerequisite, with its evidence."""
    hat = office_hat(request) or unit_hat(request, document) or _touched(request, document)
    hat = required(hat)
    allowed(policies.can_find(hat, document))
    form = FindingForm(request.POST, request.FILES, prefix=key)
    if not form.is_valid():
        _first_errors(request, form)
        return redirect("documents:detail", document.pk)
    return _try(request, document, "结论已登记", lambda: _find(request, document, key, form, hat))


def _touched(request: ActingRequest, document: Document) -> Hat | None:
    units = set(document.other_units.values_list("pk", flat=True))
    return next((h for h in request.hats if h.is_own and h.unit_id in units), None)


def _find(
    request: ActingRequest, document: Document, key: str, form: FindingForm, hat: Hat
) -> None:
    actor: dict[str, Any] = {"by": request.user, "hat": hat, "at": request.at}
    with transaction.atomic():
        upload = form.cleaned_data["file"]
        evidence = (
            files.attach(matter=document, upload=upload, role="evidence", **actor)
            if upload
            else None
        )
        proofs.find(
            matter=document,
            key=key,
            result=form.cleaned_data["result"],
            reason=form.cleaned_data["reason"],
            evidence=evidence,
            **actor,
        )


@require_POST
@on_document
def record_paper(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Enter a decision that was written on paper (代录)."""
    step = step_of(document, step_pk)
    hat = office_hat(request)
    hat = required(hat)
    people = [p for p, _ in authority.acting(step.post, request.at).people]
    form = PaperForm(
        request.POST, request.FILES, purpose=purpose_of("document", step.purpose), people=people
    )
    if not form.is_valid():
        _first_errors(request, form)
        return redirect("documents:detail", document.pk)
    return _try(request, document, "批示已代录", lambda: _record(request, step, form, hat))


def _record(request: ActingRequest, step: Any, form: PaperForm, hat: Hat) -> None:
    actor: dict[str, Any] = {"by": request.user, "hat": hat, "at": request.at}
    with transaction.atomic():
        scan = files.attach(
            matter=step.matter, upload=form.cleaned_data["scan"], role="scan", **actor
        )
        paper.record_paper_decision(
            step=step,
            outcome=form.cleaned_data["outcome"],
            opinion=form.cleaned_data["opinion"],
            decided_by=form.cleaned_data["decided_by"],
            scan=scan,
            **actor,
        )


@require_POST
@on_document
def disclose(request: ActingRequest, document: Document) -> HttpResponse:
    """Decide whether the document is published."""
    hat = office_hat(request) or unit_hat(request, document)
    hat = required(hat)
    form = DisclosureForm(request.POST)
    if not form.is_valid():
        _first_errors(request, form)
        return redirect("documents:detail", document.pk)
    return _try(
        request,
        document,
        "公开属性已确定",
        lambda: set_disclosure(
            document=document,
            disclosure=form.cleaned_data["disclosure"],
            ground=form.cleaned_data["disclosure_ground"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
    )


@require_POST
@on_document
def amend(request: ActingRequest, document: Document) -> HttpResponse:
    """Change the text at the final check; it goes back to the signer."""
    hat = office_hat(request)
    hat = required(hat)
    form = AmendForm(request.POST)
    if not form.is_valid():
        _first_errors(request, form)
        return redirect("documents:detail", document.pk)
    reason = form.cleaned_data["reason"]
    values = {n: form.cleaned_data[n] for n in ("title", "body_text") if form.cleaned_data[n]}
    return _try(
        request,
        document,
        "已修改并送原签发人复审",
        lambda: outgoing.amend(
            document=document, values=values, reason=reason, by=request.user, hat=hat, at=request.at
        ),
    )
