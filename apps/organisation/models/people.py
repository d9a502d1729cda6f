"""People (人员) who sign in, the posts they hold, and when they are away."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from guardian.mixins import GuardianUserMixin
from simple_history.models import HistoricalRecords

from apps.organisation.models.dated import Dated
from apps.organisation.models.units import Post
from apps.organisation.querysets import AbsenceQuerySet
from apps.organisation.vocabulary import AbsenceKind, Holding

SECRETS = ["password", "last_login", "pin_hash", "pin_failures", "pin_locked_at"]


class PersonHistory(HistoricalRecords):
    """History without secrets: a sign-in or a counted PIN failure is no version of a person."""

    def post_save(self, instance, created, using=None, update_fields=None, **kwargs):
        if update_fields and set(update_fields) <= set(SECRETS):
            return
        super().post_save(instance, created, using=using, **kwargs)


class PersonManager(UserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person by login name; names are stored and compared in lower case."""
        return self.get(username=(username or "").strip().casefold())


class Person(GuardianUserMixin, AbstractUser):
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=40)
    pinyin_full = models.CharField("拼音", max_length=120, blank=True, db_index=True)
    pinyin_initials = models.CharField("拼音首字母", max_length=20, blank=True, db_index=True)
    mobile = models.CharField("手机", max_length=20, blank=True)
    pin_hash = models.CharField("审批口令（密文）", max_length=256, blank=True, editable=False)
    pin_set_at = models.DateTimeField("审批口令设置时间", null=True, blank=True, editable=False)
    pin_failures = models.PositiveSmallIntegerField("审批口令错误次数", default=0, editable=False)
    pin_locked_at = models.DateTimeField("审批口令锁定时间", null=True, blank=True, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()
    history = PersonHistory(excluded_fields=SECRETS)
    REQUIRED_FIELDS = ["name"]  # type: ignore[misc]

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        permissions = [
            ("assign_admin_role", "可授予和收回管理员角色"),
            ("reset_pin", "可清除他人审批口令"),
            ("reset_password", "可重置他人登录密码"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="person_username_folded",
                violation_error_message="登录名已被使用（不区分大小写）",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def key(self) -> str:
        """The name by which the trail knows this person for ever: the login name."""
        return self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def matches_pin(self, pin: str) -> bool:
        """Answer whether ``pin`` is this person's; counting failures is the service's affair."""
        return bool(self.pin_hash) and check_password(pin, self.pin_hash)


class Appointment(Dated):
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="appointments", verbose_name="人员"
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments", verbose_name="岗位")
    kind = models.CharField(
        "任职方式", max_length=16, choices=Holding.choices, default=Holding.HOLDER
    )
    document = models.CharField("任免文号", max_length=60, blank=True)

    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = "任职"
        verbose_name_plural = "任职"
        indexes = [
            models.Index(fields=["person", "from_on"], name="appointment_person"),
            models.Index(fields=["post", "from_on"], name="appointment_post"),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(to_on__isnull=True),
                name="appointment_one_holder",
                violation_error_message="该岗位已有任职人员，请先填写其截止日期",
            ),
            models.UniqueConstraint(
                fields=["post", "from_on"],
                name="appointment_one_start",
                violation_error_message="该岗位同日已有任职记录",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class Absence(models.Model):
    person = models.ForeignKey(Person, models.PROTECT, related_name="absences", verbose_name="人员")
    kind = models.CharField("事由类别", max_length=32, choices=AbsenceKind.choices)
    leaves_city = models.BooleanField("离开本地", default=True, help_text="离开本级行政区域")
    destination = models.CharField("目的地", max_length=100, blank=True)
    from_at = models.DateTimeField("离开时间")
    to_at = models.DateTimeField("返回时间", help_text="到此刻为止；全天的填次日零时")
    ended_at = models.DateTimeField("销假时间", null=True, blank=True)
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    reason = models.CharField("事由", max_length=200, blank=True)

    objects = AbsenceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "外出和休假"
        verbose_name_plural = "外出和休假"
        indexes = [
            models.Index(fields=["person", "from_at", "to_at"], name="absence_person"),
            models.Index(fields=["to_at", "from_at"], name="absence_period"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_at__gt=F("from_at")),
                name="absence_from_to",
                violation_error_message="返回时间应晚于离开时间",
            ),
            models.UniqueConstraint(
                fields=["person", "from_at"],
                condition=Q(ended_at__isnull=True),
                name="absence_once",
                violation_error_message="该人员同一时间已登记外出",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        if self.from_at and self.to_at and self.to_at <= self.from_at:
            raise ValidationError({"to_at": "返回时间应晚于离开时间"})

    @property
    def over_at(self) -> Any:
        """The instant at which the absence is over: the return, or the planned end."""
        return min(self.to_at, self.ended_at) if self.ended_at else self.to_at
