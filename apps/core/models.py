"""Job: work promised in the transaction that made it necessary.

A row, not a message, is the promise. Refuses a second row for one natural key, a running job
without a lease, and a finished one without its time.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from apps.core.querysets import JobQuerySet


class Job(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", "待执行"
        RUNNING = "running", "执行中"
        DONE = "done", "已完成"
        INCIDENT = "incident", "异常待处理"

    name = models.CharField("工作名称", max_length=80)
    key = models.CharField("去重键", max_length=200, blank=True, default="")
    args = models.JSONField("参数", default=dict, blank=True)
    queue = models.CharField("队列", max_length=20, default="default")
    state = models.CharField("状态", max_length=10, choices=State, default=State.QUEUED)
    run_at = models.DateTimeField(
        "最早执行时间", null=True, blank=True, help_text="空白表示立即执行"
    )
    attempts = models.PositiveSmallIntegerField("已执行次数", default=0)
    leased_until = models.DateTimeField("占用至", null=True, blank=True)
    lease_token = models.CharField("占用凭证", max_length=32, blank=True, default="")
    last_error = models.TextField("最近一次原因", blank=True, default="")
    created_at = models.DateTimeField("登记时间", db_default=Now())
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台工作"
        verbose_name_plural = "后台工作"
        indexes = [models.Index(fields=["state", "run_at"], name="job_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"], condition=~Q(key=""), name="job_one_per_natural_key"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "incident"]),
                name="job_state_known",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="running", leased_until__isnull=False) & ~Q(lease_token="")
                    | ~Q(state="running") & Q(leased_until__isnull=True, lease_token="")
                ),
                name="job_lease_while_running",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=["done", "incident"], finished_at__isnull=False)
                    | Q(state__in=["queued", "running"], finished_at__isnull=True)
                ),
                name="job_finished_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"
