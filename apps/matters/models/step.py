"""Step (环节): one row says that one post must act.

Owns the whole to-do record: who must act, why, until when, and what was done under which hat.
Refuses two waiting steps of the same purpose for one post, and a settled step with no actor.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

# Steps without a deadline sort last; a stored key keeps one index good on both databases.
NO_DUE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


class Step(models.Model):
    """One post must act on one matter for one purpose."""

    class State(models.TextChoices):
        WAITING = "waiting", "待办"
        SETTLED = "settled", "已办"
        WITHDRAWN = "withdrawn", "已撤回"
        HANDED_OVER = "handed_over", "已转办"

    class Need(models.TextChoices):
        ALL = "all", "全部办理"
        ANY = "any", "一人办理即可"

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="steps")
    post = models.ForeignKey("organisation.Post", models.PROTECT, related_name="steps")
    # The post that handed it on: only it may take it back.
    hand_on_post = models.ForeignKey(
        "organisation.Post", models.PROTECT, null=True, blank=True, related_name="+"
    )
    purpose = models.CharField("环节", max_length=32)
    group = models.PositiveIntegerField("轮次")
    need = models.CharField(max_length=8, choices=Need.choices, default=Need.ALL)
    order = models.PositiveSmallIntegerField("次序", default=1)
    opened_at = models.DateTimeField("送达时间")
    due_at = models.DateTimeField("期限", null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    rank_at = models.DateTimeField(default=NO_DUE, editable=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    outcome = models.CharField("结果", max_length=32, blank=True)
    opinion = models.TextField("意见", blank=True)
    # Paper 批示 entered by a clerk: who typed it, and the scan that proves it.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="代录人",
    )
    scan = models.ForeignKey(
        "matters.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="批示扫描件",
    )
    acted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acted_steps",
        verbose_name="办理人",
    )
    acted_at = models.DateTimeField("办理时间", null=True, blank=True)
    hat = models.JSONField("身份", null=True, blank=True)
    channel = models.CharField(max_length=12, blank=True)
    # Acts that the book keeps for the holder in person never show under a substitute's hat.
    personal = models.BooleanField("须本人办理", default=False)
    cites = models.JSONField("依据", default=list, blank=True)
    sentence = models.TextField("为什么到这里", blank=True)
    version = models.PositiveIntegerField(default=1)
    urged_at = models.DateTimeField("最近催办", null=True, blank=True)
    urged_count = models.PositiveSmallIntegerField("催办次数", default=0)

    class Meta:
        verbose_name = "环节"
        verbose_name_plural = "环节"
        indexes = [
            # The inbox: waiting steps of a post by due date.
            models.Index(
                fields=["post", "rank_at", "id"],
                condition=Q(state="waiting"),
                name="step_inbox",
            ),
            models.Index(fields=["matter", "group"], name="step_matter_group"),
            # The reminder sweep.
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="step_open_clock"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "purpose", "post"],
                condition=Q(state="waiting"),
                name="step_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="settled",
                    acted_by__isnull=False,
                    acted_at__isnull=False,
                    hat__isnull=False,
                )
                & ~Q(outcome="")
                | (~Q(state="settled") & Q(outcome="")),
                name="step_settled_has_actor",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True) | Q(scan__isnull=False),
                name="step_recorded_has_scan",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(rank_at=F("due_at")), name="step_rank_is_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}/{self.purpose}/{self.post_id}"

    @property
    def is_waiting(self) -> bool:
        """Whether the post still has to act."""
        return self.state == self.State.WAITING
