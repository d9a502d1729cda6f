"""The pages behind a decision mail: read, decide, what was recorded, a stale link.

Owns headers, limits and answers. A link signs nobody in, redirects nobody and is never spent by
reading. Unknown and malformed addresses get the site's ordinary 404.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONCE, NONE, SELF
from csp.decorators import csp
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from apps.core.jobs import enqueue
from apps.desk.mail_forms import DecisionForm, TokenForm
from apps.desk.mail_limits import note_unknown, too_many_pages, too_many_posts
from apps.desk.origin import client_ip, request_id, user_agent
from apps.matters.decision_links import find
from apps.matters.downloads import download_response
from apps.matters.link_decisions import Answer, Attempt, submit
from apps.matters.link_origin import Origin
from apps.matters.link_reading import Opening, attachment, open_link, page_of, result_of
from apps.matters.link_tokens import new_form, read_ticket, result_ticket
from apps.matters.models import DecisionLink
from apps.organisation.acting import ActingRequest
from apps.organisation.models import Person

View = Callable[..., HttpResponseBase]
PAGE_POLICY = {
    "default-src": [NONE],
    "style-src": [NONCE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}
HEADERS = {
    "Cache-Control": "no-store",
    # no-referrer would make browsers post with Origin: null, which CSRF protection refuses.
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex,noarchive",
    "X-Frame-Options": "DENY",
}
# What the rules refuse is a conflict with the state of things; the rest is the form.
STATUS = {"rule": 409}


def capability(view: View) -> View:
    """Return the view for whoever holds the link, with the headers of a page that is a secret."""

    @wraps(view)
    def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    # The decorator types one argument only.
    return login_not_required(csp(PAGE_POLICY)(guarded))  # type: ignore[arg-type]


@capability
@require_safe
def decision(request: ActingRequest, token: str) -> HttpResponseBase:
    """Show what waits for a decision; reading decides nothing."""
    if too_many_pages(request):
        return _slow_down(request)
    opening = open_link(token, at=request.at, origin=_origin(request))
    if opening.result == "unknown":
        return _unknown(request)
    if opening.result == "stale":
        return _stale(request, token, opening.sentence)
    if _other_user(request, opening.link):
        return _not_yours(request, opening.link)
    return _page(request, token, opening)


@capability
@sensitive_post_parameters("token", "pin")
@require_POST
def decide(request: ActingRequest) -> HttpResponseBase:
    """Take one decision; the token stands in the body, never in this address."""
    form = DecisionForm(request.POST)
    token = request.POST.get("token", "")
    if too_many_posts(token):
        return _slow_down(request)
    if not form.is_valid():
        return _again(request, token, form, _first_error(form))
    said = form.cleaned_data
    answer = submit(
        Attempt(
            token=token,
            outcome=said["outcome"],
            opinion=said["opinion"],
            pin=said["pin"],
            form=said["form"],
            session_user=_signed_in(request),
            origin=_origin(request),
        ),
        at=request.at,
    )
    if answer.result == "unknown" or answer.link is None:
        return _unknown(request)
    if answer.result in ("recorded", "repeated"):
        response = HttpResponse(status=303)
        response.headers["Location"] = reverse("mail:done", args=[result_ticket(answer.link)])
        return response
    if answer.result == "stale":
        return _stale(request, token, answer.sentence)
    if answer.reason == "other_session":
        return _not_yours(request, answer.link)
    return _again(request, token, form, answer)


@capability
@require_safe
def done(request: ActingRequest, ticket: str) -> HttpResponseBase:
    """Show what was recorded, for an hour, and nothing more."""
    marks = read_ticket(ticket)
    result = result_of(*marks) if marks else None
    if result is None:
        raise Http404
    return render(request, "mail_decision/result.html", {"result": result})


@capability
@sensitive_post_parameters("token")
@require_POST
def resend(request: ActingRequest) -> HttpResponseBase:
    """Ask for a fresh mail to the registered address; the answer is the same in every case."""
    form = TokenForm(request.POST)
    token = request.POST.get("token", "")
    if too_many_posts(token):
        return _slow_down(request)
    link = find(token) if form.is_valid() else None
    if link is None:
        return _unknown(request)
    enqueue("matters.resend", key=f"{link.pk}:{request.at:%Y%m%d%H%M}", link_id=link.pk)
    return render(request, "mail_decision/resent.html", status=202)


@capability
@require_safe
def file(request: ActingRequest, token: str, attachment_id: int) -> HttpResponseBase:
    """Hand out one attachment of the link's own matter while the link is open."""
    if too_many_pages(request):
        return _slow_down(request)
    found = attachment(token, attachment_id, at=request.at, origin=_origin(request))
    if found is None or _other_user(request, find(token)):
        return _unknown(request)
    return download_response(found)


def _page(
    request: ActingRequest,
    token: str,
    opening: Opening,
    said: DecisionForm | None = None,
    answer: Answer | None = None,
) -> HttpResponse:
    """Draw the decision page; what was typed stays, but never the PIN, and nothing is chosen."""
    assert opening.link is not None
    assert opening.hat is not None
    page = page_of(opening.link, opening.hat, request.at)
    needed = [outcome.label for outcome in page["outcomes"] if outcome.needs_opinion]
    context = {
        **page,
        "token": token,
        "form_mark": new_form(opening.link, request.at),
        "signed_in": request.user.is_authenticated,
        "opinion_needed_for": "”“".join(needed),
        "typed_outcome": said.data.get("outcome", "") if said else "",
        "typed_opinion": said.data.get("opinion", "") if said else page["own_note"],
        "error": answer,
    }
    status = STATUS.get(answer.reason, 400) if answer else 200
    return render(request, "mail_decision/decision.html", context, status=status)


def _again(
    request: ActingRequest, token: str, form: DecisionForm, answer: Answer
) -> HttpResponseBase:
    opening = open_link(token, at=request.at, origin=_origin(request))
    if opening.result == "unknown":
        return _unknown(request)
    if opening.result == "stale":
        return _stale(request, token, opening.sentence)
    if _other_user(request, opening.link):
        return _not_yours(request, opening.link)
    return _page(request, token, opening, form, answer)


def _first_error(form: DecisionForm) -> Answer:
    field, errors = next(iter(form.errors.items()))
    return Answer("refused", None, "shape", f"{errors[0]}。", field)


def _stale(request: ActingRequest, token: str, sentence: str) -> HttpResponse:
    context = {"sentence": sentence, "token": token}
    return render(request, "mail_decision/stale.html", context, status=410)


def _not_yours(request: ActingRequest, link: DecisionLink | None) -> HttpResponse:
    """Name both people, show nothing of the document, and switch nobody."""
    assert link is not None
    context = {"user_name": request.user.name, "actor_name": link.actor.name}  # type: ignore[union-attr]
    return render(request, "mail_decision/other_user.html", context, status=403)


def _slow_down(request: ActingRequest) -> HttpResponse:
    response = render(request, "mail_decision/slow_down.html", status=429)
    response.headers["Retry-After"] = "60"
    return response


def _unknown(request: ActingRequest) -> HttpResponse:
    note_unknown(request)
    raise Http404


def _signed_in(request: ActingRequest) -> Person | None:
    return request.user if request.user.is_authenticated else None  # type: ignore[return-value]  # signed in, hence a Person


def _other_user(request: ActingRequest, link: DecisionLink | None) -> bool:
    user = _signed_in(request)
    return user is not None and link is not None and user.pk != link.actor_id


def _origin(request: ActingRequest) -> Origin:
    return Origin(client_ip(request), user_agent(request), request_id(request))
