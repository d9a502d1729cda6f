"""The page of one document: the page left; why it is here, the act and the trail right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from apps.documents import drawn, facts, policies, presenting, rules
from apps.documents.forms.acts import (
    AddForm,
    AmendForm,
    AttachForm,
    DisclosureForm,
    HandOverForm,
    PaperForm,
    RemoveForm,
    SettleForm,
)
from apps.documents.forms.proofs import FindingForm
from apps.documents.models import Document
from apps.documents.services.proving import shape_of
from apps.documents.services.routing import FLAGS
from apps.documents.sheet import sheet
from apps.documents.views import panels
from apps.documents.views.loading import office_hat, on_document, unit_hat
from apps.documents.views.seal_panel import seal_panel
from apps.documents.views.unsaved import unsaved
from apps.matters import circulation, pages, proofs, reasons, steps
from apps.matters.models import Attachment, Step
from apps.matters.policies import can_add, can_hand_over, can_recall, can_settle, hat_for
from apps.matters.purposes import Purpose, purpose_of
from apps.matters.querysets import visible_q
from apps.notifications.services import mark_read
from apps.organisation.acting import ActingRequest

INCOMING_FLAGS = ("disputed", "party_report", "meeting_required")


@on_document
def show(request: ActingRequest, document: Document) -> HttpResponse:
    """Show the document to somebody who may read it."""
    _note_reading(request, document)
    return page(request, document)


def _note_reading(request: ActingRequest, document: Document) -> None:
    mark_read(person=request.user, path=request.path, at=request.at)
    for hat in request.hats:
        if hat.is_own:
            circulation.mark_read(
                matter_id=document.pk,
                by=request.user,
                hat=hat,
                at=request.at,
            )


def page(
    request: ActingRequest,
    document: Document,
    *,
    bound: SettleForm | None = None,
    again: tuple[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page; ``bound`` and ``again`` keep what was typed into a refused act."""
    hats = request.hats
    waiting = reasons.waiting(document)
    mine = next((s for s in waiting if hat_for(hats, s)), None)
    lost: Any = None
    if bound is not None and (mine is None or mine.pk != bound.step_pk):
        bound, lost = None, bound  # another step waits now, or none
    rows, events = presenting.trail(document)
    own = _own_draft(request, document)
    context = {
        "document": document,
        "sheet": sheet(document),
        "signature": rules.signature(document),
        "waiting": (waiting_rows := pages.waiting_rows(waiting, hats, request.at)),
        "papers": _papers(request, waiting_rows),
        "stations": presenting.stations(document, events),
        "trail": rows,
        "lights": (lights := _lights(request, document)),
        **panels.consultations(request, document, [row["requirement"] for row in lights]),
        "disclosure": panels.disclosure(document),
        "print_file": document.print_file,
        "report": document.print_report,
        # A title is content: who may not read the other matter does not learn of it here.
        "links": document.links_out.filter(visible_q(hats, "target__")).select_related("target"),
        "links_in": document.links_in.filter(visible_q(hats, "source__")).select_related("source"),
        "circulations": document.circulations.select_related("post", "read_by").order_by("pk"),
        "today": timezone.localdate(request.at),
        "now_at": request.at,
        "call_in_form": None if mine else panels.call_in_form(request, document),
        **seal_panel(request, document),
        "attachments": _attachments(document, removable=bool(own["can_edit"])),
        **own,
        **_recall(request, document, waiting),
        **(_action(request, document, mine, bound) if mine else {}),
    }
    if mine is not None and mine.purpose == "sign":
        drawn.ahead(drawn.as_issued(document, timezone.localdate(request.at)))
    if again is not None and not _put_back(context, *again):
        lost = again[1]
    if lost is not None:
        context["unsaved"] = unsaved(lost)
        for errors in lost.errors.values():
            messages.error(request, str(errors[0]))
    return render(request, "documents/document_detail.html", context, status=status)


def _put_back(context: dict[str, Any], name: str, form: Any) -> bool:
    """Put a refused form back where it was filled in; False where the page no longer has it."""
    kind, _, key = name.partition(":")
    if kind == "finding":
        rows = [row for row in context["lights"] if row["requirement"].key == key]
    elif kind == "remove":
        rows = [row for row in context["attachments"] if str(row["file"].pk) == key]
    elif kind == "paper":
        rows = [row for row in context["papers"] if str(row["step"].pk) == key]
    elif kind in ("extension", "late"):
        rows = [row for row in context["consultations"] if str(row["row"].pk) == key]
        name, key = kind, ""
    else:
        rows = [context] if context.get(name) else []
    for row in rows:
        row["form" if key else name] = form
    return bool(rows)


def _papers(request: ActingRequest, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a form for each decision that the office may enter from paper (代录)."""
    if not policies.can_record_paper(request.hats):
        return []
    found = []
    for row in rows:
        spec = purpose_of("document", row["step"].purpose)
        for who in row["who"]:
            people = [person for person, _ in who["people"]]
            if spec.decides and people:
                form = PaperForm(purpose=spec, people=people, auto_id=f"p{who['step'].pk}_%s")
                names = "、".join(person.name for person in people)
                found.append(
                    {"step": who["step"], "names": names, "label": spec.label, "form": form}
                )
    return found


def _lights(request: ActingRequest, document: Document) -> list[dict[str, Any]]:
    return [
        {
            "requirement": row,
            "finding": finding,
            "may": policies.may_enter(request.hats, document, row),
            "form": FindingForm(prefix=row.key, shape=shape_of(document, row.key)),
        }
        for row, finding in proofs.lights(document)
    ]


def _attachments(document: Document, *, removable: bool) -> list[dict[str, Any]]:
    """Return the files; those of a draft each with the form that takes it out again."""
    return [
        {
            "file": row,
            "form": RemoveForm(auto_id=f"remove{row.pk}_%s")
            if removable and row.role == Attachment.Role.ANNEX
            else None,
        }
        for row in document.attachments.filter(removed_at__isnull=True).order_by("pk")
    ]


def _own_draft(request: ActingRequest, document: Document) -> dict[str, Any]:
    hat = unit_hat(request, document)
    office = office_hat(request)
    verdict = policies.can_edit(hat, document) if hat else None
    return {
        "can_edit": verdict,
        "attach_form": AttachForm() if verdict else None,
        "disclosure_form": _disclosure_form(document, office),
        "amend_form": _amend_form(document, office),
    }


def _disclosure_form(document: Document, office: Any) -> DisclosureForm | None:
    open_states = ("clearing", "signing", "final_check", "numbered")
    if document.is_incoming or office is None or document.state not in open_states:
        return None
    return DisclosureForm(
        initial={
            "disclosure": document.disclosure or "proactive",
            "disclosure_ground": document.disclosure_ground,
        }
    )


def _amend_form(document: Document, office: Any) -> AmendForm | None:
    if office is None or document.state != Document.State.FINAL_CHECK:
        return None
    return AmendForm(initial={"title": document.title, "body_text": document.body_text})


def _recall(request: ActingRequest, document: Document, waiting: list[Step]) -> dict[str, Any]:
    if not waiting:
        return {"can_recall": None}
    last = max(s.group for s in waiting)
    steps = list(document.steps.filter(group=last).select_related("matter"))
    return {"can_recall": can_recall(request.hats, document, steps)}


def _action(
    request: ActingRequest, document: Document, step: Step, bound: SettleForm | None
) -> dict[str, Any]:
    hats = request.hats
    spec = purpose_of("document", step.purpose)
    verdict = can_settle(hats, step)
    day = timezone.localdate(request.at)
    own, notes = steps.notes_of(step, reader=request.user) if verdict else ("", [])
    form = bound or settle_form(request, document, step, spec, fresh=True)
    if bound is None:
        form.initial["opinion"] = own
    hints = rules.submission(document, request.at) if step.purpose == "preliminary_review" else ()
    return {
        "hints": list(hints),
        "notes": notes,
        "step": step,
        "step_left": pages.days_left(step, request.at),
        "purpose": spec,
        "hat": hat_for(hats, step),
        "step_cites": pages.cites_of(step),
        "settle_verdict": verdict,
        "settle_form": form,
        "ways": [(w, presenting.afterwards(spec, w.data["value"])) for w in form["outcome"]],
        "phrases": spec.phrases,
        "hand_over_form": HandOverForm(step=step, day=day) if can_hand_over(hats, step) else None,
        "add_form": AddForm(step=step, hats=hats, day=day) if can_add(hats, step) else None,
    }


def extras(document: Document, purpose: str, at: Any) -> dict[str, Any]:
    """Return what the station's form offers beside outcome and opinion."""
    if purpose == "register":
        return {"due_on": document.due_on}
    if purpose == "present":
        options = rules.signing(document, at).options
        return {"options": [o.label or o.sentence for o in options]}
    wanted = INCOMING_FLAGS if document.is_incoming else FLAGS
    fields = {field.name: field for field in Document._meta.fields}
    flags = [(n, str(fields[n].verbose_name)) for n in wanted if not getattr(document, n)]
    day = timezone.localdate(at)
    return {
        "major": document.major,
        "subject": document.subject,
        "flags": flags,
        "day": day,
        "co_leaders": facts.leaders_of_partners(document, at),
    }


def settle_form(
    request: ActingRequest, document: Document, step: Step, spec: Purpose, *, fresh: bool = False
) -> SettleForm:
    """Return the form of the action panel with what was posted into it, or a fresh one."""
    form = SettleForm(
        None if fresh else request.POST,
        purpose=spec,
        extras=extras(document, step.purpose, request.at),
        initial={"version": step.version},
    )
    form.step_pk = step.pk
    return form
