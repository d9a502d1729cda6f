"""Reading a yearly holiday notice (年度放假安排) as CSV: columns 日期, 类型, 名称. Pure.

Every problem is a Chinese sentence that names its line. Refuses guesses: a make-up working day on
a weekday, a day twice, or a day of another year is a problem, not a correction.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

COLUMNS = ("日期", "类型", "名称")
KINDS = {"放假": False, "休息": False, "上班": True, "调休上班": True}
LONGEST = 100_000
WEEKDAYS = "一二三四五六日"
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One line of a notice."""

    line: int
    on: date
    working: bool
    name: str


@dataclass(slots=True)
class Notice:
    """What was read: usable only if ``problems`` is empty."""

    year: int = 0
    days: list[NoticeDay] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_notice(text: str) -> Notice:
    """Return the days of a notice and everything that is wrong with it."""
    notice = Notice()
    if len(text) > LONGEST:
        notice.problems.append("内容过长，放假安排不应超过 10 万字，请检查是否选错了文件")
        return notice
    for found in _lines(text.lstrip("\ufeff").replace("\x00", "")):
        if isinstance(found, str):
            notice.problems.append(found)
        else:
            notice.days.append(found)
    if notice.days:
        notice.year = Counter(day.on.year for day in notice.days).most_common(1)[0][0]
    elif not notice.problems:
        notice.problems.append("没有读到任何日期，第一行应为“日期,类型,名称”，其后每行一天")
    notice.problems += _contradictions(notice)
    return notice


def _lines(text: str) -> Iterator[NoticeDay | str]:
    first = text.split("\n", 1)[0]
    delimiter = next((mark for mark in "\t，;；" if mark in first), ",")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if header is None:
                header = cells
                lacking = [name for name in COLUMNS if name not in cells]
                if lacking:
                    names = "、".join(lacking)
                    yield f"第 {rows.line_num} 行：缺少“{names}”列，第一行应为“日期,类型,名称”"
                    return
                continue
            yield _day(rows.line_num, dict(zip(header, cells, strict=False)))
    except csv.Error:
        yield f"第 {rows.line_num} 行：不是 CSV 格式，请检查引号是否成对"


def _day(line: int, cells: dict[str, str]) -> NoticeDay | str:
    on = _date(cells.get("日期", ""))
    if on is None:
        return f"第 {line} 行：日期“{cells.get('日期', '')[:20]}”不是有效日期，应写作 2026-10-01"
    kind = cells.get("类型", "")
    if kind not in KINDS:
        return f"第 {line} 行：类型“{kind[:20]}”不认识，只能填“放假”或“上班”"
    working = KINDS[kind]
    name = cells.get("名称", "") or ("调休上班" if working else "")
    if not name:
        return f"第 {line} 行：放假的名称不能空白，例如“国庆节”"
    if len(name) > 60:
        return f"第 {line} 行：名称不应超过 60 字"
    if working and on.weekday() < 5:
        return (
            f"第 {line} 行：{on:%Y-%m-%d} 是星期{WEEKDAYS[on.weekday()]}，"
            "本来就上班，请核对是否应为放假"
        )
    return NoticeDay(line, on, working, name)


def _date(text: str) -> date | None:
    match = DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _contradictions(notice: Notice) -> Iterator[str]:
    seen: dict[date, int] = {}
    for day in notice.days:
        if day.on in seen:
            yield f"第 {day.line} 行：{day.on:%Y-%m-%d} 与第 {seen[day.on]} 行重复"
        seen.setdefault(day.on, day.line)
        eve = day.on.year == notice.year - 1 and day.on.month == 12
        if day.on.year != notice.year and not eve:
            yield (
                f"第 {day.line} 行：{day.on:%Y-%m-%d} 不属于 {notice.year} 年的放假安排，"
                "每次只导入一个年度"
            )
