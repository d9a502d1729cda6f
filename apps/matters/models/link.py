"""Links between matters, and circulation (传阅).

Owns the edges that the closed loop is walked over. Refuses a link of a matter to itself.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Link(models.Model):
    """A typed edge: source ``kind`` target."""

    class Kind(models.TextChoices):
        ADOPTED_BY = "adopted_by", "经…审议通过"
        DECIDED_IN = "decided_in", "在…决定"
        SUPERVISED_BY = "supervised_by", "由…督办"
        ANSWERS = "answers", "答复"
        ATTACHED_TO = "attached_to", "附于"
        SUPERSEDES = "supersedes", "代替"
        SPLITS = "splits", "拆分自"
        ASSIGNED_BY = "assigned_by", "由领导同志交办"

    source = models.ForeignKey("matters.Matter", models.CASCADE, related_name="links_out")
    target = models.ForeignKey("matters.Matter", models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "关联事项"
        verbose_name_plural = "关联事项"
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class Circulation(models.Model):
    """A matter sent to a post to be read, and when it was read."""

    matter = models.ForeignKey("matters.Matter", models.CASCADE, related_name="circulations")
    post = models.ForeignKey("organisation.Post", models.PROTECT, related_name="circulations")
    purpose = models.CharField("用途", max_length=20, default="read")
    sent_at = models.DateTimeField("送达时间")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "传阅"
        verbose_name_plural = "传阅"
        indexes = [
            models.Index(fields=["post"], condition=Q(read_at__isnull=True), name="circ_unread")
        ]
        constraints = [
            models.UniqueConstraint(fields=["matter", "post", "purpose"], name="circulation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.post_id}"
