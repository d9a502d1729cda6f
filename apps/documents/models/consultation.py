"""Consultation (征求意见、会签): one unit is asked, and replies, or its silence counts as a reply.

Owns what was asked of whom, until when, and what came of it. Refuses two open ones of one unit,
and an objection without its words; the steps that people settle belong to the kernel.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Consultation(models.Model):
    """One unit asked about one version of a document.

    ``group`` is the group of its steps, whose clock is the clock of the consultation.
    """

    class Result(models.TextChoices):
        WAITING = "waiting", "待回复"
        AGREED = "agreed", "无不同意见"
        OBJECTED = "objected", "有不同意见"
        DEEMED = "deemed_no_objection", "视为无不同意见"
        CALLED_OFF = "called_off", "已撤回"

    document = models.ForeignKey(
        "documents.Document", models.CASCADE, related_name="consultations", verbose_name="公文"
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", verbose_name="被征求意见的单位"
    )
    group = models.PositiveIntegerField("轮次")
    version = models.PositiveIntegerField("征求意见时的版本")
    sent_at = models.DateTimeField("送达时间")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="送出人"
    )
    # The lead unit's own limit in working days; empty is the book's.
    days = models.PositiveSmallIntegerField("主办部门另定的时限", null=True, blank=True)
    # What the unit asked for, and what both agreed on.
    asked_until = models.DateField("商请延至", null=True, blank=True)
    asked_way = models.CharField("回复方式", max_length=60, blank=True, default="")
    asked_reason = models.CharField("延期理由", max_length=200, blank=True, default="")
    agreed_until = models.DateField("商定时限", null=True, blank=True)
    result = models.CharField("结果", max_length=20, choices=Result.choices, default=Result.WAITING)
    opinion = models.TextField("意见", blank=True, default="")
    replied_at = models.DateTimeField("回复时间", null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="回复人",
    )
    # Comes after the silence has counted: kept, and changes nothing.
    late_opinion = models.TextField("逾期意见", blank=True, default="")
    late_at = models.DateTimeField("逾期意见时间", null=True, blank=True)

    class Meta:
        verbose_name = "征求意见"
        verbose_name_plural = "征求意见"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "unit"],
                condition=Q(result="waiting"),
                name="consultation_one_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(result="objected") | ~Q(opinion=""), name="consultation_objection_said"
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True) | Q(replied_at__gte=F("sent_at")),
                name="consultation_replied_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.unit_id} ({self.result})"

    @property
    def is_waiting(self) -> bool:
        """Whether the unit may still reply."""
        return self.result == self.Result.WAITING
