"""Letters: registering one, settling its steps, taking it back."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from apps.activity.forms.base import LedgerForm, SmallForm, day
from apps.activity.models import PublicLetter
from apps.core.fields import offer
from apps.matters.purposes import Purpose


class LetterForm(LedgerForm):
    """One letter as it came."""

    received_on = day("收信日期")
    scan = forms.FileField(label="来信原件", required=False, help_text="扫描件，PDF或者图片")

    class Meta:
        model = PublicLetter
        fields = ("title", "writer", "writer_contact", "received_on", "body_text")
        labels = {"title": "来信事由"}
        help_texts = {"body_text": "摘录主要内容和诉求", "title": "一句话写明反映什么问题"}
        widgets = {"body_text": forms.Textarea(attrs={"rows": 8})}


class SettleForm(forms.Form):
    """One decision: how the step ends, and in what words."""

    outcome = forms.ChoiceField(label="办理结果", widget=forms.RadioSelect)
    opinion = forms.CharField(
        label="意见",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "data-opinion": ""}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, purpose: Purpose, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(o.key, o.label) for o in purpose.outcomes]
        offer(self, "outcome", choices)
        if len(choices) == 1:
            self.initial.setdefault("outcome", choices[0][0])
        demanding = [o.label for o in purpose.outcomes if o.needs_opinion]
        if demanding and len(demanding) < len(choices):
            self.fields["opinion"].help_text = f"选“{'”“'.join(demanding)}”须写明"
        self.fields["opinion"].label = "批示" if purpose.decides else "办理和答复情况"

    def renew(self, version: int) -> None:
        """Take what is shown now as read: whoever decides again has the newest text before him."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(version)
        self.data = data


class WithdrawForm(SmallForm):
    """Why a letter is taken back."""

    reason = forms.CharField(label="撤销原因", max_length=200)
