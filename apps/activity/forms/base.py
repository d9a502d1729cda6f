"""What the forms of this room have in common."""

from __future__ import annotations

from typing import Any

from django import forms

from apps.core.fields import DayField, RowField
from apps.core.verdicts import Refused
from apps.organisation.models import Unit
from apps.organisation.vocabulary import UnitKind


class UnitField(RowField):
    """One unit, by its short name."""

    def label_from_instance(self, obj: Unit) -> str:
        """Return the words of the option."""
        return obj.short_name


def units() -> Any:
    """Return the units that something may be given to."""
    kinds = (UnitKind.SECTION, UnitKind.GOVERNMENT)
    rows = Unit.objects.filter(abolished_on__isnull=True).exclude(kind__in=kinds)
    return rows.order_by("kind", "position", "pk")


def day(label: str, *, required: bool = True, hint: str = "") -> DayField:
    """Return a field for a day, with the browser's own picker."""
    return DayField(label=label, required=required, help_text=hint)


class LedgerForm(forms.ModelForm):
    """A form whose values go to a service; the instance it fills is thrown away."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the names of the service's fields."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def show(self, refused: Refused) -> None:
        """Put each reason beside its field, or above the form."""
        show(self, refused)


class SmallForm(forms.Form):
    """A form beside others on one page: its inputs have ids of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}_%s")
        super().__init__(*args, **kwargs)


def show(form: Any, refused: Refused) -> None:
    """Put each reason of a refusal beside its field, or above the form."""
    for verdict in refused.verdicts:
        field = verdict.field if verdict.field in form.fields else None
        form.add_error(field, verdict.sentence)
