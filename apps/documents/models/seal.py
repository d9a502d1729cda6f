"""Seal (印章) and SealUse (用印登记): which seals there are, and every time one was used.

Owns the register. A seal's image is kept locked (see ``apps.documents.vault``): a process that
serves pages can put one in and never take one out. Refuses two seals in force for one unit, and a
second use of a seal on one version of a document.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

LEAST, MOST = 30, 60  # millimetres: no official seal is smaller or larger


class SealQuerySet(models.QuerySet):
    """Adjectives of seals."""

    def in_force(self, day: dt.date) -> SealQuerySet:
        """Narrow to seals that may be used on a day."""
        rows = self.filter(state=Seal.State.IN_FORCE, valid_from_on__lte=day)
        return rows.filter(Q(valid_to_on__isnull=True) | Q(valid_to_on__gte=day))

    def without_image(self) -> SealQuerySet:
        """Leave the locked image in the database: lists need it nowhere."""
        return self.defer("image")


class Seal(models.Model):
    class State(models.TextChoices):
        IN_FORCE = "in_force", "启用"
        WITHDRAWN = "withdrawn", "停用"
        LOST = "lost", "挂失"

    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", verbose_name="用印单位"
    )
    name = models.CharField("印文", max_length=80, help_text="印章上的全称，一字不差")
    diameter_mm = models.DecimalField(
        "直径（毫米）",
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)],
    )
    keepers = models.ManyToManyField(
        "organisation.Post",
        related_name="seals_kept",
        verbose_name="保管岗位",
        help_text="在这些岗位任职的人员可以用印；换人不换权",
    )
    valid_from_on = models.DateField("启用日期")
    valid_to_on = models.DateField("截止日期", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=State.choices, default=State.IN_FORCE, editable=False
    )
    image = models.BinaryField("图样（加密）")
    image_sha256 = models.CharField("图样指纹", max_length=64, editable=False)
    registered_at = models.DateTimeField("登记时间", editable=False)
    ended_at = models.DateTimeField("停用时间", null=True, blank=True, editable=False)
    ended_reason = models.CharField("停用原因", max_length=200, blank=True, editable=False)

    objects = SealQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["image"], m2m_fields=[keepers])

    class Meta:
        verbose_name = "印章"
        verbose_name_plural = "印章"
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state="in_force"),
                name="seal_one_in_force_per_unit",
                violation_error_message="该单位已有启用的印章，请先停用",
            ),
            models.CheckConstraint(
                condition=Q(valid_to_on__isnull=True) | Q(valid_to_on__gte=F("valid_from_on")),
                name="seal_dates_in_order",
                violation_error_message="截止日期不能早于启用日期",
            ),
            models.CheckConstraint(
                condition=Q(diameter_mm__gte=LEAST, diameter_mm__lte=MOST),
                name="seal_diameter_plausible",
                violation_error_message=f"印章直径应当在{LEAST}至{MOST}毫米之间",
            ),
            models.CheckConstraint(
                condition=Q(state="in_force", ended_at__isnull=True)
                | Q(state__in=["withdrawn", "lost"], ended_at__isnull=False),
                name="seal_ended_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SealUse(models.Model):
    """One seal on one version of one document; completed once, by the job that sets the seal."""

    # The name of the signature's field in the file: by it a changed copy is traced.
    token = models.UUIDField("用印编号", unique=True, default=uuid.uuid4, editable=False)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses", verbose_name="印章")
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, related_name="seal_uses", verbose_name="公文"
    )
    reference = models.CharField("发文字号", max_length=80)
    content_version = models.PositiveIntegerField("文稿版本")
    page_sha256 = models.CharField("用印前文件", max_length=64)
    place = models.JSONField("印章位置")
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="用印人"
    )
    hat = models.JSONField("用印身份")
    used_at = models.DateTimeField("用印时间")
    set_at = models.DateTimeField("加盖时间", null=True, blank=True)
    file_sha256 = models.CharField("用印后文件", max_length=64, blank=True, db_index=True)
    service = models.CharField("签章方式", max_length=80, blank=True)
    # Signatures kept beside the file: name of the service, digest and blob in base64.
    detached = models.JSONField("分离签名", default=list, blank=True)

    class Meta:
        verbose_name = "用印登记"
        verbose_name_plural = "用印登记"
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "document", "content_version"], name="seal_used_once_per_version"
            ),
            models.CheckConstraint(
                condition=Q(set_at__isnull=True, file_sha256="")
                | Q(set_at__isnull=False) & ~Q(file_sha256=""),
                name="seal_use_set_has_file",
            ),
        ]
        indexes = [models.Index(fields=["document", "content_version"], name="seal_use_document")]

    def __str__(self) -> str:
        return f"{self.reference} {self.seal_id}"
