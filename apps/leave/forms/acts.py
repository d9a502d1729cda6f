"""The forms beside an approved leave: another period, calling it off, reporting back, filing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from apps.core.fields import InstantField
from apps.documents.forms.acts import ReasonForm, SmallForm
from apps.leave.forms.request import Day, PeriodForm
from apps.leave.services.filing import KINDS

__all__ = ["ChangeForm", "CancelForm", "FilingForm", "ReasonForm", "ReturnForm"]


class ChangeForm(SmallForm, PeriodForm):
    """Another period, with the reason; once begun, only the end is asked for."""

    reason = forms.CharField(label="变更原因", max_length=300)

    def __init__(self, *args: Any, begun: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begun:
            for name in ("from_on", "from_half"):
                self.fields[name].disabled = True


class CancelForm(SmallForm):
    """Why an approved leave is called off."""

    reason = forms.CharField(label="取消原因", max_length=300)


class ReturnForm(SmallForm):
    """When the person came back."""

    returned_at = InstantField(
        label="返回时间",
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    note = forms.CharField(label="说明", required=False, max_length=300)

    def __init__(self, *args: Any, at: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime(at).replace(second=0, microsecond=0)
        self.initial.setdefault("returned_at", now)


class FilingForm(SmallForm):
    """One office that was told: by what kind of paper, with what number, on which day."""

    kind = forms.ChoiceField(label="种类", choices=[(k, k) for k in KINDS], initial=KINDS[-1])
    reference = forms.CharField(label="文号", max_length=120, help_text="电话报备的写“电话”")
    on = Day(label="日期")
    note = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(self, *args: Any, at: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate(at))
