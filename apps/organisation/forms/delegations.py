"""What is typed where somebody entrusts, enters a paper, or takes a delegation back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django import forms

from apps.core.fields import InstantField, RowsField
from apps.organisation.authority import entrusting, law
from apps.organisation.forms.rows import WHEN, LeaderField, RefusableForm
from apps.organisation.models import Post, Unit
from apps.organisation.vocabulary import KINDS_UNDER_A_LEADER, DelegationKind
from apps.organisation.wording import later

MANDATE = ("powers", "sign_classes")
SUBJECTS = {
    DelegationKind.SPECIAL_TASK: ("专项任务", "来文标注的专项任务与此一致的，呈受委托的同志"),
    DelegationKind.TOPIC_MEETING: ("会议议题", "受委托的同志只能召集和主持这一议题的专题会议"),
}


class GrantForm(RefusableForm):
    """One delegation of a kind; its fields are those that the kind has."""

    grantor = LeaderField(Post.objects.none(), label="委托人", empty_label=None)
    grantee = LeaderField(
        Post.objects.none(), label="受委托人", widget=forms.RadioSelect, empty_label=None
    )
    subject = forms.CharField(label="事项", max_length=120)
    units = RowsField(
        Unit.objects.none(),
        label="涉及单位",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选为不限单位",
    )
    powers = forms.MultipleChoiceField(
        label="一并委托的权限",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=later("不勾选的仍由{mayor}本人行使"),
    )
    sign_classes = forms.MultipleChoiceField(
        label="可以签发的公文",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选为工作规则允许的各类公文",
    )
    from_at = InstantField(label="起始时间", widget=WHEN)
    to_at = InstantField(label="截止时间", widget=WHEN, help_text="到此刻为止；全天的填次日零时")
    document = forms.CharField(label="依据文件", max_length=120, help_text="文号或者批示日期")
    reason = forms.CharField(label="理由", max_length=200)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kind: str,
        grantors: Iterable[tuple[Post, str]],
        grantees: Iterable[tuple[Post, str]],
        day: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = DelegationKind(kind)
        for name, people in (("grantor", grantors), ("grantee", grantees)):
            cast(LeaderField, self.fields[name]).offer(people)
        self._leave_out(day)

    def _leave_out(self, day: date) -> None:
        """Keep the fields of this kind only, with the choices of the book."""
        if self.kind == DelegationKind.ACTING_MAYOR:
            cast(forms.MultipleChoiceField, self.fields["powers"]).choices = law.grantable(day)
            classes = entrusting.signable_classes(day)
            cast(forms.MultipleChoiceField, self.fields["sign_classes"]).choices = classes
        else:
            for name in MANDATE:
                del self.fields[name]
        if self.kind in SUBJECTS:
            self.fields["subject"].label, self.fields["subject"].help_text = SUBJECTS[self.kind]
        else:
            del self.fields["subject"]
        if self.kind == DelegationKind.SPECIAL_TASK:
            units = Unit.objects.filter(kind__in=KINDS_UNDER_A_LEADER, abolished_on__isnull=True)
            field = cast(RowsField, self.fields["units"])
            field.queryset = units.order_by("position", "pk")
        else:
            del self.fields["units"]

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        found = {name: v for name, v in self.cleaned_data.items() if name != "shown"}
        return {"kind": str(self.kind), **found}

    def mark(self) -> str:
        """Return a mark of what was typed: whoever confirms has seen the effect of these values."""
        plain = {name: _plain(value) for name, value in self.values().items()}
        text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def is_confirmed(self) -> bool:
        """Answer whether the effect of exactly these values was shown before."""
        return bool(self.cleaned_data.get("shown")) and self.cleaned_data["shown"] == self.mark()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Post):
        return value.pk
    if isinstance(value, str):
        return value
    return [getattr(one, "pk", one) for one in value]


class RevokeForm(RefusableForm):
    """Why a delegation is taken back, and by which paper if somebody else enters it."""

    reason = forms.CharField(label="撤销理由", max_length=120)
    document = forms.CharField(
        label="依据文件", max_length=60, required=False, help_text="代录书面决定的须填写"
    )
