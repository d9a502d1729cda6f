"""Builds a small government through the services; every state is reached as an office would."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from apps.organisation import services
from apps.organisation.models import Absence, Delegation, Person, Post, Unit
from apps.organisation.vocabulary import AbsenceKind, DelegationKind, PostRole, UnitKind

ZONE = ZoneInfo("Asia/Shanghai")
SINCE = date(2026, 1, 1)
LEADERS = (
    ("mayor", PostRole.MAYOR, "柏云舟"),
    ("evm", PostRole.EXECUTIVE_VICE_MAYOR, "桂知远"),
    ("vm1", PostRole.VICE_MAYOR, "梅若川"),
    ("vm2", PostRole.VICE_MAYOR, "松见山"),
    ("vm3", PostRole.VICE_MAYOR, "兰照溪"),
    ("vm4", PostRole.VICE_MAYOR, "竺清扬"),
    ("vm5", PostRole.VICE_MAYOR, "柳成荫"),
    ("vm6", PostRole.VICE_MAYOR, "荷听雨"),
    ("sg", PostRole.SECRETARY_GENERAL, "杉致和"),
)


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """Return an instant of 2026 in the city's time zone."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


NOW = at(1, 5)


@dataclass
class Office:
    """The fixed cast: posts and people by their codes, units by theirs."""

    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def person(self, login: str, name: str) -> Person:
        self.people[login] = services.create_person(login=login, name=name, by=None, at=NOW)
        return self.people[login]

    def unit(self, code: str, name: str, kind: str, **fields) -> Unit:
        unit = Unit(code=code, name=name, short_name=name, kind=kind, **fields)
        self.units[code] = services.create_unit(unit=unit, by=None, at=NOW)
        return unit

    def post(self, code: str, name: str, unit: str, role: str, **fields) -> Post:
        fields.setdefault("position", len(self.posts))
        self.posts[code] = services.create_post(
            code=code, name=name, unit=self.units[unit], role=role, by=None, at=NOW, **fields
        )
        return self.posts[code]

    def seat(self, login: str, post: str, **fields):
        fields.setdefault("from_on", SINCE)
        return services.appoint(
            person=self.people[login], post=self.posts[post], by=None, at=NOW, **fields
        )

    def staff(self, login: str, name: str, unit: str, role: str) -> None:
        """Make a post, a person and the appointment, all by one code."""
        self.post(login, name, unit, role)
        self.person(login, name)
        self.seat(login, login)

    def pair(self, one: str, other: str, **fields):
        fields.setdefault("from_on", SINCE)
        return services.pair(
            post_a=self.posts[one], post_b=self.posts[other], by=None, at=NOW, **fields
        )

    def away(
        self,
        who: str,
        start: datetime,
        end: datetime,
        kind: str = AbsenceKind.BUSINESS_TRIP,
        **fields,
    ) -> Absence:
        fields.setdefault("approved_at", NOW)
        return services.record_absence(
            person=self.people[who],
            kind=kind,
            from_at=start,
            to_at=end,
            by=None,
            at=NOW,
            **fields,
        )

    def mandate(self, start: datetime, end: datetime, **fields) -> Delegation:
        fields.setdefault("document", "委托书")
        return services.delegate(
            kind=DelegationKind.ACTING_MAYOR,
            grantor=self.posts["mayor"],
            grantee=self.posts["evm"],
            from_at=start,
            to_at=end,
            by=None,
            at=NOW,
            **fields,
        )

    def task(self, to: str, subject: str, start: datetime, end: datetime, **fields) -> Delegation:
        return services.delegate(
            kind=DelegationKind.SPECIAL_TASK,
            grantor=self.posts["mayor"],
            grantee=self.posts[to],
            subject=subject,
            from_at=start,
            to_at=end,
            document="市长批示",
            by=None,
            at=NOW,
            **fields,
        )

    def meeting(
        self, grantor: str, to: str, start: datetime, end: datetime, subject: str = "内涝治理"
    ) -> Delegation:
        return services.delegate(
            kind=DelegationKind.TOPIC_MEETING,
            grantor=self.posts[grantor],
            grantee=self.posts[to],
            subject=subject,
            from_at=start,
            to_at=end,
            document="批示",
            by=None,
            at=NOW,
        )

    def named(self, covers: str, to: str, start: datetime, end: datetime, **fields) -> Delegation:
        return services.delegate(
            kind=DelegationKind.NAMED_SUBSTITUTE,
            grantor=self.posts["mayor"],
            grantee=self.posts[to],
            covers=self.posts[covers],
            from_at=start,
            to_at=end,
            document="市长批示",
            by=None,
            at=NOW,
            **fields,
        )

    def plan(self, name: str, from_on: date, leaders: dict[str, str], **fields):
        """Draft and publish a plan: unit code to leader's code."""
        plan = services.create_plan(name=name, effective_from=from_on, by=None, at=NOW, **fields)
        for unit, leader in leaders.items():
            services.set_leader(
                plan=plan, unit=self.units[unit], leader=self.posts[leader], by=None, at=NOW
            )
        return services.publish_plan(plan=plan, by=None, at=NOW)


def build() -> Office:
    """Return an office with its leaders seated and the three usual pairs."""
    office = Office()
    office.unit("szf", "市政府", UnitKind.GOVERNMENT)
    for login, role, name in LEADERS:
        office.post(login, str(PostRole(role).label), "szf", role, city_leader=True)
        office.person(login, name)
        office.seat(login, login)
    for one, other in (("evm", "vm1"), ("vm2", "vm3"), ("vm4", "vm5")):
        office.pair(one, other)
    return office
