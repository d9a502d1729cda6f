"""The shelf: the book of a day with what the office has agreed, and what things are called."""

from datetime import date

import pytest

from apps.rulebook import shelf
from apps.rulebook.errors import BookError
from apps.rulebook.provisions.limits import StepLimits

PLACE = ("matters.step_limits", "rows.3.normal")
DAY = date(2026, 6, 1)


@pytest.fixture
def told(monkeypatch):
    """Let a test say what the office has agreed, and from when."""
    asked = []

    def source(series, on):
        asked.append((series, on))
        return {PLACE: 9} if on >= DAY else {}

    monkeypatch.setattr(shelf, "_agreements", None)
    shelf.agree(source)
    return asked


def days(book):
    return book.provision("matters.step_limits", StepLimits).rows[3].normal


def test_the_newest_edition_says_who_issued_the_rules(book):
    assert shelf.newest() is book
    assert shelf.newest().issuer == "咸宁市人民政府"


def test_without_a_source_of_conventions_a_book_is_what_its_folder_says(monkeypatch, any_book):
    monkeypatch.setattr(shelf, "_agreements", None)
    assert shelf.book_on(any_book.name, DAY) is any_book


def test_a_convention_holds_from_its_day_in_the_series_of_the_book(told, any_book):
    before, after = date(2026, 5, 31), date(2026, 6, 2)
    assert shelf.book_on(any_book.name, before) is any_book
    changed = shelf.book_on(any_book.name, DAY)
    assert days(changed) == 9 != days(any_book)
    assert told == [(any_book.entry.series, before), (any_book.entry.series, DAY)]
    # Made once and kept: the same values are the same book.
    assert shelf.book_on(any_book.name, after) is changed


def test_things_are_called_as_the_version_in_force_calls_them(monkeypatch, book, county):
    assert shelf.vocabulary(DAY) is book.vocabulary
    monkeypatch.setattr(shelf, "_ours", county.name)
    assert shelf.vocabulary(DAY) is county.vocabulary


def test_before_the_first_version_things_are_called_as_ours_has_them(monkeypatch, county):
    monkeypatch.setattr(shelf, "_ours", county.name)
    assert shelf.vocabulary(date(1999, 1, 1)) is county.vocabulary


def test_the_book_of_the_house_is_changed_by_a_name_that_loads(monkeypatch, county):
    monkeypatch.setattr(shelf, "_ours", shelf.DEFAULT)
    shelf.use(county.name)
    assert shelf.in_force(DAY) is county
    with pytest.raises(BookError, match="没有这部规则的文件夹"):
        shelf.use("nowhere")
    assert shelf.in_force(DAY) is county
