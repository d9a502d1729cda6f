"""May the office agree on this number? Only where no rule gives one, and while every case holds."""

from __future__ import annotations

from datetime import date

from apps.core.verdicts import Verdict
from apps.organisation.conventions import agreed_on
from apps.rulebook import shelf
from apps.rulebook.book import Book
from apps.rulebook.checking import failing_cases
from apps.rulebook.conventions import Convention, Place, Unsound, agreed, conventions
from apps.rulebook.errors import NotRegulated

SHOWN = 3  # of the cases that fail; the rest is a number


def adjustable(on: date) -> dict[Place, Convention]:
    """Return every number that the office may set under the book of a day, by its place."""
    try:
        return {c.place: c for c in conventions(shelf.in_force(on))}
    except NotRegulated:
        return {}


def may_agree(place: Place, value: int | None, from_on: date, today: date, reason: str) -> Verdict:
    """Answer whether a value may hold from a day on; the past keeps what it was counted with."""
    if from_on < today:
        return Verdict.deny("起用日期不得早于今天：已经计算的期限不能改", field="from_on")
    if not reason.strip():
        return Verdict.deny("请写明理由", field="reason")
    known = adjustable(from_on)
    if place not in known:
        return Verdict.deny("这一项由规则规定，不能由办公室约定", field="place")
    if value is not None and value < 0:
        return Verdict.deny("约定的数值不能为负数", field="value")
    return _cases_hold(shelf.in_force(from_on), {place: value}, from_on)


def _cases_hold(book: Book, change: dict[Place, int | None], on: date) -> Verdict:
    try:
        now = agreed_on(book.entry.series, on)
        tried = agreed(book, {**now, **change}) if change else shelf.book_on(book.name, on)
    except Unsound as error:
        return Verdict.deny(str(error), field="value")
    failing = failing_cases(tried)
    if not failing:
        return Verdict.allow()
    shown = "".join(f"“{p.key}”（{p.shown}）" for p in failing[:SHOWN])
    more = "等" if len(failing) > SHOWN else ""
    named = dict.fromkeys(c for p in failing[:SHOWN] for c in p.clauses)
    told = f"改动后有{len(failing)}个实例不成立：{shown}{more}，请核对后再试"
    return Verdict.deny(told, tuple(book.cite(c) for c in named), field="value")


def cases_hold(on: date) -> Verdict:
    """Answer whether every case of the book of a day holds, before something is published.

    A day before any rules held has no case that could fail.
    """
    try:
        book = shelf.in_force(on)
    except NotRegulated:
        return Verdict.allow()
    return _cases_hold(book, {}, on)
