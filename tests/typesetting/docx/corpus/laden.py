"""Drafts with what is no plain text: boxes, revisions, tables, pictures, comments."""

from __future__ import annotations

from docx.shared import Cm

from tests.typesetting.docx.corpus.sample import REQUEST, Sample
from tests.typesetting.docx.oxml import (
    CENTRE,
    RIGHT,
    Draft,
    W,
    box,
    deleted,
    inserted,
    paragraph,
    png,
    run,
    shape,
    with_parts,
)

FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>数据截至5月底。</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
).encode()


def text_boxes() -> bytes:
    """The head stands in text boxes, and so does a remark in the text."""
    d = Draft()
    red = '<w:sz w:val="96"/><w:color w:val="FF0000"/>'
    d.raw(box(paragraph(run("咸宁市教育局文件", red)), paragraph(run("咸教文〔2026〕3号"))))
    d.line("关于新建第九初级中学的请示", align=CENTRE, size=22)
    d.line("市人民政府：")
    d.line("现将新建第九初级中学有关事项请示如下。")
    d.raw(box(paragraph(run("城区初中学位缺口约1200个。")), after="妥否，请批示。"))
    d.line("咸宁市教育局", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    return d.data()


def tracked_changes() -> bytes:
    """Revisions not yet accepted, a paragraph's end deleted, a moved sentence."""
    d = Draft()
    d.line("关于调整公交线网的请示", align=CENTRE, size=22)
    d.line("市人民政府：")
    d.raw(paragraph(run("现将公交线网"), deleted("优化"), inserted("调整"), run("事项请示如下。")))
    d.raw(
        paragraph(
            run("拟新开5条线路，"), properties='<w:rPr><w:del w:id="9" w:author="科长"/></w:rPr>'
        )
    )
    d.raw(paragraph(run("调整8条线路。")))
    d.raw(f"<w:p {W}>{deleted('整段删去的话。')}</w:p>")
    d.raw(
        f'<w:p {W}><w:moveFrom w:id="5" w:author="科长">{run("移走的话。")}</w:moveFrom>'
        f'<w:moveTo w:id="6" w:author="科长">{run("移来的话。")}</w:moveTo></w:p>'
    )
    d.line("妥否，请批示。")
    d.line("咸宁市交通运输局", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    return d.data()


def tables() -> bytes:
    """Tables: merged, nested, with a title row, blank to be filled in; a table for the head."""
    d = Draft()
    d.table([("咸财文〔2026〕15号", "签发人：王建国")])
    d.line("关于追加抗旱资金的请示", align=CENTRE, size=22)
    d.line("市人民政府：")
    d.line("现将抗旱资金安排请示如下。")
    merged = d.table([("2026年抗旱资金安排表", "", ""), ("县市区", "资金", "备注"),
                      ("咸安区", "300", ""), ("", "200", "二次安排")],
                     (2000, 1000, 1000))  # fmt: skip
    merged.cell(0, 0).merge(merged.cell(0, 2))
    merged.cell(2, 0).merge(merged.cell(3, 0))
    d.line("回执请填下表。")
    d.table([("单位", "联系人"), ("", ""), ("", "")])
    nest = d.table([("事项", "说明"), ("资金", "见内表")])
    inner = nest.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "省级", "市级"
    d.line("妥否，请批示。")
    d.line("咸宁市财政局", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    return d.data()


def pictures() -> bytes:
    """A picture in the text, a seal's picture, a drawn line, an embedded object."""
    d = Draft()
    d.line("关于古民居保护利用情况的报告", align=CENTRE, size=22)
    d.raw(shape())
    d.line("市人民政府：")
    d.line("全市有传统村落29个，分布如下图。")
    d.file.add_picture(png(), width=Cm(2))
    d.raw(f"<w:p {W}><w:r><w:object/></w:r></w:p>")
    d.line("特此报告。")
    d.line("咸宁市文化和旅游局（盖章）", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    d.file.paragraphs[-1].add_run().add_picture(png(), width=Cm(4))
    return d.data()


def comments_and_margins() -> bytes:
    """Comments, a footnote, header and footer, hidden text, contents, a link, a field."""
    d = Draft()
    d.file.sections[0].header.paragraphs[0].text = "送审稿第三版"
    d.file.sections[0].footer.paragraphs[0].text = "第 1 页"
    d.line("咸宁市发展和改革委员会关于重点项目推进情况的报告", align=CENTRE, size=22)
    d.raw(
        f'<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph(run('一、总体情况	1'))}"
        "</w:sdtContent></w:sdt>"
    )
    d.line("市人民政府：")
    commented = d.line("年度计划投资完成率87.4%。")
    d.file.add_comment(commented.runs, text="请核对数据", author="审核人")
    d.raw(
        paragraph(
            run("详见"),
            f'<w:hyperlink r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{run("项目清单")}</w:hyperlink>',
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            run("内部口径", "<w:vanish/>"),
            run("。"),
        )
    )
    d.raw(
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText>DATE</w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("2026年6月1日前完成整改。"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
    )
    d.line("特此报告。")
    d.line("咸宁市发展和改革委员会", align=RIGHT)
    d.line("2026年6月2日", align=RIGHT)
    relation = (
        '<Relationship Id="rIdF" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footnotes"/>'
    )
    kind = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/>'
    )
    return with_parts(d.data(), {"word/footnotes.xml": FOOTNOTES}, relation, kind)


SAMPLES = {
    "text_boxes": Sample(
        text_boxes,
        {"issuers": ["咸宁市教育局"], "reference": "咸教文〔2026〕3号",
         "title": "关于新建第九初级中学的请示", "signature_name": "咸宁市教育局", **REQUEST},
        ("现将新建第九初级中学有关事项请示如下。", "城区初中学位缺口约1200个。", "妥否，请批示。"),
        changed=("文本框",), kind="请示",
    ),
    "tracked_changes": Sample(
        tracked_changes,
        {"title": "关于调整公交线网的请示", "signature_name": "咸宁市交通运输局", **REQUEST},
        ("现将公交线网调整事项请示如下。", "拟新开5条线路，调整8条线路。", "移来的话。",
         "妥否，请批示。"),
        changed=("修订",), dropped=("修订",), kind="请示",
    ),
    "tables": Sample(
        tables,
        {"layout": "up", "reference": "咸财文〔2026〕15号", "signers": ["王建国"],
         "title": "关于追加抗旱资金的请示", "signature_name": "咸宁市财政局", **REQUEST},
        ("现将抗旱资金安排请示如下。", "2026年抗旱资金安排表", "回执请填下表。", "妥否，请批示。"),
        changed=("表格",), kind="请示", tables=((3, 3), (3, 2), (2, 2)),
    ),
    "pictures": Sample(
        pictures,
        {"title": "关于古民居保护利用情况的报告",
         "signature_name": "咸宁市文化和旅游局", **REQUEST},
        ("全市有传统村落29个，分布如下图。", "特此报告。"),
        dropped=("图片", "图形", "对象"), kind="报告",
    ),
    "comments_and_margins": Sample(
        comments_and_margins,
        {"title": "咸宁市发展和改革委员会关于重点项目推进情况的报告",
         "signature_name": "咸宁市发展和改革委员会", **REQUEST},
        ("年度计划投资完成率87.4%。", "详见项目清单。", "2026年6月1日前完成整改。", "特此报告。"),
        changed=("超链接",), dropped=("批注", "脚注", "页眉页脚", "隐藏文字", "目录"), kind="报告",
    ),
}  # fmt: skip
