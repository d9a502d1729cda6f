"""The hat (身份): by what authority one person acts for one post at one instant.

Owns the frozen shapes that authority answers in. Refuses to look anything up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from apps.core.verdicts import Cite, Verdict
from apps.organisation.vocabulary import Capacity, PostRole, UnitDuty, UnitKind

if TYPE_CHECKING:
    from apps.organisation.models import Person, Post

OWN = (Capacity.HOLDER, Capacity.ACTING_HEAD)


@dataclass(frozen=True, slots=True)
class Hat:
    """One person, one post, one authority, one period (``ends_at`` excluded, None is open).

    ``for_person_*`` name the holder whom a substitute acts for. ``excluded_powers`` are the
    powers the book keeps from this capacity. ``stood_in`` marks an own hat whose holder is away
    while somebody else acts: it still reads and keeps what is personal, and ``kept_powers`` are
    those the substitute does not have: nobody else could use them. ``sign_classes`` are the classes
    of documents to which a mandate limits signing, empty for no limit. ``liaison_posts`` are
    the leaders' posts that a deputy secretary-general or his section serves. ``reads`` is what
    the book lets the role always read; ``reason`` is the sentence that put the hat on.
    """

    post_id: int
    post_code: str
    post_name: str
    role: str
    unit_id: int
    unit_code: str
    person_id: int
    capacity: str
    person_name: str = ""
    unit_kind: str = ""
    unit_duty: str = ""
    for_person_id: int | None = None
    for_person_name: str = ""
    source: str = ""
    reason: str = ""
    reads: str = ""
    cite: Cite | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    excluded_powers: frozenset[str] = frozenset()
    stood_in: bool = False
    kept_powers: frozenset[str] = frozenset()
    liaison_posts: tuple[int, ...] = ()
    sign_classes: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """True where the person was appointed to the post, also as acting head."""
        return self.capacity in OWN

    @property
    def label(self) -> str:
        """What a page shows beside the name: 代松见山, with the mandate named where it is one."""
        if self.capacity == Capacity.ACTING_MAYOR:
            return f"代{self.for_person_name}·{Capacity.ACTING_MAYOR.label}"
        if self.capacity == Capacity.ACTING_HEAD:
            return Capacity.ACTING_HEAD.label
        return "" if self.is_own else f"代{self.for_person_name}"

    def may(self, power: str) -> bool:
        """Answer whether the book leaves ``power`` to this capacity, and nobody acts instead."""
        if self.is_own:
            return not self.stood_in or power in self.kept_powers
        return power not in self.excluded_powers

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form kept in steps and trail events."""
        return {
            "post_id": self.post_id,
            "post_code": self.post_code,
            "post_name": self.post_name,
            "unit_code": self.unit_code,
            "person_id": self.person_id,
            "person_name": self.person_name,
            "capacity": self.capacity,
            "for_person_id": self.for_person_id,
            "for_person_name": self.for_person_name,
            "source": self.source,
            "reason": self.reason,
            "label": self.label,
            "cite": self.cite.as_dict() if self.cite else None,
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
        }


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts for a post now; ``gap`` says in a sentence what must be arranged."""

    post: Post
    people: tuple[tuple[Person, Hat], ...]
    gap: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Rights to read that follow from appointments and are never stored as grants.

    ``leader_posts``: posts whose matters one sees through liaison. ``office``: everything in
    the hands of the general office. ``duties``: the registers of one's own sections.
    """

    reads_all: bool = False
    office: bool = False
    leader_posts: tuple[int, ...] = ()
    duties: frozenset[str] = frozenset()


def standing(hats: Iterable[Hat]) -> Standing:
    """Return the standing rights of a person from his hats; no query.

    Own posts give standing rights; of the acted-for ones only reading all passes on.
    """
    hats = tuple(hats)
    own = tuple(h for h in hats if h.is_own)
    posts = {p for h in own for p in h.liaison_posts}
    duties = {h.unit_duty for h in own if h.unit_kind == UnitKind.SECTION}
    return Standing(
        reads_all=any(h.reads == "all" for h in hats),
        office=any(h.reads == "office" or _leads_office(h) for h in own),
        leader_posts=tuple(sorted(posts)),
        duties=frozenset(duties - {UnitDuty.NONE}),
    )


def _leads_office(hat: Hat) -> bool:
    heads = (PostRole.UNIT_HEAD, PostRole.UNIT_DEPUTY)
    return hat.unit_kind == UnitKind.GENERAL_OFFICE and hat.role in heads
