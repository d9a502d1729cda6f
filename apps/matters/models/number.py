"""Number ledger (文号): reserved, used, or void with a reason; gapless by construction."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class NumberSeries(models.Model):
    """One series of a year, such as 咸政发〔2023〕; its row is the lock."""

    code = models.CharField("机关代字或登记类别", max_length=40)
    year = models.PositiveSmallIntegerField("年份")
    # Numbers before it were given before this ledger was opened; they stand in the old one.
    first = models.PositiveIntegerField("起始编号", default=1)
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = "文号序列"
        verbose_name_plural = "文号序列"
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕"


class NumberEntry(models.Model):
    """One number and what became of it."""

    class State(models.TextChoices):
        RESERVED = "reserved", "已预留"
        USED = "used", "已使用"
        VOID = "void", "已作废"

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField("编号")
    state = models.CharField(max_length=10, choices=State.choices)
    matter = models.ForeignKey(
        "matters.Matter", models.PROTECT, related_name="numbers", verbose_name="事项"
    )
    reason = models.CharField("作废原因", max_length=200, blank=True)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "文号登记"
        verbose_name_plural = "文号登记"
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="number_once"),
            models.UniqueConstraint(
                fields=["series", "matter"],
                condition=Q(state__in=["reserved", "used"]),
                name="number_one_live",
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | ~Q(reason=""), name="number_void_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The number as it is printed: 咸政发〔2023〕6号."""
        return f"{self.series.code}〔{self.series.year}〕{self.number}号"
