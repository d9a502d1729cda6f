"""The range of a report."""

from __future__ import annotations

from typing import Any

from django import forms

from apps.leave.forms.request import Day


class RangeForm(forms.Form):
    """From a first to a last day, both included, no longer than two years."""

    first = Day(label="自")
    last = Day(label="至")

    def clean(self) -> dict[str, Any]:
        """Refuse a range that ends before it begins or takes too long to count."""
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", "截止日期不得早于起始日期")
        elif first and last and (last - first).days > 731:
            self.add_error("last", "一次统计不超过两年")
        return values
