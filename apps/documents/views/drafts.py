"""Writing: new draft, change, send, take back, give up, split, attach."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from apps.core.verdicts import Refused, Verdict
from apps.documents import policies, rules
from apps.documents.forms.acts import AttachForm, ReasonForm, RemoveForm, SplitForm
from apps.documents.models import Document
from apps.documents.services import drafting
from apps.documents.views.answers import attempt, kept, show
from apps.documents.views.draft_pages import blank, draft_form, form_page
from apps.documents.views.loading import allowed, forbid, on_document, required, unit_hat
from apps.matters import files, steps
from apps.matters.models import Attachment, Step
from apps.organisation.acting import ActingRequest
from apps.organisation.wording import said


@login_required
def new(request: ActingRequest, direction: str) -> HttpResponseBase:
    """Start an incoming (to the city government) or an outgoing document."""
    if direction not in Document.Direction.values:
        raise Http404
    hats = request.hats
    verdict = policies.can_draft(hats)
    hat = policies.drafting_hat(hats)
    if not verdict or hat is None:
        forbid(verdict)
    document = blank(direction, hat)
    form = draft_form(request, document)
    checking = "check" in request.POST
    if request.method == "POST" and form.is_valid() and not checking:
        try:
            made = drafting.create(
                direction=direction,
                values=form.values(),
                by=request.user,
                hat=hat,
                at=request.at,
                form_key=form.cleaned_data["form_key"],
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            if "send" in request.POST:
                return send(request, made.pk)
            messages.success(request, "草稿已保存")
            return redirect("documents:detail", made.pk)
    return form_page(request, form, document, checked=checking)


@on_document
def edit(request: ActingRequest, document: Document) -> HttpResponseBase:
    """Change a draft; what was typed is kept when it is refused."""
    hat = required(unit_hat(request, document))
    allowed(policies.can_edit(hat, document))
    form = draft_form(request, document)
    checking = "check" in request.POST
    if request.method == "POST" and form.is_valid() and not checking:
        # ModelForm has written into the instance: the services work on the stored row.
        try:
            drafting.edit(
                document=Document.objects.get(pk=document.pk),
                values=form.values(),
                by=request.user,
                hat=hat,
                at=request.at,
                version=form.cleaned_data["version"],
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            if "send" in request.POST:
                return send(request, document.pk)
            messages.success(request, "修改已保存")
            return redirect("documents:detail", document.pk)
    # Somebody who comes from a refusal finds its reasons above the fields they are about.
    reasons = _reasons(document, request) if "why" in request.GET and not form.is_bound else None
    return form_page(request, form, document, verdicts=reasons, checked=checking)


@require_POST
@on_document
def send(request: ActingRequest, document: Document) -> HttpResponse:
    """Send the draft on, or show every reason against it with the way to override soft ones."""
    hat = required(unit_hat(request, document))
    reason = ReasonForm(request.POST)
    asked = "override" in request.POST
    overriding = asked and reason.is_valid()
    soft = [v for v in _reasons(document, request) if v.soft] if overriding else []
    try:
        drafting.submit(
            document=document,
            by=request.user,
            hat=hat,
            at=request.at,
            overridden=soft,
            reason=reason.cleaned_data.get("reason", "") if overriding else "",
        )
    except Refused as refused:
        reason_form = reason if asked else None
        return _not_sent(request, document, refused.verdicts, reason_form=reason_form)
    target = "部门签发" if document.is_incoming else said("{office}核稿")
    messages.success(request, f"已送{target}")
    return redirect("documents:detail", document.pk)


def _not_sent(
    request: ActingRequest,
    document: Document,
    verdicts: Sequence[Verdict],
    *,
    reason_form: ReasonForm | None = None,
    split_form: SplitForm | None = None,
) -> HttpResponse:
    """Show the reasons against sending and the ways out, with what was typed into them."""
    return render(
        request,
        "documents/document_refused.html",
        {
            "document": document,
            "verdicts": verdicts,
            "only_soft": all(v.soft for v in verdicts),
            "reason_form": reason_form or ReasonForm(),
            "split_form": split_form or SplitForm(),
            "can_split": document.matters_count > 1 or split_form is not None,
        },
        status=422,
    )


def _reasons(document: Document, request: ActingRequest) -> list[Verdict]:
    ask = rules.submission if document.is_incoming else rules.draft
    return list(ask(document, request.at))


@require_POST
@on_document
def take_back(request: ActingRequest, document: Document) -> HttpResponse:
    """Take the last hand-on back (取回)."""
    hats = request.hats
    last = document.steps.filter(state=Step.State.WAITING).order_by("-group").first()
    hat = next((h for h in hats if last and h.post_id == last.hand_on_post_id), None)
    hat = required(hat)
    return attempt(
        request,
        document,
        "已取回",
        lambda: steps.recall(matter=document, by=request.user, hat=hat, at=request.at),
    )


@require_POST
@on_document
def give_up(request: ActingRequest, document: Document) -> HttpResponse:
    """Withdraw a draft for good."""
    hat = required(unit_hat(request, document))
    return attempt(
        request,
        document,
        "已撤销",
        lambda: drafting.give_up(document=document, by=request.user, hat=hat, at=request.at),
    )


@require_POST
@on_document
def split(request: ActingRequest, document: Document) -> HttpResponse:
    """Split a document with several matters into one draft for each."""
    hat = required(unit_hat(request, document))
    form = SplitForm(request.POST)
    if form.is_valid():
        titles = form.cleaned_data["titles"].splitlines()
        try:
            drafting.split(
                document=document, titles=titles, by=request.user, hat=hat, at=request.at
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "已拆分，请分别补充后报送")
            return redirect("documents:detail", document.pk)
    if not document.is_editable:
        return kept(request, document, "split_form", form)
    return _not_sent(request, document, _reasons(document, request), split_form=form)


@require_POST
@on_document
def attach(request: ActingRequest, document: Document) -> HttpResponse:
    """Add a file to a draft."""
    hat = required(unit_hat(request, document))
    allowed(policies.can_edit(hat, document))
    form = AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        return kept(request, document, "attach_form", form)
    return attempt(
        request,
        document,
        "附件已添加",
        lambda: files.attach(
            matter=document,
            upload=form.cleaned_data["file"],
            role="annex",
            by=request.user,
            hat=hat,
            at=request.at,
        ),
        ("attach_form", form),
    )


@require_POST
@on_document
def remove_attachment(
    request: ActingRequest, document: Document, attachment_pk: int
) -> HttpResponse:
    """Take a file out of a draft, with the reason."""
    hat = required(unit_hat(request, document))
    allowed(policies.can_edit(hat, document))
    rows = document.attachments.filter(removed_at__isnull=True, role=Attachment.Role.ANNEX)
    row = get_object_or_404(rows, pk=attachment_pk)
    form = RemoveForm(request.POST, auto_id=f"remove{row.pk}_%s")
    again = f"remove:{row.pk}", form
    if not form.is_valid():
        return kept(request, document, *again)
    return attempt(
        request,
        document,
        "附件已移除",
        lambda: files.remove(
            attachment=row,
            reason=form.cleaned_data["reason"],
            by=request.user,
            hat=hat,
            at=request.at,
        ),
        again,
    )
