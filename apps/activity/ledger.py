"""A leader's year, read in a constant number of queries however many leaders are asked about.

Owns the putting together of records, matters and the book's judgement of their numbers. Refuses
to ask who may read: the caller hands in posts that he may.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min

from apps.activity import facts, rules
from apps.activity.facts import Period
from apps.activity.models import Activity, ContactPoint, PublicLetter, Reception, ResearchTopic
from apps.organisation.models import Appointment, Person, Post
from apps.organisation.vocabulary import LEADER_ROLES
from apps.rulebook.answers import Tally
from apps.rulebook.book import Book
from apps.rulebook.questions import activity as questions

Q = questions


@dataclass
class LeaderYear:
    """Everything the ledger knows of one leader in one year, as of a day."""

    post: Post
    person: Person
    year: Period
    today: dt.date
    book: Book
    since: dt.date | None
    activities: list[Activity] = field(default_factory=list)
    receptions: list[Reception] = field(default_factory=list)
    points: list[ContactPoint] = field(default_factory=list)
    topics: list[ResearchTopic] = field(default_factory=list)
    letters: list[PublicLetter] = field(default_factory=list)

    @property
    def role(self) -> str:
        """The role of the post, as the book's questions take it: a plain word."""
        return str(self.post.role)

    @property
    def until(self) -> dt.date:
        """The last day that counts: today, or the end of a year that is over."""
        return min(self.today, self.year.last)

    @property
    def half_counts_whole(self) -> bool:
        """Whether half a day counts as one."""
        return rules.half_day_counts_whole(self.book)

    def days(self) -> dict[dt.date, int]:
        """Return the distinct days at the grass roots so far."""
        kinds = rules.marked(self.book, "grassroots")
        return facts.days_out(self.activities, kinds, self.year, self.until)

    def grassroots(self, on: dt.date | None = None) -> Tally:
        """Hold the days so far, or up to another day of the year, against the book's."""
        day = on or self.until
        days = {d: halves for d, halves in self.days().items() if d <= day}
        number = facts.counted(days, half_counts_whole=self.half_counts_whole)
        return self._quota(Q.GRASSROOTS, number, self.year, on=day)

    def research(self) -> Tally:
        """Hold the topics of the year against the book's number."""
        return self._quota(Q.RESEARCH, len(self.counted_topics), self.year)

    @property
    def counted_topics(self) -> list[ResearchTopic]:
        """The topics that were not given up."""
        return [t for t in self.topics if t.state != ResearchTopic.State.DROPPED]

    def visits(self, period: Period | None = None) -> list[Activity]:
        """Return the visits to contact points in a period (the year), as far as they are over."""
        kinds, period = rules.marked(self.book, "contact"), period or self.year
        return [
            a
            for a in self.activities
            if a.kind in kinds and period.holds(a.from_on) and a.from_on <= self.until
        ]

    def contacts(self) -> Tally:
        """Hold the visits of the period that the book counts in against its number."""
        per = rules.counted_per(Q.CONTACTS, self.book, leader_role=self.role)
        period = facts.period_on(per, self.until)
        return self._quota(Q.CONTACTS, len(self.visits(period)), period)

    def last_visits(self) -> list[tuple[ContactPoint, int, dt.date | None]]:
        """Return each contact point with the number of visits this year and the last one."""
        found: dict[int, list[dt.date]] = defaultdict(list)
        for visit in self.visits():
            if visit.contact_point_id:
                found[visit.contact_point_id].append(visit.from_on)
        days = [(p, sorted(found[p.pk])) for p in self.points]
        return [(p, len(d), d[-1] if d else None) for p, d in days]

    def reception_table(self) -> tuple[list[Period], list[dict[str, Any]]]:
        """Return the periods of the year, and a row for each way with the number in each."""
        ways = rules.choices(Q.RECEPTIONS, self.book)
        codes = [code for code, _ in ways]
        per = self._per_reception(codes)
        spans = facts.periods(per, self.year.first.year)
        rows = []
        for code, name in ways:
            days = [r.on for r in self.receptions if r.way == code]
            numbers = [sum(p.holds(d) for d in days) for p in spans]
            now = facts.period_on(per, self.until)
            tally = self._quota(
                Q.RECEPTION_COUNT, sum(now.holds(d) for d in days), now, role="", reception=code
            )
            row = {"code": code, "name": name, "numbers": numbers, "total": len(days)}
            rows.append({**row, "tally": tally})
        return spans, rows

    def _per_reception(self, codes: list[str]) -> str:
        code = codes[0] if codes else ""
        return rules.counted_per(Q.RECEPTION_COUNT, self.book, reception=code) if code else "year"

    def unread(self) -> list[PublicLetter]:
        """Return the letters that wait for him."""
        return [x for x in self.letters if x.state == PublicLetter.State.WAITING]

    def late_topics(self) -> list[ResearchTopic]:
        """Return the topics behind their own plan."""
        return [t for t in self.topics if t.is_late(self.until)]

    def crowded(self) -> list[tuple[Activity, Tally]]:
        """Return the activities with more company than the book has it."""
        known = dict(rules.choices(Q.KINDS, self.book))
        answers = [(a, rules.companions(a, self.book)) for a in self.activities if a.kind in known]
        return [(a, tally) for a, tally in answers if tally.state == "over"]

    def _quota(
        self,
        question: Any,
        count: int,
        period: Period,
        *,
        on: dt.date | None = None,
        role: str | None = None,
        **more: Any,
    ) -> Tally:
        return rules.quota(
            question, count, self.book, role=self.role if role is None else role,
            period=period, on=on or self.until, since=self.since, **more,
        )  # fmt: skip


def load(posts: Iterable[Post], *, year: int, today: dt.date) -> list[LeaderYear]:
    """Return the year of whoever holds each post (at its end where it is over); seven queries.

    A post that nobody holds has no year. Nothing is returned for a year without a book.
    """
    period = facts.year_of(year)
    day = min(max(today, period.first), period.last)
    book = rules.book_on(day)
    posts = list(posts)
    if book is None or not posts:
        return []
    seats = {
        a.post_id: a.person
        for a in Appointment.objects.on(day).filter(post__in=posts).select_related("person")
    }
    since = _since([p.pk for p in seats.values()], period)
    years = [
        LeaderYear(post, seats[post.pk], period, today, book, since.get(seats[post.pk].pk))
        for post in posts
        if post.pk in seats
    ]
    _fill(years, period)
    return years


def _since(people: list[int], period: Period) -> dict[int, dt.date]:
    """Return from which day of the year somebody is a leader, for those who came within it."""
    rows = Appointment.objects.overlapping(period.first, period.last).filter(
        person__in=people, post__role__in=LEADER_ROLES
    )
    firsts = rows.values_list("person").annotate(first=Min("from_on"))
    return {person: first for person, first in firsts if first > period.first}


def _fill(years: list[LeaderYear], period: Period) -> None:
    """Read the records of everybody asked about, one statement for each sort."""
    people: dict[int, list[LeaderYear]] = defaultdict(list)
    posts: dict[int, list[LeaderYear]] = {}
    for one in years:  # somebody may hold two posts
        people[one.person.pk].append(one)
        posts[one.post.pk] = [one]
    span = (period.first, period.last)
    activities = Activity.objects.filter(person__in=people).standing().touching(*span)
    activities = activities.select_related("contact_point").order_by("-from_on", "-pk")
    receptions = Reception.objects.filter(person__in=people, on__range=span).standing()
    points = ContactPoint.objects.filter(person__in=people).standing().holding(*span)
    topics = ResearchTopic.objects.filter(person__in=people, year=period.first.year)
    letters = PublicLetter.objects.filter(leader__in=posts, received_on__range=span)
    _hand_out(activities, "activities", people)
    _hand_out(receptions.select_related("unit").order_by("-on", "-pk"), "receptions", people)
    _hand_out(points.order_by("from_on", "pk"), "points", people)
    _hand_out(topics.select_related("lead_unit").order_by("pk"), "topics", people)
    letters = letters.exclude(phase="withdrawn").order_by("-received_on", "-pk")
    _hand_out(letters, "letters", posts, "leader_id")


def _hand_out(
    rows: Iterable[Any], name: str, to: dict[int, list[LeaderYear]], key: str = "person_id"
) -> None:
    """Put each row into the list of that name of everybody whose it is."""
    for row in rows:
        for one in to[getattr(row, key)]:
            getattr(one, name).append(row)
