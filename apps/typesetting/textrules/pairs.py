"""Marks that come in pairs; and no 、 between 《》 or “” that stand side by side."""

import re
from collections.abc import Iterator

from apps.typesetting.textrules.draft import Draft, Remark, at

RULE = "成对标点"
BETWEEN = "引号、书名号之间"
PAIRS = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "【": "】",
    "(": ")",
    "[": "]",
}
CLOSING = {closing: opening for opening, closing in PAIRS.items()}
NAMES = {"“": "引号", "‘": "引号", "（": "括号", "(": "括号", "《": "书名号", "〈": "书名号",
         "〔": "括号", "【": "括号", "[": "括号"}  # fmt: skip
ITEM = re.compile(r"^\s*(?:\d{1,2}|[a-zA-Z])[)）]")  # 1) at the start of a line is a number
NESTED = re.compile(r"《[^《》]{0,80}《[^《》]{1,80}》[^《》]{0,80}》")
SIDE_BY_SIDE = re.compile(r"(?:》|”)(、)(?:《|“)")


def pairs(draft: Draft) -> Iterator[Remark]:
    """Warn of halves without the other half, and of 《》 inside 《》."""
    for line in draft.lines():
        if fault := _fault(ITEM.sub("", line.text)):
            mark, quote = fault
            opening = CLOSING.get(mark, mark)
            missing = PAIRS[opening] if mark == opening else opening
            yield at(RULE, line, quote, f"{NAMES[opening]}不成对：有“{mark}”，缺“{missing}”。",
                     f"补上“{missing}”，或者删去“{mark}”。")  # fmt: skip
        elif found := NESTED.search(line.text):
            sentence = "书名号里面又用书名号，里面的用单书名号“〈〉”。"
            yield at(RULE, line, found.group()[:20], sentence, "里面的“《》”改为“〈〉”。", "none")


def _fault(text: str) -> tuple[str, str] | None:
    """Return (the mark that stands alone, words around it)."""
    waiting: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if character in PAIRS:
            waiting.append((character, place))
        elif character in CLOSING:
            wide = {")": "(（", "）": "（("}.get(character, CLOSING[character])
            if not waiting or waiting[-1][0] not in wide:
                return character, _around(text, place)
            waiting.pop()
    return (waiting[-1][0], _around(text, waiting[-1][1])) if waiting else None


def between_quotes(draft: Draft) -> Iterator[Remark]:
    """Suggest leaving out 、 between titles or quotations that stand side by side."""
    for line in draft.lines():
        found = next(SIDE_BY_SIDE.finditer(line.text), None)
        if found:
            kind = "书名号" if "《" in found.group() else "引号"
            count = len(SIDE_BY_SIDE.findall(line.text))
            more = f"（本段{count}处）" if count > 1 else ""
            yield at(BETWEEN, line, _around(line.text, found.start(), found.end()),
                     f"并列的{kind}之间不用顿号{more}。", "删去顿号。", "none")  # fmt: skip


def _around(text: str, start: int, end: int = 0) -> str:
    return text[max(0, start - 4) : (end or start + 1) + 4]
