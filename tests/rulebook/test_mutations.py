"""No mistake in a book passes unseen: it is refused with file, key and line, or an answer changes.

A bounded number of mechanical mistakes, the same ones in every run: of several kinds in every
file of both books. What is not refused must differ in the provision that was touched and in no
other, and what is said or shown of that provision must differ too.
"""

import random

import pytest

from apps.rulebook import shelf
from apps.rulebook.book import BookError, load_book
from apps.rulebook.cases import read_cases, run_case
from apps.rulebook.checking import Report, check_book
from tests.rulebook.everything import everything_said
from tests.rulebook.mutations import mistakes

SEED = 20240301
ALWAYS_REFUSED = frozenset(
    {"a key misspelt", "another type", "an unknown clause", "an unknown unit", "no unit"}
)


def drawn(root, glob, most=9):
    """Return one mistake of some kinds in every file, always the same; of dates, all of them."""
    for path in sorted(root.glob(glob)):
        file = path.relative_to(root).as_posix()
        kinds = {}
        for mistake in mistakes(root, file):
            kinds.setdefault(mistake.kind, []).append(mistake)
        chance = random.Random(f"{SEED}{file}")
        for kind in chance.sample(sorted(kinds), min(most, len(kinds))):
            yield from kinds[kind] if kind == "swapped dates" else [chance.choice(kinds[kind])]


class Spoilt:
    """A copy of a book with one mistake in it, mended on leaving."""

    def __init__(self, root, mistake):
        self.path, self.source = root / mistake.file, mistake.source

    def __enter__(self):
        self.sound = self.path.read_text(encoding="utf-8")
        self.path.write_text(self.source, encoding="utf-8")

    def __exit__(self, *_):
        self.path.write_text(self.sound, encoding="utf-8")


def refused_in_its_place(problems, mistake):
    """Hold that every fault names file, key and line, and one of them those of the mistake."""
    for problem in problems:
        assert problem.file, problem
        assert problem.key, problem
        assert problem.line, problem
    if mistake.kind in ALWAYS_REFUSED:
        assert any(p.file == mistake.file and p.line <= mistake.line for p in problems), problems


@pytest.mark.parametrize("folder", ["provisions/*.toml", "*.toml"])
def test_a_mistake_in_a_book_is_refused_in_its_place_or_changes_what_is_said(any_workbench, folder):
    root = any_workbench.root
    book = shelf.book(root.name)
    cases = read_cases(book)[0]
    for mistake in drawn(root, folder, 3 if folder.startswith("provisions") else 9):
        with Spoilt(root, mistake):
            try:
                changed = load_book(root)
            except BookError as error:
                refused_in_its_place(error.problems, mistake)
                continue
            assert mistake.kind not in ALWAYS_REFUSED, str(mistake)
            if folder == "*.toml":
                notices(changed, book, mistake)
            else:
                speaks_otherwise(changed, book, mistake, cases)


def notices(changed, book, mistake):
    """Hold that a change of the book's own files is found by the check, or seen in the data."""
    report = Report(changed.name)
    check_book(changed, report)
    refused_in_its_place(report.problems, mistake)
    parts = ("entry", "clauses", "not_executable", "not_yet")
    differs = [part for part in parts if getattr(changed, part) != getattr(book, part)]
    assert report.problems or differs, str(mistake)


def speaks_otherwise(changed, book, mistake, cases):
    """Hold that only the touched provision differs, and that what is said of it differs."""
    key = mistake.path[0]
    others = [k for k in book.provisions if k != key]
    assert [k for k in others if changed.provisions.get(k) != book.provisions[k]] == []
    if changed.provisions.get(key) != book.provisions[key]:
        said = everything_said(key, book, cases)
        assert everything_said(key, changed, cases) != said, str(mistake)


def test_a_mistake_in_a_case_is_told_in_its_place(any_workbench):
    root = any_workbench.root
    book = load_book(root)
    for mistake in drawn(root, "cases/*.toml", 2):
        with Spoilt(root, mistake):
            cases, problems = read_cases(book)
            mine = [case for case in cases if case.file == mistake.file and not problems]
            problems += [p for p in (run_case(case, book) for case in mine) if p]
            # A case may say less than it did and still hold; it may not say what nobody reads.
            if problems or mistake.kind in ALWAYS_REFUSED:
                refused_in_its_place(problems, mistake)


def test_a_case_that_expects_another_answer_is_told(any_book):
    """The expectation of every case counts: turned round, the case does not hold."""
    for case in read_cases(any_book)[0]:
        for name, wanted in case.entry.expect.items():
            if isinstance(wanted, bool):
                turned = {**case.entry.expect, name: not wanted}
                entry = case.entry.model_copy(update={"expect": turned})
                other = type(case)(case.file, case.line, entry, case.calendar)
                problem = run_case(other, any_book)
                assert problem is not None, (case.file, case.entry.name, name)
                assert (problem.file, problem.line) == (case.file, case.line)
