"""The small parts that stand in every row of a list, written by Python: a list draws hundreds.

Owns their markup (icon, light, due, cap, cite, badge, count). Refuses whole blocks: those have a
template each, see ``oa_ui``. A nested template per part took two thirds of a page's time.

A part follows from a few short words and nothing else, so each is kept once written. The types
of the words belong to the key: the same letters may be text or markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from django import template
from django.urls import get_script_prefix
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .due_words import DueWords, due_words
from .values import value_of

register = template.Library()

LIGHTS = {"red": "红灯", "amber": "黄灯", "green": "绿灯", "none": "无时限"}
NOTHING = SafeString("")
KEPT = 1024
CITED = ("clause", "book", "label", "quote")
Part = TypeVar("Part", bound=Callable[..., str])


def kept(part: Part) -> Part:
    """Keep what a part wrote for the same words of the same types."""
    return lru_cache(maxsize=KEPT, typed=True)(part)  # type: ignore[return-value]  # the cache keeps the signature


def clause_url(cite: Any) -> str:
    """Return the address of the page of one clause, in the book that it was cited from."""
    return _clause_url(str(value_of(cite, "clause")), str(value_of(cite, "book")))


def _clause_url(clause: str, book: str) -> str:
    url = f"{get_script_prefix()}rules/clause/{quote(clause, safe='')}/"
    return f"{url}?{urlencode({'book': book})}" if book else url


def _word(value: Any) -> str:
    """Return a word as it may be kept: numbers and lazy words become text."""
    return value if isinstance(value, str) else str(value)


@register.simple_tag
def icon(name: str, small: bool = False) -> str:
    """Draw one symbol of the sprite; always decorative, words stand beside it."""
    return _icon(_word(name), bool(small))


@kept
def _icon(name: str, small: bool) -> str:
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="#i-{}"/></svg>',
        " i-sm" if small else "",
        name,
    )


@register.simple_tag
def light(state: str, text: str = "", hidden: bool = False) -> str:
    """Draw a light: shape, colour and words (``hidden``: words for screen readers only)."""
    state = state if state in LIGHTS else "none"
    words: str = text or LIGHTS[state]
    if hidden:
        words = format_html('<span class="vh">{}</span>', words)
    return format_html('<span class="light is-{}">{}</span>', state, words)


def _words(due_on: Any, today: Any, left: Any, provisional: bool, done: bool) -> DueWords:
    left = None if left in (None, "") else int(left)
    return due_words(due_on or None, today, left, provisional=bool(provisional), done=bool(done))


@register.simple_tag
def due(
    due_on: dt.date | dt.datetime | None,
    today: dt.date | dt.datetime,
    workdays_left: Any = None,
    provisional: bool = False,
    done: bool = False,
    cites: Any = (),
    basis: str = "",
) -> str:
    """Show a countdown in two lines: working days left, then the date and its basis."""
    words = _words(due_on, today, workdays_left, provisional, done)
    because = NOTHING
    if basis or cites:
        because = format_html(
            "{}{}",
            format_html("　{}", basis) if basis else NOTHING,
            format_html("　{}", _links(cites, "rel")) if cites else NOTHING,
        )
    return _countdown(words, because, bool(provisional))


@kept
def _countdown(words: DueWords, because: SafeString, provisional: bool) -> str:
    under = NOTHING
    if words.date or because:
        title = "当年放假安排尚未录入，日期暂定"
        title = format_html(' title="{}"', title) if provisional else NOTHING
        under = format_html("<small{}>{}{}</small>", title, words.date, because)
    return format_html('<div class="due">{}{}</div>', light(words.state, words.text), under)


@register.simple_tag
def due_chip(
    due_on: dt.date | dt.datetime | None,
    today: dt.date | dt.datetime,
    workdays_left: Any = None,
    provisional: bool = False,
    done: bool = False,
) -> str:
    """Show a countdown as one pill."""
    return _chip(_words(due_on, today, workdays_left, provisional, done), bool(provisional))


@kept
def _chip(words: DueWords, provisional: bool) -> str:
    return format_html(
        '<span class="due-chip is-{}"{}>{}</span>',
        words.state,
        format_html(' title="{}"', words.date) if words.date else NOTHING,
        light(words.state, f"{words.chip}（暂定）" if provisional else words.chip),
    )


@register.simple_tag
def cap(label: str) -> str:
    """Show the violet tag of somebody who acts for another; nothing for an own hat."""
    return format_html('<span class="cap">{}{}</span>', icon("swap"), label) if label else NOTHING


@register.simple_tag
def cap_plain(label: str) -> str:
    """Show the violet tag without a symbol, for the page that may load nothing."""
    return format_html('<span class="cap">{}</span>', label) if label else NOTHING


@register.simple_tag
def cite(clause: Any, text: str = "", extra: str = "") -> str:
    """Link one clause (Cite or its JSON); ``extra`` is a class, such as rel inside a row."""
    return _link(
        *(_word(value_of(clause, name)) for name in CITED),
        text=_word(text),
        extra=_word(extra),
        prefix=get_script_prefix(),
    )


@kept
def _link(
    clause: str, book: str, label: str, quoted: str, *, text: str, extra: str, prefix: str
) -> str:
    # ``prefix`` stands in the address; it is named so that it belongs to the key.
    label = label or "工作规则"
    return format_html(
        '<a class="cite{}" href="{}" data-cite="{}"{}{}>{}</a>',
        format_html(" {}", extra) if extra else NOTHING,
        _clause_url(clause, book),
        clause,
        format_html(' data-art="{}"', label) if text and text != label else NOTHING,
        format_html(' title="{}"', quoted) if quoted else NOTHING,
        text or label,
    )


@register.simple_tag
def cites(clauses: Iterable[Any] | None, extra: str = "") -> str:
    """Link several clauses, separated by 、; each label once."""
    return _links(clauses, extra)


def _links(clauses: Iterable[Any] | None, extra: str) -> SafeString:
    seen: dict[str, Any] = {}
    for one in clauses or ():
        seen.setdefault(str(value_of(one, "label") or value_of(one, "clause")), one)
    return format_html_join("、", "{}", ((cite(one, extra=extra),) for one in seen.values()))


@register.simple_tag
def badge(text: str, tone: str = "", icon: str = "") -> str:
    """Show a kind or a state (tone blue, red, amber, green or none), never a countdown."""
    return _badge(_word(text), _word(tone), _word(icon))


@kept
def _badge(text: str, tone: str, symbol: str) -> str:
    return format_html(
        '<span class="badge{}">{}{}</span>',
        format_html(" {}", tone) if tone else NOTHING,
        _icon(symbol, True) if symbol else NOTHING,
        text,
    )


@register.simple_tag
def count(number: int, red: bool = False) -> str:
    """Show a number in a disc; red only for overdue or unread."""
    if not number:
        return NOTHING
    return format_html('<span class="count{}">{}</span>', " is-red" if red else "", number)
