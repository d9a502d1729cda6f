"""日历订阅: a person's calendar under a secret address, given out, called in, and read.

The address is shown once and kept as a hash; whoever holds it reads what its owner may read and
nothing else, until it is replaced or called in, or its owner's account is closed.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from apps.core.verdicts import Verdict
from apps.core.versions import save
from apps.organisation import authority
from apps.organisation.calendar_entries import Item, items_of
from apps.organisation.models import CalendarFeed, FeedEntry, Person
from apps.organisation.services.writing import note, require

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
BACK, AHEAD = timedelta(days=31), timedelta(days=366)
FORGOTTEN = timedelta(days=90)
READ_EVERY = timedelta(hours=1)  # how fine the note of the last reading is


def live_feed(person: Person) -> CalendarFeed | None:
    """Return a person's address that is in use, or None."""
    return CalendarFeed.objects.filter(person=person, revoked_at__isnull=True).first()


@transaction.atomic
def issue_feed(*, person: Person, by: Person, at: datetime) -> str:
    """Give a person a new address and return its token, which is kept nowhere; the old one dies."""
    require(_own(person, by))
    _lock(person)
    _call_in(person, by, at)
    token = secrets.token_urlsafe(32)
    row = CalendarFeed(person=person, token_sha256=_hash(token), issued_at=at)
    save(row, by=by, at=at)
    note("calendar_issued", row, by=by, at=at, payload={"person": person.key})
    return token


@transaction.atomic
def revoke_feed(*, person: Person, by: Person, at: datetime) -> None:
    """Call a person's address in: it answers nothing any more. Refused where there is none."""
    require(_own(person, by))
    _lock(person)
    if not _call_in(person, by, at):
        require(Verdict.deny("没有正在使用的订阅地址"))


@transaction.atomic
def call_in_all(*, by: Person | None, at: datetime, person: Person | None = None) -> int:
    """Call in every address, or a person's; return how many. For leaks and restored backups.

    A backup knows nothing of what was called in after it was made.
    """
    rows = CalendarFeed.objects.filter(revoked_at__isnull=True).select_related("person")
    if person is not None:
        rows = rows.filter(person=person)
    held = rows.order_by("pk").select_for_update(no_key=True, of=("self",))
    return sum(_call_in(row.person, by, at) for row in list(held))


def find_feed(token: str) -> CalendarFeed | None:
    """Return the live address of a token whose owner may sign in, or None; one query."""
    if not TOKEN.fullmatch(token):
        return None
    rows = CalendarFeed.objects.filter(revoked_at__isnull=True, person__is_active=True)
    return rows.select_related("person").filter(token_sha256=_hash(token)).first()


def read_feed(*, feed: CalendarFeed, at: datetime) -> list[tuple[Item | None, FeedEntry]]:
    """Return what a calendar says now, each thing with its number; called off ones have no item.

    Writes only where something differs from what was published last.
    """
    start, end = at - BACK, at + AHEAD
    hats = authority.hats(feed.person, at)
    items = {item.uid: item for item in items_of(feed.person, hats, start, end)}
    if feed.last_read_at is None or feed.last_read_at <= at - READ_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=at)
    known = _known(feed.person, start)
    if _differences(items, known, start, end):
        known = _publish(feed, items, start, end, at)
    return [(items.get(uid), row) for uid, row in known.items()]


def _known(person: Person, start: datetime) -> dict[str, FeedEntry]:
    rows = FeedEntry.objects.filter(person=person, ends_at__gt=start).order_by("starts_at", "uid")
    return {row.uid: row for row in rows}


def _differences(
    items: dict[str, Item], known: dict[str, FeedEntry], start: datetime, end: datetime
) -> set[str]:
    """Return what is new, changed, or no longer there though its hours lie in the period."""
    changed = {
        uid
        for uid, item in items.items()
        if (row := known.get(uid)) is None or row.is_cancelled or row.digest != item.digest
    }
    gone = {
        uid
        for uid, row in known.items()
        if uid not in items and not row.is_cancelled and row.starts_at < end and row.ends_at > start
    }
    return changed | gone


@transaction.atomic
def _publish(
    feed: CalendarFeed, items: dict[str, Item], start: datetime, end: datetime, at: datetime
) -> dict[str, FeedEntry]:
    """Number what has changed, call off what is gone, forget what is long over."""
    CalendarFeed.objects.select_for_update(no_key=True).get(pk=feed.pk)
    FeedEntry.objects.filter(person=feed.person, ends_at__lt=start - FORGOTTEN).delete()
    rows = {row.uid: row for row in FeedEntry.objects.filter(person=feed.person)}
    for uid in _differences(items, rows, start, end):
        item, row = items.get(uid), rows.get(uid)
        if item is None:
            assert row is not None
            row.is_cancelled = True
        else:
            row = row or FeedEntry(person=feed.person, uid=uid, sequence=0)
            row.is_cancelled, row.digest = False, item.digest
            row.starts_at, row.ends_at = item.starts_at, item.ends_at
        row.sequence = row.sequence + 1 if row.pk else 0
        row.changed_at = at
        row.save()
    return _known(feed.person, start)


def _call_in(person: Person, by: Person | None, at: datetime) -> bool:
    row = live_feed(person)
    if row is None:
        return False
    row.revoked_at = at
    save(row, by=by, at=at)
    note("calendar_revoked", row, by=by, at=at, payload={"person": person.key})
    return True


def _lock(person: Person) -> None:
    list(Person.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk"))


def _own(person: Person, by: Person) -> Verdict:
    if by.pk != person.pk:
        return Verdict.deny("日历订阅地址只能由本人生成和停用")
    return Verdict.allow()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
