"""Leave (请假): a matter by which somebody asks to be away, and by which he reports his return.

Owns what is asked, what was decided of it, and the closed list of its states. Refuses to say who
must approve: that is asked of the book. Whether anybody acts for him is not kept here either: the
approved Absence of the organisation switches the hats.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.matters.models import Matter
from apps.matters.querysets import MatterQuerySet
from apps.organisation.wording import later


class LeaveQuerySet(MatterQuerySet):
    """Adjectives of leave."""

    def in_force(self) -> Self:
        """Narrow to what is approved and not yet over: away, or about to be."""
        return self.filter(state__in=Leave.IN_FORCE)

    def between(self, from_at: dt.datetime, to_at: dt.datetime) -> Self:
        """Narrow to periods that touch [from_at, to_at)."""
        return self.filter(from_at__lt=to_at, to_at__gt=from_at)

    def unfiled(self) -> Self:
        """Narrow to approved leave of which a superior office has not been told."""
        return self.filter(filed_at__isnull=True, state__in=(*Leave.IN_FORCE, "returned"))


class Leave(Matter):
    """One request for leave, from the form to the reported return."""

    class State(models.TextChoices):
        DRAFTING = "drafting", "拟写"
        ASKING = "asking", "审批中"
        APPROVED = "approved", "已批准"
        CHANGING = "changing", "变更审批中"
        RETURNED = "returned", "已销假待补报备"
        ENDED = "ended", "已销假"
        REFUSED = "refused", "未批准"
        CANCELLED = "cancelled", "已取消"
        WITHDRAWN = "withdrawn", "已撤销"

    IN_FORCE = ("approved", "changing")

    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    state = models.CharField(
        "状态", max_length=12, choices=State.choices, default=State.DRAFTING, db_index=True
    )
    # Who is away, and the post by which the book decides who must agree.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="leaves", verbose_name="请假人"
    )
    post = models.ForeignKey(
        "organisation.Post", models.PROTECT, related_name="leaves", verbose_name="请假人岗位"
    )
    # Staff may fill the form in for a leader; it is his request all the same.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填写人"
    )
    entering_post = models.ForeignKey(
        "organisation.Post", models.PROTECT, related_name="+", verbose_name="填写岗位"
    )
    # A code of the book's own list: another city names other kinds.
    leave_kind = models.CharField("类别", max_length=32)
    leaves = models.BooleanField("离开本地", default=True)
    summoned = models.BooleanField(later("参加{government}召开的会议"), default=False)
    destination = models.CharField("前往地点", max_length=100, blank=True)
    from_at = models.DateTimeField("离开时间")
    to_at = models.DateTimeField("返回时间")
    reason = models.CharField("事由", max_length=300)
    approval_file = models.CharField("批件文号", max_length=80, blank=True)
    companions = models.CharField("同行人员", max_length=200, blank=True)
    cover = models.ForeignKey(
        "organisation.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="外出期间主持工作",
    )
    contact = models.CharField("联系电话", max_length=40)
    # What the book found of it when it was sent, and the reasons given for it.
    late = models.BooleanField("逾期报告", default=False)
    after_the_fact = models.BooleanField("事后补假", default=False)
    given_reason = models.CharField("未按规定报送的原因", max_length=300, blank=True)
    # The last stage of the book's route that has been opened.
    stage = models.PositiveSmallIntegerField("进行到", default=0)
    absence = models.OneToOneField(
        "organisation.Absence",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leave",
        verbose_name="外出登记",
    )
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    objection = models.TextField("不同意见", blank=True)
    # All offices that the book names have been told; the time of the last one.
    filed_at = models.DateTimeField("报备完成时间", null=True, blank=True)
    # A change that waits for approval; the old period holds meanwhile.
    new_from_at = models.DateTimeField("变更后离开时间", null=True, blank=True)
    new_to_at = models.DateTimeField("变更后返回时间", null=True, blank=True)
    change_reason = models.CharField("变更原因", max_length=300, blank=True)
    returned_at = models.DateTimeField("返回报告时间", null=True, blank=True)

    objects = LeaveQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    class Meta:
        verbose_name = "请假"
        verbose_name_plural = "请假"
        indexes = [
            # The sweep for those who have not reported back, and the calendar of who is away.
            models.Index(
                fields=["to_at"],
                condition=Q(state__in=["approved", "changing"]),
                name="leave_in_force",
            ),
            models.Index(fields=["person", "from_at"], name="leave_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_at__gt=F("from_at")),
                name="leave_from_to",
                violation_error_message="返回时间应晚于离开时间",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "changing", "returned", "ended"])
                | Q(absence__isnull=False, approved_at__isnull=False),
                name="leave_in_force_has_absence",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "ended"]) | Q(returned_at__isnull=False),
                name="leave_ended_has_return",
            ),
            models.CheckConstraint(
                condition=~Q(state="changing")
                | Q(new_from_at__isnull=False, new_to_at__gt=F("new_from_at")),
                name="leave_change_from_to",
            ),
        ]

    @property
    def is_editable(self) -> bool:
        """Whether the request may still be written."""
        return self.state == self.State.DRAFTING

    @property
    def is_in_force(self) -> bool:
        """Whether it is approved and the return not yet reported."""
        return self.state in self.IN_FORCE

    def has_begun(self, at: dt.datetime) -> bool:
        """Whether the person has left by then."""
        return self.from_at <= at

    def snapshot(self) -> dict[str, Any]:
        """Return what was asked, for the trail."""
        return {
            "person": self.person.key,
            "post": self.post.code,
            "leave_kind": self.leave_kind,
            "leaves": self.leaves,
            "from_at": self.from_at.isoformat(),
            "to_at": self.to_at.isoformat(),
        }
