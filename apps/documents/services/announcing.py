"""Telling people what became of a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from apps.documents.models import Document
from apps.notifications.services import notify
from apps.organisation import authority
from apps.organisation.models import Person, Post


def people_of(posts: Iterable[Post], at: dt.datetime) -> list[Person]:
    """Return whoever acts for these posts now, each once."""
    people: dict[int, Person] = {}
    for post in posts:
        for person, _hat in authority.acting(post, at).people:
            people.setdefault(person.pk, person)
    return list(people.values())


def announce(
    *,
    document: Document,
    posts: Iterable[Post],
    kind: str,
    subject: str,
    text: str,
    at: dt.datetime,
    key: str = "",
) -> None:
    """Send one message about a document to whoever acts for these posts; once per occurrence."""
    notify(
        people=people_of(posts, at),
        kind=kind,
        key=f"{document.pk}:{key or document.content_version}",
        subject=subject,
        text=text,
        path=f"/documents/{document.pk}/",
        at=at,
    )
