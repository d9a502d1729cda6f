"""The drafting page: the form, what a Word file gave it, remarks on its wording."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from apps.core.verdicts import Verdict
from apps.documents import rules, wording
from apps.documents.forms.draft import DraftForm
from apps.documents.forms.imported import Imported
from apps.documents.forms.word import WordForm
from apps.documents.models import Document
from apps.documents.page import issuer_name
from apps.documents.services import word
from apps.documents.views.page_check import PageCheck
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import Hat
from apps.organisation.models import Post
from apps.rulebook import shelf

HINT = "docx、doc、wps，先核对再保存；涉密文件不得上传"
HINT_DOCX = "docx，先核对再保存；doc、wps 请另存为 docx；涉密文件不得上传"


def form_id(document: Document) -> str:
    """Return the id of the drafting form, which fields and buttons beside it name."""
    return f"draft-{document.pk or document.direction}"


def blank(direction: str, hat: Hat) -> Document:
    """Return a document that is not stored, of the unit of the hat."""
    post = Post.objects.select_related("unit").get(pk=hat.post_id)
    return Document(
        kind="document",
        direction=direction,
        unit=post.unit,
        drafting_post=post,
        issuer=Document.Issuer.DEPARTMENT,
    )


def draft_form(request: ActingRequest, document: Document, data: object = None) -> DraftForm:
    """Return the form of a document, bound to ``data`` or else to what was posted."""
    stored = document.pk is not None
    initial = {
        "version": document.content_version,
        "addressees": document.addressees,
        "copies": document.copies,
        "handling": document.handling,
        "due_on": document.due_on,
    }
    posted = data or request.POST or None
    issuer = str((posted or {}).get("issuer", ""))  # type: ignore[attr-defined]
    named = Document(unit=document.unit, issuer=_issuer(issuer, document))
    return DraftForm(
        posted,
        instance=document if stored else None,
        direction=document.direction,
        names=(issuer_name(named),),
        initial=initial if stored else {},
    )


def _issuer(posted: str, document: Document) -> str:
    """Return the issuer by which the title is broken: the chosen one, as on the page."""
    if posted in Document.Issuer.values:
        return posted
    return document.issuer if document.pk or document.is_incoming else Document.Issuer.CITY


def form_page(
    request: ActingRequest,
    form: DraftForm,
    document: Document,
    *,
    verdicts: list[Verdict] | None = None,
    report: Imported | None = None,
    word_form: WordForm | None = None,
    page: PageCheck | None = None,
    checked: bool = False,
) -> HttpResponse:
    """Render the drafting page; 422 where something has to be mended first."""
    refused = bool(form.is_bound and form.errors) or bool(word_form and word_form.errors)
    context = {
        "form": form,
        "set_title": form.set_title(),
        "verdicts": verdicts,
        "remarks": _remarks(request, form, document),
        "report": report,
        "word_form": word_form or WordForm(draft=form_id(document)),
        "word_hint": HINT if word.converts() else HINT_DOCX,
        "page": page,
        "keep": checked,
        **_addresses(document),
    }
    status = 422 if refused else 200
    return render(request, "documents/document_form.html", context, status=status)


def _remarks(
    request: ActingRequest, form: DraftForm, document: Document
) -> tuple[wording.Said, ...] | None:
    """Return what is to be said of the wording; None on a page where nothing is written yet."""
    if document.pk is None:
        book = shelf.in_force(timezone.localdate(request.at))
        return wording.remarks(form.wording(), book) if form.is_bound else None
    return wording.remarks(form.wording(), rules.book_of(document))


def _addresses(document: Document) -> dict[str, object]:
    """Return what page this is and where its buttons lead."""
    stored = document.pk is not None
    args: list[object] = [document.pk if stored else document.direction]
    names = ("edit", "import", "preview") if stored else ("new", "import_new", "preview_new")
    keys = ("save_url", "import_url", "preview_url")
    return {
        "document": document if stored else None,
        "direction": document.direction,
        "form_id": form_id(document),
        **{k: reverse(f"documents:{n}", args=args) for k, n in zip(keys, names, strict=True)},
    }
