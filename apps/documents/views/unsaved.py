"""What was typed into a form that the page no longer has: shown, so that it can be taken along."""

from __future__ import annotations

from django import forms

WRITTEN = (forms.TextInput, forms.Textarea)


def unsaved(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Return label and text of whatever somebody has written himself."""
    texts = [bound for bound in form if isinstance(bound.field.widget, WRITTEN)]
    found = [(str(bound.label), str(bound.value() or "").strip()) for bound in texts]
    return [(label, text) for label, text in found if text]
