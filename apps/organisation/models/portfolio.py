"""The division of work (分工方案): which leader is in charge of which unit, from which day."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from apps.organisation.models.dated import END_BEFORE_START, Dated
from apps.organisation.models.units import Post, Unit
from apps.organisation.querysets import PlanQuerySet
from apps.organisation.vocabulary import EntryRelation, PlanState, PostRole
from apps.organisation.wording import later


class PortfolioPlan(models.Model):
    name = models.CharField("名称", max_length=100)
    reference = models.CharField("文号", max_length=60, blank=True)
    effective_from = models.DateField("生效日期")
    effective_to = models.DateField("失效日期", null=True, blank=True, help_text="含当日")
    state = models.CharField(
        "状态", max_length=16, choices=PlanState.choices, default=PlanState.DRAFT, editable=False
    )

    objects = PlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "分工方案"
        verbose_name_plural = "分工方案"
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="plan_from_to",
                violation_error_message="失效日期不得早于生效日期",
            ),
            models.UniqueConstraint(
                fields=["effective_from"],
                condition=Q(state="published"),
                name="plan_one_start",
                violation_error_message="同日已有生效的分工方案",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="published", effective_to__isnull=True),
                name="plan_one_open",
                violation_error_message="已有一个长期有效的分工方案",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.effective_to and self.effective_from and self.effective_to < self.effective_from:
            raise ValidationError({"effective_to": END_BEFORE_START})


class PortfolioEntry(models.Model):
    plan = models.ForeignKey(
        PortfolioPlan, models.CASCADE, related_name="entries", verbose_name="分工方案"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="portfolio_entries", verbose_name="单位"
    )
    leader = models.ForeignKey(
        Post, models.PROTECT, related_name="portfolio_entries", verbose_name="分管领导岗位"
    )
    relation = models.CharField(
        "关系", max_length=16, choices=EntryRelation.choices, default=EntryRelation.PORTFOLIO
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "分工"
        verbose_name_plural = "分工"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit"],
                name="entry_one_leader_per_unit",
                violation_error_message="同一方案中一个单位只能有一位分管领导",
            )
        ]

    def __str__(self) -> str:
        return f"{self.leader} {self.get_relation_display()} {self.unit}"


class Liaison(Dated):
    deputy = models.ForeignKey(
        Post,
        models.PROTECT,
        related_name="liaisons",
        verbose_name=later("{deputy_secretary_general}岗位"),
        limit_choices_to={"role": PostRole.DEPUTY_SECRETARY_GENERAL},
    )
    leader = models.ForeignKey(
        Post,
        models.PROTECT,
        related_name="served_by",
        verbose_name="所联系的领导岗位",
        limit_choices_to={"city_leader": True},
    )
    section = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="liaisons",
        verbose_name="对应秘书科",
    )

    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = later("{deputy_secretary_general}联系")
        verbose_name_plural = later("{deputy_secretary_general}联系")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["leader"],
                condition=Q(to_on__isnull=True),
                name="liaison_one_deputy_per_leader",
                violation_error_message=later(
                    "该领导已有联系{deputy_secretary_general}，请先填写其截止日期"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} 联系 {self.leader}"
