"""Documents that are cited: title in 《》 first, then the reference in full-width brackets."""

import re
from collections.abc import Iterator

from apps.typesetting.textrules.draft import Draft, Line, Remark, at

RULE = "引用公文"
# A document of an authority: its title says 关于 … and ends with a kind. Laws have no number.
CITED = re.compile(r"《([^《》]{1,120}(?:《[^《》]{1,60}》[^《》]{0,60})?)》")
KIND = re.compile(
    r"关于.*(?:通知|意见|决定|通报|批复|请示|报告|函|公告|通告|纪要)(?:（[^（）]{1,10}）)?$"
)
NUMBERED = re.compile(r" ?[（(][^（）()]{0,60}\d{4}[^（）()]{0,30}号")
ITS_OWN = re.compile(
    r"(?:将|制定了?|起草了?|形成了?|印发|代拟的?|修订了?|拟定了?|提出了?|审议(?:通过)?了?)$"
)
ISSUED = re.compile(
    r"(?:（[^（）]{0,20}）)?(?:已经|已由|业经|经|印发给|予以印发|送审稿|代拟稿|草案|征求意见稿)"
)
NUMBER_FIRST = re.compile(r"[\u4e00-\u9fff]{1,8}〔\d{4}〕\d{1,6}号(?:文件)?《[^《》]{1,120}》")
ONLY_NUMBER = re.compile(
    r"(?:根据|按照|依据|遵照|贯彻落实|贯彻|落实|转发|执行)(?:了)?"
    r"([\u4e00-\u9fff]{1,8}〔\d{4}〕\d{1,6}号)(?!《)(?:文件|文)?"
)


def citations(draft: Draft) -> Iterator[Remark]:
    """Warn where a cited document has no reference at its first mention, or only a reference."""
    for lines in (draft.body, draft.annex):
        known: set[str] = set()
        for line in lines:
            yield from _without_number(line, known)
            yield from _order(line)


def _without_number(line: Line, known: set[str]) -> Iterator[Remark]:
    for found in CITED.finditer(line.text):
        title = found.group(1)
        if not KIND.search(title):
            continue
        before, after = line.text[: found.start()], line.text[found.end() :]
        first, own = title not in known, ITS_OWN.search(before) or ISSUED.match(after)
        known.add(title)
        if first and not own and not NUMBERED.match(after):
            sentence = f"引用公文第一次出现时，标题后面应当注明发文字号：“《{title}》”。"
            mend = "在书名号后写“（机关代字〔年份〕序号）”；没有发文字号的不必改。"
            yield at(RULE, line, found.group(), sentence, mend, "none")


def _order(line: Line) -> Iterator[Remark]:
    for found in NUMBER_FIRST.finditer(line.text):
        sentence = f"引用公文应当先引标题、后引发文字号，现为“{found.group()[:24]}”。"
        yield at(RULE, line, found.group(), sentence, "改为“《标题》（发文字号）”。")
    for found in ONLY_NUMBER.finditer(line.text):
        sentence = f"引用公文应当先引标题、后引发文字号，现只写“{found.group(1)}”。"
        yield at(RULE, line, found.group(1), sentence, "在发文字号前写明标题，发文字号加圆括号。")
