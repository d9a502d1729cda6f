"""The cast of decisions by mail: a leader, his AB partner, an outsider, and a paper to decide.

Everything is built through services. The instants are real ones, because an expired link is
expired by the database's own clock too. The kind of matter is a plain one of the kernel's own.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from apps.core.jobs import run_due_jobs
from apps.core.models import Job
from apps.core.verdicts import Cite
from apps.matters import flow, purposes, steps
from apps.matters.link_tokens import hash_of, make_token, new_form
from apps.matters.models import DecisionLink, Matter, Step
from apps.matters.purposes import Kind, Outcome, Purpose
from apps.organisation import authority, services
from apps.organisation.models import Person
from apps.organisation.vocabulary import PostRole, UnitKind
from tests.organisation.factories import Office

SINCE = dt.date(2024, 1, 1)
LONG_AGO = dt.datetime(2024, 1, 1, 9, tzinfo=dt.UTC)
PIN = "318264"
PASSWORD = "correct horse battery staple"
TOKEN_URL = re.compile(r"https?://[^/\s]+/m/a/([A-Za-z0-9_-]{43})(?=\s)")

AGREE = Outcome("agree", "同意")
REFUSE = Outcome("refuse", "不同意", needs_opinion=True)
RETURN = Outcome("return", "退回", needs_opinion=True, ends_group=True)
ON_WEB = Outcome("forward", "转呈市长", web_only=True)
PURPOSES = {
    "decide": Purpose(
        "decide",
        "批示",
        "decide",
        (AGREE, REFUSE, RETURN, ON_WEB),
        consequence="批示后由办公室答复来文单位",
        decides=True,
        may_add=True,
    ),
    "sign": Purpose("sign", "签发", "sign", (AGREE, RETURN), risk="L2", decides=True),
    "read": Purpose("read", "阅知", "read", (Outcome("read", "已阅"),), risk="L0"),
    "quiet": Purpose("quiet", "登记", "register", (Outcome("done", "登记"),), mail=False),
}


class CastOffice(Office):
    """The organisation's cast with mailboxes, appointed long ago."""

    def person(self, login: str, name: str) -> Person:
        self.people[login] = services.create_person(
            login=login, name=name, email=f"{login}@oa.example", by=None, at=LONG_AGO
        )
        return self.people[login]

    def seat(self, login: str, post: str, **fields):
        fields.setdefault("from_on", SINCE)
        return super().seat(login, post, **fields)


@dataclass
class Cast:
    """Who and what the tests speak of; ``now`` is the real instant at which the play began."""

    office: CastOffice
    now: dt.datetime
    settled: list[tuple[int, str]] = field(default_factory=list)
    bodies: dict[int, str] = field(default_factory=dict)

    @property
    def leader(self) -> Person:
        return self.office.people["vm4"]

    @property
    def partner(self) -> Person:
        return self.office.people["vm5"]

    @property
    def outsider(self) -> Person:
        return self.office.people["vm2"]

    @property
    def clerk(self) -> Person:
        return self.office.people["clerk"]

    def hat(self, person: Person, at: dt.datetime | None = None):
        return authority.hats(person, at or self.now)[0]

    def paper(self, title: str = "关于修建温泉大道人行道的请示", **fields) -> Matter:
        matter = Matter.objects.create(
            kind="paper",
            title=title,
            unit=self.office.units["jtj"],
            book="xianning_2023",
            drafted_by=self.clerk,
            opened_at=self.now,
            latest_at=self.now,
            phase="in_hand",
            **fields,
        )
        self.bodies[matter.pk] = "拟投资一百万元修建人行道。\n妥否，请批示。"
        return matter

    def step(
        self,
        matter: Matter | None = None,
        *,
        purpose: str = "decide",
        post: str = "vm4",
        due: dt.timedelta | None = dt.timedelta(days=20),
        **fields,
    ) -> Step:
        """Open one step and let the worker announce it."""
        matter = matter or self.paper()
        with transaction.atomic():
            (step,) = steps.open_route(
                matter=flow.lock(matter),
                purpose=purpose,
                posts=[self.office.posts[post]],
                by=self.clerk,
                hat=self.hat(self.clerk),
                at=self.now,
                due_at=self.now + due if due is not None else None,
                cites=[Cite("30.5", "xianning_2023", "第三十条", "按分工报批")],
                sentence="由分管交通工作的市政府领导同志批示",
                **fields,
            )
        return step

    def work(self, at: dt.datetime | None = None) -> None:
        """Run every job that is due; an incident fails the test."""
        run_due_jobs(at=at or self.now)
        stuck = Job.objects.exclude(last_error="")
        assert not stuck, [(job.name, job.last_error) for job in stuck]

    def sent(self, **fields) -> tuple[Step, DecisionLink, str]:
        """Open a step, send its mail, and return step, link and the token read in the mail."""
        step = self.step(**fields)
        self.work()
        link = DecisionLink.objects.select_related("actor", "step__matter").get(
            step=step, state="active"
        )
        return step, link, token_in(mail.outbox[-1])

    def latest(self) -> tuple[DecisionLink, str]:
        """Return the link and the token of the newest mail."""
        token = token_in(mail.outbox[-1])
        rows = DecisionLink.objects.select_related("actor", "step__matter")
        return rows.get(token_sha256=hash_of(token)), token

    def away(self, start: dt.timedelta, end: dt.timedelta, who: str = "vm4"):
        """Let a leader leave the city for a period counted from now."""
        return self.office.away(who, self.now + start, self.now + end, approved_at=self.now)

    def form(self, link: DecisionLink, *, age: float = 30, at: dt.datetime | None = None) -> str:
        """Return the mark of a form that was shown ``age`` seconds ago."""
        return new_form(link, (at or timezone.now()) - dt.timedelta(seconds=age))

    def settle_on_web(self, step: Step, outcome: str = "agree", opinion: str = "") -> Step:
        hat = next(h for h in authority.hats(self.leader, self.now) if h.post_id == step.post_id)
        return steps.settle(
            step=step, outcome=outcome, by=self.leader, hat=hat, at=self.now, opinion=opinion
        )


def token_in(message) -> str:
    """Return the token of the one link that a mail carries."""
    (token,) = set(TOKEN_URL.findall(message.body))
    return token


def token_of(link: DecisionLink) -> str:
    """Return the token as the mail worker would make it."""
    return make_token(link)


def build_cast(monkeypatch) -> Cast:
    """Build the play: office, pair vm4 and vm5, a department, and the registered kind."""
    office = CastOffice()
    office.unit("szf", "市政府", UnitKind.GOVERNMENT)
    for login, role, name in (
        ("mayor", PostRole.MAYOR, "柏云舟"),
        ("vm2", PostRole.VICE_MAYOR, "松见山"),
        ("vm4", PostRole.VICE_MAYOR, "竺清扬"),
        ("vm5", PostRole.VICE_MAYOR, "柳成荫"),
    ):
        office.post(login, str(PostRole(role).label), "szf", role, city_leader=True)
        office.person(login, name)
        office.seat(login, login)
    office.pair("vm4", "vm5", from_on=SINCE)
    office.unit("jtj", "市交通运输局", UnitKind.DEPARTMENT, parent=office.units["szf"])
    office.staff("clerk", "孟小满", "jtj", PostRole.CLERK)
    cast = Cast(office, timezone.now())
    for login in ("vm4", "vm5"):
        services.set_pin(person=office.people[login], pin=PIN, by=None, at=LONG_AGO)
        office.people[login].refresh_from_db()
    monkeypatch.setitem(purposes._kinds, "paper", _kind(cast))
    cache.clear()
    mail.outbox = []
    run_due_jobs(at=cast.now)
    return cast


def _kind(cast: Cast) -> Kind:
    def settled(*, matter, step, steps, by, hat, at, channel, payload):
        cast.settled.append((step.pk, step.outcome))

    def content(matter):
        return {
            "title": matter.title,
            "kind_label": "请示",
            "sender": matter.unit.name,
            "body_text": cast.bodies.get(matter.pk, ""),
        }

    return Kind(
        "paper",
        "请示",
        "matters.Matter",
        PURPOSES,
        settled,
        content=content,
        url=lambda pk: f"/papers/{pk}/",
    )


@pytest.fixture
def mail_cast(db, monkeypatch) -> Cast:
    """The play on a database that is rolled back."""
    return build_cast(monkeypatch)
