"""Drafts of plain lines: typed any way, with few looks or none."""

from __future__ import annotations

import io
import zipfile

from docx.shared import Pt

from tests.typesetting.docx.corpus.sample import REQUEST, REQUEST_BODY, Sample
from tests.typesetting.docx.oxml import (
    CENTRE,
    RIGHT,
    Draft,
)


def bare_lines() -> bytes:
    """No format at all: one line after another, as pasted from a chat window."""
    return (
        Draft()
        .lines(
            "关于建设高标准农田的请示\n市人民政府：\n"
            + REQUEST_BODY
            + "\n咸宁市农业农村局\n2026年6月2日"
        )
        .data()
    )


def numbers_by_hand() -> bytes:
    """Numbers and blanks typed in every wrong way, tabs for indents."""
    d = Draft()
    d.line("市政府办公室关于做好汛期安全 工作的 通知", align=CENTRE, size=22)
    d.line("各县(市、区)人民政府:")
    for text in (
        "\t为做好汛期安全工作,现就有关事项通知如下:",
        "\t一 、总体要求".replace(" 、", "、 "),
        "\t(一)压实责任。各地要层层落实责任。",
        "\t1、加强值守。",
        "\t2．及时报告。",
        "\t(1)电话报告。",
        "\t(二)排查隐患。",
        "    二、工作要求",
        "    各地要高度重视。",
    ):
        d.line(text)
    d.line("咸宁市人民政府办公室", align=RIGHT)
    d.line("2026年06月02日", align=RIGHT)
    return d.data()


def half_width_marks() -> bytes:
    """Marks of an English keyboard all over."""
    return (
        Draft()
        .lines(
            "关于2026年1-5月经济运行情况的报告\n市人民政府:\n"
            "现将情况报告如下:全市生产总值增长6.3%,比全省高0.5个百分点;投资增长8%(其中工业12%).\n"
            "会议于9:30召开,参加人数1,000人!\n特此报告.\n咸宁市统计局\n2026年6月2日"
        )
        .data()
    )


def lines_by_hand() -> bytes:
    """One paragraph for everything, parted with Shift+Enter."""
    d = Draft()
    title = d.line("市人民政府关于做好秋冬", align=CENTRE, size=22)
    title.runs[0].add_break()
    title.add_run("农业生产工作的通知").font.size = Pt(22)
    body = d.line("各县、市、区人民政府：")
    for text in ("现就有关事项通知如下。", "一、抓好秋播。", "二、抓好管护。"):
        body.runs[-1].add_break()
        body.add_run(text)
    d.line("咸宁市人民政府", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    return d.data()


def fragment() -> bytes:
    """No title, no addressees, no signature: a few sentences."""
    return Draft().lines("各单位要高度重视，抓好落实。\n有关情况及时报告市政府。").data()


def several_annexes() -> bytes:
    """Three annexes, one of them only a table, labels typed in three ways."""
    d = Draft()
    d.lines(
        "市政府办公室关于开展大督查的通知\n市政府各部门：\n现就大督查有关事项通知如下。\n"
        "附件：1.任务清单\n2、联络员名单\n3.督查纪律\n咸宁市人民政府办公室\n2026年6月2日"
    )
    d.page().line("附件1：")
    d.line("任务清单", align=CENTRE, size=22)
    d.table([("任务", "牵头单位"), ("项目建设", "市发展改革委")])
    d.page().line("附件二")
    d.line("联络员名单", align=CENTRE, size=22)
    d.line("各单位一名。")
    d.page().line("附件3：督查纪律")
    d.line("不得影响基层工作。")
    return d.data()


def strict() -> bytes:
    """The same language under the other family of namespaces (ISO 29500 strict)."""
    data = bare_lines()
    out = io.BytesIO()
    swaps = (
        (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
         b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            content = old.read(entry)
            for before, after in swaps:
                content = content.replace(before, after)
            new.writestr(entry.filename, content)
    return out.getvalue()


SAMPLES = {
    "bare_lines": Sample(
        bare_lines,
        {"layout": "down", "title": "关于建设高标准农田的请示",
         "signature_name": "咸宁市农业农村局", **REQUEST},
        tuple(REQUEST_BODY.split("\n")), (0, 1, 0, 1, 0, 0), kind="请示",
    ),
    "numbers_by_hand": Sample(
        numbers_by_hand,
        {"title": "市政府办公室关于做好汛期安全工作的通知", "addressees": "各县（市、区）人民政府",
         "signature_name": "咸宁市人民政府办公室", "date": "2026-06-02"},
        (
            "为做好汛期安全工作，现就有关事项通知如下：", "一、总体要求",
            "（一）压实责任。各地要层层落实责任。", "1.加强值守。", "2.及时报告。",
            "（1）电话报告。",
            "（二）排查隐患。", "二、工作要求", "各地要高度重视。",
        ),
        (0, 1, 2, 3, 3, 4, 2, 1, 0),
        changed=("成文日期", "标点", "层次序数", "空格"), kind="通知",
    ),
    "half_width_marks": Sample(
        half_width_marks,
        {"title": "关于2026年1-5月经济运行情况的报告", "signature_name": "咸宁市统计局", **REQUEST},
        (
            "现将情况报告如下：全市生产总值增长6.3%，比全省高0.5个百分点；投资增长8%（其中工业12%）.",
            "会议于9:30召开，参加人数1,000人！", "特此报告.",
        ),
        changed=("标点",), kind="报告",
    ),
    "lines_by_hand": Sample(
        lines_by_hand,
        {"title": "市人民政府关于做好秋冬\n农业生产工作的通知",
         "addressees": "各县、市、区人民政府", "signature_name": "咸宁市人民政府",
         "date": "2026-06-02"},
        ("现就有关事项通知如下。", "一、抓好秋播。", "二、抓好管护。"),
        (0, 1, 1), changed=("标题", "换行"), kind="通知",
    ),
    "fragment": Sample(
        fragment,
        {"title": "", "addressees": "", "signature_name": "", "date": None},
        ("各单位要高度重视，抓好落实。", "有关情况及时报告市政府。"), changed=("标题",),
    ),
    "several_annexes": Sample(
        several_annexes,
        {"title": "市政府办公室关于开展大督查的通知", "addressees": "市政府各部门",
         "annex_list": ["任务清单", "联络员名单", "督查纪律"],
         "signature_name": "咸宁市人民政府办公室", "date": "2026-06-02"},
        ("现就大督查有关事项通知如下。",),
        annexes=(("附件1", "任务清单"), ("附件2", "联络员名单"), ("附件3", "督查纪律")),
        kind="通知",
    ),
    "strict": Sample(
        strict,
        {"title": "关于建设高标准农田的请示", "signature_name": "咸宁市农业农村局", **REQUEST},
        tuple(REQUEST_BODY.split("\n")), (0, 1, 0, 1, 0, 0), kind="请示",
    ),
}  # fmt: skip
