"""A calendar as RFC 5545 writes it: text that calendar programs fetch again and again.

Owns the shape of the file. What stands in it is decided in organisation.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from apps.organisation.calendar_entries import Item
from apps.organisation.models import FeedEntry, Person

if TYPE_CHECKING:
    from icalendar import Calendar, Event

REFRESH = timedelta(hours=1)
GONE = "（已取消）"


def calendar_file(person: Person, rows: Iterable[tuple[Item | None, FeedEntry]]) -> bytes:
    """Return a person's calendar; what was called off says so and nothing more."""
    import icalendar

    book: Calendar = icalendar.Calendar.new(
        prodid=f"-//{settings.OA_SITE_NAME}//OA//ZH",
        method="PUBLISH",
        refresh_interval=REFRESH,
        uid=f"calendar-{person.pk}@{host()}",
    )
    book.add("x-wr-calname", f"{person.name}的日程")
    book.add("x-wr-timezone", settings.TIME_ZONE)
    book.add("x-published-ttl", "PT1H")  # the same for programs that know no REFRESH-INTERVAL
    zone = icalendar.Timezone.from_tzinfo(timezone.get_current_timezone())
    book.add_component(zone)
    for item, row in rows:
        book.add_component(_event(icalendar.Event(), item, row))
    text: bytes = book.to_ical()
    return text


def host() -> str:
    """Return the name of the site, which makes every UID one of its own."""
    return str(urlsplit(settings.SITE_URL).hostname)


def _event(event: Event, item: Item | None, row: FeedEntry) -> Event:
    starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    whole = _is_midnight(starts) and _is_midnight(ends)
    said: dict[str, Any] = {
        "uid": f"{row.uid}@{host()}",
        "sequence": row.sequence,
        "dtstamp": row.changed_at,
        "last-modified": row.changed_at,
        "dtstart": starts.date() if whole else starts,
        "dtend": ends.date() if whole else ends,
        "summary": item.words if item and not row.is_cancelled else GONE,
        "status": _status(item, row),
        "class": "PRIVATE",
        "transp": "TRANSPARENT" if row.is_cancelled or row.uid.startswith("acting-") else "OPAQUE",
    }
    if item and not row.is_cancelled:
        said |= {"description": item.notes, "location": item.where}
    for name, value in said.items():
        if value != "":
            event.add(name, value)
    return event


def _status(item: Item | None, row: FeedEntry) -> str:
    if item is None or row.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if item.is_open else "CONFIRMED"


def _is_midnight(at: datetime) -> bool:
    return (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)
