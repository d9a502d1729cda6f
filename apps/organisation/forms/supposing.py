"""What is supposed on the page 假如."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast

from django import forms

from apps.core.fields import InstantField
from apps.organisation.forms.rows import WHEN
from apps.organisation.vocabulary import AbsenceKind

LONGEST = timedelta(days=60)


class SupposeForm(forms.Form):
    """Some leaders, away together for some hours."""

    who = forms.MultipleChoiceField(label="谁外出", widget=forms.CheckboxSelectMultiple)
    from_at = InstantField(label="起始时间", widget=WHEN)
    to_at = InstantField(label="截止时间", widget=WHEN)
    kind = forms.ChoiceField(label="事由", choices=AbsenceKind.choices)
    leaves_city = forms.BooleanField(label="离开本行政区域", required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["who"])
        field.choices = [(str(pk), name) for pk, name in people]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start, end = self.cleaned_data.get("from_at"), self.cleaned_data.get("to_at")
        if start and end and end <= start:
            self.add_error("to_at", "截止时间应晚于起始时间")
        elif start and end and end - start > LONGEST:
            self.add_error("to_at", f"一次最多推演{LONGEST.days}天")
        return cleaned
