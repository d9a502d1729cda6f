"""Pages: every layout within tolerance, full pages of 22 rows, refusals with a sentence."""

import io
import re
from dataclasses import replace

import pytest

from apps.typesetting import Annex, CannotTypeset, MissingGlyph, Paragraph, check, fonts, render
from apps.typesetting.checker.reading import read_sheets
from apps.typesetting.engine import closed_fetcher
from apps.typesetting.layouts import lay_out, marks
from apps.typesetting.markup import Lines
from tests.typesetting.documents import CITY, DOWN, LETTER, ORDER, REAL, UP, UP_SINGLE
from tests.typesetting.pages import page_of, report_of
from tests.typesetting.specimens import ALL


@pytest.mark.parametrize("name", ALL)
def test_no_fact_of_a_specimen_is_out_of_tolerance(name):
    report = report_of(name)
    assert [fact.sentence for fact in (*report.failures, *report.advices)] == []
    assert report.unread == ()
    assert report.ok
    assert len(report.facts) >= 30


@pytest.mark.parametrize("name", ALL)
def test_nothing_of_a_specimen_stands_more_than_half_a_millimetre_off_its_place(name):
    measured = {}
    for fact in report_of(name).facts:
        try:
            measured[fact.id] = abs(float(fact.wanted) - float(fact.got))
        except ValueError:  # a fact of words or of a range
            continue
    assert len(measured) >= 10
    assert {fact: off for fact, off in measured.items() if off > 0.5} == {}


def test_a_mark_gives_up_some_of_its_height_for_the_title_but_never_looks_small():
    """A very long name keeps its height: the title may then stand 1.5 mm off."""
    for count in range(4, 30):
        first = next(marks._marks(("市" * count,), "文件", 0.0))
        mark, _ = marks.seated(("市" * count,), "文件", 35.0, rise=marks.title_rise())
        assert mark.bottom - 35.0 >= 0.84 * first.bottom, count


def test_the_real_document_has_18_pages_and_every_full_one_22_rows():
    assert page_of("real").pages == 18
    sheets = read_sheets(page_of("real").pdf)
    assert [len(sheet.text_rows) for sheet in sheets[2:17]] == [22] * 15


def test_the_real_document_can_be_read_back_word_for_word():
    sheets = read_sheets(page_of("real").pdf)
    text = "".join(row.text for sheet in sheets for row in sheet.text_rows)
    wanted = "".join(re.sub(r"\s", "", block.text) for block in REAL.annexes[0].blocks)
    assert wanted in text


def test_a_long_text_fills_every_page_with_exactly_22_rows():
    long = replace(REAL, body=(Paragraph("国" * 28 * 120 + "。"),), annexes=(), sealed=False)
    rendered = render(long)
    rows = [len(sheet.text_rows) for sheet in read_sheets(rendered.pdf)]
    assert set(rows[1:-3]) == {22}
    assert check(rendered.pdf).ok


def test_the_file_is_an_archive_pdf_with_metadata():
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(page_of("real").pdf))
    metadata = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata or 'pdfaid:part="2"' in metadata
    assert reader.metadata.title == REAL.title


def test_the_same_document_twice_has_the_same_look():
    first, second = render(LETTER), page_of("letter")
    rows = [[row.text for row in s.rows] for s in read_sheets(first.pdf)]
    assert rows == [[row.text for row in s.rows] for s in read_sheets(second.pdf)]


def test_a_draft_is_stamped_on_every_page_and_stays_measurable():
    from pypdf import PdfReader

    stamped = render(ORDER, draft=True)
    assert check(stamped.pdf, "order").ok
    assert len(stamped.pdf) != len(page_of("order").pdf)
    plain = PdfReader(io.BytesIO(page_of("order").pdf)).pages[0].get_contents().get_data()
    assert len(PdfReader(io.BytesIO(stamped.pdf)).pages[0].get_contents().get_data()) > len(plain)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"title": "关于\U0003106c的通知"}, "标题"),
        ({"body": (Paragraph("甲。"), Paragraph("乙\U0003106c。"))}, "正文第2段"),
        ({"signature_name": "\U0003106c"}, "发文机关署名"),
        ({"cc": "\U0003106c"}, "抄送机关"),
        ({"annexes": (Annex("名单", (Paragraph("\U0003106c"),), "附件1"),)}, "附件1第1段"),
    ],
)
def test_a_character_without_a_glyph_is_refused_by_name_and_place(changes, place):
    with pytest.raises(MissingGlyph) as refused:
        render(replace(REAL, **changes))
    assert str(refused.value).startswith(f"{place}中的“\U0003106c”（U+3106C）没有可用字形")


def test_rare_characters_of_names_come_from_the_second_font_and_keep_the_grid():
    rare = replace(REAL, annexes=(), body=(Paragraph("镕喆堃昇玥珺祎翀赟" * 20 + "。"),))
    assert check(render(rare).pdf).ok


def test_a_document_without_a_mark_is_refused():
    with pytest.raises(CannotTypeset, match="发文机关标志"):
        render(replace(REAL, issuers=()))


def test_text_of_people_is_never_markup():
    hostile = '<img src="http://127.0.0.1/x"><style>p{display:none}</style>{top}&amp;'
    rendered = render(replace(LETTER, body=(Paragraph(hostile),), cc=hostile))
    text = "".join(row.text for sheet in read_sheets(rendered.pdf) for row in sheet.rows)
    assert text.count(re.sub(r"\s", "", hostile)[:20]) == 2


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "http://127.0.0.1/", "https://example.org/", "ftp://x/y"]
)
def test_nothing_is_fetched(url):
    with pytest.raises(BaseException, match="fetches data"):
        closed_fetcher().fetch(url)


def test_data_addresses_are_read():
    assert closed_fetcher().fetch("data:text/plain,a").read() == b"a"


@pytest.mark.parametrize("lines", range(1, 45))
def test_imprint_stands_on_an_even_page_and_signature_never_alone(lines):
    body = (Paragraph("国" * 26 + "国" * 28 * (lines - 1)),)
    flow = lay_out(replace(REAL, annexes=(), notes="", body=body))
    assert len(flow.pages) % 2 == 0
    assert all(page.used <= 22 for page in flow.pages)
    signed = next(page for page in flow.pages if "2023年6月7日</div>" in html_of(page))
    assert isinstance(signed.items[0], Lines) or signed is flow.pages[0]


def test_no_page_begins_with_the_rest_of_an_annex_s_name():
    for lines in range(1, 20):
        body = (Paragraph("国" * 28 * lines),)
        names = ("明细表", "关于项目前期工作进展情况和下一步工作安排以及资金使用的说明材料")
        flow = lay_out(replace(UP_SINGLE, body=body, annex_list=names))
        parts = [i for page in flow.pages for i in page.items if isinstance(i, Lines)]
        assert [len(i.rows) for i in parts if i.kind == "list"] == [1, 2], lines


def html_of(page):
    """The rows of a page, without 版记 and page number."""
    return "".join(i.html() if isinstance(i, Lines) else i.html for i in page.items)


def test_a_page_pushed_behind_a_blank_one_has_no_number():
    for lines in range(16, 30):
        flow = lay_out(replace(REAL, annexes=(), notes="", body=(Paragraph("国" * 28 * lines),)))
        if len(flow.pages) == 4 and not flow.pages[2].items:
            assert [page.numbered for page in flow.pages] == [True, True, False, False]
            return
    pytest.fail("no length of text leaves a blank page")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_joint_issues_fit(count):
    issuers = (CITY, "咸宁市财政局", "咸宁市交通运输局", "咸宁市水利和湖泊局", "咸宁军分区", "市委")
    document = replace(UP, issuers=issuers[:count], annex_list=())
    assert [f.sentence for f in check(render(document).pdf, "up").failures] == []


@pytest.mark.parametrize("name", ["市府", "咸宁市人民政府办公室", "咸宁市突发事件应急委员会办公室"])
def test_marks_of_any_length_fit(name):
    document = replace(UP_SINGLE, issuers=(name,))
    assert [f.sentence for f in check(render(document).pdf, "up").failures] == []


def test_too_many_issuers_are_refused_with_a_sentence():
    with pytest.raises(CannotTypeset, match="过高"):
        render(replace(UP, issuers=(CITY,) * 40))


def test_an_unsealed_document_is_measured_as_one():
    report = check(render(replace(DOWN, sealed=False, annexes=(), signature_name=CITY)).pdf)
    assert report.ok
    assert {"plain-date-left", "plain-signature-right"} <= {fact.id for fact in report.facts}


def test_a_document_of_nothing_but_a_title_is_typeset():
    rendered = render(replace(REAL, body=(), annexes=(), addressees="", notes="", cc=""))
    assert rendered.pages == 2


def test_substitutes_are_named():
    assert any("替代字体" in sentence for sentence in page_of("real").substitutes) == any(
        face.substitute for face in fonts.faces().values() if face.role != "rare"
    )
    assert fonts.problems() == ()
    assert len(fonts.report()) == 6
