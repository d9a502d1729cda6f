"""What the office has agreed where the rules give no number (办公室约定, 非规则规定)."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from apps.organisation.models.people import Person


class OfficeConvention(models.Model):
    """One value from a day on; the latest that has begun holds, earlier ones stay to be read."""

    series = models.CharField("规则", max_length=60, editable=False)
    key = models.CharField("规定", max_length=80)
    path = models.CharField("数值", max_length=120)
    title = models.CharField("约定事项", max_length=120, editable=False)
    value = models.IntegerField("约定为", null=True, blank=True, help_text="留空表示不设数值")
    from_on = models.DateField("起用日期", help_text="自当日起计算的期限适用，已计算的期限不变")
    reason = models.TextField("理由", max_length=500)
    set_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name="约定人", related_name="+", null=True, editable=False
    )
    set_at = models.DateTimeField("登记时间", editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "办公室约定"
        verbose_name_plural = "办公室约定（非规则规定）"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "key", "path", "from_on"],
                name="convention_one_a_day",
                violation_error_message="这一项在同一起用日期已有约定，请改用其他日期",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="convention_reason",
                violation_error_message="请写明理由",
            ),
        ]

    def __str__(self) -> str:
        shown = "不设数值" if self.value is None else self.value
        return f"{self.title}：{shown}"
