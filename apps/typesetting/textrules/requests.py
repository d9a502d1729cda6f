"""Requests: hidden in a report, or several in one 请示."""

import re
from collections.abc import Iterator

from apps.typesetting.textrules.draft import Draft, Line, Remark, at

MATTERS = "一文一事"
EMBEDDED = "报告夹带请示"
REQUEST = "request_for_instructions"
SECTION = re.compile(
    r"(?:[一二三四五六七八九十]+、)?\s*(?:请示事项|有关请求|请求事项|恳请事项)[。：:]?$"
)
ITEM = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|[一二三四五六七八九十]是)")
TOP = re.compile(r"[一二三四五六七八九十]+、")
ASKED = re.compile(
    r"(?:恳请|请求|申请|拟请|建议|请|提请|同意)[^。；]{0,40}?"
    r"(?:同意|批准|批复|审批|审定|核定|安排|拨付|追加|解决|支持|授权|印发|设立|成立)"
)
CLOSING = re.compile(r"[妥当可]否|以上(?:请示|意见)|特此请示")
TITLE = re.compile(r"等(?:有关)?(?:问题|事项|\w?项工作)的?请示|[和及]申请[^和及]{2,20}的请示")


def several_matters(draft: Draft) -> Iterator[Remark]:
    """Warn where a 请示 seems to ask for several things while one is stated."""
    if draft.kind != REQUEST or draft.matters_count > 1:
        return
    asked = list(_asked_items(draft.body))
    if len(asked) > 1:
        second = asked[1]
        sentence = (
            f"请示应当一文一事，正文列出的请求有{len(asked)}项：第二项是“{second.text[:20]}”。"
        )
        yield at(MATTERS, second, second.text[:20], sentence,
                 "属于同一件事的不必改；是几件事的，分开行文。")  # fmt: skip
    elif found := TITLE.search(draft.title):
        sentence = f"请示应当一文一事，标题写有“{found.group()}”。"
        yield Remark(MATTERS, "title", 1, found.group(), sentence,
                     "属于同一件事的不必改；是几件事的，分开行文。", "none")  # fmt: skip


def _asked_items(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Yield the numbered items that ask, under the heading of what is asked for."""
    inside = False
    for line in lines:
        if SECTION.match(line.text):
            inside = True
        elif TOP.match(line.text) or CLOSING.search(line.text):
            inside = False
        elif inside and ITEM.match(line.text) and ASKED.search(line.text):
            yield line


def embedded_requests(draft: Draft, phrases: re.Pattern[str]) -> Iterator[Remark]:
    """Yield each place in a report where the book's phrases show a request."""
    for line in draft.body:
        if found := phrases.search(line.text):
            yield at(EMBEDDED, line, found.group(), f"报告中写有请求批准的话“{found.group()}”。",
                     "需要批准的改用请示；不需要批准的删去此句。")  # fmt: skip
