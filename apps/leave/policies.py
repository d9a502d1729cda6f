"""Who may do what to a leave, apart from settling its steps (see ``matters.policies``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from apps.core.verdicts import Verdict
from apps.leave.models import Leave
from apps.leave.purposes import PURPOSES
from apps.organisation.authority import local_day
from apps.organisation.models import Post
from apps.organisation.vocabulary import LEADER_ROLES, PostRole, UnitDuty

if TYPE_CHECKING:
    from apps.matters.models import Step
    from apps.organisation.authority import Hat

OWN = Verdict.deny("本人不能审批本人的请假")
NOT_HIS = Verdict.deny("请假由本人或者为其服务的工作人员办理")


def speaks_for(hat: Hat, leave: Leave) -> bool:
    """Whether the hat speaks for the person: himself, who filled it in, or who serves him."""
    if not hat.is_own:
        return False
    mine = hat.person_id == leave.person_id or hat.post_id == leave.entering_post_id
    return mine or leave.post_id in hat.liaison_posts


def on_duty(hat: Hat) -> bool:
    """Whether the hat belongs to the office that keeps the register of leave."""
    return hat.is_own and hat.unit_duty == UnitDuty.DUTY_OFFICE


def can_edit(hat: Hat, leave: Leave) -> Verdict:
    """Say whether the hat may write and send the request."""
    if not leave.is_editable:
        return Verdict.deny(f"本件现为“{leave.standing}”，不能修改")
    return Verdict.allow() if speaks_for(hat, leave) else NOT_HIS


def can_take_back(hat: Hat, leave: Leave) -> Verdict:
    """Say whether a request that is being decided may be taken back."""
    if leave.state != "asking":
        return Verdict.deny(f"本件现为“{leave.standing}”，不能取回")
    return Verdict.allow() if speaks_for(hat, leave) else NOT_HIS


def can_change(hat: Hat, leave: Leave) -> Verdict:
    """Say whether another period may be asked for."""
    if leave.state != "approved":
        return Verdict.deny(f"本件现为“{leave.standing}”，不能变更时间")
    return Verdict.allow() if speaks_for(hat, leave) else NOT_HIS


def can_report(hat: Hat, leave: Leave) -> Verdict:
    """Say whether the hat may report the return, or cancel: his own side, or the duty office."""
    if not leave.is_in_force:
        return Verdict.deny(f"本件现为“{leave.standing}”，不能办理")
    if speaks_for(hat, leave) or on_duty(hat):
        return Verdict.allow()
    return Verdict.deny("销假由本人、为其服务的工作人员或者总值班室办理")


def can_settle(hat: Hat, step: Step) -> Verdict:
    """Nobody decides on his own request, under whatever hat."""
    if not PURPOSES[step.purpose].decides:
        return Verdict.allow()
    own = Leave.objects.filter(pk=step.matter_id, person=hat.person_id).exists()
    return OWN if own else Verdict.allow()


def served_posts(hats: Iterable[Hat], at: dt.datetime) -> list[Post]:
    """Return the posts for whose holders these hats may fill a request in, besides their own.

    Whoever serves a leader, the duty office for all leaders, a unit's clerk for its chiefs.
    """
    own = [hat for hat in hats if hat.is_own]
    served = {post for hat in own for post in hat.liaison_posts}
    units = {hat.unit_id for hat in own if hat.role == PostRole.CLERK}
    chiefs = (PostRole.UNIT_HEAD, PostRole.UNIT_DEPUTY)
    posts = Post.objects.filter(pk__in=served) | Post.objects.filter(
        unit__in=units, role__in=chiefs
    )
    if any(on_duty(hat) for hat in own):
        posts |= Post.objects.filter(role__in=LEADER_ROLES)
    mine = {hat.post_id for hat in own}
    rows = posts.filter(abolished_on__isnull=True).exclude(pk__in=mine)
    rows = rows.with_holder(local_day(at)).filter(holder_name__isnull=False)
    return list(rows.select_related("unit").order_by("unit__position", "position", "pk").distinct())
