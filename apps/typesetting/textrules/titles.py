"""The title: it ends with the word of its kind, that of the chosen one, and has few marks."""

import re
from collections.abc import Iterator

from apps.typesetting.textrules.draft import Draft, Line, Remark, at, lines_of

RULE = "标题和文种"
WORDS = {
    "resolution": ("决议",), "decision": ("决定",), "order": ("命令", "令"),
    "communique": ("公报",), "proclamation": ("公告",), "public_notice": ("通告",),
    "opinion": ("意见",), "notice": ("通知",), "circular": ("通报",), "report": ("报告",),
    "request_for_instructions": ("请示",), "reply_to_request": ("批复",), "bill": ("议案",),
    "letter": ("函",), "minutes": ("纪要",),
}  # fmt: skip
ALL = tuple(word for words in WORDS.values() for word in words)
END = re.compile(rf"({'|'.join(ALL)})(?:[（(][^（）()]{{1,12}}[）)])?$")
MARKS = re.compile(r"[，。；：！？,;:!?]")


def titles(draft: Draft) -> Iterator[Remark]:
    """Warn where title and kind do not agree, or marks stand in the title."""
    for line in lines_of("title", draft.title):
        yield from _kind(draft.kind, line)
        yield from _marks(line)


def _kind(kind: str, line: Line) -> Iterator[Remark]:
    words = WORDS.get(kind)
    found = END.search(re.sub(r"\s", "", line.text))
    if not words or kind in ("order", "minutes"):
        return  # these carry their kind in the red head
    if not found:
        sentence = f"标题没有写明文种“{words[0]}”。"
        yield at(RULE, line, "", sentence, f"标题以“{words[0]}”结尾。")
    elif found.group(1) not in words:
        sentence = f"标题写的是“{found.group(1)}”，选的文种是“{words[0]}”。"
        yield at(RULE, line, found.group(1), sentence, "核对后改标题或者改选文种。")
    if "请示报告" in line.text[-6:]:
        sentence = "请示和报告是两个文种，不能并用。"
        yield at(RULE, line, "请示报告", sentence, "需要批准的用“请示”，否则用“报告”。")


def _marks(line: Line) -> Iterator[Remark]:
    outside = re.sub(r"《[^《》]*》|“[^“”]*”|（[^（）]*）", "", line.text)
    if found := MARKS.search(outside):
        sentence = f"标题中除书名号、引号、顿号、括号外一般不用标点，现有“{found.group()}”。"
        yield at(RULE, line, found.group(), sentence, "删去这个标点，或者改写标题。")
