"""The office of the documents' tests, and a way to enter things into the ledger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apps.matters import pressing
from apps.organisation.authority import law
from apps.rulebook import shelf
from tests.activity.desk import Desk
from tests.documents.conftest import _typeset_once, built, clock, office, web

__all__ = ["_typeset_once", "built", "clock", "office", "web"]


@pytest.fixture
def desk(office) -> Desk:
    """Whoever enters things, under his own hat."""
    return Desk(office)


@pytest.fixture(autouse=True)
def _no_supervision(monkeypatch) -> None:
    """Nobody offers supervision unless a test registers somebody."""
    monkeypatch.setattr(pressing, "presses", type(pressing.presses)("转督办"))


@pytest.fixture
def another_city(office) -> Iterator[str]:
    """The book of another city, for everything that is asked of the day."""
    shelf.use("shifan_2024")
    law.book_on.cache_clear()
    yield "shifan_2024"
    shelf.use(shelf.DEFAULT)
    law.book_on.cache_clear()
