"""Research topics: what is planned, and what each stage asks for."""

from __future__ import annotations

from typing import Any

from django import forms

from apps.activity.forms.base import LedgerForm, SmallForm, UnitField, day, units
from apps.activity.models import ResearchTopic
from apps.core.fields import offer
from apps.organisation.models import Unit


class TopicForm(LedgerForm):
    """What is planned."""

    lead_unit = UnitField(
        Unit.objects.none(), label="协助单位", required=False, empty_label="未确定"
    )
    planned_on = day("计划完成日期", required=False)

    class Meta:
        model = ResearchTopic
        fields = ("title", "aim", "lead_unit", "planned_on")
        labels = {"title": "课题名称"}
        widgets = {"aim": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead_unit", units())


class StartForm(SmallForm):
    """Nothing is asked for."""


class ReportForm(SmallForm):
    """The report and its conclusion."""

    report = forms.CharField(label="调研报告", max_length=200, help_text="报告标题或者文号")
    conclusion = forms.CharField(
        label="主要结论", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class FinishForm(SmallForm):
    """What the report led to."""

    result = forms.CharField(
        label="成果转化情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DropForm(SmallForm):
    """Why the topic is given up."""

    reason = forms.CharField(label="取消原因", max_length=200)
