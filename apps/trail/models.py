"""留痕: what happened, once and for ever, chained by hash.

Owns Event (the acts), Head (the one row that gives the next number) and Anchor (what was told to
the outside). Subjects are named by key, so an event outlives what it is about. Refuses update and
deletion by triggers on both databases; see guard.py.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.trail.chain import GENESIS
from apps.trail.querysets import EventQuerySet


class Channel(models.TextChoices):
    WEB = "web", "网页"
    MAIL_LINK = "mail_link", "邮件链接"
    PAPER = "paper", "代录纸质批示"
    IMPORT = "import", "导入"
    ADMIN = "admin", "后台管理"
    JOB = "job", "后台工作"
    COMMAND = "command", "命令行"


class Event(models.Model):
    """One act. ``at`` is when it was done, ``recorded_at`` the database clock at writing."""

    seq = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    recorded_at = models.DateTimeField("入账时间")
    person_key = models.CharField("人员标识", max_length=150, blank=True)
    person_name = models.CharField("人员", max_length=80, blank=True)
    hat = models.JSONField("身份", null=True, blank=True)
    verb = models.CharField("动作", max_length=80)
    subject = models.CharField("对象", max_length=120)
    matter_id = models.BigIntegerField("事项编号", null=True, blank=True)
    cites = models.JSONField("依据", default=list, blank=True)
    channel = models.CharField("渠道", max_length=16, choices=Channel, default=Channel.WEB)
    payload = models.JSONField("内容", default=dict, blank=True)
    prev_hash = models.CharField("前一哈希", max_length=64)
    hash = models.CharField("哈希", max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "留痕"
        verbose_name_plural = "留痕"
        indexes = [
            models.Index(fields=["matter_id", "seq"], name="event_matter"),
            models.Index(fields=["subject", "seq"], name="event_subject"),
            models.Index(fields=["person_key", "seq"], name="event_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(seq__gt=0), name="event_seq_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"


class Head(models.Model):
    """The last event's number and hash: locked to give the next one, so numbers have no gap."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="head_is_one_row")]


class Anchor(models.Model):
    """What an anchor line said; the line itself stands outside the database."""

    seq = models.BigIntegerField("锚定至序号", unique=True)
    hash = models.CharField("哈希", max_length=64)
    count = models.BigIntegerField("条数")
    at = models.DateTimeField("锚定时间")
    previous = models.CharField("前一签名", max_length=64, blank=True)
    signature = models.CharField("签名", max_length=64)

    class Meta:
        verbose_name = "锚点"
        verbose_name_plural = "锚点"

    def __str__(self) -> str:
        return f"锚点 {self.seq}"
