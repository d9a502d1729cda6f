"""The working rules themselves, as the document they were issued by.

Drafted by the justice bureau, reviewed, adopted by an executive meeting (entered as a Finding),
signed by the mayor, numbered, dated and printed. All of it on the day of the document's date: the
rules are in force from that day, and a matter is opened under a book in force.
"""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random

from django.db import transaction
from django.utils import timezone

from apps.documents.demo.walk import Clock, Walk
from apps.documents.models import Document
from apps.matters import numbers
from apps.organisation.models import Unit
from apps.rulebook import shelf
from apps.rulebook.book import Book
from apps.workdays.calendar import WorkCalendar

REAL_KEY = uuid.UUID("5f0b2c7e-1d7a-4b52-9a64-000020230607")
ADDRESSEES = ["各县、市、区人民政府", "市政府各部门", "咸宁高新区管委会"]
# Every unit that the rules bind, and the leaders.
RECEIVING = (
    "government", "county_government", "township_government", "department", "dispatched_agency",
)  # fmt: skip
MEETING = "市第六届人民政府第29次常务会议"
ADOPTED = f"{MEETING}审议通过。"


class SameDay(Clock):
    """A clock that stays within one working day."""

    def tick(self) -> dt.datetime:
        """Move on by ten minutes."""
        self.now += dt.timedelta(minutes=10)
        return self.now


def rules_text(book: Book) -> str:
    """Return the rules as plain text, chapter by chapter, as they were issued."""
    lines = []
    for chapter in book.text.chapters:
        lines.append(chapter.title)
        for article in chapter.articles:
            # The text as issued writes only the number and 、 before an article.
            number = article.label.removeprefix("第").removesuffix("条")
            first, *others = (p.text for p in article.paragraphs)
            lines += [f"{number}、{first}", *others]
    return "\n".join(lines)


@transaction.atomic
def load_real(days: WorkCalendar) -> Document:
    """Take the document all the way from draft to print; returns it."""
    book = shelf.newest()
    # Rules that come into force later than they are issued rule their own document from that day.
    day = max(book.issued_on, book.effective_from)
    start = timezone.make_aware(dt.datetime.combine(day, dt.time(8, 30)))
    walk = Walk(SameDay(start, start, days, Random(1)), REAL_KEY)
    first = int(book.reference.split("〕")[1].rstrip("号"))
    code, year = book.reference.split("〔")[0], book.issued_on.year
    numbers.open_series(code=code, year=year, first=first)
    walk.draft(
        "sfj",
        "outgoing",
        title=book.text.notice_title,
        document_kind="notice",
        issuer="city_government",
        doc_class="important_policy",
        addressees=ADDRESSEES,
        body_text=_notice(book),
        annex_title=book.title,
        annex_text=rules_text(book),
        notes="此件公开发布",
        disclosure="proactive",
        recipients=Unit.objects.filter(kind__in=RECEIVING),
    )
    walk.send()
    walk.settle("check", "agree", "已核，请按程序提请市政府常务会议审议。")
    walk.references["meeting_adoption"] = MEETING
    walk.prove({"meeting_adoption": ADOPTED})
    walk.settle("present", "done", option=0)
    while walk.waiting() in ("review", "sign"):
        walk.settle(walk.waiting(), "agree", "同意，发。")
    walk.settle("final_check", "pass")
    walk.typeset()
    walk.seal()
    walk.settle("dispatch", "done")
    return walk.document


def _notice(book: Book) -> str:
    body = [p for p in book.text.notice if p.startswith("《")]
    return "\n".join(body)
