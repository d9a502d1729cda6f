"""Entering, showing, changing and striking out records; what became of a reception."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from apps.activity import policies, presenting, rules
from apps.activity.forms import records as forms
from apps.activity.forms.base import show as put_beside
from apps.activity.models import Activity, ContactPoint, Reception, Record
from apps.activity.services import activities, contacts, receptions, writing
from apps.activity.views.loading import allowed, book, on_leader, on_row, recorder, today
from apps.core.verdicts import Refused
from apps.matters import pressing
from apps.matters.models import Matter
from apps.matters.purposes import kind_of
from apps.organisation.acting import ActingRequest
from apps.organisation.models import Post
from apps.rulebook.book import Book


@dataclass(frozen=True)
class Sort:
    """One sort of record: its words, its form, its services."""

    label: str
    address: str
    form: Any
    record: Callable[..., Record]
    change: Callable[..., Record]
    argument: str


SORTS: dict[type[Record], Sort] = {
    Activity: Sort(
        "领导活动", "activity", forms.ActivityForm, activities.record, activities.change, "activity"
    ),
    Reception: Sort(
        "群众接待", "reception", forms.ReceptionForm, receptions.record, receptions.change,
        "reception",
    ),
    ContactPoint: Sort(
        "联系点", "contact", forms.ContactPointForm, contacts.record, contacts.change, "point"
    ),
}  # fmt: skip


def new(model: type[Record]) -> Callable[..., HttpResponseBase]:
    """Return the page that enters a record of one sort for a leader."""
    sort = SORTS[model]

    @login_required
    @on_leader
    def page(request: ActingRequest, post: Post) -> HttpResponseBase:
        hat = recorder(request, post.pk)
        rules_of_today = book(request)
        first = {"form_key": uuid.uuid4(), "from_on": today(request), "on": today(request)}
        if model is Activity:
            usual = [c for c, _ in rules.choices(rules.questions.KINDS, rules_of_today)
                     if c in rules.marked(rules_of_today, "grassroots")]  # fmt: skip
            first |= {"to_on": today(request), "kind": next(iter(usual), "")}
        form = sort.form(request.POST or None, leader=post, book=rules_of_today, initial=first)
        if request.method == "POST" and form.is_valid():
            try:
                made = sort.record(
                    leader=post, values=form.values(), by=request.user, hat=hat, at=request.at,
                    form_key=form.cleaned_data["form_key"],
                )  # fmt: skip
            except Refused as refused:
                form.show(refused)
            else:
                messages.success(request, f"{sort.label}已登记")
                _remark(request, made)
                return redirect("activity:leader", post.pk)
        return _form_page(request, form, post, sort)

    return page


def _form_page(request: ActingRequest, form: Any, post: Post, sort: Sort) -> HttpResponse:
    context = {"form": form, "post": post, "label": sort.label}
    status = 422 if form.is_bound else 200
    return render(request, "activity/record_form.html", context, status=status)


def _remark(request: ActingRequest, made: Record) -> None:
    """Say what the book remarks on a record that stands."""
    if isinstance(made, Activity):
        sentence, cites = activities.note_of(made)
        labels = "、".join(c.label for c in cites)
        if sentence:
            messages.warning(request, f"{sentence}（依据{labels}）" if labels else sentence)


def detail(model: type[Record]) -> Callable[..., HttpResponseBase]:
    """Return the page of one record; it also takes its changes."""
    sort = SORTS[model]

    @login_required
    @on_row(model, f"activity:{sort.address}", "leader", "person", "recorded_by")
    def page(request: ActingRequest, row: Record) -> HttpResponseBase:
        if request.method != "POST":
            return shown(request, row)
        hat = recorder(request, row.leader_id)
        allowed(policies.can_change(request.hats, row))
        stored = model._default_manager.get(pk=row.pk)
        form = sort.form(request.POST, leader=row.leader, book=_book_of(request, row), instance=row)
        if not form.is_valid():
            return shown(request, stored, form=form, status=422)
        try:
            changed = sort.change(
                **{sort.argument: stored}, values=form.values(), by=request.user, hat=hat,
                at=request.at, version=form.cleaned_data["version"],
            )  # fmt: skip
        except Refused as refused:
            form.show(refused)
            return shown(request, stored, form=form, status=422)
        messages.success(request, "修改已保存")
        _remark(request, changed)
        return redirect(f"activity:{sort.address}", row.pk)

    return page


def _book_of(request: ActingRequest, row: Any) -> Book:
    """Return the book of the day that a record is about: its lists are those of its time."""
    return rules.book_on(getattr(row, "on", None) or row.from_on) or book(request)


def shown(request: ActingRequest, row: Record, *, status: int = 200, **again: Any) -> HttpResponse:
    """Render a record; ``again`` are refused forms, by their names on the page."""
    sort = SORTS[type(row)]
    may = policies.can_change(request.hats, row)
    form = None
    if may:
        initial = {"version": row.version}
        rules_then = _book_of(request, row)
        form = sort.form(leader=row.leader, book=rules_then, instance=row, initial=initial)
    context = {
        "row": row,
        "label": sort.label,
        "address": f"activity:{sort.address}",
        "void_address": f"activity:{sort.address}_void",
        "facts": presenting.facts_of(row),
        "trail": presenting.trail_of(subject=row.key),
        "today": today(request),
        "form": form,
        "void_form": forms.VoidForm() if may else None,
        **_of_reception(request, row),
        **again,
    }
    return render(request, "activity/record_detail.html", context, status=status)


def _of_reception(request: ActingRequest, row: Record) -> dict[str, Any]:
    """Return what the page of a reception has beside that of every record."""
    if not isinstance(row, Reception):
        return {}
    found = rules.book_on(row.on)
    offered = found and pressing.is_offered() and rules.pressable("reception", found)
    free = row.supervised_by_id is None and not row.is_void
    return {
        "follow_form": forms.FollowForm(initial={"followed_on": today(request)})
        if policies.can_follow(request.hats, row)
        else None,
        "can_press": bool(offered) and free and policies.can_press(request.hats, row),
        "supervised": supervised(request, row.supervised_by_id),
        "late": row.is_late(today(request)),
    }


def supervised(request: ActingRequest, pk: int | None) -> dict[str, str] | None:
    """Return what is said of the supervision item; its title only to whoever may read it."""
    if pk is None:
        return None
    matter = Matter.objects.visible_to(request.hats).filter(pk=pk).first()
    if matter is None:
        return {"title": "已转为督查事项", "url": ""}
    return {"title": matter.title, "url": kind_of(matter.kind).url(matter.pk)}


def void(model: type[Record]) -> Callable[..., HttpResponseBase]:
    """Return the act that strikes out a record of one sort."""
    sort = SORTS[model]

    @login_required
    @require_POST
    @on_row(model, f"activity:{sort.address}", "leader", "person", "recorded_by")
    def act(request: ActingRequest, row: Record) -> HttpResponseBase:
        hat = recorder(request, row.leader_id)
        allowed(policies.can_change(request.hats, row))
        form = forms.VoidForm(request.POST)
        if form.is_valid():
            try:
                reason = form.cleaned_data["reason"]
                writing.void(record=row, reason=reason, by=request.user, hat=hat, at=request.at)
            except Refused as refused:
                put_beside(form, refused)
            else:
                messages.success(request, "已作废")
                return redirect(f"activity:{sort.address}", row.pk)
        return shown(request, row, status=422, void_form=form)

    return act


RECEPTION = on_row(Reception, "activity:reception", "leader", "person", "recorded_by", "unit")


@login_required
@require_POST
@RECEPTION
def follow(request: ActingRequest, row: Reception) -> HttpResponseBase:
    """Enter what became of a reception."""
    hat = recorder(request, row.leader_id)
    allowed(policies.can_follow(request.hats, row))
    form = forms.FollowForm(request.POST)
    if form.is_valid():
        try:
            receptions.follow(
                reception=row, on=form.cleaned_data["followed_on"],
                text=form.cleaned_data["follow_up"], by=request.user, hat=hat, at=request.at,
            )  # fmt: skip
        except Refused as refused:
            put_beside(form, refused)
        else:
            messages.success(request, "办理和回访情况已登记")
            return redirect("activity:reception", row.pk)
    return shown(request, row, status=422, follow_form=form)


@login_required
@require_POST
@RECEPTION
def press(request: ActingRequest, row: Reception) -> HttpResponseBase:
    """Have the problem of a reception supervised (转督办)."""
    allowed(policies.can_press(request.hats, row))
    hat = policies.presser(request.hats, row)
    assert hat is not None  # can_press said so
    try:
        receptions.press(reception=row, by=request.user, hat=hat, at=request.at)
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    else:
        messages.success(request, "已转为督查事项")
    return redirect("activity:reception", row.pk)
