"""Form fields that take whatever is typed: days that an office can mean, rows that there are.

The year 1 or 9999 passes Python's parser and fails one addition or one time zone later; a key of
thirty digits passes and fails in the database. Refuses both with a sentence beside the field.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
SENTENCE = f"日期应在{FIRST.year}年至{LAST.year}年之间"


def is_sensible(day: date) -> bool:
    """Answer whether a day lies where an office has dates."""
    return FIRST <= day <= LAST


def _sensible(value: date | datetime) -> None:
    if not is_sensible(value.date() if isinstance(value, datetime) else value):
        raise ValidationError(SENTENCE, code="out_of_range")


class DayInput(forms.DateInput):
    """The browser's own picker, which reads ISO dates only, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of this or a neighbouring century."""

    widget = DayInput
    default_validators = [_sensible]


class SplitInstantField(forms.SplitDateTimeField):
    """A day and a time in two inputs, as the administration asks for them."""

    def compress(self, data_list: Any) -> Any:
        """Return the instant; the day is judged before the time zone is applied."""
        if data_list and isinstance(data_list[0], date):
            _sensible(data_list[0])
        return super().compress(data_list)


class RowField(forms.ModelChoiceField):
    """One row; a key larger than the database can hold is an unknown row, not a fault."""

    def to_python(self, value: Any) -> Any:
        """Return the row, or refuse the key."""
        try:
            return super().to_python(value)
        except OverflowError as error:
            raise ValidationError("所选项不存在，请重新选择", code="invalid_choice") from error


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows; a key larger than the database can hold is an unknown row, not a fault."""

    def clean(self, value: Any) -> Any:
        """Return the rows, or refuse the key."""
        try:
            return super().clean(value)
        except OverflowError as error:
            raise ValidationError("所选项不存在，请重新选择", code="invalid_choice") from error


class InstantField(forms.DateTimeField):
    """A day and a time; judged before the time zone is applied, which the year 1 does not stand."""

    def to_python(self, value: Any) -> Any:
        """Return the instant in the zone of the site."""
        days = value[:10] if isinstance(value, str) else value
        if isinstance(days, str) and days[:4].isdecimal():
            year = int(days[:4])
            if not FIRST.year <= year <= LAST.year:
                raise ValidationError(SENTENCE, code="out_of_range")
        return super().to_python(value)


def offer(form: forms.BaseForm, name: str, choices: Any) -> None:
    """Say at run time what a field offers: pairs, or the rows of a queryset."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = choices
    else:
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
