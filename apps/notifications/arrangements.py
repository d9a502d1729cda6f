"""Asking for a name where nobody may act: the proposer is told of the gap, the namer of the name.

One source of the reminder sweep; each gap of each absence is told once. Refuses to choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from apps.notifications.reminders import SOURCES, Reminder
from apps.organisation import arranging, authority
from apps.organisation.arranging import Wanted
from apps.organisation.authority import law
from apps.organisation.models import Person, Post


@SOURCES.register("organisation.arrangements")
def asked(at: datetime) -> Iterator[Reminder]:
    """Yield what has to be arranged now or within a week, to whoever has the next word."""
    for one in arranging.wanted(at):
        if one.mandate:
            yield from _tell(one, arranging.proposers(at), "mandate_wanted", at)
        elif one.proposal:
            yield from _tell(one, arranging.namers(at), "substitute_proposed", at)
        else:
            yield from _tell(one, arranging.proposers(at), "substitute_wanted", at)


WORDS = {
    "mandate_wanted": "【须报请委托】{name}{away}，尚未登记委托",
    "substitute_wanted": "【请提出代行人选】{name}{away}，无人代行",
    "substitute_proposed": "【请指定代行人】{name}{away}，已提出人选",
}


def _tell(one: Wanted, posts: Iterable[Post], kind: str, at: datetime) -> Iterator[Reminder]:
    away = law.words_on(at).place
    start, end = (timezone.localtime(t) for t in (one.from_at, one.to_at))
    hours = f"{start:%m月%d日%H:%M}至{end:%m月%d日%H:%M}"
    text = f"{one.gap.sentence}时间：{hours}。"
    if one.proposal and kind == "substitute_proposed":
        text += f"建议由{one.proposal.grantee.name}代行。"
    page = "organisation:roles" if one.mandate else "organisation:arrange"
    for person in _people(posts, at):
        yield Reminder(
            person=person,
            kind=kind,
            key=f"{one.absence}:{one.proposal.pk if one.proposal else 0}",
            subject=WORDS[kind].format(name=one.name, away=away),
            text=text,
            path=reverse(page, args=[] if one.mandate else [one.post.code]),
        )


def _people(posts: Iterable[Post], at: datetime) -> list[Person]:
    """Return the holders of posts: what is asked is theirs in person, wherever they are."""
    found = []
    for post in posts:
        board = authority.board_at(at)
        seat = board.seats.get(post.pk)
        if seat is not None:
            found.append(seat.person_id)
    return list(Person.objects.filter(pk__in=found).order_by("pk"))
