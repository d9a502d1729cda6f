"""What topics and letters add to the page that says why and why not.

Asks the rules and the policies; decides nothing, writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from apps.activity import facts, policies, rules, transitions
from apps.activity.models import PublicLetter, ResearchTopic
from apps.core.verdicts import Verdict
from apps.matters import flow, reasons
from apps.matters.flow import Transition
from apps.matters.purposes import Topic, Why
from apps.organisation.authority import Hat
from apps.rulebook.book import Book
from apps.rulebook.inquiries import INQUIRIES
from apps.workdays.services import calendar

# The meanings of a book that a topic, and a letter, may come under.
TOPIC_ASKS = (rules.questions.RESEARCH.key, rules.questions.TOPIC_STATES.key)
LETTER_ASKS = (rules.questions.LETTER.key, rules.questions.ESCALATION.key)


def _asked(key: str, book: Book, **given: object) -> Topic:
    inquiry = INQUIRIES[key]
    return Topic(inquiry.title, inquiry.ask(given, book, calendar()), book)


def topic_table(topic: ResearchTopic) -> tuple[Transition, ...]:
    """Return the procedure of a topic."""
    return transitions.TOPIC


def topic_answers(topic: ResearchTopic, at: dt.datetime) -> Iterable[Topic]:
    """Return what the book says of how many topics a year has, and of their stages."""
    year = facts.year_of(topic.year)
    day = timezone.localdate(at)
    book = rules.book_of(topic, day)
    same = ResearchTopic.objects.filter(person=topic.person, year=topic.year)
    yield _asked(
        rules.questions.RESEARCH.key, book, leader_role=str(topic.leader.role),
        count=same.counted().count(), on=min(max(day, year.first), year.last),
        begins=year.first, ends=year.last,
    )  # fmt: skip
    yield _asked(rules.questions.TOPIC_STATES.key, book)


def topic_acts(
    hats: tuple[Hat, ...], topic: ResearchTopic, at: dt.datetime
) -> Iterable[tuple[str, Verdict]]:
    """Return every verb of a topic, each with whether these hats may do it now."""
    for transition in transitions.TOPIC:
        found = (flow.check(transition, topic, hat=hat, at=at) for hat in hats)
        yield transition.label, reasons.best(found)


def letter_table(letter: PublicLetter) -> tuple[Transition, ...]:
    """Return the procedure of a letter."""
    return transitions.LETTER


def letter_answers(letter: PublicLetter, at: dt.datetime) -> Iterable[Topic]:
    """Return what the book says of who instructs a letter, and of what may be supervised."""
    book = rules.book_of(letter, timezone.localdate(at))
    yield _asked(rules.questions.LETTER.key, book, addressee=True, capacity="holder")
    yield _asked(rules.questions.ESCALATION.key, book)


def letter_acts(
    hats: tuple[Hat, ...], letter: PublicLetter, at: dt.datetime
) -> Iterable[tuple[str, Verdict]]:
    """Return what may be done with a letter besides its steps: taking it back, pressing it on."""
    taken = (flow.check(transitions.WITHDRAW, letter, hat=hat, at=at) for hat in hats)
    yield transitions.WITHDRAW.label, reasons.best(taken)
    yield "转督办", policies.can_press(hats, letter)


TOPIC = Why(topic_table, topic_answers, topic_acts)
LETTER = Why(letter_table, letter_answers, letter_acts)
