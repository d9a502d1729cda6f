"""One's own settings and messages: the PIN for decisions by mail, what was told to me."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from apps.core.verdicts import Refused
from apps.notifications.models import Message
from apps.notifications.services import mark_read
from apps.organisation.acting import ActingRequest
from apps.organisation.models import Person
from apps.organisation.services import set_pin

SHOWN = 100


class PinForm(forms.Form):
    """A new 审批口令, confirmed by the sign-in password."""

    password = forms.CharField(
        label="登录密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    pin = forms.CharField(
        label="新的审批口令",
        max_length=32,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="6位数字，用于在邮件中办理事项；不能是相同或者连续的数字",
    )
    again = forms.CharField(
        label="新的审批口令（再输一次）",
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Ask for the current factor: an open session alone must not set a PIN."""
        password: str = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise ValidationError("登录密码不正确")
        return password

    def clean(self) -> dict[str, object]:
        """Compare the two entries."""
        values = super().clean() or {}
        if values.get("pin") and values.get("pin") != values.get("again"):
            self.add_error("again", "两次输入的审批口令不一致")
        return values


@login_required
def profile(request: ActingRequest) -> HttpResponse:
    """Show who I am, which hats I wear, and let me set my PIN."""
    form = PinForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            set_pin(
                person=request.user,
                pin=form.cleaned_data["pin"],
                by=request.user,
                at=request.at,
            )
        except Refused as refused:
            form.add_error("pin", refused.verdict.sentence)
        else:
            messages.success(request, "审批口令已设置，此前发出的邮件链接已失效")
            return redirect("desk:profile")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/profile.html", {"form": form}, status=status)


@login_required
def inbox_messages(request: ActingRequest) -> HttpResponse:
    """Show what I was told, newest first."""
    rows = Message.objects.filter(person=request.user).order_by("-created_at", "-pk")[:SHOWN]
    return render(request, "desk/messages.html", {"rows": rows})


@require_POST
@login_required
def read_messages(request: ActingRequest) -> HttpResponse:
    """Mark everything as read."""
    mark_read(person=request.user, at=request.at)
    return redirect("desk:messages")
