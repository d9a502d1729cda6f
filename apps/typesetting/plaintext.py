"""Reads plain text into paragraphs: chapters, articles, the levels 一、（一）1.（1） and faces.

Every line is a paragraph. Marks typed half-width beside Chinese become full-width; nothing else in
the text is changed, and no line is dropped but empty ones.
"""

import re
from types import MappingProxyType

from apps.typesetting.model import Block, Paragraph

NUMERAL = "[一二三四五六七八九十百零]+"
CHAPTER = re.compile(rf"(第{NUMERAL}[编章节])[\s　]*(.*)")
ARTICLE = re.compile(rf"(第{NUMERAL}条)[\s　]*(.*)")
LEVELS = (
    re.compile(rf"({NUMERAL})、\s*()(.+)"),
    re.compile(rf"[（(]({NUMERAL})[）)]\s*()(.+)"),
    re.compile(r"(\d{1,2})([.．、])\s*(?!\d)(.+)"),
    re.compile(r"[（(](\d{1,2})[）)]\s*()(.+)"),
)
NUMBERS = ("{}、", "（{}）", "{}.", "（{}）")
HEADING_LIMIT = 25  # a first sentence this short, with more after it, is a heading
ENDS = "。！？"
STOPS = "。！？；：，"

WIDE = MappingProxyType(
    {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
)
CHINESE = "\u3400-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…\U00020000-\U000323af"
BESIDE = re.compile(rf"(?<=[{CHINESE}])[,:;!?()]|[,:;!?()](?=[{CHINESE}])")
SPACED = re.compile(rf"(?<=[{CHINESE}])[ \t]+(?=[{CHINESE}])")


def widen(text: str) -> str:
    """Return the text with half-width marks beside Chinese made full-width."""
    previous = ""
    while previous != text:  # a mark beside a mark that has just become wide
        previous = text
        text = BESIDE.sub(lambda mark: WIDE[mark.group()], text)
    return _close_brackets(text)


def _close_brackets(text: str) -> str:
    """Make the second half of a pair as wide as the first: （10月) has its ) beside no Chinese."""
    out, open_wide = [], []
    for character in text:
        if character in "（(":
            open_wide.append(character == "（")
        elif character in "）)" and open_wide:
            character = "）" if open_wide.pop() else character
        out.append(character)
    return "".join(out)


def body_from_text(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of a plain text; numbered ones know their level and their face."""
    lines = [widen(line.strip(" \t\r\n　\ufeff")) for line in text.splitlines()]
    lines = [SPACED.sub("", line) if not CHAPTER.match(line) else line for line in lines if line]
    by_chapters = any(CHAPTER.fullmatch(line) and _is_short(line) for line in lines)
    return tuple(_paragraph(line, by_chapters) for line in lines)


def _is_short(line: str) -> bool:
    return len(line) <= 40 and not any(mark in line for mark in STOPS)


def _paragraph(line: str, by_chapters: bool) -> Paragraph:
    if (chapter := CHAPTER.fullmatch(line)) and _is_short(line):
        name = re.sub(r"[\s　]+", "　", chapter.group(2))
        return Paragraph(f"{chapter.group(1)}　{name}".rstrip("　"), kind="chapter")
    if article := ARTICLE.fullmatch(line):
        number, rest = article.groups()
        return Paragraph(f"{number}　{rest}", level=1, lead=len(number))
    for level, pattern in enumerate(LEVELS, start=1):
        if found := pattern.fullmatch(line):
            number = NUMBERS[level - 1].format(found.group(1))
            rest = found.group(3)
            return Paragraph(number + rest, level, _lead(number, rest, level, by_chapters))
    return Paragraph(line)


def _lead(number: str, rest: str, level: int, by_chapters: bool) -> int:
    """How much stands in 黑体 or 楷体: a heading whole, of an article or item only its number."""
    if level > 2:
        return 0
    if by_chapters:
        return len(number)
    if not any(mark in rest for mark in STOPS):
        return len(number) + len(rest)
    end = min((rest.find(mark) for mark in ENDS if mark in rest), default=-1)
    more = 0 <= end < len(rest) - 1
    if more and end <= HEADING_LIMIT and not any(mark in rest[:end] for mark in "；：，"):
        return len(number) + end + 1
    return len(number)
