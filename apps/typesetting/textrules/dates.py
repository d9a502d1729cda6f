"""Dates in Arabic digits, whole, without leading zeros, and of days that exist."""

import calendar
import re
from collections.abc import Iterator

from apps.typesetting.textrules.draft import Draft, Line, Remark, at

RULE = "日期"
CHINESE = re.compile(
    r"[一二][〇○零一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月)?(?:[一二三四五六七八九十]{1,3}日)?"
)
ARABIC = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
MONTH_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
ZERO = re.compile(r"(?<!\d)(?:(\d{4})年)?(0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)")
MARKED = re.compile(
    r"(?<![\d.])(?:19|20)\d{2}([./-])(0?[1-9]|1[0-2])\1(0?[1-9]|[12]\d|3[01])(?![\d.])"
)
SHORT = re.compile(r"(?<![\d.])\d{2}年\d{1,2}月")
WIDE = re.compile(r"[０-９]+")


def dates(draft: Draft) -> Iterator[Remark]:
    """Warn of dates typed in another form, and of days that no calendar has."""
    for line in draft.lines():
        yield from _forms(line)
        yield from _impossible(line)


def _forms(line: Line) -> Iterator[Remark]:
    for found in CHINESE.finditer(line.text):
        yield at(RULE, line, found.group(), f"日期用阿拉伯数字，现为“{found.group()}”。",
                 "改为“2026年6月2日”的写法。")  # fmt: skip
    for found in ZERO.finditer(line.text):
        typed = found.group()
        plain = re.sub(r"(?<!\d)0(\d)", r"\1", typed)
        yield at(RULE, line, typed, f"月、日不编虚位，现为“{typed}”。", f"改为“{plain}”。")
    for found in MARKED.finditer(line.text):
        year = found.group()[:4]
        plain = f"{year}年{int(found.group(2))}月{int(found.group(3))}日"
        yield at(RULE, line, found.group(), f"日期应当写明年、月、日，现为“{found.group()}”。",
                 f"改为“{plain}”。")  # fmt: skip
    for found in SHORT.finditer(line.text):
        yield at(RULE, line, found.group(), f"年份应当写全四位，现为“{found.group()}”。",
                 "写全年份。")  # fmt: skip
    for found in WIDE.finditer(line.text):
        yield at(RULE, line, found.group(), f"数字应当用半角，现为“{found.group()}”。",
                 "改为半角数字。")  # fmt: skip


def _impossible(line: Line) -> Iterator[Remark]:
    for found in ARABIC.finditer(line.text):
        year, month, day = (int(part or 1) for part in found.groups())
        if not _exists(year, month, day):
            yield _no_such_day(line, found.group())
    for found in MONTH_DAY.finditer(line.text):
        if not _exists(2024, int(found.group(1)), int(found.group(2))):
            yield _no_such_day(line, found.group())


def _exists(year: int, month: int, day: int) -> bool:
    known = 1 <= month <= 12 and year > 0
    return known and 1 <= day <= calendar.monthrange(year, month)[1]


def _no_such_day(line: Line, typed: str) -> Remark:
    return at(RULE, line, typed, f"没有“{typed}”这个日期。", "核对日期。")
