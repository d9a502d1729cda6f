"""Does the trail explain who is an administrator? A role given past the services shows here."""

from __future__ import annotations

from collections.abc import Iterator

from apps.organisation.models import Person
from apps.organisation.vocabulary import AdminRole
from apps.trail.chain import Finding
from apps.trail.deep import DEEP, unexplained
from apps.trail.models import Event

GIVEN, TAKEN = "organisation.admin_role_assigned", "organisation.admin_role_withdrawn"


@DEEP.register("organisation.roles")
def roles() -> Iterator[Finding]:
    """Compare the administrators' groups with the events of giving and taking the roles."""
    told: dict[str, tuple[int, str]] = {}
    for event in Event.objects.filter(verb__in=(GIVEN, TAKEN)).order_by("seq").iterator():
        told[event.subject] = (event.seq, event.payload.get("role", ""))
    holders = Person.objects.filter(groups__name__in=AdminRole.values).values_list(
        "pk", "username", "groups__name"
    )
    for pk, login, role in holders.order_by("pk"):
        seq, known = told.pop(f"person:{pk}", (0, ""))
        if role != known:
            yield unexplained(f"{login}是{role}，留痕中没有授予的记录", seq)
    for subject, (seq, role) in told.items():
        if role:
            yield unexplained(f"留痕记有授予{role}（{subject}），现已不是", seq)
    for login in Person.objects.filter(is_superuser=True).values_list("username", flat=True):
        yield unexplained(f"{login}是超级用户，本系统不授予这种身份")
