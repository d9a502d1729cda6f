"""Taking over a whole staff list at once: posts, people and who holds what, in bulk.

For setting up an office: only new posts are filled, so no seat is checked one by one. Versions
are written for each row, and one trail event names every appointment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.contrib.auth.models import Group
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from apps.core.verdicts import Verdict
from apps.organisation.models import Appointment, Person, Post
from apps.organisation.pinyin import pinyin_of
from apps.organisation.services.writing import note, require


@transaction.atomic
def import_staff(
    *,
    posts: Sequence[Post],
    people: Sequence[Person],
    seats: Iterable[tuple[Post, Person]],
    from_on: date,
    by: Person | None,
    at: datetime,
) -> list[Appointment]:
    """Create unsaved posts with their groups, unsaved people, and seat people on new posts.

    Refused where a seat names a post that is not among the new ones.
    """
    seats = list(seats)
    new = {id(post) for post in posts}
    taken = [post for post, _ in seats if id(post) not in new]
    if taken:
        require(Verdict.deny(f"{taken[0].name}岗位已经存在，请逐个任职", field="post"))
    groups = Group.objects.bulk_create([Group(name=f"岗位:{post.code}") for post in posts])
    for post, group in zip(posts, groups, strict=True):
        post.group = group
    for person in people:
        person.username = person.username.strip().casefold()
        person.pinyin_full, person.pinyin_initials = pinyin_of(person.name)
    kept = {"batch_size": 200, "default_user": by, "default_date": at}
    bulk_create_with_history(list(posts), Post, **kept)
    bulk_create_with_history(list(people), Person, **kept)
    rows = bulk_create_with_history(
        [Appointment(person=person, post=post, from_on=from_on) for post, person in seats],
        Appointment,
        **kept,
    )
    if rows:
        listed = [[row.post.code, row.person.username] for row in rows]
        note(
            "staff_imported",
            rows[0],
            by=by,
            at=at,
            payload={
                "from_on": from_on.isoformat(),
                "seats": listed,
            },
        )
    return rows
