"""The book proves itself, and a spoiled copy is caught with file and line."""

import shutil

import pytest

from apps.rulebook import shelf
from apps.rulebook.asks import ASKS
from apps.rulebook.book import load_book
from apps.rulebook.cases import read_cases
from apps.rulebook.checking import Report, carried_out, check_book, check_shelf
from apps.rulebook.checking import bound as bound_by
from apps.rulebook.questions import QUESTIONS

CASES = "cases/submission.toml"


def problems(workbench):
    report = Report("copy")
    check_book(load_book(workbench.root), report)
    return report.problems


def test_every_book_on_the_shelf_proves_itself():
    reports = {r.name: r for r in check_shelf(shelf.SHELF)}
    assert list(reports) == list(shelf.names())
    for report in reports.values():
        assert [str(p) for p in report.problems] == []
        assert report.cases > report.clauses
    assert reports["xianning_2023"].as_dict()["clauses"] == 187
    assert reports["shifan_2024"].as_dict()["clauses"] == 115


def test_every_clause_has_exactly_one_standing(any_book):
    bound = set(bound_by(any_book))
    reserved = [*any_book.not_executable, *any_book.not_yet]
    assert bound.union(reserved) == set(any_book.clauses)
    assert len(bound) + len(reserved) == len(any_book.clauses)


def test_an_enforced_provision_goes_before_one_that_is_not(any_book):
    assert set(carried_out(any_book)) < set(bound_by(any_book))


def test_cases_use_every_way_of_asking_that_the_book_answers(any_book):
    asked = {case.entry.ask for case in read_cases(any_book)[0]}
    assert asked == {ask for ask in ASKS if ask not in QUESTIONS or ask in any_book.provisions}


def test_cases_are_told_in_chinese_and_stand_once(any_book):
    cases, _ = read_cases(any_book)
    names = [case.entry.name for case in cases]
    assert len(names) == len(set(names))
    for case in cases:
        assert case.line
        assert all((case.entry.given, case.entry.when, case.entry.then))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('refused = ["matters"]', 'refused = ["body"]', "“refused”应为"),
        ("本件写了2件事\"", "本件写了9件事\"", "答复中没有"),
        ('cites = ["27.5"]', 'cites = ["27.6"]', "没有引用条款27.6"),
        ('expect = { refused = ["matters"]', 'expect = { colour = 1, refused = ["matters"]',
         "不认识的期望“colour”"),
        ("matters_count = 2", "colour = 2", "的事实写错"),
    ],
)  # fmt: skip
def test_a_case_that_does_not_hold_is_named_with_its_line(workbench, old, new, told):
    workbench.replace(CASES, old, new)
    (problem,) = problems(workbench)
    assert problem.file == CASES
    assert problem.key == "一件请示写两件事"
    assert problem.line > 1
    assert told in problem.message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('includes = ["hearing"]', 'includes = ["dance"]', "没有要求dance"),
        ('free = ["public_comment"]', 'free = ["disclosure"]', "不应要求disclosure"),
    ],
)
def test_requirements_expected_or_not_are_compared(workbench, old, new, told):
    workbench.replace("cases/requirements.toml", old, new)
    (problem,) = problems(workbench)
    assert told in problem.message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('ask = "submission"', 'ask = "dance"', "不认识的提问“dance”"),
        ('provision = "documents.kinds"', 'provision = "documents.x"', "没有名为“documents.x”"),
        ('clauses = ["27.1"]', 'clauses = ["99.9"]', "没有编号为“99.9”的条款"),
        ('then = "收下。"', "", "缺少这一项"),
        ("[case.expect]\nrefused = []", "[case.expect]", "没有写明期望的答复"),
    ],
)
def test_a_case_written_wrongly_is_refused(workbench, old, new, told):
    workbench.replace(CASES, old, new)
    assert any(told in p.message for p in problems(workbench))


def test_a_clause_without_a_place_and_a_provision_without_a_case_are_found(workbench):
    workbench.replace("not_executable.toml", '"1.1", ', "")
    (workbench.root / "cases/limits.toml").unlink()
    found = problems(workbench)
    assert any(p.key == "1.1" and p.line for p in found)
    assert any(p.key == "consultation.reply" and "没有一个实例" in p.message for p in found)
    assert any(p.key == "29.4" and "没有一个实例" in p.message for p in found)


def test_a_book_that_does_not_load_is_reported_and_the_others_are_checked(workbench, tmp_path):
    shutil.copytree(workbench.root, tmp_path / "other")
    reports = {r.name: r for r in check_shelf(tmp_path)}
    assert reports["xianning_2023"].problems == []
    assert "应当与文件夹一致" in str(reports["other"].problems[0])


def test_versions_that_overlap_are_refused(workbench, tmp_path):
    later = tmp_path / "xianning_2027"
    shutil.copytree(workbench.root, later)
    text = (later / "book.toml").read_text(encoding="utf-8")
    text = text.replace('"xianning_2023"', '"xianning_2027"')
    text = text.replace("effective_from = 2023-06-07", "effective_from = 2027-03-01")
    (later / "book.toml").write_text(text, encoding="utf-8")
    found = [p for r in check_shelf(tmp_path) for p in r.problems]
    (problem,) = [p for p in found if p.key == "effective_from"]
    assert problem.line
    assert "与“xianning_2023”的施行时间重叠" in problem.message
    first = "effective_from = 2023-06-07"
    workbench.replace("book.toml", first, first + "\neffective_to = 2027-02-28")
    found = [p for r in check_shelf(tmp_path) for p in r.problems]
    assert not any(p.key == "effective_from" for p in found)
