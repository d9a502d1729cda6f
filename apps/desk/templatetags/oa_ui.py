"""One template tag per component of the design; each takes plain values.

Owns the mapping from values to the markup in ``templates/components``. Refuses queries, style
attributes and scripts: the pages run under a policy that allows neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from apps.organisation.wording import said

from . import cn_dates, oa_forms, small_parts
from .values import value_of

register = template.Library()
# One load brings all components: pages need not know which module draws which.
register.tags.update(oa_forms.register.tags)
register.tags.update(small_parts.register.tags)
# "请{mayor}指定"|said: the titles of the place, where a tag takes the sentence.
register.filter("said", said)

GO_KEYS = {"home": "h", "doc": "d", "meet": "m", "flag": "s", "cal": "l", "prop": "p"}
MARKS = {"met": "green", "waived": "none", "failed": "red", "open": "amber"}
Context = dict[str, Any]


@register.filter
def cn_date(value: Any, today: Any = None) -> str:
    """Write 6月3日, with the year where it is not this year's."""
    return cn_dates.cn_date(value, today) if value else ""


@register.filter
def cn_datetime(value: Any, today: Any = None) -> str:
    """Write 6月1日 17:05, with the year where it is not this year's."""
    return cn_dates.cn_datetime(value, today) if value else ""


@register.filter
def cn_until(value: Any, today: Any = None) -> str:
    """Write 6月5日 for an end at midnight, 6月5日 15:00 for one in the day."""
    return cn_dates.cn_until(value, today) if value else ""


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


@register.filter
def under(found: Mapping[Any, Any], key: Any) -> Any:
    """Return what stands under a key, None where nothing does."""
    return found.get(key)


@register.simple_tag
def period(starts: Any, ends: Any, today: Any = None) -> str:
    """Write 6月1日—6月5日."""
    return cn_dates.cn_period(starts or None, ends or None, today or None)


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
