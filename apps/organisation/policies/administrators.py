"""May this person be an administrator? Four roles, four people, none of whom handles business."""

from __future__ import annotations

from datetime import date

from apps.core.verdicts import Verdict
from apps.organisation.models import Appointment, Person
from apps.organisation.vocabulary import AdminRole


def may_hold_admin_role(person: Person, role: str, on: date) -> Verdict:
    """Answer whether a person may be given an administrator's role on a day."""
    if role not in AdminRole.values:
        return Verdict.deny("请选择管理员角色", field="role")
    held = person.groups.filter(name__in=AdminRole.values).exclude(name=role).first()
    if held:
        return Verdict.deny(f"{person.name}已是{held.name}，管理员角色不得由一人兼任", field="role")
    post = Appointment.objects.on(on).filter(person=person).select_related("post").first()
    if post:
        reason = f"{person.name}任{post.post.name}，承担业务的人员不得兼任管理员"
        return Verdict.deny(reason, field="role")
    return Verdict.allow()


def may_change_admin_role(by: Person | None, person: Person) -> Verdict:
    """Answer whether ``by`` may give or take a role of ``person``: never his own."""
    if by is not None and by.pk == person.pk:
        return Verdict.deny("本人不能授予或者收回本人的管理员角色", field="person")
    return Verdict.allow()
