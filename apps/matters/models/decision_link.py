"""DecisionLink: a capability for one actor, one step, one version, one decision.

The row is the authority; nothing is decoded from the token. It never logs anybody in.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class DecisionLink(models.Model):
    """A link in one mail to one person about one step."""

    class State(models.TextChoices):
        ACTIVE = "active", "有效"
        USED = "used", "已使用"
        REVOKED = "revoked", "已失效"
        LOCKED = "locked", "已锁定"

    class Risk(models.TextChoices):
        L0 = "L0", "凭链接办理"
        L1 = "L1", "凭链接和审批口令办理"
        L2 = "L2", "须登录办理"

    nonce = models.BinaryField(max_length=16, editable=False)
    # Empty until the mail worker, which alone holds the key, has made the token.
    token_sha256 = models.CharField(max_length=64, blank=True)
    step = models.ForeignKey("matters.Step", models.CASCADE, related_name="decision_links")
    step_version = models.PositiveIntegerField()
    content_sha256 = models.CharField(max_length=64)
    principal = models.ForeignKey(
        "organisation.Post", models.PROTECT, related_name="+", verbose_name="被代表的岗位"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="decision_links",
        verbose_name="办理人",
    )
    hat = models.JSONField("身份")
    allowed_actions = models.JSONField(default=list)
    risk = models.CharField(max_length=2, choices=Risk.choices)
    recipient = models.EmailField("收件地址")
    created_at = models.DateTimeField()
    not_after = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    used_at = models.DateTimeField(null=True, blank=True)
    used_nonce = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=32, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    user_agent = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=32, blank=True)
    pin_failures = models.PositiveSmallIntegerField(default=0)
    first_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "邮件办理链接"
        verbose_name_plural = "邮件办理链接"
        constraints = [
            models.UniqueConstraint(
                fields=["step", "actor"], condition=Q(state="active"), name="link_one_active"
            ),
            models.UniqueConstraint(
                fields=["token_sha256"], condition=~Q(token_sha256=""), name="link_token_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="used") | Q(used_at__isnull=False), name="link_used_has_instant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_id} → {self.actor_id} ({self.state})"
