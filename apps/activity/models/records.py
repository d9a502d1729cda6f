"""Dated records of a leader: activities, receptions of visitors, contact points.

Owns what was done, when, by whom, and who entered it. Refuses deletion: a wrong record is struck
out with a reason and stays. What a kind is called and what it counts for is the book's.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from apps.activity.querysets import ActivityQuerySet, ContactPointQuerySet, RecordQuerySet
from apps.rulebook.questions.activity import ORGANISERS


class Record(models.Model):
    """What every record has: whose it is, who entered it, whether it was struck out."""

    leader = models.ForeignKey(
        "organisation.Post", models.PROTECT, related_name="+", verbose_name="领导岗位"
    )
    # A post passes on; what somebody did stays his.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="领导同志"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间")
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""),
                name="%(class)s_voided_has_reason",
            )
        ]

    @property
    def key(self) -> str:
        """The subject key used in the trail."""
        return f"{self._meta.model_name}:{self.pk}"

    @property
    def is_void(self) -> bool:
        """Whether the record was struck out."""
        return self.voided_at is not None


class Activity(Record):
    """One activity of a leader: a day or several in a row, one place, one purpose."""

    kind = models.CharField("类别", max_length=32)
    title = models.CharField("事由", max_length=200)
    from_on = models.DateField("开始日期")
    to_on = models.DateField("结束日期")
    half_day = models.BooleanField("半天", default=False)
    place = models.CharField("地点", max_length=100)
    organiser = models.CharField(
        "举办单位", max_length=16, choices=list(ORGANISERS.items()), default="government"
    )
    for_profit = models.BooleanField("营利性会议或者活动", default=False)
    arrangement = models.CharField("统一安排的文号", max_length=80, blank=True)
    companions = models.PositiveSmallIntegerField("陪同人数", default=0)
    contact_point = models.ForeignKey(
        "activity.ContactPoint",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="联系点",
    )
    topic = models.ForeignKey(
        "activity.ResearchTopic",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="调研课题",
    )
    findings = models.TextField("了解的情况和处理", max_length=2000, blank=True)

    objects = ActivityQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's
    history = HistoricalRecords()

    class Meta(Record.Meta):
        verbose_name = "领导活动"
        verbose_name_plural = "领导活动"
        indexes = [
            models.Index(fields=["person", "from_on"], name="activity_person"),
            models.Index(fields=["leader", "from_on"], name="activity_leader"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="activity_from_to",
                violation_error_message="结束日期不得早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(half_day=False) | Q(to_on=F("from_on")),
                name="activity_half_day_is_one_day",
                violation_error_message="半天的活动只填一个日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> int:
        """The number of calendar days, both ends included."""
        return (self.to_on - self.from_on).days + 1


class ContactPoint(Record):
    """A village, community, enterprise, project or person that a leader keeps in touch with."""

    name = models.CharField("名称", max_length=80)
    sort = models.CharField("类型", max_length=40, blank=True, help_text="如村、社区、企业、项目")
    place = models.CharField("所在地", max_length=100, blank=True)
    from_on = models.DateField("确定日期")
    to_on = models.DateField("调整日期", null=True, blank=True, help_text="不再联系的，填最后一天")

    objects = ContactPointQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's
    history = HistoricalRecords()

    class Meta(Record.Meta):
        verbose_name = "联系点"
        verbose_name_plural = "联系点"
        indexes = [models.Index(fields=["person", "from_on"], name="contact_person")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="contact_from_to",
                violation_error_message="调整日期不得早于确定日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: dt.date) -> bool:
        """Answer whether the point is kept on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


class Reception(Record):
    """One meeting with visitors: who came with what, what was said, and what became of it."""

    way = models.CharField("接待方式", max_length=32)
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=100, blank=True)
    visitors = models.CharField("来访人", max_length=120)
    visitor_count = models.PositiveSmallIntegerField("人数", default=1)
    title = models.CharField("反映的问题", max_length=200)
    outcome = models.TextField("处理意见", max_length=2000, blank=True)
    unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="责任单位",
    )
    due_on = models.DateField("办理期限", null=True, blank=True)
    followed_on = models.DateField("回访日期", null=True, blank=True)
    follow_up = models.TextField("办理和回访情况", max_length=2000, blank=True)
    supervised_by = models.ForeignKey(
        "matters.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="督查事项",
    )

    history = HistoricalRecords()

    class Meta(Record.Meta):
        verbose_name = "群众接待"
        verbose_name_plural = "群众接待"
        indexes = [
            models.Index(fields=["person", "on"], name="reception_person"),
            models.Index(fields=["leader", "on"], name="reception_leader"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(followed_on__isnull=True) | Q(followed_on__gte=F("on")),
                name="reception_followed_after",
                violation_error_message="回访日期不得早于接待日期",
            ),
            models.CheckConstraint(
                condition=Q(followed_on__isnull=True) | ~Q(follow_up=""),
                name="reception_followed_says_what",
                violation_error_message="请写明办理和回访情况",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_late(self, day: dt.date) -> bool:
        """Answer whether the answer to the visitors is overdue on a day."""
        return self.followed_on is None and self.due_on is not None and self.due_on < day
