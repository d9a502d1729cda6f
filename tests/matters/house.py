"""The house the kernel is tried in: the fixed cast of posts, and a plain kind of matter.

Owner (drafter), holder of the post, his AB partner acting, an outsider who must see nothing, the
office and the mayor; everything is built through services, at instants of 2026.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from threading import Barrier, Thread
from typing import Any

from django.db import connection, transaction

from apps.matters import flow, steps
from apps.matters.models import Matter, Participation, Step
from apps.matters.participation import take_part
from apps.matters.purposes import Kind, Outcome, Purpose, way_back
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.models import Person
from apps.organisation.vocabulary import PostRole, UnitDuty, UnitKind
from tests.organisation import factories

AT = factories.at(6, 3)
AGREE = Outcome("agree", "同意")
REFUSE = Outcome("refuse", "不同意", needs_opinion=True)
RETURN = way_back("return", "退回")
PURPOSES = {
    "decide": Purpose(
        "decide",
        "批示",
        "decide",
        (AGREE, REFUSE, RETURN),
        decides=True,
        may_add=True,
        may_recall=True,
    ),
    "mayor_decide": Purpose("mayor_decide", "市长审批", "mayor_decide", (AGREE,), decides=True),
    "release": Purpose(
        "release", "部门签发", "release", (AGREE,), may_hand_over=False, decides=True
    ),
    "register": Purpose("register", "登记", "register", (Outcome("done", "登记"),), mail=False),
}


@dataclass
class House:
    """Who there is, and the verbs that tests need again and again."""

    office: factories.Office
    settled: list[tuple[str, str]] = field(default_factory=list)
    recalled: list[int] = field(default_factory=list)

    @property
    def owner(self) -> Person:
        return self.office.people["jtj.clerk"]

    @property
    def holder(self) -> Person:
        return self.office.people["vm2"]

    @property
    def partner(self) -> Person:
        return self.office.people["vm3"]

    @property
    def outsider(self) -> Person:
        return self.office.people["nyj.clerk"]

    @property
    def registry(self) -> Person:
        return self.office.people["wd"]

    @property
    def mayor(self) -> Person:
        return self.office.people["mayor"]

    def hats(self, person: Person, at: dt.datetime = AT) -> tuple[Hat, ...]:
        return authority.hats(person, at)

    def hat(self, person: Person, post: str = "", at: dt.datetime = AT) -> Hat:
        """Return the person's hat of a post, or the only own one."""
        worn = self.hats(person, at)
        return next(h for h in worn if (h.post_code == post if post else h.is_own))

    def actor(self, person: Person, post: str = "", at: dt.datetime = AT) -> dict[str, Any]:
        return {"by": person, "hat": self.hat(person, post, at), "at": at}

    def send_away(self, login: str = "vm2") -> None:
        """Let a leader be out of the city around AT, so that his partner acts."""
        self.office.away(login, AT - dt.timedelta(days=1), AT + dt.timedelta(days=2))

    def slip(self, title: str = "关于维修公路的请示", *, owner: Person | None = None, **fields):
        """Make a plain matter in the owner's unit, read by his post."""
        owner = owner or self.owner
        post = self.office.posts[owner.username]
        fields = {"opened_at": AT, "latest_at": AT, "phase": "in_hand", **fields}
        matter = Matter.objects.create(
            kind="slip",
            title=title,
            unit=post.unit,
            book="xianning_2023",
            drafted_by=owner,
            **fields,
        )
        take_part(
            matter=matter, posts=[post.pk], role=Participation.Role.DRAFTED, at=matter.latest_at
        )
        return matter

    def open(self, matter: Matter, *posts: str, purpose: str = "decide", **fields) -> list[Step]:
        """Open one group of steps in the owner's name."""
        with transaction.atomic():
            return steps.open_route(
                matter=flow.lock(matter),
                purpose=purpose,
                posts=[self.office.posts[p] for p in posts],
                **{**self.actor(self.owner), **fields},
            )

    def settle(self, step: Step, person: Person, post: str = "", **fields) -> Step:
        fields = {"outcome": "agree", **self.actor(person, post or step.post.code), **fields}
        return steps.settle(step=step, **fields)

    def bare(self, post: str, person: Person | None = None, **fields) -> Hat:
        """Return a hat made up for a property test: any post under any capacity."""
        row = self.office.posts[post]
        person = person or self.outsider
        hat = Hat(
            row.pk,
            row.code,
            row.name,
            row.role,
            row.unit_id,
            row.unit.code,
            person.pk,
            "holder",
            person.name,
            row.unit.kind,
            row.unit.duty,
        )
        return replace(hat, **fields)


def kind_of(house: House) -> Kind:
    """Return the kind "slip": a bare matter whose handlers only remember that they ran."""

    def settled(*, matter, step, steps, by, hat, at, channel, payload):
        house.settled.append((step.purpose, step.outcome))

    def recalled(*, matter, steps, by, hat, at, channel):
        house.recalled.append(matter.pk)

    return Kind(
        "slip",
        "便笺",
        "matters.Matter",
        PURPOSES,
        settled,
        recalled,
        content=lambda matter: {"title": matter.title},
    )


def build() -> House:
    """Return the house, furnished: leaders and pairs, two departments, office and registry."""
    office = factories.build()
    root = office.units["szf"]
    office.unit("fgb", "市政府办公室", UnitKind.GENERAL_OFFICE, parent=root)
    for code, name in (("jtj", "市交通运输局"), ("nyj", "市农业农村局")):
        office.unit(code, name, UnitKind.DEPARTMENT, parent=root)
        office.staff(f"{code}.head", f"{name}局长", code, PostRole.UNIT_HEAD)
        office.staff(f"{code}.clerk", f"{name}文书", code, PostRole.CLERK)
    office.unit(
        "wd", "文电科", UnitKind.SECTION, duty=UnitDuty.REGISTRY, parent=office.units["fgb"]
    )
    office.staff("wd", "文电科科长", "wd", PostRole.SECTION_HEAD)
    office.plan("2026年分工", factories.SINCE, {"jtj": "vm2", "nyj": "vm4", "fgb": "evm"})
    return House(office)


def race(count: int, work: Any) -> list[BaseException]:
    """Run ``work(number)`` in threads that start together; return what they raised."""
    start, failures = Barrier(count), []

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except BaseException as failure:  # handed to the test
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(t.is_alive() for t in threads)
    return failures
