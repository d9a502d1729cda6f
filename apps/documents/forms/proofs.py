"""Forms of prerequisites: one proof, and asking other units, as the book's kinds of proof need."""

from __future__ import annotations

from typing import Any

from django import forms

from apps.core.fields import DayField
from apps.documents.forms.acts import SmallForm
from apps.matters.models import Finding


class FindingForm(forms.Form):
    """One proof of a prerequisite, with its evidence; ``shape`` says what else it must show."""

    result = forms.ChoiceField(label="结论", choices=Finding.Result.choices)
    reason = forms.CharField(
        label="办理情况或理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, shape: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = shape.parts
        for name in shape.parts:
            self.fields[name] = forms.CharField(
                label=name,
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if shape.parts:
            del self.fields["reason"]
        if shape.reference:
            self.fields["reference"] = forms.CharField(
                label=shape.reference, max_length=120, required=False
            )
        if shape.day or shape.period:
            label = "起始日期" if shape.period else "协商日期"
            self.fields["starts_on"] = DayField(label=label, required=False)
        if shape.period:
            self.fields["ends_on"] = DayField(label="截止日期", required=False)
            self.fields["shortened"] = forms.CharField(
                label="缩短时间的理由",
                max_length=300,
                required=False,
                help_text="短于规定时间的才填",
            )
        self.fields["file"] = forms.FileField(label="证明材料", required=False)

    def values(self) -> dict[str, Any]:
        """Return what the service takes, without the file."""
        kept = {k: v for k, v in self.cleaned_data.items() if k != "file" and k not in self.parts}
        parts = {name: self.cleaned_data[name] for name in self.parts}
        return {"reason": "见附件" if parts else "", **kept, "parts": parts or None}


class ConsultForm(SmallForm):
    """Ask the units concerned, within the book's limit or one of one's own."""

    days = forms.IntegerField(
        label="另定时限（工作日）", required=False, min_value=1, help_text="不填则按规定时限"
    )
    reason = forms.CharField(label="另定时限的理由", max_length=200, required=False)


class ExtensionForm(SmallForm):
    """Ask for more time, with a date and the way of replying."""

    until = DayField(label="商请延至")
    way = forms.CharField(label="回复方式", max_length=60, required=False)
    reason = forms.CharField(label="延期理由", max_length=200)


class LateForm(SmallForm):
    """An opinion after the limit."""

    opinion = forms.CharField(
        label="逾期意见", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
