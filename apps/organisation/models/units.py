"""Units (单位) in a tree and the posts (岗位) that stand in them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from apps.organisation.querysets import PostQuerySet
from apps.organisation.vocabulary import PostRole, UnitDuty, UnitKind
from apps.organisation.wording import later

CODE = RegexValidator(
    r"^[a-z0-9][a-z0-9_.-]*$", "代码只用小写字母、数字、点、横线和下划线，并以字母或数字开头"
)


class Unit(models.Model):
    code = models.CharField("代码", max_length=32, unique=True, validators=[CODE])
    name = models.CharField("名称", max_length=80)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("类别", max_length=32, choices=UnitKind.choices)
    duty = models.CharField(
        "规则所称职责",
        max_length=32,
        choices=UnitDuty.choices,
        blank=True,
        default="",
        help_text="规则按职责而不按名称找单位，例如文电、秘书、司法行政",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级单位",
    )
    position = models.PositiveIntegerField("排序", default=0)
    abolished_on = models.DateField("撤销日期", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        indexes = [models.Index(fields=["kind", "position"], name="unit_kind_position")]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="unit_not_own_parent",
                violation_error_message="上级单位不能是本单位",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PostManager(models.Manager.from_queryset(PostQuerySet)):  # type: ignore[misc]  # made at run time
    def create_post(self, **fields: Any) -> Post:
        """Create a post together with its one permission group; grants go to that group."""
        with transaction.atomic():
            post = self.model(**fields)
            self.give_group(post)
            post.save()
            return post

    def give_group(self, post: Post) -> None:
        """Give an unsaved post its permission group, named by its code."""
        post.group = Group.objects.create(name=f"岗位:{post.code}")


class Post(models.Model):
    code = models.CharField("代码", max_length=48, unique=True, validators=[CODE])
    name = models.CharField("名称", max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    role = models.CharField("职务类别", max_length=32, choices=PostRole.choices)
    position = models.PositiveIntegerField("排序", default=0)
    city_leader = models.BooleanField(later("{government}领导同志"), default=False)
    substitutable = models.BooleanField(
        "可由他人代行", default=True, help_text=later("不勾选的岗位，任何{cover}、指定代行都不生效")
    )
    concurrent_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="concurrent_posts",
        verbose_name="由其兼任的岗位",
        help_text=later("例如公安局局长由{vice_mayor}兼任；{cover}只代行领导岗位"),
    )
    group = models.OneToOneField(
        Group, models.PROTECT, related_name="post", verbose_name="权限组", editable=False
    )
    abolished_on = models.DateField("撤销日期", null=True, blank=True)

    objects = PostManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        indexes = [models.Index(fields=["unit", "role"], name="post_unit_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["role"],
                condition=Q(role__in=["mayor", "executive_vice_mayor", "secretary_general"])
                & Q(abolished_on__isnull=True),
                name="post_one_of_its_kind",
                violation_error_message=later(
                    "{mayor}、{executive_vice_mayor}、{secretary_general}岗位各只能有一个"
                ),
            ),
            models.CheckConstraint(
                condition=Q(concurrent_of__isnull=True) | ~Q(concurrent_of=F("id")),
                name="post_not_concurrent_of_itself",
                violation_error_message="岗位不能由其自身兼任",
            ),
        ]

    def __str__(self) -> str:
        holder = getattr(self, "holder_name", None)  # known to rows ``with_holder`` only
        return f"{holder}　{self.name}（{self.code}）" if holder else f"{self.name}（{self.code}）"
