"""The registry of upward hooks."""

import pytest

from apps.core.registry import Registry


def test_entries_come_back_in_the_order_of_registration():
    registry = Registry("thing")
    registry.register("b")(1)
    registry.register("a")(2)
    assert registry.items() == (("b", 1), ("a", 2))
    assert list(registry) == ["b", "a"]
    assert len(registry) == 2
    assert "a" in registry


def test_the_same_object_may_register_twice_another_may_not():
    registry = Registry("thing")
    entry = object()
    registry.register("a")(entry)
    registry.register("a")(entry)
    with pytest.raises(ValueError, match="twice"):
        registry.register("a")(object())


def test_an_unknown_name_is_an_error_that_names_the_known_ones():
    registry = Registry("thing")
    registry.register("known")(1)
    with pytest.raises(LookupError, match="known"):
        registry.get("unknown")
