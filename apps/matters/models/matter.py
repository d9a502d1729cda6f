"""Matter (事项): whatever the office handles, in one table.

Owns what every kind shares: title, reference, owner, urgency, phase, clocks. Refuses classified
material (the column cannot hold it) and knows nothing of a module's own state.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from apps.matters.querysets import MatterQuerySet
from apps.organisation.wording import later


class Matter(models.Model):
    """Concrete base of every kind of matter (multi-table inheritance)."""

    class Urgency(models.TextChoices):
        NORMAL = "normal", "普通"
        URGENT = "urgent", "急件"
        MOST = "most_urgent", "特急"

    class Handling(models.TextChoices):
        PUBLIC = "public", "公开"
        INTERNAL = "internal", "内部"

    class Phase(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_HAND = "in_hand", "办理中"
        CLOSED = "closed", "已办结"
        WITHDRAWN = "withdrawn", "已撤销"

    kind = models.CharField("事项类别", max_length=32)
    title = models.CharField("标题", max_length=300)
    reference = models.CharField("文号", max_length=80, blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="matters", verbose_name="主办单位"
    )
    urgency = models.CharField(
        "紧急程度", max_length=16, choices=Urgency.choices, default=Urgency.NORMAL
    )
    handling = models.CharField(
        "公开范围", max_length=16, choices=Handling.choices, default=Handling.INTERNAL
    )
    phase = models.CharField("阶段", max_length=16, choices=Phase.choices, default=Phase.DRAFT)
    standing = models.CharField("当前情况", max_length=60, blank=True)
    book = models.CharField("适用规则", max_length=60)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="drafted_matters",
        verbose_name="经办人",
    )
    opened_at = models.DateTimeField("建立时间")
    due_at = models.DateTimeField("办理期限", null=True, blank=True)
    due_provisional = models.BooleanField("期限为暂定", default=False)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    # The newest event of the matter: the sort key of every list, kept equal in Participation.
    latest_at = models.DateTimeField("最近办理")
    # Set once the general office has had it in hand: the office's standing right reads by it.
    in_office = models.BooleanField(later("已到{office}"), default=False)
    # Raised by every change of what a decider reads; a mail link is bound to it.
    content_version = models.PositiveIntegerField("内容版本", default=1)

    history = HistoricalRecords(inherit=True, verbose_name="修改记录")
    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = "事项"
        verbose_name_plural = "事项"
        indexes = [
            # The mayor's list: everything that is no draft, newest first.
            models.Index(
                fields=["kind", "-latest_at", "-id"],
                condition=~Q(phase="draft"),
                name="matter_read_all",
            ),
            # The office's list.
            models.Index(
                fields=["kind", "-latest_at", "-id"],
                condition=Q(in_office=True),
                name="matter_read_office",
            ),
            # What I have under way, on my own desk.
            models.Index(
                fields=["drafted_by", "-latest_at", "-id"],
                condition=Q(phase__in=["draft", "in_hand"]),
                name="matter_mine_open",
            ),
            # What is past the day on which it is wanted: open clocks only.
            models.Index(fields=["due_at"], condition=Q(phase="in_hand"), name="matter_open_clock"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(handling__in=["public", "internal"]), name="matter_not_classified"
            ),
            models.CheckConstraint(
                condition=Q(phase="closed", closed_at__isnull=False)
                | (~Q(phase="closed") & Q(closed_at__isnull=True)),
                name="matter_closed_has_instant",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="matter_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def due_on(self) -> dt.date | None:
        """The local day by the end of which the matter is wanted; None for no such day."""
        return timezone.localdate(self.due_at) if self.due_at else None

    @property
    def key(self) -> str:
        """The subject key used in the trail."""
        return f"{self.kind}:{self.pk}"
