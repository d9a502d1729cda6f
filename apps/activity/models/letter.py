"""PublicLetter (群众来信): a letter to a leader, read and instructed by him in person.

A matter: it waits on a post, its decision is a step, and mail links, the inbox and reminders read
it like any other. Refuses to know who may stand in: that is asked of the book.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.activity.querysets import PublicLetterQuerySet
from apps.matters.models import Matter


class PublicLetter(Matter):
    """One letter to one leader."""

    class State(models.TextChoices):
        WAITING = "waiting", "待领导阅批"
        HANDLING = "handling", "已批示待办理"
        ANSWERED = "answered", "已办结"
        WITHDRAWN = "withdrawn", "已撤销"

    state = models.CharField(
        "情况", max_length=16, choices=State.choices, default=State.WAITING, editable=False
    )
    leader = models.ForeignKey(
        "organisation.Post", models.PROTECT, related_name="+", verbose_name="收信领导岗位"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="收信领导同志"
    )
    writer = models.CharField("来信人", max_length=80)
    writer_contact = models.CharField("来信人联系方式", max_length=80, blank=True)
    received_on = models.DateField("收信日期")
    body_text = models.TextField("来信内容", max_length=20_000)
    instruction = models.TextField("批示", blank=True, editable=False)
    result = models.TextField("办理和答复情况", blank=True, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = PublicLetterQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    class Meta:
        verbose_name = "群众来信"
        verbose_name_plural = "群众来信"
        indexes = [models.Index(fields=["leader", "received_on"], name="letter_leader")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="handling") | ~Q(instruction=""),
                name="letter_handled_has_instruction",
            ),
        ]
