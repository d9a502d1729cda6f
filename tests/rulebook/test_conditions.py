"""Proving a table by the values its conditions tell apart is as good as walking the vocabulary."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.rulebook.provisions.conditions import Bounds, Numbers, check_unique, holds, used

COLOURS = ("red", "green", "blue", "black", "white")
DOMAIN = {"colour": COLOURS, "loud": (False, True), "count": Numbers(range(8))}

colours = st.sampled_from(COLOURS) | st.lists(
    st.sampled_from(COLOURS), min_size=1, max_size=4, unique=True
).map(tuple)
bounds = st.integers(0, 6).flatmap(
    lambda low: st.integers(low, 7).map(lambda high: Bounds(least=low, most=high))
)
conditions = st.fixed_dictionaries(
    {}, optional={"colour": colours, "loud": st.booleans(), "count": bounds}
)
tables = st.lists(st.lists(conditions, min_size=1, max_size=2).map(tuple), min_size=1, max_size=4)


def verdict_by_walking_everything(whens):
    """Return whether every situation of the whole domain meets exactly one row."""
    everything = [dict(zip(DOMAIN, values, strict=True)) for values in product(*DOMAIN.values())]
    return all(sum(holds(when, facts) for when in whens) == 1 for facts in everything)


@given(tables)
def test_the_short_proof_agrees_with_the_long_one(whens):
    try:
        check_unique(whens, DOMAIN, "表")
        sound = True
    except ValueError:
        sound = False
    assert sound == verdict_by_walking_everything(whens)


@given(tables)
def test_no_more_values_are_walked_than_conditions_tell_apart(whens):
    for name, column in used(whens, DOMAIN).items():
        assert set(column) <= set(DOMAIN[name])
        wanted = [c[name] for when in whens for c in when if name in c]
        assert len(column) <= 2 ** len(wanted)


def test_a_fault_still_names_a_situation_that_has_no_row():
    with pytest.raises(ValueError, match="colour=blue"):
        check_unique([({"colour": ("red", "green")},)], DOMAIN, "表")
