"""Who may entrust what from the pages, whom to, and the list of what has been entrusted.

Owns read models of the delegation pages. Refuses to grant: services do, and ask again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from apps.core.verdicts import Verdict
from apps.organisation import authority, policies
from apps.organisation.authority import entrusting
from apps.organisation.authority.hat import Hat
from apps.organisation.models import Delegation, Person, Post
from apps.organisation.vocabulary import DelegationKind

# Naming a substitute begins where one is missing: see ``arranging``.
ON_PAGES = (
    DelegationKind.ACTING_MAYOR,
    DelegationKind.SPECIAL_TASK,
    DelegationKind.TOPIC_MEETING,
)
TABS = {"now": "生效中", "coming": "待生效", "proposed": "待批准", "past": "已结束"}
# A sample of a paper: asking beforehand whether entering one would be allowed at all.
SOME_PAPER = "（书面）"


def grantors(by: Person, hats: Iterable[Hat], kind: str, at: datetime) -> list[tuple[Post, str]]:
    """Return the posts for which somebody may grant or enter a delegation, with their holders."""
    hats, day = tuple(hats), authority.local_day(at)
    own = {h.post_id for h in hats if h.is_own and h.may("redelegate")}
    records = any(h.is_own for h in hats) and bool(policies.may_record(by, hats, at))
    roles = [r for r in _parties() if kind in entrusting.kinds_of(r, day)]
    posts = Post.objects.filter(role__in=roles, abolished_on__isnull=True)
    if not records:
        posts = posts.filter(pk__in=own)
    return _held(posts, at)


def grantees(kind: str, among: Iterable[Post], at: datetime) -> list[tuple[Post, str]]:
    """Return the posts to which one of the grantors may entrust such a thing."""
    day = authority.local_day(at)
    roles = {r for post in among for r in entrusting.grantees_of(kind, post.role, day)}
    return _held(Post.objects.filter(role__in=roles, abolished_on__isnull=True), at)


def kinds(by: Person, hats: Iterable[Hat], at: datetime) -> list[tuple[str, str]]:
    """Return the kinds that somebody may grant or enter, as (kind, what the button says)."""
    hats = tuple(hats)
    return [(str(k), k.label) for k in ON_PAGES if hats and grantors(by, hats, k, at)]


def may_take_back(by: Person, hats: Iterable[Hat], row: Delegation, at: datetime) -> Verdict:
    """Answer whether somebody may revoke it on the page, with a paper if need be."""
    if not tuple(hats):
        return Verdict.deny("没有任职岗位的，不在这里撤销委托；管理员在管理后台登记")
    return policies.may_revoke(by, row, document=SOME_PAPER, at=at)


def _parties() -> tuple[str, ...]:
    fact = entrusting.DELEGATION.fact("grantor")
    return tuple(str(v) for v in fact.values) if fact else ()


def _held(posts: Any, at: datetime) -> list[tuple[Post, str]]:
    """Return posts that somebody holds today, in their order."""
    rows = posts.with_holder(authority.local_day(at)).select_related("unit")
    held = rows.filter(holder_name__isnull=False).order_by("position", "pk")
    return [(post, post.holder_name) for post in held]


def listed(tab: str, at: datetime) -> QuerySet[Delegation]:
    """Return the delegations of a tab, the newest first; with names as of today."""
    posts = Post.objects.with_holder(authority.local_day(at))
    rows = getattr(Delegation.objects, TAB_ROWS[tab])(at)
    return (
        rows.select_related("granted_by", "proposed_by", "revoked_by")
        .prefetch_related(*(Prefetch(name, posts) for name in ("grantor", "grantee", "covers")))
        .order_by("-from_at", "-pk")
    )


TAB_ROWS = {"now": "covering", "coming": "coming", "proposed": "proposed", "past": "past"}


def counts(at: datetime) -> dict[str, int]:
    """Return how many stand in each tab but the last."""
    return {tab: listed(tab, at).count() for tab in TABS if tab != "past"}
