"""Coverage counts what is bound and proved, shown, and not yet; it reads tests, not runs them."""

from pathlib import Path

from apps.rulebook.checking import carried_out
from apps.rulebook.coverage import cover, evidence, totals

TESTS = Path(__file__).parents[1]


def test_every_clause_carried_out_is_proved_by_a_named_test_or_case(any_book):
    rows = cover(any_book, TESTS)
    assert [row.unproved for row in rows] == [[]] * len(rows)
    assert sum(totals(rows).values()) == len(any_book.clauses)


def test_what_is_carried_out_only_grows(book, county):
    assert totals(cover(book, TESTS))["proved"] >= 53
    assert totals(cover(county, TESTS))["proved"] >= 44


def test_coverage_only_grows_in_the_rooms_that_are_built(book):
    rows = {row.module: row for row in cover(book, TESTS)}
    assert rows["org"].not_yet == []
    assert rows["rulebook"].not_yet == []
    assert len(rows["documents"].proved) >= 36
    assert rows["org"].as_dict()["label"] == "职责分工"


def test_every_clause_carried_out_is_named_by_a_test_of_this_folder(book):
    proofs = evidence(book, Path(__file__).parent)
    rows = cover(book, Path(__file__).parent)
    for clause in (c for row in rows for c in row.proved):
        assert any("::" in name for name in proofs[clause]), clause


def test_markers_are_found_on_functions_classes_parameters_and_modules(book, county, tmp_path):
    (tmp_path / "test_x.py").write_text(
        "import pytest\n"
        "pytestmark = pytest.mark.clause('1.1')\n"
        "other = 3\n"
        "@pytest.mark.clause('30.5', '30.6', 7)\n"
        "def test_a(): ...\n"
        "@pytest.mark.clause('31.1')\n"
        "class TestB: ...\n"
        "@pytest.mark.parametrize('x', [pytest.param(1, marks=pytest.mark.clause('31.2'))])\n"
        "async def test_c(x): ...\n"
        "def test_d(clause): clause('9.9')\n"
        "@pytest.mark.clause('5-1', series='shifan')\n"
        "def test_e(): ...\n",
        encoding="utf-8",
    )
    (tmp_path / "test_y.py").write_text("nothing to see", encoding="utf-8")
    proofs = evidence(book, tmp_path)
    assert "test_x.py" in proofs["1.1"]
    assert "test_x.py::test_a" in proofs["30.5"]
    assert "test_x.py::test_a" in proofs["30.6"]
    assert "test_x.py::TestB" in proofs["31.1"]
    assert "test_x.py::test_c" in proofs["31.2"]
    assert "9.9" not in proofs
    assert "5-1" not in proofs
    proofs = evidence(county, tmp_path)
    assert "test_x.py::test_e" in proofs["5-1"]
    assert "1.1" not in proofs


def test_without_tests_and_cases_nothing_is_proved(workbench, tmp_path):
    from apps.rulebook.book import load_book

    for path in (workbench.root / "cases").glob("*.toml"):
        path.unlink()
    empty = tmp_path / "tests"
    empty.mkdir()
    bare = load_book(workbench.root)
    total = totals(cover(bare, empty))
    assert total["proved"] == 0
    assert total["unproved"] == len(carried_out(bare)) > 55
