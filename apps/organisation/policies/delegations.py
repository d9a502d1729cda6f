"""May the mayor's post entrust something, and is it this person who may grant it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from apps.core.verdicts import Verdict
from apps.organisation import authority
from apps.organisation.authority import law
from apps.organisation.models import Delegation, Person, Post
from apps.organisation.vocabulary import LEADER_ROLES, PORTFOLIO_ROLES, DelegationKind, PostRole


def may_delegate(
    *,
    kind: str,
    grantor: Post,
    grantee: Post,
    from_at: datetime,
    to_at: datetime,
    covers: Post | None = None,
    powers: Sequence[str] = (),
    subject: str = "",
    exclude: int | None = None,
) -> Verdict:
    """Answer whether such a delegation makes sense, whoever grants it."""
    if to_at <= from_at:
        return Verdict.deny("截止时间应晚于起始时间", field="to_at")
    if grantor.role != PostRole.MAYOR:
        return Verdict.deny("委托只能由市长岗位作出，受委托人不得转委托", field="grantor")
    if grantor.pk == grantee.pk:
        return Verdict.deny("委托岗位与受委托岗位不能相同", field="grantee")
    checks = {
        DelegationKind.ACTING_MAYOR: lambda: _mandate(grantee, powers, from_at),
        DelegationKind.SPECIAL_TASK: lambda: _task(grantee, subject),
        DelegationKind.NAMED_SUBSTITUTE: lambda: _substitute(grantee, covers),
    }
    if kind not in checks:
        return Verdict.deny("请选择委托种类", field="kind")
    return checks[DelegationKind(kind)]() and _single(
        kind, grantor, covers, from_at, to_at, exclude
    )


def _mandate(grantee: Post, powers: Sequence[str], at: datetime) -> Verdict:
    day = authority.local_day(at)
    return law.may_be_mandated(grantee, day) and law.may_entrust(powers, day)


def _task(grantee: Post, subject: str) -> Verdict:
    if grantee.role not in PORTFOLIO_ROLES:
        return Verdict.deny("专项任务应委托常务副市长或者副市长", field="grantee")
    if not subject.strip():
        return Verdict.deny("专项任务应写明事项", field="subject")
    return Verdict.allow()


def _substitute(grantee: Post, covers: Post | None) -> Verdict:
    if covers is None:
        return Verdict.deny("市长指定代行应写明被代行的岗位", field="covers")
    if covers.role not in PORTFOLIO_ROLES or covers.role == PostRole.MAYOR:
        return Verdict.deny("只能为常务副市长、副市长岗位指定代行", field="covers")
    if not covers.substitutable:
        return Verdict.deny(f"{covers.name}岗位不由他人代行", field="covers")
    if grantee.pk == covers.pk:
        return Verdict.deny("不能指定本人代行本人的岗位", field="grantee")
    if grantee.role not in LEADER_ROLES:
        return Verdict.deny("代行人应是市政府领导同志", field="grantee")
    return Verdict.allow()


def may_stand_in(grantee: Post, at: datetime) -> Verdict:
    """Answer whether the one named is there at all: somebody who is away himself helps nobody."""
    board = authority.board_at(at)
    seat = board.seats.get(grantee.pk)
    if seat is None:
        return Verdict.deny(f"{grantee.name}岗位空缺，不能代行", field="grantee")
    if law.left_city(seat):
        place = law.vocabulary(board.book).place
        return Verdict.deny(f"{seat.person_name}届时也{place}，请另选", field="grantee")
    return Verdict.allow()


def _single(
    kind: str,
    grantor: Post,
    covers: Post | None,
    from_at: datetime,
    to_at: datetime,
    exclude: int | None,
) -> Verdict:
    """Two people never act for one post by two mandates of the same period."""
    if kind == DelegationKind.SPECIAL_TASK:
        return Verdict.allow()
    rows = Delegation.objects.filter(
        kind=kind,
        grantor=grantor,
        covers=covers,
        granted_at__isnull=False,
        revoked_at__isnull=True,
        from_at__lt=to_at,
        to_at__gt=from_at,
    ).exclude(pk=exclude or 0)
    other = rows.select_related("grantee").first()
    if other is None:
        return Verdict.allow()
    label = DelegationKind(kind).label
    return Verdict.deny(f"同一期间已有“{label}”（{other.grantee.name}），请先撤销", field="from_at")


def may_grant(
    by: Person | None, grantor: Post, power: str, *, document: str, at: datetime
) -> Verdict:
    """Answer whether ``by`` may use the post's ``power`` himself or record it from a paper.

    The holder may; somebody acting for him only what the book leaves to that capacity; anybody
    else records a decision on paper and must name it. None is the system.
    """
    if by is None:
        return Verdict.allow()
    worn = [h for h in authority.hats(by, at) if h.post_id == grantor.pk]
    if any(h.is_own or h.may(power) for h in worn):
        return Verdict.allow()
    if worn:
        return law.capacity_may(power, worn[0].capacity, authority.local_day(at))
    if document.strip():
        return Verdict.allow()
    reason = f"只有{grantor.name}可以决定；代录书面批示的，请填写依据文件"
    return Verdict.deny(reason, field="document")
