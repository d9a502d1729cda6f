"""The ledger of annual leave (年休假): when somebody began to work, and every day moved.

Owns rows that are added and never changed: a mistake is mended by another row. Refuses to know how
many days somebody has a year: the law says it, asked through the book.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords


class Service(models.Model):
    """When a person took up work (参加工作时间): the years of service follow from it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="service", verbose_name="人员"
    )
    started_on = models.DateField("参加工作时间")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "参加工作时间"
        verbose_name_plural = "参加工作时间"

    def __str__(self) -> str:
        return f"{self.person} {self.started_on}"


class LedgerEntry(models.Model):
    """One movement of somebody's annual leave of one year, in days; halves are possible."""

    class Kind(models.TextChoices):
        TAKEN = "taken", "休假"
        RESTORED = "restored", "退回"
        ADJUSTED = "adjusted", "调整"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="leave_ledger", verbose_name="人员"
    )
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    # Positive where days are used up, negative where they come back.
    days = models.DecimalField("天数", max_digits=5, decimal_places=1)
    leave = models.ForeignKey(
        "leave.Leave",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger",
        verbose_name="请假",
    )
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="登记人",
        editable=False,
    )
    at = models.DateTimeField("登记时间", editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "年休假台账"
        verbose_name_plural = "年休假台账"
        indexes = [models.Index(fields=["person", "year"], name="ledger_person_year")]
        constraints = [
            models.CheckConstraint(condition=~Q(days=0), name="ledger_moves_days"),
            models.CheckConstraint(
                condition=~Q(kind="adjusted") | ~Q(note=""),
                name="ledger_adjustment_has_note",
                violation_error_message="调整须写明说明",
            ),
            models.CheckConstraint(
                condition=Q(kind="adjusted", leave__isnull=True)
                | (~Q(kind="adjusted") & Q(leave__isnull=False)),
                name="ledger_leave_or_adjustment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year} {self.get_kind_display()} {self.days}"
