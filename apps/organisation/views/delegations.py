"""委托: what has been entrusted, to whom and until when; granting and taking back."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from apps.core.fields import is_sensible
from apps.core.refusals import Forbidden
from apps.core.verdicts import Refused, Verdict
from apps.organisation import authority, effects, granting, policies, services
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import entrusting
from apps.organisation.forms import GrantForm, RevokeForm
from apps.organisation.models import Delegation
from apps.organisation.vocabulary import DelegationKind

PAGE = 30


@require_safe
@login_required
def index(request: ActingRequest) -> HttpResponse:
    """List delegations in force, coming, proposed or past."""
    tab = request.GET.get("tab", "now")
    tab = tab if tab in granting.TABS else "now"
    page = Paginator(granting.listed(tab, request.at), PAGE).get_page(request.GET.get("page"))
    counts = granting.counts(request.at)
    context = {
        "tab": tab,
        "at": request.at,
        "rows": page.object_list,
        "newer": _page(tab, page.previous_page_number()) if page.has_previous() else "",
        "older": _page(tab, page.next_page_number()) if page.has_next() else "",
        "chips": [
            {
                "label": label,
                "url": f"?{urlencode({'tab': key})}",
                "current": key == tab,
                "count": counts.get(key, 0),
            }
            for key, label in granting.TABS.items()
        ],
        "kinds": granting.kinds(request.user, request.hats, request.at),
    }
    return render(request, "organisation/delegation_list.html", context)


def _page(tab: str, number: int) -> str:
    return f"?{urlencode({'tab': tab, 'page': number})}"


@require_safe
@login_required
def show(request: ActingRequest, pk: int) -> HttpResponse:
    """Show one delegation: its terms, its effect, who granted it, its history."""
    return _shown(request, get_object_or_404(_rows(), pk=pk), None)


def _rows() -> Any:
    return Delegation.objects.select_related(
        "grantor", "grantee", "covers", "granted_by", "proposed_by", "revoked_by"
    )


def _shown(request: ActingRequest, row: Delegation, form: RevokeForm | None) -> HttpResponse:
    day = authority.local_day(row.from_at)
    names = {
        part: policies.seats.holder_name(post, day)
        for part, post in (("grantor", row.grantor), ("grantee", row.grantee))
    }
    context = {
        "row": row,
        "at": request.at,
        "standing": row.standing_at(request.at),
        "names": names,
        "covers": policies.seats.holder_name(row.covers, day) if row.covers else "",
        "units": list(row.units.order_by("position", "pk")),
        "powers": entrusting.named_powers(row.powers, day),
        "classes": entrusting.named_classes(row.sign_classes),
        "withheld": entrusting.withheld(row.kind, row.powers, day),
        "verdict": entrusting.may_entrust_to(row.kind, row.grantor.role, row.grantee.role, day),
        "versions": row.history.select_related("history_user").order_by("history_date"),
        "can_revoke": granting.may_take_back(request.user, request.hats, row, request.at),
        "is_mine": any(h.post_id == row.grantor_id and h.is_own for h in request.hats),
        "form": form or RevokeForm(),
    }
    status = 422 if form is not None else 200
    return render(request, "organisation/delegation_detail.html", context, status=status)


@login_required
def delegate(request: ActingRequest, kind: str) -> HttpResponse:
    """Show what a delegation would change, then grant it."""
    if kind not in granting.ON_PAGES:
        raise Http404
    givers = granting.grantors(request.user, request.hats, kind, request.at)
    if not givers:
        raise Forbidden(_refusal(request, kind))
    form = GrantForm(
        request.POST or None,
        initial=_period(request),
        kind=kind,
        grantors=givers,
        grantees=granting.grantees(kind, (post for post, _ in givers), request.at),
        day=authority.local_day(request.at),
    )
    effect = None
    if request.method == "POST" and form.is_valid():
        try:
            if form.is_confirmed():
                done = services.delegate(**form.values(), by=request.user, at=request.at)
                day = authority.local_day(request.at)
                name = policies.seats.holder_name(done.grantee, day)
                messages.success(request, f"已委托{name}")
                return redirect("organisation:delegation", pk=done.pk)
            effect = _effect(request, form)
        except Refused as refused:
            form.add_refusal(refused)
    context = {
        "form": form,
        "kind": kind,
        "title": DelegationKind(kind).label,
        "effect": effect,
        "mark": form.mark() if effect else "",
        "own": {h.post_id for h in request.hats if h.is_own},
        "records": not any(p.pk in {h.post_id for h in request.hats} for p, _ in givers),
    }
    status = 422 if form.is_bound and not effect else 200
    return render(request, "organisation/delegation_form.html", context, status=status)


def _period(request: ActingRequest) -> dict[str, datetime]:
    """Return the period that the address hands over; what is no instant of ours is left out."""
    found = {}
    for name in ("from_at", "to_at"):
        with suppress(ValueError, OverflowError):
            at = parse_datetime(request.GET.get(name, ""))
            if at is not None and timezone.is_aware(at) and is_sensible(authority.local_day(at)):
                found[name] = at
    return found


def _effect(request: ActingRequest, form: GrantForm) -> effects.Effect:
    """Ask whether it would be granted, and return what would follow; nothing is written."""
    values = form.values()
    units = list(values.pop("units", ()))
    services.check_delegation(**values, by=request.user, at=request.at)
    row = Delegation(**values, granted_at=request.at, granted_by=request.user)
    return effects.of(row, units, request.at)


def _refusal(request: ActingRequest, kind: str) -> Verdict:
    """Return the book's sentence for somebody who may not entrust such a thing."""
    day = authority.local_day(request.at)
    own = next((h for h in request.hats if h.is_own), None)
    if own is None:
        return Verdict.deny("您没有任职岗位，不能委托")
    grantees = entrusting.grantees_of(kind, "mayor", day)
    return entrusting.may_entrust_to(kind, own.role, grantees[0] if grantees else "", day)


@require_POST
@login_required
def revoke(request: ActingRequest, pk: int) -> HttpResponse:
    """Take a delegation back at once, or withdraw a proposal."""
    row = get_object_or_404(_rows(), pk=pk)
    verdict = granting.may_take_back(request.user, request.hats, row, request.at)
    if not verdict:
        raise Forbidden(verdict)
    form = RevokeForm(request.POST)
    if form.is_valid():
        try:
            services.revoke_delegation(
                delegation=row, by=request.user, at=request.at, **form.cleaned_data
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, "已撤销，自即时起停止代行；撤销前办理的仍然有效")
            return redirect("organisation:delegation", pk=row.pk)
    return _shown(request, row, form)


def way_back(request: HttpRequest, pk: int) -> str:
    """Return where to go after signing in: an act's own address shows nothing."""
    return f"/organisation/delegations/{pk}/"


revoke.way_back = way_back  # type: ignore[attr-defined]  # read by the sign-in middleware
