"""Cases by clause for the reader, and the cases that stand in the way of a change."""

from contextlib import suppress

import pytest

from apps.rulebook.cases import cases_by_clause, read_cases
from apps.rulebook.checking import failing_cases
from apps.rulebook.conventions import Unsound, agreed, conventions


def test_each_clause_shows_the_cases_that_name_it_in_the_order_of_the_files(any_book):
    found = cases_by_clause(any_book)
    cases = read_cases(any_book)[0]
    assert sum(map(len, found.values())) == sum(len(set(c.entry.clauses)) for c in cases)
    for clause, named in found.items():
        assert [c for c in cases if clause in c.entry.clauses] == list(named)


def test_a_sound_book_has_no_failing_case(any_book):
    assert failing_cases(any_book) == ()


def test_a_change_that_breaks_a_case_is_stopped_by_that_case_with_its_place(book):
    taken = {(a.key, a.path) for case in read_cases(book)[0] for a in case.entry.agreed}
    free = [c for c in conventions(book) if c.value is not None and c.place not in taken]
    stopped = []
    for convention in free:
        with suppress(Unsound):
            stopped += failing_cases(agreed(book, {convention.place: convention.value + 40}))
    assert stopped
    for problem in stopped:
        assert problem.file.startswith("cases/")
        assert problem.line
        assert "不成立" in problem.message


def test_a_case_file_at_fault_stands_in_the_way_too(any_workbench):
    from apps.rulebook.book import load_book

    any_workbench.replace("cases/limits.toml", "given = ", "giben = ")
    told = failing_cases(load_book(any_workbench.root))
    assert ("cases/limits.toml", "不认识的项，请核对拼写") in [(p.file, p.message) for p in told]


@pytest.mark.parametrize("value", [True, "x"])
def test_a_fact_that_cannot_be_counted_is_a_fault_of_the_case(any_workbench, value):
    from apps.rulebook.book import load_book

    path = any_workbench.root / "cases/limits.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index("start = 20")
    written = "true" if value is True else '"x"'
    path.write_text(text[:start] + f"start = {written}" + text[start + 18 :], encoding="utf-8")
    told = failing_cases(load_book(any_workbench.root))
    assert told
    assert told[0].file == "cases/limits.toml"
    assert "事实写错" in told[0].message
