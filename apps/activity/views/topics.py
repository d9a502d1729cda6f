"""Research topics: drafting, the page of one, carrying it through its stages."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from apps.activity import policies, presenting, rules
from apps.activity import transitions as t
from apps.activity.forms import topics as forms
from apps.activity.forms.base import show as put_beside
from apps.activity.models import ResearchTopic
from apps.activity.services import topics
from apps.activity.views.loading import allowed, on_leader, on_row, recorder, today
from apps.core.verdicts import Refused
from apps.matters import flow
from apps.matters.flow import Transition
from apps.organisation.acting import ActingRequest
from apps.organisation.models import Post

TOPIC = on_row(ResearchTopic, "activity:topic", "leader", "person", "lead_unit", "drafted_by")
# The word of the address, the transition, the form that it asks for, the service.
ACTS: dict[str, tuple[Transition, Any, Callable[..., Any]]] = {
    "start": (t.START, forms.StartForm, topics.start),
    "report": (t.REPORT, forms.ReportForm, topics.report),
    "finish": (t.FINISH, forms.FinishForm, topics.finish),
    "drop": (t.DROP, forms.DropForm, topics.drop),
}


@login_required
@on_leader
def new(request: ActingRequest, post: Post) -> HttpResponseBase:
    """Enter a topic of a leader for this year."""
    hat = recorder(request, post.pk)
    form = forms.TopicForm(request.POST or None, initial={"form_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            made = topics.create(
                leader=post, year=today(request).year, values=form.values(), by=request.user,
                hat=hat, at=request.at, form_key=form.cleaned_data["form_key"],
            )  # fmt: skip
        except Refused as refused:
            form.show(refused)
        else:
            messages.success(request, "课题已拟定")
            return redirect("activity:topic", made.pk)
    return _form_page(request, form, post)


def _form_page(request: ActingRequest, form: Any, post: Post) -> HttpResponse:
    context = {"form": form, "post": post, "label": "调研课题"}
    status = 422 if form.is_bound else 200
    return render(request, "activity/record_form.html", context, status=status)


@login_required
@TOPIC
def detail(request: ActingRequest, topic: ResearchTopic) -> HttpResponse:
    """Show a topic."""
    return shown(request, topic)


def shown(
    request: ActingRequest, topic: ResearchTopic, *, status: int = 200, **again: Any
) -> HttpResponse:
    """Render a topic; ``again`` are refused forms, by the word of their act."""
    hat = policies.recorder(request.hats, topic.leader_id)
    acts = []
    for word, (transition, form, _) in ACTS.items():
        if hat and not flow.check(transition, topic, hat=hat, at=request.at):
            acts.append({"word": word, "label": transition.label, "form": again.get(word, form())})
    stages = rules.stages(rules.book_of(topic, today(request)))
    codes = [code for code, _ in stages]
    now = codes.index(topic.state) if topic.state in codes else -1
    context = {
        "topic": topic,
        "acts": acts,
        "can_edit": bool(hat) and topic.phase == ResearchTopic.Phase.IN_HAND,
        "stages": [
            {"label": name, "state": _stage(number, now, len(codes))}
            for number, (_, name) in enumerate(stages)
        ],
        "late": topic.is_late(today(request)),
        "trips": topic.activities.standing().order_by("-from_on", "-pk"),
        "trail": presenting.trail_of(matter_id=topic.pk),
        "today": today(request),
    }
    return render(request, "activity/topic_detail.html", context, status=status)


def _stage(number: int, now: int, length: int) -> str:
    if number < now or (number == now == length - 1):
        return "done"
    return "current" if number == now else "later"


@login_required
@TOPIC
def edit(request: ActingRequest, topic: ResearchTopic) -> HttpResponseBase:
    """Change what is planned."""
    hat = recorder(request, topic.leader_id)
    initial = {"version": topic.content_version}
    form = forms.TopicForm(request.POST or None, instance=topic, initial=initial)
    if request.method == "POST" and form.is_valid():
        stored = ResearchTopic.objects.get(pk=topic.pk)
        try:
            topics.edit(
                topic=stored, values=form.values(), by=request.user, hat=hat, at=request.at,
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except Refused as refused:
            form.show(refused)
        else:
            messages.success(request, "修改已保存")
            return redirect("activity:topic", topic.pk)
    topic.leader.holder_name = topic.person.name  # type: ignore[attr-defined]
    return _form_page(request, form, topic.leader)


@login_required
@require_POST
@TOPIC
def act(request: ActingRequest, topic: ResearchTopic, word: str) -> HttpResponseBase:
    """Carry a topic into its next stage, or give it up."""
    if word not in ACTS:
        raise Http404
    transition, form_class, service = ACTS[word]
    hat = recorder(request, topic.leader_id)
    allowed(policies.can_keep(hat, topic))
    form = form_class(request.POST)
    if form.is_valid():
        try:
            service(topic=topic, by=request.user, hat=hat, at=request.at, **form.cleaned_data)
        except Refused as refused:
            put_beside(form, refused)
        else:
            messages.success(request, f"已{transition.label}")
            return redirect("activity:topic", topic.pk)
    fresh = ResearchTopic.objects.select_related("leader", "person", "lead_unit").get(pk=topic.pk)
    if transition.sources.isdisjoint({fresh.state}):
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
    return shown(request, fresh, status=422, **{word: form})
