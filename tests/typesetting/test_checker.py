"""The checker is tested by breaking: every spoilt page is found and the right fact is named."""

import json

import pytest

from apps.typesetting import check, render
from apps.typesetting.checker.results import catalogue
from tests.typesetting.documents import SPECIMENS, UP_SINGLE
from tests.typesetting.mutation_list import BASES, MUTATIONS, THREE
from tests.typesetting.mutations import draw
from tests.typesetting.pages import page_of, report_of

NOT_BROKEN = {"cells", "signature-company"}  # broken through the composer in tests of their own


@pytest.mark.parametrize("document", BASES, ids=[base.title or base.reference for base in BASES])
def test_the_page_is_right_before_it_is_spoilt(document):
    report = check(render(document).pdf, document.layout)
    assert [fact.sentence for fact in report.failures] == []


@pytest.mark.parametrize(
    "mutation", MUTATIONS, ids=[f"{m.fact}-{place}" for place, m in enumerate(MUTATIONS)]
)
def test_a_spoilt_page_is_found_and_its_fact_named(mutation):
    report = check(mutation.pdf(), mutation.base.layout)
    assert mutation.fact in {fact.id for fact in report.failures}
    assert not report.ok


def test_every_fact_of_the_catalogue_is_broken_by_some_mutation():
    assert set(catalogue()) - {m.fact for m in MUTATIONS} == NOT_BROKEN


def test_every_fact_of_the_catalogue_is_measured_on_some_specimen():
    measured = {fact.id for name in SPECIMENS for fact in report_of(name).facts}
    assert set(catalogue()) - measured == {"plain-date-left", "plain-signature-right"}


def test_lines_of_27_characters_are_found(monkeypatch):
    from functools import partial

    from apps.typesetting import markup
    from apps.typesetting.composer import Measure
    from apps.typesetting.grid import FIT
    from apps.typesetting.layouts import document, lay_out

    monkeypatch.setattr(markup, "Measure", partial(Measure, width=27 * FIT))
    flow = lay_out(THREE)
    failures = {fact.id for fact in check(draw(document(THREE, flow))).failures}
    assert {"cells", "type-width"} <= failures


def test_a_signature_alone_on_its_page_is_found():
    from apps.typesetting.layouts import document, lay_out

    gongwen = UP_SINGLE
    html = document(gongwen, lay_out(gongwen))
    alone = html.replace(
        '<div style="position:relative;height',
        '</section><section><div style="position:relative;height', 1,
    )  # fmt: skip
    assert "signature-company" in {fact.id for fact in check(draw(alone), "up").failures}


def test_a_report_says_clause_place_and_measure_in_one_sentence():
    report = check(draw("<p>乱</p>"), "down")
    sentence = next(fact.sentence for fact in report.failures if fact.id == "mark")
    assert sentence.startswith("不符合：有红色发文机关标志（第1页，应为有，实测未找到；")
    assert "7.2.4" in sentence


def test_a_file_that_is_no_pdf_is_said_to_be_unread():
    report = check(b"PK\x03\x04 this is a zip", "down")
    assert report.facts == ()
    assert "文件不是可读的PDF" in report.unread[0]
    assert not report.ok


def test_a_page_without_text_is_said_to_be_unread():
    report = check(draw(f'<img src="data:image/svg+xml,{"<svg/>"}">'), "down")
    assert report.unread == ("文件中没有可读的文字。",)


def test_an_unknown_layout_is_refused():
    with pytest.raises(ValueError, match="无法识别"):
        check(b"", "sideways")


def test_a_report_is_plain_json():
    plain = json.loads(json.dumps(report_of("real").to_dict(), ensure_ascii=False))
    assert plain["ok"] is True
    assert plain["pages"] == 18
    assert {"id", "clause", "label", "wanted", "got", "tolerance", "ok", "page"} == set(
        plain["facts"][0]
    )


def test_the_command_prints_facts_and_leaves_with_a_code(tmp_path, capsys):
    from django.core.management import call_command

    from apps.typesetting.management.commands.check_page import Command

    path = tmp_path / "order.pdf"
    path.write_bytes(page_of("order").pdf)
    call_command(Command(), str(path), "--layout", "order")
    assert "不符合0项" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command(Command(), str(path), "--layout", "up", "--json")
    assert json.loads(capsys.readouterr().out)["ok"] is False
