"""发文字号: code, year in 〔〕, number without 第 and without leading zeros."""

import re
from collections.abc import Iterator

from apps.typesetting.textrules.draft import Draft, Line, Remark, at

RULE = "发文字号"
LOOSE = re.compile(
    r"([\u4e00-\u9fff]{2,10})([〔\[［（(【﹝{]) ?(\d{2,4})年? ?"
    r"([〕\]］）)】﹞}]) ?(第?) ?(\d{1,6}) ?号"
)
CODE = re.compile(r"(?:发|办|函|文|字|规|令|电|任|复|报|请|纪|会|督|通)$")
LEADING = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|转发|印发|关于|以及|和|与|及|的|将|为|即)"
)
UNBRACKETED = re.compile(r"[\u4e00-\u9fff]{1,6}(?:政发|政办发|政函|政办函) ?(\d{4}) ?(\d{1,6})号")


def references(draft: Draft) -> Iterator[Remark]:
    """Warn of references in the wrong brackets, with 第, with a leading zero or half a year."""
    for line in draft.lines():
        for found in LOOSE.finditer(line.text):
            yield from _one(line, found)
        for found in UNBRACKETED.finditer(line.text):
            sentence = f"发文字号的年份应当加六角括号，现为“{found.group()}”。"
            yield at(RULE, line, found.group(), sentence, f"年份写作“〔{found.group(1)}〕”。")


def _one(line: Line, found: re.Match[str]) -> Iterator[Remark]:
    before, opening, year, closing, ordinal, number = found.groups()
    code = LEADING.sub("", before)
    if not CODE.search(code):
        return
    faults = (
        ((opening, closing) != ("〔", "〕"), "年份用六角括号“〔〕”"),
        (len(year) != 4, "年份写全四位"),
        (bool(ordinal), "序号前不加“第”"),
        (number.startswith("0"), "序号不编虚位"),
    )
    if said := "，".join(words for wrong, words in faults if wrong):
        typed = found.group()[len(before) - len(code) :]
        right = f"{code}〔{year if len(year) == 4 else f'20{year}'}〕{int(number)}号"
        yield at(RULE, line, typed, f"发文字号“{typed}”不规范：{said}。", f"改为“{right}”。")
