"""Shapes of input of the organisation's pages and of its administration."""

from apps.organisation.forms.delegations import GrantForm, RevokeForm
from apps.organisation.forms.rows import (
    ABPairForm,
    AbsenceForm,
    AppointmentForm,
    ArrangeForm,
    DelegationForm,
    LiaisonForm,
    PersonForm,
    PolicyForm,
)
from apps.organisation.forms.supposing import SupposeForm

__all__ = [
    "ABPairForm",
    "AbsenceForm",
    "AppointmentForm",
    "ArrangeForm",
    "DelegationForm",
    "GrantForm",
    "LiaisonForm",
    "PersonForm",
    "PolicyForm",
    "RevokeForm",
    "SupposeForm",
]
