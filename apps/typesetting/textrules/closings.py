"""The last words fit the kind: a 请示 asks for an answer, a 报告 and a 通知 do not."""

import re
from collections.abc import Iterator

from apps.typesetting.textrules.draft import Draft, Line, Remark, at

RULE = "结尾用语"
ASKS = re.compile(
    r"(?:[妥当可]否|是否[妥可得][当行]?|以上(?:请示|意见|事项)|特此请示|专此请示)[^。]{0,16}"
    r"(?:请|望|盼)[^。]{0,8}(?:批示|批准|审批|批复|审示|指示|示|审定|审议|裁定)|"
    r"请(?:予以?|及时|尽快)?(?:批示|批复|审批|批准|审定|指示)。?$"
)
REPORTS = re.compile(r"(?:特此|专此)报告|以上报告")
REPORTED = re.compile(r"(?:特此|专此)报告|以上报告|请(?:予)?审(?:阅|议)|现报请[^。]{0,6}审")
ANSWERS = re.compile(
    r"(?:请|望|盼|敬请|恳请|尚祈|烦请)[^。]{0,16}(?:函复|复函|函告|回复|支持|大力支持|协助|研究|答复)|"
    r"(?:特此|专此|此)(?:函(?:达|告|复|商|询)?|复)|为(?:荷|盼)"
)
REPLIES = re.compile(r"(?:特此|专此)(?:批复|复)|^此复")
NOTIFIES = re.compile(r"(?:特此|专此)(通知|通报|公告|通告)")
ASKING_LETTER = re.compile(r"(?:商请|恳请|请求|申请|征求|商洽|提请|请予|商榷|协调)")
NAMES = {
    "request_for_instructions": "请示", "report": "报告", "letter": "函", "notice": "通知",
    "circular": "通报", "reply_to_request": "批复", "opinion": "意见", "proclamation": "公告",
    "public_notice": "通告",
}  # fmt: skip
# Closings that belong to one kind, and the kinds that may use them too.
OWN = (
    (ASKS, "请批的话", ("request_for_instructions", "bill", "letter")),
    (REPORTS, "报告的结尾", ("report", "bill", "opinion")),
    (REPLIES, "批复的结尾", ("reply_to_request", "letter")),
)
MENDS = {
    "request_for_instructions": "在正文最后另起一段写“妥否，请批示。”",
    "report": "在正文最后另起一段写“特此报告。”",
    "letter": "在正文最后另起一段写“请予函复。”",
}
LAST = 2  # paragraphs in which a closing stands


def closings(draft: Draft) -> Iterator[Remark]:
    """Warn where the last words are those of another kind, or a 请示 has none."""
    if draft.kind not in NAMES or not draft.body:
        return
    last = draft.body[-LAST:]
    wrong = list(_of_other_kinds(draft.kind, last))
    yield from wrong
    if not wrong and (missing := _missing(draft, "".join(line.text for line in last))):
        yield missing


def _of_other_kinds(kind: str, lines: tuple[Line, ...]) -> Iterator[Remark]:
    name = NAMES[kind]
    mend = MENDS.get(kind, "删去这句话，或者改用相应的文种。")
    for line in lines:
        for pattern, what, kinds in OWN:
            found = pattern.search(line.text)
            # Reports on which a decision is asked belong to the book: a request inside a report.
            if found and kind not in kinds and not (kind == "report" and pattern is ASKS):
                sentence = f"文种是{name}，结尾写的是{what}“{found.group()}”。"
                yield at(RULE, line, found.group(), sentence, mend)
        found = NOTIFIES.search(line.text)
        if found and found.group(1) != name:
            sentence = f"文种是{name}，结尾写的是“{found.group()}”。"
            yield at(RULE, line, found.group(), sentence, mend)


def _missing(draft: Draft, text: str) -> Remark | None:
    """A 请示 needs its closing; a 报告 and a letter that asks usually have one."""
    kind = draft.kind
    if kind == "request_for_instructions" and not ASKS.search(text):
        sentence = "请示的结尾没有写请批的话。"
        return Remark(RULE, "body_text", draft.body[-1].number, "", sentence, MENDS[kind])
    if kind == "letter" and ASKING_LETTER.search(draft.title) and not ANSWERS.search(text):
        sentence = "商请、征求意见的函，结尾没有写请对方答复的话。"
        return Remark(RULE, "body_text", draft.body[-1].number, "", sentence, MENDS[kind])
    if kind == "report" and not REPORTED.search(text) and not ASKS.search(text):
        sentence = "报告一般以“特此报告。”结尾。"
        number = draft.body[-1].number
        return Remark(RULE, "body_text", number, "", sentence, MENDS[kind], "none")
    return None
