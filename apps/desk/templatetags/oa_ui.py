"""One template tag per component of the design; each takes plain values.

Owns the mapping from values to the markup in ``templates/components``. Refuses queries, style
attributes and scripts: the pages run under a policy that allows neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.urls import get_script_prefix

from . import cn_dates, oa_forms
from .due_words import due_words
from .values import value_of

register = template.Library()
# One load brings all components: pages need not know which module draws which.
register.tags.update(oa_forms.register.tags)

GO_KEYS = {"home": "h", "doc": "d", "meet": "m", "flag": "s", "cal": "l", "prop": "p"}
LIGHTS = {"red": "红灯", "amber": "黄灯", "green": "绿灯", "none": "无时限"}
MARKS = {"met": "green", "waived": "none", "failed": "red", "open": "amber"}
Context = dict[str, Any]


def clause_url(cite: Any) -> str:
    """Return the address of the page of one clause, in the book that it was cited from."""
    url = f"{get_script_prefix()}rules/clause/{quote(str(value_of(cite, 'clause')), safe='')}/"
    book = value_of(cite, "book")
    return f"{url}?{urlencode({'book': book})}" if book else url


@register.filter
def cn_date(value: Any, today: Any = None) -> str:
    """Write 6月3日, with the year where it is not this year's."""
    return cn_dates.cn_date(value, today) if value else ""


@register.filter
def cn_datetime(value: Any, today: Any = None) -> str:
    """Write 6月1日 17:05, with the year where it is not this year's."""
    return cn_dates.cn_datetime(value, today) if value else ""


@register.filter
def cn_full_date(value: Any) -> str:
    """Write 2026年6月2日, always with the year."""
    day = cn_dates.day_of(value) if value else None
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@register.filter
def cn_weekday(value: Any) -> str:
    """Write 星期二."""
    return cn_dates.cn_weekday(value) if value else ""


@register.filter
def go_key(icon_name: str) -> str:
    """Return the letter that follows g for a place of the navigation."""
    return GO_KEYS.get(icon_name, "")


@register.simple_tag
def period(starts: Any, ends: Any, today: Any = None) -> str:
    """Write 6月1日—6月5日."""
    return cn_dates.cn_period(starts or None, ends or None, today or None)


@register.inclusion_tag("_icon.html")
def icon(name: str, small: bool = False) -> Context:
    """Draw one symbol of the sprite; always decorative, words stand beside it."""
    return {"name": name, "small": small}


@register.inclusion_tag("components/light.html")
def light(state: str, text: str = "", hidden: bool = False) -> Context:
    """Draw a light: shape, colour and words (``hidden``: words for screen readers only)."""
    state = state if state in LIGHTS else "none"
    return {"state": state, "text": text or LIGHTS[state], "hidden": hidden}


def _due(due_on: Any, today: Any, left: Any, provisional: bool, done: bool) -> Context:
    left = None if left in (None, "") else int(left)
    words = due_words(due_on or None, today, left, provisional=bool(provisional), done=bool(done))
    return {"words": words, "provisional": bool(provisional)}


@register.inclusion_tag("components/due.html")
def due(
    due_on: dt.date | dt.datetime | None,
    today: dt.date | dt.datetime,
    workdays_left: Any = None,
    provisional: bool = False,
    done: bool = False,
    cites: Any = (),
    basis: str = "",
) -> Context:
    """Show a countdown in two lines: working days left, then the date and its basis."""
    context = _due(due_on, today, workdays_left, provisional, done)
    return context | {"cites": cites or (), "basis": basis}


@register.inclusion_tag("components/due_chip.html")
def due_chip(
    due_on: dt.date | dt.datetime | None,
    today: dt.date | dt.datetime,
    workdays_left: Any = None,
    provisional: bool = False,
    done: bool = False,
) -> Context:
    """Show a countdown as one pill."""
    return _due(due_on, today, workdays_left, provisional, done)


@register.inclusion_tag("components/cap.html")
def cap(label: str) -> Context:
    """Show the violet tag of somebody who acts for another; nothing for an own hat."""
    return {"label": label}


@register.inclusion_tag("components/cap_plain.html")
def cap_plain(label: str) -> Context:
    """Show the violet tag without a symbol, for the page that may load nothing."""
    return {"label": label}


@register.inclusion_tag("components/cite.html")
def cite(clause: Any, text: str = "", extra: str = "") -> Context:
    """Link one clause (Cite or its JSON); ``extra`` is a class, such as rel inside a row."""
    label = value_of(clause, "label") or "工作规则"
    return {
        "clause": value_of(clause, "clause"),
        "url": clause_url(clause),
        "label": label,
        "text": text or label,
        "quote": value_of(clause, "quote"),
        "extra": extra,
    }


@register.inclusion_tag("components/cites.html")
def cites(clauses: Iterable[Any] | None, extra: str = "") -> Context:
    """Link several clauses, separated by 、; each label once."""
    seen: dict[str, Any] = {}
    for one in clauses or ():
        seen.setdefault(str(value_of(one, "label") or value_of(one, "clause")), one)
    return {"clauses": list(seen.values()), "extra": extra}


@register.inclusion_tag("components/badge.html")
def badge(text: str, tone: str = "", icon: str = "") -> Context:
    """Show a kind or a state (tone blue, red, amber, green or none), never a countdown."""
    return {"text": text, "tone": tone, "icon_name": icon}


@register.inclusion_tag("components/count.html")
def count(number: int, red: bool = False) -> Context:
    """Show a number in a disc; red only for overdue or unread."""
    return {"number": number, "red": red}


@register.inclusion_tag("components/why.html")
def why(sentence: str = "", cites: Any = (), reason: str = "", flat: bool = False) -> Context:
    """Say why this came here: the words of the clause, the clause, the fact that triggered it."""
    clauses = list(cites or ())
    words = sentence or (value_of(clauses[0], "quote") if clauses else "")
    return {"words": words, "clauses": clauses, "reason": reason, "flat": flat}


@register.inclusion_tag("components/trail.html")
def trail(items: Iterable[Mapping[str, Any]], today: Any = None) -> Context:
    """List what was done, newest first as given; see components/trail.html for the keys."""
    return {"items": items, "today": today}


@register.inclusion_tag("components/steps.html")
def steps(stages: Iterable[Mapping[str, Any]]) -> Context:
    """Draw the whole path: dicts with label, note and state (done, current, later)."""
    return {"stages": stages}


@register.inclusion_tag("components/then.html")
def then(title: str, text: str, cites: Any = ()) -> Context:
    """Say what follows from the act, before it is done."""
    return {"title": title, "text": text, "cites": cites}


@register.inclusion_tag("components/empty.html")
def empty(
    title: str, text: str = "", icon: str = "inbox", action_url: str = "", action_label: str = ""
) -> Context:
    """Say why a list is empty and when the next item comes."""
    return {
        "title": title,
        "text": text,
        "icon_name": icon,
        "action_url": action_url,
        "action_label": action_label,
    }


@register.inclusion_tag("components/pager.html")
def pager(newer: str = "", older: str = "", note: str = "") -> Context:
    """Link the pages before and after by cursor: full addresses, empty where there is none."""
    return {"newer": newer, "older": older, "note": note}


@register.inclusion_tag("components/chips.html")
def chips(items: Iterable[Mapping[str, Any]], label: str = "筛选") -> Context:
    """Link the usual filters: dicts with label, url, current and optional count."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/requirements.html")
def requirements(items: Iterable[Mapping[str, Any]], today: Any = None) -> Context:
    """List prerequisites with lights: dicts with label, state, reason, cites, note, url."""
    rows = [{"light": MARKS.get(i.get("state", ""), "none"), "item": i} for i in items]
    return {"rows": rows, "today": today}


@register.inclusion_tag("components/table.html")
def table(columns: Any, rows: Any, caption: str, note: str = "") -> Context:
    """Draw a list as a table, cards on a phone: columns (label, cls), rows (cells, url, on)."""
    columns = list(columns)
    shaped = [
        {"row": row, "cells": list(zip(columns, value_of(row, "cells"), strict=True))}
        for row in rows
    ]
    return {"columns": columns, "rows": shaped, "caption": caption, "note": note}
