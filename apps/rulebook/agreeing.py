"""Whether book.toml contradicts itself, or the book's own text: its title and its dates.

Owns the comparison. Refuses to guess: where the text names no date, nothing is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from apps.rulebook.schemas import BookEntry
from apps.rulebook.text import BookText

_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_FROM = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起施行")


def disorder(entry: BookEntry) -> Iterable[tuple[str, str]]:
    """Return the keys of book.toml whose dates cannot stand beside each other, each with why."""
    if entry.published_on < entry.issued_on:
        yield "published_on", "发布日期不应早于发文日期"
    if entry.effective_from < entry.issued_on:
        yield "effective_from", "施行日期不应早于发文日期"
    if entry.effective_to and entry.effective_to < entry.effective_from:
        yield "effective_to", "停止执行日期不应早于施行日期"
    if entry.predecessor_issued_on and entry.predecessor_issued_on >= entry.issued_on:
        yield "predecessor_issued_on", "前一版本的发文日期应当早于本版本"


def contradictions(entry: BookEntry, text: BookText) -> Iterable[tuple[str, str]]:
    """Return the keys of book.toml that contradict the text, each with what the text says."""
    if entry.title != text.title:
        yield "title", f"与正文的标题不一致，正文为“{text.title}”"
    issued = [line for line in text.notice if _DATE.fullmatch(line)]
    if issued and _written(entry.issued_on) not in issued:
        yield "issued_on", f"与正文的发文日期不一致，正文为{'、'.join(issued)}"
    for article in text.articles:
        for found in _FROM.finditer(article.text):
            year, month, day = map(int, found.groups())
            if (year, month, day) != entry.effective_from.timetuple()[:3]:
                told = f"{year}年{month}月{day}日"
                yield "effective_from", f"与{article.label}不一致，正文写自{told}起施行"


def _written(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
