"""Participation: the one reading index.

Written by the kernel in the transaction of its event for everybody who takes part and for every
explicit grant. A list page takes the newest rows of each hat's range and merges them.
"""

from django.db import models


class Participation(models.Model):
    """A post has part in a matter, in one role."""

    class Role(models.TextChoices):
        DRAFTED = "drafted", "起草"
        ADDRESSED = "addressed", "承办"
        DECIDED = "decided", "办理"
        CIRCULATED = "circulated", "传阅"
        GRANTED = "granted", "授权"

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="participations")
    post = models.ForeignKey("organisation.Post", models.PROTECT, related_name="participations")
    role = models.CharField(max_length=12, choices=Role.choices)
    kind = models.CharField(max_length=32)
    latest_at = models.DateTimeField()

    class Meta:
        verbose_name = "参与记录"
        verbose_name_plural = "参与记录"
        indexes = [
            models.Index(fields=["post", "kind", "-latest_at", "-matter"], name="part_reading"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["matter", "post", "role"], name="participation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.role} {self.matter_id}"
