"""Numbers of levels: 一、（一）1.（1）, each in order, none skipped, none typed otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from apps.typesetting.manuscript.numerals import chinese, counted
from apps.typesetting.textrules.draft import Draft, Line, Remark, at

RULE = "层次序数"
HAN = "一二三四五六七八九十百零"
FORMS = (
    (1, re.compile(rf"([{HAN}]{{1,6}})、")),
    (2, re.compile(rf"[（(]([{HAN}]{{1,6}})[）)]")),
    (3, re.compile(r"(\d{1,2})[.．、](?!\d)")),
    (4, re.compile(r"[（(](\d{1,2})[）)]")),
)
ARTICLE = re.compile(rf"第([{HAN}]{{1,6}})条")
CHAPTER = re.compile(rf"第([{HAN}]{{1,6}})[编章]")
SECTION = re.compile(rf"第([{HAN}]{{1,6}})节")
ANNEX_LIST = re.compile(r"附件[：:]")
SAMPLE = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
AFTER = re.compile(rf"(?:[（(][{HAN}\d]+[）)]|第[{HAN}]{{1,6}}[章条])\s*[、，.．]")
AFTER_HAN = re.compile(rf"[{HAN}]{{1,6}}[.．，](?=[\u4e00-\u9fff])")
INSIDE = re.compile(rf"(?:^|[，。；：、])([{HAN}]{{1,3}})是(?=[^否不]{{2}})")


def written(level: int, count: int) -> str:
    """Return the number that should stand there."""
    return SAMPLE[level].replace("一", chinese(count)).replace("1", str(count))


@dataclass
class Count:
    """How far the levels have counted."""

    levels: dict[int, int] = field(default_factory=dict)
    running: dict[int, int] = field(default_factory=dict)  # of levels that count on under the next
    others: dict[str, int] = field(default_factory=dict)  # chapters, sections, articles


def numbering(draft: Draft) -> Iterator[Remark]:
    """Warn where numbers jump, come twice, start late, skip a level or are typed otherwise."""
    for lines in (draft.body, draft.annex):
        yield from _ordered(lines)
        for line in lines:
            yield from _typed(line)
            yield from _inside(line)


def _ordered(lines: Sequence[Line]) -> Iterator[Remark]:
    used = {level for line in lines for level, form in FORMS if form.match(line.text)}
    count = Count()
    for line in lines:
        if ANNEX_LIST.match(line.text):
            return  # 附件：1.… 2.… counts by itself
        if remark := _other(count, line):
            yield remark
        for level, form in FORMS:
            if found := form.match(line.text):
                yield from _one(count, line, level, found, used)
                break


def _other(count: Count, line: Line) -> Remark | None:
    """Chapters and articles run through the whole text; sections begin anew in each chapter."""
    for form in (CHAPTER, SECTION, ARTICLE):
        found = form.match(line.text)
        if not found:
            continue
        if form is CHAPTER:
            count.others.pop(SECTION.pattern, None)
        if form is ARTICLE:
            count.levels.clear()
        before, now = count.others.get(form.pattern, 0), counted(found.group(1))
        count.others[form.pattern] = now
        if now != before + 1:
            sentence = f"“{found.group()}”应当接着上一个编号，现不连续。"
            return at(RULE, line, found.group(), sentence, "核对编号。")
    return None


def _one(
    count: Count, line: Line, level: int, found: re.Match[str], used: set[int]
) -> Iterator[Remark]:
    now, before = counted(found.group(1)), count.levels.get(level, 0)
    above = [n for n in count.levels if n < level and count.levels[n]]
    for deeper in [n for n in count.levels if n > level]:
        del count.levels[deeper]
    count.levels[level] = now
    goes_on = not before and now == count.running.get(level, 0) + 1
    count.running[level] = now
    wanted = before + 1
    if now == before and before:
        yield at(RULE, line, found.group(), f"序数“{found.group()}”重复。",
                 f"改为“{written(level, wanted)}”。")  # fmt: skip
    elif now != wanted and not goes_on:
        sentence = f"序数不连续：此处应为“{written(level, wanted)}”，写的是“{found.group()}”。"
        yield at(RULE, line, found.group(), sentence, f"改为“{written(level, wanted)}”。")
    elif before == 0 and (skipped := _skipped(level, above, used)):
        sentence = f"层次跳级：“{SAMPLE[max(above)]}”下面应当先用“{SAMPLE[skipped]}”。"
        yield at(RULE, line, found.group(), sentence, "层次依次用“一、”“（一）”“1.”“（1）”。")


def _skipped(level: int, above: Sequence[int], used: set[int]) -> int:
    """Return the level that is left out, 0 where none is; with two levels 一、 and 1. are usual."""
    highest = max(above, default=0)
    if not highest:
        return 0
    between = range(highest + 1, level)
    left = [n for n in between if n in used or level - highest > 2]
    return left[0] if left else 0


def _typed(line: Line) -> Iterator[Remark]:
    if found := AFTER.match(line.text):
        sentence = f"“{found.group()[:-1]}”后面不加“{found.group()[-1]}”。"
        yield at(RULE, line, found.group(), sentence, f"删去“{found.group()[-1]}”。")
    elif found := AFTER_HAN.match(line.text):
        sentence = f"汉字序数后面用顿号，现为“{found.group()}”。"
        yield at(RULE, line, found.group(), sentence, f"改为“{found.group()[:-1]}、”。")


def _inside(line: Line) -> Iterator[Remark]:
    """一是 … 二是 … in one paragraph: each counts on from the one before."""
    before = 0
    for found in INSIDE.finditer(line.text):
        now = counted(found.group(1))
        if now == 1:
            before = 1
        elif before and now != before + 1:
            words = f"{found.group(1)}是"
            yield at(RULE, line, words, f"段内序数不连续：“{words}”。", "核对“一是”“二是”的次序。")
            before = now
        elif before:
            before = now
