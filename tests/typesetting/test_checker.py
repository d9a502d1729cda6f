"""The checker is tested by breaking: each spoilt page is found, and only its own fact is named."""

import json

import pytest

from apps.typesetting import check, render
from apps.typesetting.checker import Report, catalogue
from tests.typesetting.mutations import BASES, MUTATIONS, draw
from tests.typesetting.pages import page_of, report_of
from tests.typesetting.specimens import ALL


def named(report):
    """The facts out of tolerance, advice included."""
    return {fact.id for fact in (*report.failures, *report.advices)}


@pytest.mark.parametrize("name", BASES)
def test_the_page_is_right_before_it_is_spoilt(name):
    document, artwork = BASES[name]
    report = check(render(document, artwork=artwork).pdf, document.layout, sides=document.sides)
    assert [fact.sentence for fact in (*report.failures, *report.advices)] == []
    assert report.unread == ()


@pytest.mark.parametrize(
    "mutation", MUTATIONS, ids=[f"{m.fact}-{place}" for place, m in enumerate(MUTATIONS)]
)
def test_a_spoilt_page_is_found_and_only_its_fact_is_named(mutation):
    report = check(mutation.pdf(), mutation.base.layout, sides=mutation.base.sides)
    assert named(report) == {mutation.fact}
    assert report.ok is bool(report.advices)


def test_every_fact_of_the_catalogue_is_broken_by_some_mutation():
    assert set(catalogue()) - {m.fact for m in MUTATIONS} == set()
    assert len(MUTATIONS) >= 60


def test_every_fact_but_those_of_faults_alone_is_measured_on_some_specimen():
    measured = {fact.id for name in ALL for fact in report_of(name).facts}
    only_faults = {"seal-alone", "seal-red", "secrecy"}  # recorded where something is wrong
    assert set(catalogue()) - measured == only_faults


def test_each_fact_is_reported_once_with_its_place():
    for name in ALL:
        facts = report_of(name).facts
        assert len({fact.id for fact in facts}) == len(facts)
    spoilt = next(m for m in MUTATIONS if m.fact == "date-right")
    (fault,) = check(spoilt.pdf(), spoilt.base.layout).failures
    left, top, right, bottom = fault.box
    assert (fault.page, round(right, 1)) == (1, 163.8)
    assert (round(left), round(top), round(bottom)) == (130, 235, 241)


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
    assert {
        *("id", "clause", "label", "wanted", "got", "tolerance", "ok", "page", "box", "advice"),
    } == set(plain["facts"][0])
    assert Report.from_dict(plain) == report_of("real")
    assert plain["sha256"] == page_of("real").sha256


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


@pytest.mark.parametrize("name", ["real", "up", "letter", "order", "minutes"])
def test_the_layout_of_a_page_is_recognised_without_being_told(name):
    told = report_of(name)
    assert check(page_of(name).pdf) == told
    assert told.layout == ALL[name].layout
