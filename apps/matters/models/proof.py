"""Requirement and Finding: a prerequisite and its proof.

Owns every gate of the house (legality review, co-signature, meeting adoption …). Refuses two
current findings for one requirement; a finding is replaced, never edited.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Requirement(models.Model):
    """What must be there before a matter may pass ``required_before``, as the book demands."""

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="requirements")
    key = models.CharField("前置程序", max_length=48)
    label = models.CharField("名称", max_length=80)
    reason = models.TextField("说明", blank=True)
    cites = models.JSONField("依据", default=list, blank=True)
    waivable_by = models.JSONField("可决定不适用的职务", default=list, blank=True)
    required_before = models.CharField("须在此前完成", max_length=32)
    # The role that supplies the proof ("" for the drafting unit and the office), and the keys of
    # what must be met first.
    by_role = models.CharField("由谁出具", max_length=32, blank=True, default="")
    after = models.JSONField("须在其后", default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # The book no longer asks for it (the facts changed): kept, with its findings, but not a gate.
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "前置程序"
        verbose_name_plural = "前置程序"
        constraints = [
            models.UniqueConstraint(fields=["matter", "key"], name="requirement_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Finding(models.Model):
    """A proof: satisfied, waived with a reason, or failed."""

    class Result(models.TextChoices):
        SATISFIED = "satisfied", "已完成"
        WAIVED = "waived", "不适用"
        FAILED = "failed", "未通过"

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="findings")
    result = models.CharField("结论", max_length=12, choices=Result.choices)
    reason = models.TextField("说明或理由")
    reference = models.CharField("相关文号或会议", max_length=120, blank=True, default="")
    starts_on = models.DateField("起始日期", null=True, blank=True)
    ends_on = models.DateField("截止日期", null=True, blank=True)
    evidence = models.ForeignKey(
        "matters.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="证明材料",
    )
    evidence_matter = models.ForeignKey(
        "matters.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="相关事项",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    hat = models.JSONField()
    at = models.DateTimeField("时间")
    current = models.BooleanField(default=True)

    class Meta:
        verbose_name = "办理结论"
        verbose_name_plural = "办理结论"
        constraints = [
            models.UniqueConstraint(
                fields=["requirement"], condition=Q(current=True), name="finding_one_current"
            ),
            models.CheckConstraint(
                condition=~Q(result="waived") | ~Q(reason=""), name="finding_waiver_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="finding_from_to",
                violation_error_message="截止日期不得早于起始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id}/{self.result}"
