"""The report of an import: what was recognised, what was changed, what was left out.

Owns the sentences. Says nothing where there is nothing to say, and never leaves a loss unsaid.
"""

from collections.abc import Iterator

from apps.typesetting.docx.notes import Note
from apps.typesetting.docx.parsing.pieces import Tally
from apps.typesetting.docx.recognising import Recognised
from apps.typesetting.docx.recognising.assembling import Parts
from apps.typesetting.docx.recognising.texts import Texts
from apps.typesetting.model import Block, Gongwen, Paragraph, Table, chinese_date

LEVELS = {1: "一级“一、”", 2: "二级“（一）”", 3: "三级“1.”", 4: "四级“（1）”"}


def report(found: Recognised, tally: Tally) -> Iterator[Note]:
    """Yield everything a drafter should know before the document is taken over."""
    yield from _recognised(found.gongwen, found.parts)
    yield from _changed(found.texts, found.parts, found.gongwen, tally)
    yield from _dropped(found.parts, tally)


def _recognised(gongwen: Gongwen, parts: Parts) -> Iterator[Note]:
    title = gongwen.title.replace("\n", "")
    day = chinese_date(gongwen.date) if gongwen.date else ""
    printed = chinese_date(gongwen.printed_on) + "印发" if gongwen.printed_on else ""
    for part, text in (
        ("份号", gongwen.copy_number),
        ("紧急程度", gongwen.urgency),
        ("发文机关标志", "、".join(parts.head.marks)),
        ("发文字号", gongwen.reference),
        ("签发人", "、".join(gongwen.signers)),
        ("标题", title),
        ("文种", parts.kind),
        ("主送机关", gongwen.addressees),
        ("正文", _counted(gongwen.body)),
        ("附件说明", "；".join(gongwen.annex_list)),
        ("署名", gongwen.signature_name),
        ("成文日期", day),
        ("附注", gongwen.notes),
        ("出席名单", "；".join(f"{a.label}：{a.names}" for a in gongwen.attendance)),
        ("抄送机关", gongwen.cc),
        ("印发机关和日期", "　".join(filter(None, (gongwen.printed_by, printed)))),
    ):
        if text:
            yield Note("recognised", part, text)
    for annex in gongwen.annexes:
        name = annex.label or "随文印发的正文"
        title = annex.title.replace("\n", "")
        yield Note("recognised", name, f"{title or '（无标题）'}，{_counted(annex.blocks)}")


def _counted(blocks: tuple[Block, ...]) -> str:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    tables = [block for block in blocks if isinstance(block, Table)]
    if not blocks:
        return ""
    levels = [
        f"{name}{count}个"
        for level, name in LEVELS.items()
        if (count := sum(paragraph.level == level for paragraph in paragraphs))
    ]
    sizes = [f"{len(table.rows) + 1}行{len(table.header)}栏" for table in tables]
    words = [f"{len(paragraphs)}段"] if paragraphs else []
    words += [f"其中层次{'、'.join(levels)}"] if levels else []
    words += [f"表格{len(tables)}张（{'、'.join(sizes)}）"] if tables else []
    return "，".join(words)


def _changed(texts: Texts, parts: Parts, gongwen: Gongwen, tally: Tally) -> Iterator[Note]:
    yield from _of_title(parts, gongwen)
    typed, written = parts.head.reference_typed, gongwen.reference
    if typed and typed != written:
        yield Note("changed", "发文字号", f"“{typed}”改为“{written}”")
    day = parts.tail.date_typed
    if day and parts.tail.date is None:
        yield Note("changed", "成文日期", f"“{day}”不是完整的日期，未采用")
    elif gongwen.date and day != chinese_date(gongwen.date):
        yield Note("changed", "成文日期", f"“{day}”改为“{chinese_date(gongwen.date)}”")
    if len(parts.tail.signatures) > 1:
        sentence = "有几个机关署名，已并为一行，请核对"
        yield Note("changed", "署名", sentence, (gongwen.signature_name,))
    yield from _notes("changed", _of_texts(texts, tally))


def _of_title(parts: Parts, gongwen: Gongwen) -> Iterator[Note]:
    if parts.titles and not parts.certain:
        sentence = "没有找到以文种结尾的标题，暂以首行作标题，请核对"
        yield Note("changed", "标题", sentence, (gongwen.title,))
    if not parts.titles and gongwen.layout not in ("order", "minutes"):
        yield Note("changed", "标题", "没有找到标题，请填写")
    if len(parts.titles) > 1:
        sentence = f"原稿标题分{len(parts.titles)}行，已照原稿分行，可以改动"
        yield Note("changed", "标题", sentence, (" / ".join(parts.titles),))


def _of_texts(texts: Texts, tally: Tally) -> tuple[tuple[str, str, list[str]], ...]:
    return (
        ("标点", "半角标点改为全角", texts.marks),
        ("层次序数", "序数改为规范写法", texts.numbers),
        ("层次序数", "自动编号改为文字", texts.automatic),
        ("空格", "去掉汉字之间、段首段末的空格和制表符", texts.blanks),
        ("换行", "段内手动换行改为另起一段", texts.lines),
        ("格式", "居中的段落按正文排，请核对", texts.centred),
        ("表格", "合并的单元格已拆开，内容放在第一格", texts.spans),
        ("表格", "横向页面中的表格单独成页横排", texts.turned),
        ("表格", "表格首行跨栏的标题改为表前的一段", texts.headings),
        ("表格", "表中套表的内容并入单元格", tally.nested),
        ("文本框", "文本框中的文字按位置放入正文，请核对", texts.boxed),
        ("修订", "修订中新增的文字按接受处理", [text for text in tally.inserted if text]),
        ("公式", "公式只保留文字，请核对", tally.formulas),
        ("超链接", "超链接只保留文字", tally.links),
    )


def _dropped(parts: Parts, tally: Tally) -> Iterator[Note]:
    classified = [parts.head.classified] if parts.head.classified else []
    rows = (
        ("密级", "标有密级：涉密文件不得在本系统处理", classified),
        ("标题之前", "标题之前有不能识别的文字", parts.head.unknown),
        ("署名", "印章位置的说明文字", parts.tail.dropped),
        ("版记", "印数", parts.imprint.dropped),
        ("图片", "图片不能导入，请另作附件上传", tally.pictures),
        ("图形", "线条和图形（红线、版记横线由系统排）", tally.shapes),
        ("对象", "嵌入的对象不能导入，请另作附件上传", tally.objects),
        ("批注", "批注", tally.comments),
        ("修订", "修订中删除的文字按已删处理", [text for text in tally.deleted if text]),
        ("隐藏文字", "设为隐藏的文字", [text for text in tally.hidden if text]),
        ("脚注", "脚注和尾注，请并入正文", tally.footnotes),
        ("页眉页脚", "页眉和页脚的文字（页码由系统排）", parts.margins),
        ("目录", "目录", tally.contents),
        ("符号", "符号字体中的符号", tally.symbols),
        ("项目符号", "段首的项目符号", tally.bullets),
        ("拼音", "汉字上方的拼音", tally.readings),
    )
    yield from _notes("dropped", rows)


def _notes(kind: str, rows: tuple[tuple[str, str, list[str]], ...]) -> Iterator[Note]:
    for part, sentence, details in rows:
        if details:
            count = f"（{len(details)}处）" if len(details) > 1 else ""
            yield Note(kind, part, sentence + count, tuple(details))  # type: ignore[arg-type]
