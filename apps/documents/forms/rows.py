"""A choice of rows whose typed keys may be anything."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows; a key larger than the database can hold is an unknown row, not a fault."""

    def clean(self, value: Any) -> Any:
        """Return the rows, or refuse the key."""
        try:
            return super().clean(value)
        except OverflowError as error:
            raise ValidationError("所选项不存在，请重新选择", code="invalid_choice") from error
