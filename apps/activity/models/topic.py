"""ResearchTopic (调研课题): what a leader looks into in a year, from the plan to its use.

A matter: it has states, takes months, is worked on by others, and its report stays. Refuses to
know how many a leader owes.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.activity.querysets import ResearchTopicQuerySet
from apps.matters.models import Matter


class ResearchTopic(Matter):
    """One research topic of one leader in one year."""

    class State(models.TextChoices):
        OPENED = "opened", "拟定"
        INVESTIGATING = "investigating", "调研中"
        REPORTED = "reported", "形成报告"
        FINISHED = "finished", "成果转化"
        DROPPED = "dropped", "已取消"

    state = models.CharField(
        "阶段", max_length=16, choices=State.choices, default=State.OPENED, editable=False
    )
    leader = models.ForeignKey(
        "organisation.Post", models.PROTECT, related_name="+", verbose_name="领导岗位"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="领导同志"
    )
    year = models.PositiveSmallIntegerField("年度")
    aim = models.TextField("调研内容", max_length=2000, blank=True)
    lead_unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="协助单位",
    )
    planned_on = models.DateField("计划完成日期", null=True, blank=True)
    report = models.CharField("调研报告", max_length=200, blank=True, help_text="报告标题或者文号")
    conclusion = models.TextField("主要结论", max_length=2000, blank=True)
    result = models.TextField("成果转化情况", max_length=2000, blank=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ResearchTopicQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    class Meta:
        verbose_name = "调研课题"
        verbose_name_plural = "调研课题"
        indexes = [models.Index(fields=["person", "year"], name="topic_person_year")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="reported") | ~Q(report=""), name="topic_reported_has_report"
            ),
            models.CheckConstraint(
                condition=~Q(state="finished") | ~Q(result=""), name="topic_finished_has_result"
            ),
        ]

    def is_late(self, day: dt.date) -> bool:
        """Answer whether the topic is behind its own plan on a day."""
        working = self.state in (self.State.OPENED, self.State.INVESTIGATING)
        return working and self.planned_on is not None and self.planned_on < day
