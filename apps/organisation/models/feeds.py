"""A person's calendar under a secret address, and what was last published there.

Owns the rows only. The address is kept as a hash; what a calendar said is kept as a hash too, so
that a change gets its next number and what is gone can be called off.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from apps.organisation.models.people import Person


class CalendarFeed(models.Model):
    """One secret address of one person; the newest is the only live one."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="calendar_feeds", verbose_name="人员"
    )
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField("生成时间")
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    last_read_at = models.DateTimeField("最近读取", null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["last_read_at"])

    class Meta:
        verbose_name = "日历订阅"
        verbose_name_plural = "日历订阅"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="feed_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.issued_at:%Y-%m-%d}"


class FeedEntry(models.Model):
    """What a person's calendar last said of one thing: its number, its hours, a hash of it all."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="人员")
    uid = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField("序号", default=0)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    changed_at = models.DateTimeField("最近变动")
    is_cancelled = models.BooleanField("已取消", default=False)

    class Meta:
        verbose_name = "日历条目"
        verbose_name_plural = "日历条目"
        constraints = [
            models.UniqueConstraint(fields=["person", "uid"], name="feed_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.uid}#{self.sequence}"
