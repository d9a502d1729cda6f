"""Acts on a document's steps: one policy, one form, one service call, one redirect."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.core.verdicts import Refused, Verdict
from apps.documents.drawn import BeingDrawn
from apps.documents.forms.acts import (
    AddForm,
    AmendForm,
    DisclosureForm,
    HandOverForm,
    SettleForm,
)
from apps.documents.forms.rows import person_and_post
from apps.documents.models import Document
from apps.documents.services import outgoing, printing
from apps.documents.services.disclosing import set_disclosure
from apps.documents.views import detail
from apps.documents.views.answers import attempt, kept, show
from apps.documents.views.loading import (
    forbid,
    office_hat,
    on_document,
    required,
    step_of,
    unit_hat,
)
from apps.matters import note_pages, steps
from apps.matters.models import Step
from apps.matters.policies import can_settle, can_urge, hat_for
from apps.matters.purposes import purpose_of
from apps.organisation import authority
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat


@require_POST
@on_document
def settle(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Settle a step; a refusal keeps what was typed and says why beside it."""
    step = step_of(document, step_pk)
    hats = request.hats
    verdict = can_settle(hats, step)
    hat = hat_for(hats, step)
    if not step.is_waiting:
        return _too_late(request, document, step, verdict)
    if not verdict or hat is None:
        forbid(verdict)
    spec = purpose_of("document", step.purpose)
    form = detail.settle_form(request, document, step, spec)
    if not form.is_valid():
        return detail.page(request, document, bound=form, status=422)
    try:
        _page_measured(request, document, step, form)
        _settle(request, step, form, hat)
    except Refused as refused:
        if isinstance(refused, steps.HatOver):
            text = form.cleaned_data["opinion"]
            steps.keep_late(step=step, text=text, by=request.user, hat=hat.as_dict(), at=request.at)
        show(form, refused)
        form.renew(step_of(document, step_pk).version)
        fresh = Document.objects.select_related("unit", "drafting_post").get(pk=document.pk)
        return detail.page(request, fresh, bound=form, status=422)
    outcome = spec.outcome(form.cleaned_data["outcome"])
    messages.success(request, f"已{outcome.label if outcome else '办理'}")
    if step.purpose == "revise":
        return redirect("documents:edit", document.pk)
    return redirect("documents:detail", document.pk)


def _page_measured(
    request: ActingRequest, document: Document, step: Step, form: SettleForm
) -> None:
    """Have the page measured before a signature takes its locks; a long one comes a little later.

    What the page itself says against it is refused by the transition, beside everything else.
    """
    if step.purpose != "sign" or form.cleaned_data["outcome"] != "agree":
        return
    try:
        printing.report(document, request.at)
    except BeingDrawn as under_way:
        said = f"本件共{under_way.pages}页，版式正在检查，已排{under_way.done}页，请稍候再签发"
        raise Refused(Verdict.deny(said)) from under_way
    except Refused:
        return


def _too_late(
    request: ActingRequest, document: Document, step: Step, verdict: Verdict
) -> HttpResponse:
    """Answer a form of yesterday: the same act once more is done, other words stay on the page."""
    outcome, opinion = (request.POST.get(n, "").strip() for n in ("outcome", "opinion"))
    spec = purpose_of("document", step.purpose)
    done = step.acted_by_id, step.outcome, step.opinion.split()
    if done == (request.user.pk, outcome, opinion.split()):
        chosen = spec.outcome(outcome)
        messages.success(request, f"已{chosen.label if chosen else '办理'}")
        return redirect("documents:detail", document.pk)
    if not opinion:
        messages.info(request, verdict.reason)
        return redirect("documents:detail", document.pk)
    form = detail.settle_form(request, document, step, spec)
    form.full_clean()
    form.add_error(None, verdict.sentence)
    return detail.page(request, document, bound=form, status=422)


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


@require_POST
@on_document
def keep_note(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Keep what has been written on a step so far."""
    page = reverse("documents:detail", args=[document.pk])
    step = step_of(document, step_pk)

    def again(refused: Refused) -> HttpResponse:
        form = detail.settle_form(request, document, step, purpose_of("document", step.purpose))
        form.full_clean()
        show(form, refused)
        return detail.page(request, document, bound=form, status=422)

    return note_pages.keep_note(request, step, page=page, again=again)


@require_POST
@on_document
def hand_over(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Hand a step to another post (转办)."""
    step = step_of(document, step_pk)
    hat = hat_for(request.hats, step)
    hat = required(hat)
    form = HandOverForm(request.POST, step=step, day=timezone.localdate(request.at))
    if not form.is_valid():
        return kept(request, document, "hand_over_form", form)
    done = f"已转{person_and_post(form.cleaned_data['to'])}办理"
    return attempt(
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
        ("hand_over_form", form),
    )


@require_POST
@on_document
def add(request: ActingRequest, document: Document, step_pk: int) -> HttpResponse:
    """Ask further leaders (加签)."""
    step = step_of(document, step_pk)
    hat = hat_for(request.hats, step)
    hat = required(hat)
    day = timezone.localdate(request.at)
    form = AddForm(request.POST, step=step, hats=request.hats, day=day)
    if not form.is_valid():
        return kept(request, document, "add_form", form)
    return attempt(
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
        ("add_form", form),
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
    return attempt(
        request,
        document,
        f"已催办{_who(step, request)}",
        lambda: steps.urge(step=step, by=request.user, hat=own, at=request.at),
    )


def _who(step: Step, request: ActingRequest) -> str:
    """Name whoever acts for the step's post now; the post where nobody may."""
    people = authority.acting(step.post, request.at).people
    return "、".join(person.name for person, _ in people) or step.post.name


@require_POST
@on_document
def disclose(request: ActingRequest, document: Document) -> HttpResponse:
    """Decide whether the document is published."""
    hat = office_hat(request) or unit_hat(request, document)
    hat = required(hat)
    form = DisclosureForm(request.POST)
    if not form.is_valid():
        return kept(request, document, "disclosure_form", form)
    return attempt(
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
        ("disclosure_form", form),
    )


@require_POST
@on_document
def amend(request: ActingRequest, document: Document) -> HttpResponse:
    """Change the text at the final check; it goes back to the signer."""
    hat = office_hat(request)
    hat = required(hat)
    form = AmendForm(request.POST)
    if not form.is_valid():
        return kept(request, document, "amend_form", form)
    reason = form.cleaned_data["reason"]
    values = {n: form.cleaned_data[n] for n in ("title", "body_text") if form.cleaned_data[n]}
    return attempt(
        request,
        document,
        "已修改并送原签发人复审",
        lambda: outgoing.amend(
            document=document, values=values, reason=reason, by=request.user, hat=hat, at=request.at
        ),
        ("amend_form", form),
    )
