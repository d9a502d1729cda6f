"""StepNote: what somebody has written on a waiting step and not yet decided.

Owns the text, its author and the capacity in which he wrote it. It is no act: nothing of it
stands in the trail, and it goes when the step is over.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class StepNote(models.Model):
    """The unsent opinion of one person on one waiting step."""

    step = models.ForeignKey("matters.Step", models.CASCADE, related_name="notes")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="书写人"
    )
    hat = models.JSONField("身份")
    text = models.TextField("未办结时写下的意见")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = "未报出的意见"
        verbose_name_plural = "未报出的意见"
        constraints = [
            models.UniqueConstraint(fields=["step", "person"], name="note_one_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}/{self.person_id}"

    @property
    def label(self) -> str:
        """The capacity in which it was written: 代松见山, or nothing for the holder."""
        return str(self.hat.get("label", ""))
