"""The house of the kernel's tests."""

import pytest

from apps.matters import purposes
from tests.matters.house import build, kind_of


@pytest.fixture
def house(db, monkeypatch):
    """The furnished house on a database that is rolled back."""
    found = build()
    monkeypatch.setitem(purposes._kinds, "slip", kind_of(found))
    return found


@pytest.fixture
def open_house(transactional_db, monkeypatch):
    """The furnished house on a database that commits, for threads that race."""
    found = build()
    monkeypatch.setitem(purposes._kinds, "slip", kind_of(found))
    return found
