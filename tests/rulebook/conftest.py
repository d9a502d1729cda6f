"""The books under test, a calendar of 2026, and a workbench for spoiling copies of a book.

``book`` is Xianning's, for the values it gives; ``county`` the invented county's; ``any_book`` is
each book of the shelf in turn, for what holds whichever city's rules are read.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from apps.rulebook import shelf
from apps.rulebook.book import BookError, load_book
from apps.workdays.calendar import WorkCalendar
from tests.rulebook.pocket import Pocket

REST = (
    *((1, d) for d in (1, 2)),
    *((2, d) for d in (16, 17, 18, 19, 20, 23)),
    (4, 6), (5, 1), (5, 4), (5, 5), (6, 19), (9, 25),
    *((10, d) for d in (1, 2, 5, 6, 7)),
)  # fmt: skip
WORK = ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))


@pytest.fixture(scope="session")
def book():
    return shelf.book("xianning_2023")


@pytest.fixture(scope="session")
def county():
    return shelf.book("shifan_2024")


@pytest.fixture(scope="session", params=shelf.names())
def any_book(request):
    return shelf.book(request.param)


@pytest.fixture(scope="session")
def calendar():
    days = {date(2026, m, d): False for m, d in REST} | {date(2026, m, d): True for m, d in WORK}
    return WorkCalendar(days, frozenset({2026}))


class Workbench:
    """A copy of the book whose files a test may spoil."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def replace(self, file: str, old: str, new: str) -> int:
        """Replace the first occurrence; return its line."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def append(self, file: str, words: str) -> None:
        """Add words at the end of a file."""
        path = self.root / file
        path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")

    def error(self) -> BookError:
        """Load the copy, which must fail, and return the error."""
        with pytest.raises(BookError) as raised:
            load_book(self.root)
        return raised.value


def laid_out(name: str, folder: Path) -> Workbench:
    """Copy a book of the shelf into a folder."""
    shutil.copytree(shelf.SHELF / name, folder / name)
    return Workbench(folder / name)


@pytest.fixture
def workbench(tmp_path):
    return laid_out("xianning_2023", tmp_path)


@pytest.fixture(params=shelf.names())
def any_workbench(request, tmp_path):
    return laid_out(request.param, tmp_path)


@pytest.fixture
def pocket(any_book):
    return lambda question, table: Pocket(any_book, question, table)
