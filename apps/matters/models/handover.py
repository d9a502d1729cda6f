"""Hand-over of work (工作移交): one record of the steps that went from one post to another.

Owns the list that both sides keep. Refuses a hand-over to the same post, and a step twice.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Handover(models.Model):
    """What waited for one post was handed to another, in one act."""

    from_post = models.ForeignKey(
        "organisation.Post", models.PROTECT, related_name="handovers_from", verbose_name="移交岗位"
    )
    # Who held the post then; nobody where it was vacant.
    from_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="移交人",
    )
    to_post = models.ForeignKey(
        "organisation.Post", models.PROTECT, related_name="handovers_to", verbose_name="接办岗位"
    )
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="接办人",
    )
    reason = models.CharField("移交原因", max_length=200)
    document = models.CharField("依据文件", max_length=120, blank=True)
    made_at = models.DateTimeField("移交时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人"
    )
    hat = models.JSONField("身份")

    class Meta:
        verbose_name = "工作移交"
        verbose_name_plural = "工作移交"
        indexes = [models.Index(fields=["-made_at"], name="handover_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_post=F("to_post")), name="handover_between_two_posts"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="handover_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.from_post_id} → {self.to_post_id}"


class HandedStep(models.Model):
    """One line of the list: the step as it waited, and the one that waits now."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="lines")
    step = models.OneToOneField("matters.Step", models.PROTECT, related_name="handed_by")
    new_step = models.OneToOneField("matters.Step", models.PROTECT, related_name="handed_from")

    class Meta:
        verbose_name = "移交事项"
        verbose_name_plural = "移交事项"

    def __str__(self) -> str:
        return f"{self.handover_id}/{self.step_id}"
