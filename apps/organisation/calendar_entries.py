"""What stands in a person's own calendar: his absences, whom he acts for, what sources tell.

Owns the words. Refuses anything that this person, under his own hats, may not read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from apps.organisation import authority, presence
from apps.organisation.authority import Hat, Span, law
from apps.organisation.models import Absence, Person
from apps.organisation.presence import Entry, Viewer
from apps.organisation.vocabulary import AbsenceKind


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a calendar; ``ends_at`` is excluded, ``is_open`` marks what is asked for."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    words: str
    notes: str = ""
    where: str = ""
    is_open: bool = False

    @property
    def digest(self) -> str:
        """A hash of all that is shown: another hash is another version."""
        times = (self.starts_at.timestamp(), self.ends_at.timestamp())
        said = [*times, self.words, self.notes, self.where, self.is_open]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def items_of(person: Person, hats: Iterable[Hat], start: datetime, end: datetime) -> Iterator[Item]:
    """Yield what stands in a person's calendar in a period."""
    yield from _absences(person, start, end)
    yield from _stood_for(person, authority.span_of(start, end))
    viewer = Viewer(person.pk, tuple(hats))
    for entry in presence.entries({person.pk}, start, end, viewer):
        yield _told(entry)


def _absences(person: Person, start: datetime, end: datetime) -> Iterator[Item]:
    rows = Absence.objects.filter(person=person).overlapping(start, end).order_by("from_at")
    for row in rows:
        is_open = row.approved_at is None
        words = AbsenceKind(row.kind).label
        yield Item(
            f"absence-{row.pk}",
            row.from_at,
            row.over_at,
            f"{words}（待批）" if is_open else words,
            "" if row.leaves_city else f"不{law.words_on(row.from_at).place}",
            row.destination,
            is_open,
        )


def _told(entry: Entry) -> Item:
    notes = "依据：" + "、".join(cite.label for cite in entry.cites) if entry.cites else ""
    times = (entry.from_at, entry.to_at)
    return Item(entry.uid, *times, entry.words, notes, entry.where, entry.is_open)


# Post, authority, absence.
Key = tuple[int, str, int]


@dataclass(slots=True)
class _Turn:
    """A run of instants at which the same hat is worn for the same absence."""

    hat: Hat
    away_id: int
    starts_at: datetime
    ends_at: datetime


def _stood_for(person: Person, span: Span) -> Iterator[Item]:
    """Yield the posts a person acts for: by whom, from when to when, by which clause."""
    if person.pk not in {seat.person_id for seat in span.seats}:
        return
    running: dict[Key, _Turn] = {}
    turns = span.turns()
    for at, until in zip(turns, (*turns[1:], span.end), strict=True):
        worn = dict(_worn(person, span, at))
        for key in [key for key in running if key not in worn]:
            yield _item(running.pop(key))
        for key, hat in worn.items():
            # What was worn before the period began then is told from its own beginning.
            begun = min(at, hat.starts_at or at) if at == span.start else at
            turn = running.setdefault(key, _Turn(hat, key[2], begun, until))
            turn.ends_at = until
    for turn in running.values():
        turn.ends_at = max(turn.ends_at, turn.hat.ends_at or turn.ends_at)
        yield _item(turn)


def _worn(person: Person, span: Span, at: datetime) -> Iterator[tuple[Key, Hat]]:
    board = span.board(at)
    for post_id in board.seats:
        found = authority.outcome(board, post_id)
        if found.substitute and found.away and found.substitute[0].person_id == person.pk:
            hat = found.substitute[1]
            yield (post_id, hat.source, found.away.id), hat


def _item(turn: _Turn) -> Item:
    """Name a run by its authority and absence; one that goes on after a break by its day too."""
    hat = turn.hat
    uid = f"acting-{hat.post_code}-{hat.source.replace(':', '-')}-{turn.away_id}"
    if turn.starts_at != hat.starts_at:
        uid += f"-{timezone.localtime(turn.starts_at):%Y%m%d%H%M}"
    by = f"依据：{hat.cite.label}" if hat.cite else ""
    notes = "\n".join(filter(None, (hat.reason, by)))
    return Item(uid, turn.starts_at, turn.ends_at, f"{hat.label}（{hat.post_name}）", notes)
