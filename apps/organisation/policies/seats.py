"""May a person be appointed, two leaders be paired, a deputy be attached?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Q

from apps.core.verdicts import Verdict
from apps.organisation.authority import law
from apps.organisation.models import ABPair, Appointment, Liaison, Person, Post, Unit
from apps.organisation.wording import said

END_BEFORE_START = Verdict.deny("截止日期不得早于起始日期", field="to_on")


def may_appoint(
    person: Person, post: Post, from_on: date, to_on: date | None, *, exclude: int | None = None
) -> Verdict:
    """Answer whether a post is free for the whole period; one holder at a time."""
    if to_on and to_on < from_on:
        return END_BEFORE_START
    if post.abolished_on:
        return Verdict.deny(f"{post.name}岗位已撤销，不能任职", field="post")
    if not person.is_active:
        return Verdict.deny(f"{person.name}的账号已停用，请先启用", field="person")
    taken = Appointment.objects.overlapping(from_on, to_on).exclude(pk=exclude or 0)
    other = taken.filter(post=post).select_related("person").order_by("from_on").first()
    if other is None:
        return Verdict.allow()
    end = other.to_on.isoformat() if other.to_on else "长期"
    reason = (
        f"{post.name}自{other.from_on.isoformat()}至{end}由{other.person.name}任职，"
        "请先填写其截止日期"
    )
    return Verdict.deny(reason, field="post")


def may_pair(
    post_a: Post, post_b: Post, from_on: date, to_on: date | None, *, exclude: int | None = None
) -> Verdict:
    """Answer whether two posts may be each other's AB partner: the book, then one pair each."""
    if to_on and to_on < from_on:
        return END_BEFORE_START
    if post_a.pk == post_b.pk:
        return Verdict.deny(said("互为{cover}的应是两个不同的岗位"), field="post_b")
    names = (holder_name(post_a, from_on), holder_name(post_b, from_on))
    verdict = law.pair_allowed(post_a, post_b, names, from_on)
    if not verdict:
        return verdict
    rows = ABPair.objects.overlapping(from_on, to_on).exclude(pk=exclude or 0)
    for field, post in (("post_a", post_a), ("post_b", post_b)):
        clash = rows.filter(Q(post_a=post) | Q(post_b=post)).order_by("from_on").first()
        if clash:
            partner = clash.post_b if clash.post_a_id == post.pk else clash.post_a
            refusal = law.pair_taken(
                holder_name(post, from_on), holder_name(partner, from_on), from_on
            )
            return replace(refusal, field=field)
    return Verdict.allow(cites=verdict.cites)


def may_attach(
    leader: Post, from_on: date, to_on: date | None, *, exclude: int | None = None
) -> Verdict:
    """Answer whether a leader has no other deputy secretary-general in the period."""
    if to_on and to_on < from_on:
        return END_BEFORE_START
    rows = Liaison.objects.overlapping(from_on, to_on).exclude(pk=exclude or 0)
    other = rows.filter(leader=leader).select_related("deputy").first()
    if other is None:
        return Verdict.allow()
    name = holder_name(other.deputy, from_on)
    reason = f"{holder_name(leader, from_on)}已由{name}联系，请先填写其截止日期"
    return Verdict.deny(reason, field="leader")


def holder_name(post: Post, day: date) -> str:
    """Return the name of a post's holder on a day, or the post's own name where it is vacant."""
    held = Appointment.objects.on(day).filter(post=post).select_related("person").first()
    return held.person.name if held else post.name


def may_stand_under(unit: Unit) -> Verdict:
    """Answer whether a unit's parent is not the unit itself or one of its own."""
    above, seen = unit.parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == unit.pk:
            reason = f"上级单位不能是{unit.name}本身或者其下级"
            return Verdict.deny(reason, field="parent")
        seen.add(above.pk)
        above = above.parent
    return Verdict.allow()
