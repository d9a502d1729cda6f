"""May a post entrust something, and is it this person who may grant it or take it back?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from apps.core.verdicts import Verdict
from apps.organisation import authority
from apps.organisation.authority import entrusting, law
from apps.organisation.authority.hat import Hat
from apps.organisation.models import Delegation, Person, Post
from apps.organisation.vocabulary import HATTED, PORTFOLIO_ROLES, DelegationKind, PostRole
from apps.organisation.wording import said


def may_delegate(
    *,
    kind: str,
    grantor: Post,
    grantee: Post,
    from_at: datetime,
    to_at: datetime,
    covers: Post | None = None,
    powers: Sequence[str] = (),
    sign_classes: Sequence[str] = (),
    subject: str = "",
    exclude: int | None = None,
) -> Verdict:
    """Answer whether such a delegation makes sense, whoever grants it."""
    if to_at <= from_at:
        return Verdict.deny("截止时间应晚于起始时间", field="to_at")
    if kind not in DelegationKind.values:
        return Verdict.deny("请选择委托种类", field="kind")
    if grantor.pk == grantee.pk:
        return Verdict.deny("委托岗位与受委托岗位不能相同", field="grantee")
    day = authority.local_day(from_at)
    verdict = entrusting.may_entrust_to(kind, grantor.role, grantee.role, day)
    if not verdict:
        return verdict
    checks = {
        DelegationKind.ACTING_MAYOR: lambda: _mandate(grantee, powers, sign_classes, day),
        DelegationKind.SPECIAL_TASK: lambda: _subject(subject, "专项任务应写明事项"),
        DelegationKind.NAMED_SUBSTITUTE: lambda: _substitute(grantee, covers),
        DelegationKind.TOPIC_MEETING: lambda: _subject(subject, "专题会议应写明会议议题"),
    }
    said = checks[DelegationKind(kind)]() and _single(
        kind, grantor, covers, from_at, to_at, exclude
    )
    return verdict if said else said


def may_begin(from_at: datetime, to_at: datetime, at: datetime) -> Verdict:
    """Answer whether a period lies ahead: nothing is in force before somebody granted it."""
    if to_at <= at:
        return Verdict.deny("截止时间已过", field="to_at")
    if authority.local_day(from_at) < authority.local_day(at):
        return Verdict.deny("起始时间不得早于今天：委托不溯及既往", field="from_at")
    return Verdict.allow()


def _mandate(grantee: Post, powers: Sequence[str], classes: Sequence[str], day: date) -> Verdict:
    known = {code for code, _ in entrusting.signable_classes(day)}
    if stranger := [c for c in classes if c not in known]:
        names = "、".join(entrusting.named_classes(stranger)) or "所选公文"
        return Verdict.deny(
            said("{classes}须由{mayor}本人签署或者签发，不能委托", classes=names),
            field="sign_classes",
        )
    return law.may_be_mandated(grantee, day) and law.may_entrust(powers, day)


def _subject(subject: str, missing: str) -> Verdict:
    return Verdict.allow() if subject.strip() else Verdict.deny(missing, field="subject")


def _substitute(grantee: Post, covers: Post | None) -> Verdict:
    if covers is None:
        return Verdict.deny(said("{mayor}指定代行应写明被代行的岗位"), field="covers")
    if covers.role not in PORTFOLIO_ROLES or covers.role == PostRole.MAYOR:
        return Verdict.deny(
            said("只能为{executive_vice_mayor}、{vice_mayor}岗位指定代行"), field="covers"
        )
    if not covers.substitutable:
        return Verdict.deny(f"{covers.name}岗位不由他人代行", field="covers")
    if grantee.pk == covers.pk:
        return Verdict.deny("不能指定本人代行本人的岗位", field="grantee")
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
    if kind not in HATTED:
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

    The holder may; somebody acting for him only what the book leaves to that capacity; of the
    others only whom the book lets enter a decision on paper, which he must name. None is the
    system.
    """
    if by is None:
        return Verdict.allow()
    hats = authority.hats(by, at)
    worn = [h for h in hats if h.post_id == grantor.pk]
    if any(h.may(power) for h in worn):
        return Verdict.allow()
    if worn:
        return law.capacity_may(power, worn[0].capacity, authority.local_day(at))
    verdict = may_record(by, hats, at)
    if not verdict:
        return verdict
    if document.strip():
        return Verdict.allow()
    reason = f"只有{grantor.name}可以决定；代录书面批示的，请填写依据文件"
    return Verdict.deny(reason, field="document")


def may_record(by: Person, hats: Iterable[Hat], at: datetime) -> Verdict:
    """Answer whether a person may enter a leader's decision from a paper.

    Administrators hold no post: theirs is a permission of the administration.
    """
    day = authority.local_day(at)
    own = [h for h in hats if h.is_own]
    if not own:
        allowed = by.has_perm("organisation.add_delegation")
        return Verdict.allow() if allowed else entrusting.may_record("", day)
    asked = [entrusting.may_record(h.role, day) for h in own]
    return next((v for v in asked if v), asked[0])


def may_revoke(by: Person | None, row: Delegation, *, document: str, at: datetime) -> Verdict:
    """Answer whether ``by`` may take a delegation back, or withdraw a proposal."""
    if row.revoked_at:
        return Verdict.deny("该委托已经撤销")
    if row.to_at <= at:
        return Verdict.deny("该委托已经到期，无需撤销")
    if by is not None and row.granted_at is None and row.proposed_by_id == by.pk:
        return Verdict.allow()
    named = row.kind == DelegationKind.NAMED_SUBSTITUTE
    power = "name_substitute" if named else "redelegate"
    return may_grant(by, row.grantor, power, document=document, at=at)
