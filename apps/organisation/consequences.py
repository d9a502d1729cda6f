"""What a change of seats would bring with it, in sentences, before anybody saves it.

Owns a read model of one post: its portfolio, its AB partner, whom it serves, what was entrusted to
it, its absences to come. Refuses to decide: it tells, a person confirms.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from apps.organisation import policies
from apps.organisation.authority import law
from apps.organisation.authority.periods import after
from apps.organisation.models import (
    ABPair,
    Appointment,
    Delegation,
    Liaison,
    PortfolioEntry,
    PortfolioPlan,
    Post,
)
from apps.organisation.vocabulary import EntryRelation, Holding, PostRole
from apps.organisation.wording import said

SHOWN = 6


def of_ending(post: Post, on: date, *, ending: int | None = None) -> list[str]:
    """Return what happens when nobody holds a post after the day ``on``.

    ``ending`` is the appointment that is about to end then; another one that follows keeps all.
    """
    following = on + timedelta(days=1)
    others = Appointment.objects.on(following).filter(post=post).exclude(pk=ending or 0)
    if others.exists():
        return []
    return [
        *_portfolio(post, following, "没有人办理，须先任命或者明确主持工作的同志"),
        *_pair(post, following, said("对方{away}时须由{mayor}另行指定代行人", away=_away(on))),
        *_served(post, following),
        *_entrusted(post, on),
    ]


def of_appointing(post: Post, kind: str, from_on: date) -> list[str]:
    """Return what somebody takes over with a post from a day on."""
    found = [
        *_portfolio(post, from_on, "由其分管"),
        *_pair(post, from_on, said("互为{cover}，{away}期间相互代行", away=_away(from_on))),
    ]
    if kind == Holding.ACTING_HEAD and found:
        found.insert(0, "以“主持工作”的身份办理，留痕和签名均注明。")
    return found


def _away(on: date) -> str:
    """Return what being away is called in the book of a day."""
    return law.vocabulary(law.book_on(on)).place


def _portfolio(post: Post, day: date, what: str) -> Iterator[str]:
    plan = PortfolioPlan.objects.on(day).first()
    rows = PortfolioEntry.objects.filter(
        plan=plan, leader=post, relation=EntryRelation.PORTFOLIO
    ).order_by("unit__position", "unit_id")
    names = list(rows.values_list("unit__short_name", flat=True))
    if plan and names:
        more = f"等{len(names)}个单位" if len(names) > SHOWN else ""
        yield f"{'、'.join(names[:SHOWN])}{more}{what}。"


def _pair(post: Post, day: date, what: str) -> Iterator[str]:
    pairs = ABPair.objects.on(day).filter(Q(post_a=post) | Q(post_b=post))
    for pair in pairs.select_related("post_a", "post_b"):
        partner = pair.post_b if pair.post_a_id == post.pk else pair.post_a
        yield f"与{policies.seats.holder_name(partner, day)}{what}。"


def _served(post: Post, day: date) -> Iterator[str]:
    if post.role != PostRole.DEPUTY_SECRETARY_GENERAL:
        return
    for liaison in Liaison.objects.on(day).filter(deputy=post).select_related("leader"):
        name = policies.seats.holder_name(liaison.leader, day)
        yield said("{leader}没有联系{deputy_secretary_general}提出意见。", leader=name)


def _entrusted(post: Post, on: date) -> Iterator[str]:
    end = after(on)
    rows = Delegation.objects.filter(
        grantee=post, granted_at__isnull=False, revoked_at__isnull=True, to_at__gt=end
    )
    for row in rows.order_by("from_at", "pk"):
        named = row.get_kind_display() + (f"“{row.subject}”" if row.subject else "")
        yield f"受托的{named}无人承担，须由委托人另行委托。"
