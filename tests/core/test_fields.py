"""Days that an office can mean, and keys that can be one: refused in words, never a fault."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from apps.core.fields import SENTENCE, DayField, InstantField, SplitInstantField

OUTSIDE = ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31")


@pytest.mark.parametrize("day", OUTSIDE)
def test_a_day_outside_of_two_centuries_is_refused_with_a_sentence(day):
    for field, value in (
        (DayField(), day),
        (InstantField(), f"{day}T00:00"),
        (SplitInstantField(), [day, "00:00"]),
    ):
        with pytest.raises(ValidationError) as caught:
            field.clean(value)
        assert caught.value.messages == [SENTENCE], type(field)


@pytest.mark.parametrize("day", ["1900-01-01", "2026-06-03", "2199-12-31"])
def test_a_day_inside_is_taken(day):
    on = dt.date.fromisoformat(day)
    assert DayField().clean(day) == on
    assert InstantField().clean(f"{day}T09:00").date() == on
    assert SplitInstantField().clean([day, "09:00"]).date() == on


@pytest.mark.parametrize("odd", ["", "0000-00-00", "10000-01-01", "x", "9" * 5_000])
def test_what_is_no_day_at_all_is_no_fault(odd):
    for field in (DayField(required=False), InstantField(required=False)):
        if odd:
            with pytest.raises(ValidationError):
                field.clean(odd)
        else:
            assert field.clean(odd) is None


def test_every_form_of_the_site_asks_for_such_days():
    apps = Path(__file__).resolve().parents[2] / "apps"
    plain = ("forms.DateField", "forms.DateTimeField", "forms.SplitDateTimeField")
    own = apps / "core" / "fields.py"
    faults = [
        str(path.relative_to(apps))
        for path in apps.rglob("*.py")
        if path != own and any(word in path.read_text(encoding="utf-8") for word in plain)
    ]
    assert faults == []
