"""Administrators (三员): four groups with disjoint powers; nobody holds two of them."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from apps.core.versions import save
from apps.organisation import policies
from apps.organisation.authority import local_day
from apps.organisation.models import Person
from apps.organisation.services.writing import note, require
from apps.organisation.vocabulary import AdminRole

# What each administrator may do; powers are disjoint, only reading may be shared.
POWERS: dict[str, tuple[str, ...]] = {
    AdminRole.SYSTEM: (
        "organisation.add_person",
        "organisation.change_person",
        "organisation.add_unit",
        "organisation.change_unit",
        "organisation.add_post",
        "organisation.change_post",
        "organisation.add_appointment",
        "organisation.change_appointment",
        "core.view_job",
        "core.change_job",
        "workdays.*",
    ),
    AdminRole.SECURITY: (
        "organisation.assign_admin_role",
        "organisation.reset_pin",
        "organisation.reset_password",
        "organisation.view_person",
        "axes.view_accessattempt",
        "axes.delete_accessattempt",
        "auth.view_group",
        "matters.view_decisionlink",
        "matters.change_decisionlink",
        "documents.add_seal",
        "documents.change_seal",
        "documents.view_seal",
    ),
    AdminRole.AUDIT: (
        "organisation.view_*",
        "trail.view_*",
        "axes.view_*",
        "admin.view_logentry",
        "core.view_job",
        "matters.view_numberseries",
        "matters.view_numberentry",
        "documents.view_seal",
        "documents.view_sealuse",
        "leave.view_service",
        "leave.view_ledgerentry",
    ),
    AdminRole.BUSINESS: (
        "organisation.add_portfolioplan",
        "organisation.change_portfolioplan",
        "organisation.add_portfolioentry",
        "organisation.change_portfolioentry",
        "organisation.delete_portfolioentry",
        "organisation.add_liaison",
        "organisation.change_liaison",
        "organisation.add_abpair",
        "organisation.change_abpair",
        "organisation.add_delegation",
        "organisation.change_delegation",
        "organisation.add_absence",
        "organisation.change_absence",
        "organisation.add_officeconvention",
        "organisation.view_officeconvention",
        "organisation.view_unit",
        "organisation.view_post",
        "organisation.view_person",
        "organisation.view_appointment",
        "leave.add_service",
        "leave.change_service",
        "leave.add_ledgerentry",
        "leave.view_ledgerentry",
    ),
}


@transaction.atomic
def ensure_admin_groups() -> dict[str, Group]:
    """Create the administrators' groups and set exactly the permissions listed above.

    A permission whose app is not installed yet is left out; run it again after migrating.
    """
    known = Permission.objects.select_related("content_type")
    by_name = {f"{p.content_type.app_label}.{p.codename}": p for p in known}
    groups = {}
    for role, patterns in POWERS.items():
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(p for name, p in by_name.items() if _matches(name, patterns))
        groups[role] = group
    return groups


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    if ".historical" in name or "_historical" in name:
        return False
    return any(name.startswith(p[:-1]) if p.endswith("*") else name == p for p in patterns)


@transaction.atomic
def assign_admin_role(*, person: Person, role: str, by: Person | None, at: datetime) -> Person:
    """Make a person an administrator; Refused where he holds another role or any post."""
    require(
        policies.may_change_admin_role(by, person),
        policies.may_hold_admin_role(person, role, local_day(at)),
    )
    row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    row.is_staff = True
    save(row, by=by, at=at)
    row.groups.add(ensure_admin_groups()[role])
    note("admin_role_assigned", row, by=by, at=at, payload={"role": role})
    return row


@transaction.atomic
def withdraw_admin_role(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Take every administrator's role from a person; nobody changes his own."""
    require(policies.may_change_admin_role(by, person))
    row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    row.groups.remove(*row.groups.filter(name__in=AdminRole.values))
    row.is_staff = False
    save(row, by=by, at=at)
    note("admin_role_withdrawn", row, by=by, at=at)
    return row
