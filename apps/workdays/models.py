"""CalendarDay: the days on which the week does not hold, one table for all years.

A year is settled as soon as one of its rows comes from its notice; until then its rows are
provisional and every due day counted through it is so too. Refuses two rows for one day.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from apps.workdays.querysets import CalendarDayQuerySet


class CalendarDay(models.Model):
    date = models.DateField(
        "日期", unique=True, error_messages={"unique": "这一天已在表中，请修改原有的一行"}
    )
    working = models.BooleanField("上班", default=False, help_text="勾选为调休上班，不勾选为放假")
    name = models.CharField("名称", max_length=60)
    source = models.CharField(
        "来源", max_length=120, blank=True, help_text="放假通知的文号，例如：国办发明电〔2025〕7号"
    )
    provisional = models.BooleanField(
        "暂定",
        default=True,
        help_text="本年度放假通知尚未录入时勾选；有一行不是暂定，该年度即视为已录入",
    )
    notice_year = models.PositiveSmallIntegerField(
        "所属年度", help_text="放假通知的年度；元旦假期可能含上一年12月的日子"
    )
    # Not business time: lets other processes see that their copy of the table is stale.
    changed_at = models.DateTimeField("更新时间", auto_now=True)

    _history_user: Any  # who stands in the history row; set by the services

    objects = CalendarDayQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["changed_at"],
        verbose_name="放假与调休的历史版本",
        verbose_name_plural="放假与调休的历史版本",
    )

    class Meta:
        verbose_name = "放假与调休"
        verbose_name_plural = "放假与调休"
        indexes = [models.Index(fields=["notice_year"], name="calendarday_notice_year")]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {'上班' if self.working else '放假'}"
