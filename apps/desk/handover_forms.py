"""What is picked and typed where work is handed over."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms

from apps.core.fields import RowField
from apps.core.verdicts import Refused
from apps.matters import handovers
from apps.matters.handovers import Line
from apps.matters.models import Step
from apps.organisation.models import Post


class ReceiverField(RowField):
    """A choice of posts, shown with their holders."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.holder_name}（{obj.name}）"


class HandoverForm(forms.Form):
    """Steps of one post, the post that takes them on, and why."""

    picked = forms.MultipleChoiceField(label="移交的事项", widget=forms.CheckboxSelectMultiple)
    to = ReceiverField(Post.objects.none(), label="接办人")
    reason = forms.CharField(label="移交原因", max_length=200)
    document = forms.CharField(
        label="依据文件", max_length=120, required=False, help_text="任免文号等，没有的不填"
    )

    def __init__(
        self, *args: Any, post: Post, lines: list[Line], day: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.steps = {str(line.step.pk): line.step for line in lines}
        picked = cast(forms.MultipleChoiceField, self.fields["picked"])
        picked.choices = [(pk, step.matter.title) for pk, step in self.steps.items()]
        to = cast(forms.ModelChoiceField, self.fields["to"])
        to.queryset = handovers.receivers(post, day)

    def chosen(self) -> list[Step]:
        """Return the picked steps."""
        return [self.steps[pk] for pk in self.cleaned_data["picked"]]

    def ticked(self) -> set[str]:
        """Return the ids that are ticked on the page as it was sent."""
        return set(self["picked"].value() or ())

    def add_refusal(self, refused: Refused) -> None:
        """Put each refusal beside its field, or above the form."""
        for verdict in refused.verdicts:
            self.add_error(
                verdict.field if verdict.field in self.fields else None, verdict.sentence
            )
