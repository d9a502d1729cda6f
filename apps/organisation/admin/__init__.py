"""The organisation in the admin: every page with versions, every change through a service."""

from django.contrib import admin

from apps.organisation.admin.authority import ABPairAdmin, DelegationAdmin
from apps.organisation.admin.conventions import OfficeConventionAdmin
from apps.organisation.admin.groups import PostGroupAdmin
from apps.organisation.admin.pages import add_page
from apps.organisation.admin.people import AbsenceAdmin, AppointmentAdmin, PersonAdmin
from apps.organisation.admin.portfolio import LiaisonAdmin, PortfolioPlanAdmin
from apps.organisation.admin.sign_ins import AccessAttemptAdmin
from apps.organisation.admin.units import PostAdmin, UnitAdmin

__all__ = [
    "ABPairAdmin",
    "AbsenceAdmin",
    "AccessAttemptAdmin",
    "AppointmentAdmin",
    "DelegationAdmin",
    "LiaisonAdmin",
    "OfficeConventionAdmin",
    "PersonAdmin",
    "PortfolioPlanAdmin",
    "PostAdmin",
    "PostGroupAdmin",
    "UnitAdmin",
]

add_page(admin.site)
