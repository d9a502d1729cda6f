"""Who may stand in for whom: AB pairs (AB角) and delegations (委托)."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from apps.organisation.models.dated import Dated
from apps.organisation.models.people import Person
from apps.organisation.models.units import Post, Unit
from apps.organisation.querysets import DelegationQuerySet
from apps.organisation.vocabulary import DelegationKind
from apps.organisation.wording import later


class ABPair(Dated):
    """Two vice-mayors who stand in for each other; kept with the smaller post first."""

    post_a = models.ForeignKey(
        Post, models.PROTECT, related_name="pairs_as_a", verbose_name="岗位甲"
    )
    post_b = models.ForeignKey(
        Post, models.PROTECT, related_name="pairs_as_b", verbose_name="岗位乙"
    )

    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = later("{cover}")
        verbose_name_plural = later("{cover}")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(post_a__lt=F("post_b")),
                name="abpair_ordered",
                violation_error_message=later("互为{cover}的应是两个不同的岗位"),
            ),
            models.UniqueConstraint(
                fields=["post_a"],
                condition=Q(to_on__isnull=True),
                name="abpair_one_open_a",
                violation_error_message=later("该岗位已有{cover}"),
            ),
            models.UniqueConstraint(
                fields=["post_b"],
                condition=Q(to_on__isnull=True),
                name="abpair_one_open_b",
                violation_error_message=later("该岗位已有{cover}"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_a} ↔ {self.post_b}"


class HatClock(models.Model):
    """The instant of the last act that changed who wears the hats of a post.

    One row per post, moved on by the services that change authority; nothing is decided from it
    but at which instant a decision that was being taken meanwhile is judged.
    """

    post = models.OneToOneField(
        Post, models.CASCADE, primary_key=True, related_name="hat_clock", verbose_name="岗位"
    )
    changed_at = models.DateTimeField("最近变动")

    class Meta:
        verbose_name = "身份变动"
        verbose_name_plural = "身份变动"

    def __str__(self) -> str:
        return f"{self.post_id}@{self.changed_at:%Y-%m-%d %H:%M:%S}"


class Delegation(models.Model):
    """What a leader entrusts; without ``granted_at`` it is a proposal and has no effect."""

    kind = models.CharField("种类", max_length=24, choices=DelegationKind.choices)
    grantor = models.ForeignKey(
        Post, models.PROTECT, related_name="delegations_given", verbose_name="委托岗位"
    )
    grantee = models.ForeignKey(
        Post, models.PROTECT, related_name="delegations_held", verbose_name="受委托岗位"
    )
    covers = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
        verbose_name="被代行的岗位",
        help_text=later("只用于{mayor}指定代行"),
    )
    powers = models.JSONField("委托的权限", default=list, blank=True)
    # Empty: every class that the book leaves to the capacity.
    sign_classes = models.JSONField("可签发的公文类别", default=list, blank=True)
    subject = models.CharField("事项", max_length=120, blank=True)
    units = models.ManyToManyField(
        Unit,
        blank=True,
        related_name="delegations",
        verbose_name="涉及单位",
        help_text="只用于专项任务；留空为不限单位",
    )
    from_at = models.DateTimeField("起始时间")
    to_at = models.DateTimeField("截止时间", help_text="到此刻为止；全天的填次日零时")
    document = models.CharField("依据文件", max_length=120, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    proposed_at = models.DateTimeField("提出时间", null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提出人",
        editable=False,
    )
    granted_at = models.DateTimeField("批准时间", null=True, blank=True, editable=False)
    granted_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="批准人",
        editable=False,
    )
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
        editable=False,
    )
    revoked_reason = models.CharField("撤销理由", max_length=200, blank=True, editable=False)

    objects = DelegationQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[units])

    class Meta:
        verbose_name = "委托"
        verbose_name_plural = "委托"
        indexes = [models.Index(fields=["to_at", "from_at"], name="delegation_period")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_at__gt=F("from_at")),
                name="delegation_from_to",
                violation_error_message="截止时间应晚于起始时间",
            ),
            models.CheckConstraint(
                condition=~Q(grantor=F("grantee")),
                name="delegation_not_to_self",
                violation_error_message="委托岗位与受委托岗位不能相同",
            ),
            models.CheckConstraint(
                condition=Q(kind="named_substitute", covers__isnull=False)
                | (~Q(kind="named_substitute") & Q(covers__isnull=True)),
                name="delegation_covers_when_named",
                violation_error_message=later("{mayor}指定代行应写明被代行的岗位，其他委托不写"),
            ),
            models.CheckConstraint(
                condition=~Q(kind="special_task") | ~Q(subject=""),
                name="delegation_task_has_subject",
                violation_error_message="专项任务应写明事项",
            ),
            models.CheckConstraint(
                condition=~Q(kind="topic_meeting") | ~Q(subject=""),
                name="delegation_meeting_has_subject",
                violation_error_message="专题会议应写明会议议题",
            ),
            models.CheckConstraint(
                condition=Q(granted_at__isnull=False) | Q(proposed_at__isnull=False),
                name="delegation_granted_or_proposed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.grantee}"

    def standing_at(self, at: datetime) -> str:
        """Return where the delegation stands: proposed, coming, in_force, revoked or over."""
        if self.revoked_at is not None and self.revoked_at <= at:
            return "revoked"
        if self.to_at <= at:
            return "over"
        if self.granted_at is None:
            return "proposed"
        return "in_force" if self.from_at <= at else "coming"

    def clean(self) -> None:
        super().clean()
        if self.from_at and self.to_at and self.to_at <= self.from_at:
            raise ValidationError({"to_at": "截止时间应晚于起始时间"})
