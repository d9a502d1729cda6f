"""Punctuation of Chinese text: full-width, single, and at the end of every sentence."""

import re
from collections.abc import Iterator

from apps.typesetting.plaintext import CHINESE, body_from_text, widen
from apps.typesetting.textrules.draft import Draft, Line, Remark, at

STOPS = "，。、；：！？"
HALF = "半角标点"
DOUBLE = "标点重复"
UNENDED = "缺少句末标点"
HAN = "\u4e00-\u9fff"
POINT = re.compile(rf"(?<=[{HAN}”》）%])\.(?=[{HAN}]|$)")
QUOTES = re.compile(rf"(?<=[{CHINESE}])[\"'](?=.)|[\"'](?=[{HAN}])")
DOTS = re.compile(r"\.{3,}|。{3,}|・{3,}|·{3,}")
DASHES = re.compile(rf"(?<=[{HAN}])--+(?=[{HAN}])")
TWICE = re.compile(rf"[{STOPS}]{{2,}}")
ALLOWED = ("？！", "！？", "！！", "！！！", "？？")
JOINED = re.compile(r"、(?=[和及与或等](?:[\u4e00-\u9fff]))|、(?=等[，。；])")
NOT_JOINED = re.compile(
    r"、(?:和平|和谐|和睦|和解|和美|和顺|和县|及时|及早|及第|与会|等级|等候|等待|等同|或者|等额|等效|等次|等价)"
)
ENDS = "。！？：；…”）》—"
RUN = re.compile(r"[,:;!?()]{40,}")  # no sentence; bringing it into form would take minutes
LONG = 16  # characters: shorter lines without a mark are headings or items
INSIDE = re.compile(r"[，。；]")


def half_width(draft: Draft) -> Iterator[Remark]:
    """Warn of marks of an English keyboard; most become full-width on the page by themselves."""
    for line in draft.lines():
        wide = line.text if RUN.search(line.text) else widen(line.text)
        if wide != line.text:
            typed = [a for a, b in zip(line.text, wide, strict=True) if a != b]
            marks = "".join(dict.fromkeys(typed))
            quote = _around(line.text, next(i for i, c in enumerate(wide) if c != line.text[i]))
            yield at(HALF, line, quote, f"中文里用了半角标点“{marks}”，排版时自动改为全角。",
                     "改为全角标点。", "none")  # fmt: skip
        for pattern, mend in (
            (POINT, "句号写作“。”。"), (QUOTES, "引号写作“ ”。"),
            (DOTS, "省略号写作“……”。"), (DASHES, "破折号写作“——”。"),
        ):  # fmt: skip
            if found := pattern.search(line.text):
                quote = _around(line.text, found.start(), found.end())
                yield at(HALF, line, quote, f"标点“{found.group()}”不规范。", mend)


def doubled(draft: Draft) -> Iterator[Remark]:
    """Warn of two marks where one should stand, and of 、 beside 和."""
    for line in draft.lines():
        for found in TWICE.finditer(line.text):
            if found.group() not in ALLOWED and not DOTS.match(line.text, found.start()):
                quote = _around(line.text, found.start(), found.end())
                yield at(DOUBLE, line, quote, f"标点重复：“{found.group()}”。", "只留一个。")
        for found in JOINED.finditer(line.text):
            if not NOT_JOINED.match(line.text, found.start()):
                quote = _around(line.text, found.start(), found.end() + 1)
                word = line.text[found.end()]
                yield at(DOUBLE, line, quote, f"“{word}”前面不用顿号。", "删去顿号。")


def unended(draft: Draft) -> Iterator[Remark]:
    """Warn of paragraphs that end without a mark or with a comma."""
    for lines in (draft.body, draft.annex):
        for line in lines:
            if line.text[-1] in "，、,":
                yield at(UNENDED, line, line.text[-8:], "段末是逗号或者顿号。",
                         "改为句号，或者与下一段相接。")  # fmt: skip
            elif _lacks_end(line):
                yield at(UNENDED, line, line.text[-8:], "段末没有标点。", "补上句号。")


def _lacks_end(line: Line) -> bool:
    text = line.text
    if len(text) < LONG or text[-1] in ENDS or not INSIDE.search(text) or RUN.search(text):
        return False
    if not re.search(rf"[{HAN}\d%）]$", text) or re.match(r"附件|联系人", text):
        return False
    (block,) = body_from_text(text)[:1] or (None,)
    heading = getattr(block, "lead", 0) >= len(getattr(block, "text", text))
    return not heading and getattr(block, "kind", "") != "chapter"


def _around(text: str, start: int, end: int = 0) -> str:
    end = end or start + 1
    return text[max(0, start - 4) : end + 4]
