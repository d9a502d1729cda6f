"""A paper that is only supposed: where it would go, to whom, by when, and what it would need.

Asks the rules and the organisation what the services ask for a real one; keeps and writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields

from apps.core.verdicts import Verdict
from apps.documents import facts
from apps.documents.purposes import PURPOSES
from apps.documents.services.routing import whole_sections
from apps.organisation import authority
from apps.organisation.authority import Acting
from apps.organisation.models import Absence, Post, Unit
from apps.organisation.vocabulary import PostRole
from apps.rulebook.answers import Deadline, PostRef, RequirementSpec, Signing, Stage
from apps.rulebook.book import Book
from apps.rulebook.rules import documents as law
from apps.rulebook.rules.deadlines import step_deadline
from apps.rulebook.rules.documents import DraftFacts, SubmissionFacts
from apps.rulebook.terms import Urgency
from apps.workdays.calendar import WorkCalendar

# Stations that every paper passes, each with whom it waits for; the leaders' come between.
BEFORE = {
    True: (
        ("release", PostRole.UNIT_HEAD), ("receive", "registry"), ("register", "registry"),
        ("preliminary_review", "registry"), ("opine", "secretariat"),
    ),
    False: (("check", "secretariat"), ("present", "secretariat")),
}  # fmt: skip
AFTER = {
    True: (("answer", "secretariat"),),
    False: (("final_check", "registry"), ("dispatch", "registry")),
}
# Stands for what is not written out: a try-out is not refused for being empty.
TITLE = "试算"
# What a drafter or the office may state of the content.
FLAGS = frozenset(f.name for f in fields(DraftFacts) if f.type in ("bool", bool))


@dataclass(frozen=True)
class Paper:
    """The facts of a paper that is not there."""

    incoming: bool
    unit: Unit
    kind: str
    issuer: str
    doc_class: str
    urgency: Urgency
    subject: str = ""
    title: str = ""
    body: str = ""
    addressees: int = 1
    matters_count: int = 1
    addressed_to_person: bool = False
    major: bool = False
    flags: Collection[str] = ()
    other_units: Sequence[str] = ()
    joint_units: Sequence[str] = ()
    co_leaders: Sequence[Post] = ()
    gone: Collection[int] = field(default=())


@dataclass(frozen=True)
class Station:
    """One station: what is done there, who would do it, by when, and the book's own stage."""

    label: str
    who: tuple[Acting, ...]
    limit: Deadline | None
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way through the office; several where the book leaves a choice of who signs."""

    label: str
    stations: tuple[Station, ...]

    @property
    def last_on(self) -> dt.date | None:
        """The day on which it is through if every station takes all of its time."""
        days = [s.limit.due_on for s in self.stations if s.limit]
        return days[-1] if days else None


def submission(paper: Paper, book: Book) -> tuple[Verdict, ...]:
    """Return what stands against sending it as it is."""
    return law.check_submission(
        SubmissionFacts(
            kind=paper.kind,
            direction="upward" if paper.incoming else "downward",
            sender_unit_kind=paper.unit.kind,
            sender_name=paper.unit.name,
            addressees=tuple(f"主送机关{n + 1}" for n in range(paper.addressees)),
            addressee_is_person=paper.addressed_to_person,
            matters_count=paper.matters_count,
            title=paper.title or TITLE,
            body=paper.body or TITLE,
        ),
        book,
    )


def needs(paper: Paper, book: Book) -> tuple[RequirementSpec, ...]:
    """Return what it would need before it goes on."""
    stated = {name: name in paper.flags for name in FLAGS}
    stated["normative"] = paper.doc_class == "normative"
    about = DraftFacts(
        issuer=paper.issuer, doc_class=paper.doc_class, other_units=tuple(paper.other_units),
        joint_units=tuple(paper.joint_units), department_name=paper.unit.name, **stated,
    )  # fmt: skip
    return law.requirements(about, book)


def signing(paper: Paper, book: Book, at: dt.datetime) -> Signing:
    """Return the ways to sign it."""
    signer = authority.posts_with_role(PostRole.SECRETARY_GENERAL).first()
    asked = facts.signing_about(
        paper.unit, at, issuer=paper.issuer, doc_class=paper.doc_class,
        important="important" in paper.flags,
        signer_away=signer is not None and _is_away(signer, at, paper.gone),
    )  # fmt: skip
    return law.signing(asked, book)


def ways(paper: Paper, book: Book, at: dt.datetime, days: WorkCalendar) -> list[Way]:
    """Return every way it may take, each station counted from the end of the one before."""
    if paper.incoming:
        asked = facts.decision_about(
            paper.unit, at, kind=paper.kind, subject=paper.subject, others=paper.co_leaders,
            major=paper.major,
        )  # fmt: skip
        routes = [law.decision_route(asked, book)]
    else:
        routes = list(signing(paper, book, at).options)
    return [Way(route.label, _stations(paper, route.stages, book, at, days)) for route in routes]


def _stations(
    paper: Paper, stages: Iterable[Stage], book: Book, at: dt.datetime, days: WorkCalendar
) -> tuple[Station, ...]:
    line: list[tuple[str, list[Post], Stage | None]] = []
    for purpose, role in BEFORE[paper.incoming]:
        line.append((purpose, _of_office(role, paper, at), None))
    for stage in stages:
        named = {p.pk: p for ref in stage.posts for p in _posts(ref, paper, at)}
        line.append((stage.purpose, list(named.values()), stage))
    for purpose, role in AFTER[paper.incoming]:
        line.append((purpose, _of_office(role, paper, at), None))
    posts = {post.pk: post for _, found, _ in line for post in found}
    acting = authority.acting_many(list(posts.values()), at, gone=paper.gone) if posts else []
    who = {one.post.pk: one for one in acting}
    made, start = [], authority.local_day(at)
    for purpose, found, at_stage in line:
        limit = step_deadline(purpose, paper.urgency, start, book, days)
        label = PURPOSES[purpose].label
        made.append(Station(label, tuple(who[p.pk] for p in found), limit, at_stage))
        start = limit.due_on if limit else start
    return tuple(made)


def _of_office(role: str, paper: Paper, at: dt.datetime) -> list[Post]:
    """Return who stands at a station before or after the leaders: a head, or a whole section."""
    place = paper.unit.code if role == "secretariat" else ""
    posts = _posts(PostRef(role, unit=place), paper, at)
    return posts if role == PostRole.UNIT_HEAD else whole_sections(posts)


def _posts(ref: PostRef, paper: Paper, at: dt.datetime) -> list[Post]:
    return authority.resolve(ref, unit=paper.unit, at=at)


def _is_away(post: Post, at: dt.datetime, gone: Collection[int]) -> bool:
    people = {person.pk for person, _ in authority.acting(post, at).people}
    real = Absence.objects.covering(at).filter(person__in=people, leaves_city=True)
    return not people or bool(people & set(gone)) or real.exists()
