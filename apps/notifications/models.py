"""Message (消息): one sentence to one person, shown in the office and perhaps sent by mail.

Owns what was told to whom and when, and the state of its mail. Refuses a second message for the
same occurrence (kind, key, person), and keeps no link token: letters are written at sending time.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.notifications.querysets import MessageQuerySet


class Message(models.Model):
    class MailState(models.TextChoices):
        NONE = "none", "不发邮件"
        PENDING = "pending", "待发送"
        SENT = "sent", "已发送"
        FAILED = "failed", "发送失败"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages", verbose_name="收件人"
    )
    kind = models.CharField("类别", max_length=32)
    key = models.CharField("去重键", max_length=150)
    subject = models.CharField("标题", max_length=200)
    text = models.TextField("内容")
    path = models.CharField("站内地址", max_length=200, blank=True)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    # Who writes the letter when it is sent, and from what; ids and words, never a token.
    renderer = models.CharField("信件样式", max_length=40, blank=True)
    renderer_args = models.JSONField("信件参数", default=dict, blank=True)
    mail_state = models.CharField(
        "邮件状态", max_length=8, choices=MailState.choices, default=MailState.NONE
    )
    # Made from the natural key: a letter sent twice carries the same id and is shown once.
    message_id = models.CharField("邮件编号", max_length=150)
    recipient = models.EmailField("收件地址", blank=True)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="message_newest"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="message_unread"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "person"], name="message_once"),
            models.CheckConstraint(
                condition=~Q(mail_state="sent") | Q(sent_at__isnull=False),
                name="message_sent_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(path="") | Q(path__startswith="/"), name="message_path_in_site"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
