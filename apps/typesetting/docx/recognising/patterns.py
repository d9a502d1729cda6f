"""How the parts of an official document are written, and the wrong forms that drafts have."""

import datetime as dt
import re

from apps.typesetting.manuscript.numerals import counted

BLANKS = " \t\u3000"
LONGEST = 600  # characters: a longer line is text, and no expression is tried on it
NUMERALS = "一二三四五六七八九十"
KINDS = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示",
    "批复", "议案", "函", "纪要",
)  # fmt: skip
KIND_END = re.compile(rf"({'|'.join(KINDS)})(?:[（(〔\[][^（）()]{{1,12}}[）)〕\]])?$")
SENTENCE = re.compile(r"[。；;！!？?，,：:、]$|。")
NUMBERED = re.compile(
    rf"([{NUMERALS}]+、|[（(][{NUMERALS}\d]+[）)]|\d+[.．、]|第[{NUMERALS}百]+[章条])"
)
MARK = re.compile(r"[\u4e00-\u9fff（）()、\s]{2,40}(文\s*件|会议纪要|纪\s*要|令)")
REFERENCE = re.compile(
    r"([\u4e00-\u9fff]{1,14})\s*[〔\[［（(【﹝]\s*(\d{4})\s*[〕\]］）)】﹞]\s*第?\s*(\d+)\s*号"
)
ORDER = re.compile(r"第\s*(\d+)\s*[号次]")
SIGNER = re.compile(r"签\s*发\s*人\s*[：:]\s*(.*)")
COPY_NUMBER = re.compile(r"(?:份号[：:]?\s*)?(\d{6})")
URGENCY = re.compile(r"(特急|加急|平急|特提|急件)")
CLASSIFIED = re.compile(r"(绝密|机密|秘密)\s*([★☆].*)?")
RULE = re.compile(r"[-—_＿=＝─━*]{3,}")
ADDRESSEE = re.compile(
    r"(政府|委员会|局|厅|办|部门|单位|公司|中心|院|会|校|处|科|省|市|县|区|乡|镇|街道|党组|党委|"
    r"组织|机构|企业|银行|署|部|关|队|站|所)"
)
NO_ADDRESSEE = re.compile(r"如下|现将|现就|根据|为了|为切实|为进一步|按照|[。；;！？]")
COPIES = re.compile(r"抄\s*送\s*(?:机关)?\s*[：:]\s*(.*)", re.DOTALL)
PRINTED = re.compile(r"(.*?)[\s\u3000]*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印\s*发")
PRINT_RUN = re.compile(r"[（(]?\s*共印\s*\d*\s*份\s*[）)]?")
LABEL = re.compile(rf"附\s*件\s*([{NUMERALS}]{{1,3}}|\d{{1,2}})?\s*[：:]?")
LABEL_WITH_TITLE = re.compile(rf"附\s*件\s*([{NUMERALS}]{{1,3}}|\d{{1,2}})?\s*[：:]\s*(.+)")
ANNEX_LIST = re.compile(r"附\s*件\s*[：:]\s*(.+)")
LISTED = re.compile(r"(\d{1,2})\s*[.．、]\s*(.+)")
BRACKETED = re.compile(r"[（(](.+)[）)]")
CONTACT = re.compile(r"联\s*系\s*(?:人|电\s*话)\s*[：:].+")
SEAL = re.compile(r"[（(]\s*(?:盖章|印章|公章|盖公章|章)\s*[）)]")
ATTENDANCE = re.compile(r"(出席|请假|列席|缺席|参加)(?:人员|单位|会议)?\s*[：:]\s*(.+)")
ARABIC = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
YEAR = "[一二][〇○零０Ｏ一二三四五六七八九]{3}"
CHINESE = re.compile(rf"({YEAR})年([{NUMERALS}]{{1,2}})月([{NUMERALS}]{{1,3}})日")
UNDATED = re.compile(rf"(?:\d{{4}}|{YEAR}|[\s×xX]*)\s*年[\s\d×xX]*月[\s\d×xX]*日")
DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {c: "0" for c in "〇○０Ｏ"}


def whole(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Match a whole line, where it is short enough to be anything but text."""
    return pattern.fullmatch(text) if len(text) <= LONGEST else None


def squeezed(text: str) -> str:
    """Return a text without any blanks."""
    return re.sub(r"\s", "", text)


def day_of(text: str) -> dt.date | None:
    """Return the date that a whole line is, in Arabic or Chinese numerals; None where none is."""
    if found := whole(ARABIC, text):
        return _day(*map(int, found.groups()))
    if found := whole(CHINESE, squeezed(text)):
        year = int("".join(DIGITS[c] for c in found.group(1)))
        return _day(year, counted(found.group(2)), counted(found.group(3)))
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def kind_of(title: str) -> str:
    """Return the word of the kind that a title ends with, "" where it ends with none."""
    found = KIND_END.search(squeezed(title))
    return found.group(1) if found else ""


def is_title_like(text: str) -> bool:
    """Say whether a line may be part of a title: no sentence, no number, not long."""
    return 0 < len(text) <= 60 and not SENTENCE.search(text) and not NUMBERED.match(text)
