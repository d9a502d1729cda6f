"""Loading the demonstration office, and the accounts a visitor starts with."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q

from apps.core.verdicts import Refused
from apps.organisation import policies, services
from apps.organisation.authority.periods import local_day, midnight
from apps.organisation.demo import staff, tables
from apps.organisation.demo.builder import SINCE, Builder
from apps.organisation.demo.naming import local
from apps.organisation.models import ABPair, Delegation, Liaison, Person, PortfolioPlan
from apps.organisation.vocabulary import AbsenceKind, DelegationKind, EntryRelation
from apps.rulebook import shelf

PLANS = (
    ("市政府领导分工（2022年）", "咸政发〔2022〕1号", date(2022, 1, 1)),
    ("市政府领导分工（2026年）", "咸政发〔2026〕1号", date(2026, 1, 1)),
)
DRAFTED = "市政府领导分工（拟调整）"
# person, kind, first day, last day, destination
ABSENCES_2026 = (
    ("vm2", AbsenceKind.BUSINESS_TRIP, date(2026, 6, 3), date(2026, 6, 7), "武汉市"),
    ("vm2", AbsenceKind.BUSINESS_TRIP, date(2026, 8, 10), date(2026, 8, 12), "北京市"),
    ("vm3", AbsenceKind.VACATION, date(2026, 8, 10), date(2026, 8, 12), "长沙市"),
    ("mayor", AbsenceKind.OFFICIAL_VISIT_ABROAD, date(2026, 10, 15), date(2026, 10, 20), "国外"),
)
MAIN_ACCOUNTS = (
    ("市长", "mayor"),
    ("常务副市长", "evm"),
    ("副市长（今天外出）", "vm2"),
    ("副市长（AB角，今天代行）", "vm3"),
    ("副市长", "vm4"),
    ("秘书长", "sg"),
    ("副秘书长", "dsg3"),
    ("文电科", "wd"),
    ("秘书三科", "m3"),
    ("督查室", "dc"),
    ("市农业农村局局长", "nyj.head"),
    ("市农业农村局文书", "nyj.clerk"),
    ("市司法局局长", "sfj.head"),
    ("市司法局文书", "sfj.clerk"),
    ("系统管理员", "sysadmin"),
    ("安全保密管理员", "secadmin"),
    ("审计管理员", "auditadmin"),
    ("业务管理员", "bizadmin"),
)


def sign_ins() -> list[tuple[str, str]]:
    """Return the accounts to begin with, as (label, login)."""
    return [(local(label), login) for label, login in MAIN_ACCOUNTS]


@transaction.atomic
def load(*, at: datetime, password: str, pin: str = "") -> dict[str, int]:
    """Load the whole office as of ``at``, or add what is missing; returns how many rows stand.

    ``pin``, where given, becomes the signing PIN of leaders and heads who have none.
    """
    services.ensure_admin_groups()
    made = Builder(at=at, password=password)
    staff.build(made)
    _administrators(made)
    for name, reference, since in PLANS:
        _plan(made, local(name), local(reference), since)
    _drafted_plan(made)
    _links(made)
    _absences(made)
    _delegations(made)
    if pin:
        _pins(pin, at)
    return {"units": len(made.units), "posts": len(made.posts), "people": len(made.people)}


def _administrators(made: Builder) -> None:
    for login, _, role in tables.ADMINISTRATORS:
        person = made.people[login]
        if not person.groups.filter(name=role).exists():
            services.assign_admin_role(person=person, role=role, by=None, at=made.at)


def _plan(made: Builder, name: str, reference: str, since: date) -> None:
    if PortfolioPlan.objects.filter(reference=reference).exists():
        return
    plan = services.create_plan(
        name=name, reference=reference, effective_from=since, by=None, at=made.at
    )
    lines = [(r["code"], r["leader"], EntryRelation.PORTFOLIO) for r in staff.departments()]
    lines.append((tables.ZONE[0], tables.ZONE[5], EntryRelation.PORTFOLIO))
    lines += [(c, leader, EntryRelation.CONTACT) for c, _, leader, _ in tables.EXTERNALS if leader]
    for unit, leader, relation in lines:
        services.set_leader(
            plan=plan,
            unit=made.units[unit],
            leader=made.posts[leader],
            relation=relation,
            by=None,
            at=made.at,
        )
    services.publish_plan(plan=plan, by=None, at=made.at)


def _drafted_plan(made: Builder) -> None:
    """A plan to be tried before it is published: two bureaux change hands in a month."""
    today = local_day(made.at)
    in_force = PortfolioPlan.objects.on(today).first()
    name = local(DRAFTED)
    if in_force is None or PortfolioPlan.objects.filter(name=name).exists():
        return
    plan = services.copy_plan(
        plan=in_force, name=name, effective_from=today + timedelta(30), by=None, at=made.at
    )
    for unit, leader in (("lyj", "vm4"), ("nyj", "vm5")):
        services.set_leader(
            plan=plan, unit=made.units[unit], leader=made.posts[leader], by=None, at=made.at
        )


def _links(made: Builder) -> None:
    since = shelf.newest().effective_from
    paired = {pk for row in ABPair.objects.values_list("post_a", "post_b") for pk in row}
    for one, other in tables.PAIRS:
        a, b = made.posts[one], made.posts[other]
        # Not every city has pairs: elsewhere the rules say in which order posts stand in.
        if not {a.pk, b.pk} & paired and policies.may_pair(a, b, since, None):
            services.pair(post_a=a, post_b=b, from_on=since, by=None, at=made.at)
    served = set(Liaison.objects.values_list("leader", flat=True))
    for login, _, leaders, section in tables.DEPUTIES:
        for leader in leaders:
            if made.posts[leader].pk not in served:
                services.attach_deputy(
                    deputy=made.posts[login],
                    leader=made.posts[leader],
                    section=made.units[section],
                    from_on=SINCE,
                    by=None,
                    at=made.at,
                )


def _absences(made: Builder) -> None:
    """One leader is away now and another next week; then the year's known absences."""
    today = local_day(made.at)
    near = (
        ("vm2", AbsenceKind.BUSINESS_TRIP, today - timedelta(1), today + timedelta(4), "武汉市"),
        ("vm4", AbsenceKind.VACATION, today + timedelta(7), today + timedelta(9), "宜昌市"),
    )
    for login, kind, first, last, place in (*near, *ABSENCES_2026):
        person = made.people[login]
        end = midnight(last + timedelta(1))
        # Loaded again some days later, the earlier trip may reach into the new one's first days.
        days = (midnight(first + timedelta(n)) for n in range((last - first).days + 1))
        start = next((d for d in days if policies.may_record_absence(person, d, end)), None)
        if start is not None:
            services.record_absence(
                person=person,
                kind=kind,
                from_at=start,
                to_at=end,
                destination=place,
                reason=f"{AbsenceKind(kind).label}",
                by=None,
                at=made.at,
                approved_at=made.at,
                approved_by=None if login == "mayor" else made.people["mayor"],
            )


def _entrust(made: Builder, *, document: str, **given: Any) -> None:
    """Make a delegation, unless the rules of this city do not know such a one."""
    with suppress(Refused), transaction.atomic():
        services.delegate(**given, document=local(document), by=None, at=made.at)


def _delegations(made: Builder) -> None:
    mayor = made.posts["mayor"]
    if Delegation.objects.filter(grantor=mayor).exists():
        return
    _entrust(
        made,
        kind=DelegationKind.ACTING_MAYOR,
        grantor=mayor,
        grantee=made.posts["evm"],
        from_at=midnight(date(2026, 10, 15)),
        to_at=midnight(date(2026, 10, 21)),
        powers=["convene_executive"],
        document="市长出访期间工作委托书",
    )
    _entrust(
        made,
        kind=DelegationKind.SPECIAL_TASK,
        grantor=mayor,
        grantee=made.posts["vm4"],
        from_at=midnight(date(2026, 9, 20)),
        to_at=midnight(date(2026, 10, 11)),
        subject="国庆安全生产专项",
        document="市长批示",
    )
    _entrust(
        made,
        kind=DelegationKind.TOPIC_MEETING,
        grantor=made.posts["vm4"],
        grantee=made.posts["dsg5"],
        from_at=midnight(local_day(made.at)),
        to_at=midnight(local_day(made.at) + timedelta(10)),
        subject="城区内涝治理",
        document="竺清扬同志批示",
        reason="下周出席省政府会议",
    )


def _pins(pin: str, at: datetime) -> None:
    """Give everybody who decides the same demonstration PIN; hashed once, as it is slow."""
    helpers = Q(appointments__post__role__in=("clerk", "section_member"))
    people = Person.objects.filter(pin_hash="", appointments__isnull=False).exclude(helpers)
    ids = list(people.values_list("pk", flat=True).distinct())
    Person.objects.filter(pk__in=ids).update(pin_hash=make_password(pin), pin_set_at=at)
