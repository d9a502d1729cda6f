"""Attachment (附件): a file of a matter, named by id on disk and by its own name to people."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


def stored_name(instance: models.Model, filename: str) -> str:
    """Return a path that holds nothing of what the user typed."""
    token = uuid.uuid4().hex
    return f"attachments/{token[:2]}/{token}"


class Attachment(models.Model):
    """One uploaded file; never rewritten, removed by mark only."""

    class Role(models.TextChoices):
        ANNEX = "annex", "附件"
        SCAN = "scan", "批示扫描件"
        EVIDENCE = "evidence", "证明材料"
        PRINT = "print", "印发稿"

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="attachments")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.ANNEX)
    name = models.CharField("文件名", max_length=200)
    file = models.FileField(upload_to=stored_name, max_length=200)
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
