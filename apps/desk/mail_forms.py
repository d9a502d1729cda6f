"""The shape of what the decision page posts. Refuses nothing by rule: that is the protocol's."""

from __future__ import annotations

from django import forms


class TokenForm(forms.Form):
    """The capability, in a hidden field so that no address of a POST holds it."""

    token = forms.CharField(max_length=100, widget=forms.HiddenInput)


class DecisionForm(TokenForm):
    """One decision; emptiness is judged, and traced, by the service."""

    form = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    outcome = forms.CharField(label="办理结果", max_length=32, required=False)
    opinion = forms.CharField(
        label="意见",
        max_length=2000,
        required=False,
        strip=True,
        error_messages={"max_length": "意见不超过2000字，请删减后再办理"},
    )
    pin = forms.CharField(label="审批口令", max_length=32, required=False, strip=True)
