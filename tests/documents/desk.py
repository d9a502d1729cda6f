"""Reaching a state through the services, the way the office would (the factory of documents)."""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random
from typing import Any

from apps.core.verdicts import Refused
from apps.documents.demo.walk import Clock, Walk
from apps.documents.models import Document
from apps.matters import proofs, steps
from apps.matters.models import Step
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.workdays.calendar import WorkCalendar
from tests.documents.office import NOW, Office

S = Document.State
REQUEST = {
    "document_kind": "request_for_instructions",
    "addressees": ["市人民政府"],
    "body_text": "为做好有关工作，现将有关事项请示如下。\n妥否，请批示。",
    "issuer": "department",
    "contact_name": "联络员",
    "contact_phone": "0715-8126000",
    "title": "市农业农村局关于建设高标准农田的请示",
}
NOTICE = {
    "document_kind": "notice",
    "addressees": ["各县、市、区人民政府", "市政府各部门"],
    "body_text": "现就有关事项通知如下。\n一、加强组织领导。各单位要明确责任分工。",
    "issuer": "city_government",
    "doc_class": "ordinary",
    "disclosure": "on_request",
    "title": "咸宁市人民政府关于做好秋冬农业生产工作的通知",
}
# state -> the settlements that lead to it from the draft that was sent
INCOMING = {
    S.RELEASING: (),
    S.DELIVERED: (("release", "agree"),),
    S.RECEIVED: (("receive", "done"),),
    S.REGISTERED: (("register", "done"),),
    S.OPINING: (("preliminary_review", "accept"),),
    S.DECIDING: (("opine", "propose"),),
    S.ANSWERING: (("decide", "agree"),),
    S.ANSWERED: (("answer", "done"),),
}
OUTGOING = {
    S.CHECKING: (),
    S.CLEARING: (("check", "agree"),),
    S.SIGNING: (("present", "done"),),
    S.FINAL_CHECK: (("sign", "agree"),),
    S.NUMBERED: (("final_check", "pass"),),
    S.ISSUED: (("dispatch", "done"),),
}
STATES = {
    "incoming": (S.DRAFTING, *INCOMING, S.RETURNED, S.WITHDRAWN),
    "outgoing": (S.DRAFTING, *OUTGOING, S.WITHDRAWN),
}


class Minutes(Clock):
    """A clock that moves one minute for each act."""

    def __init__(self, start: dt.datetime = NOW) -> None:
        super().__init__(
            start, start + dt.timedelta(days=400), WorkCalendar({}, frozenset()), Random(1)
        )

    def tick(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=1)
        return self.now


class File(Walk):
    """One document on its way through the test office."""

    def __init__(self, office: Office, start: dt.datetime = NOW) -> None:
        super().__init__(Minutes(start), uuid.uuid4())
        self.office = office

    def wearer(self, post: Post, at: dt.datetime) -> tuple[Person, Hat]:
        """Return whoever acts for a post now; hats change within a test, so nothing is kept."""
        people = authority.acting(post, at).people
        if not people:
            raise LookupError(post.code)
        return people[0]

    @property
    def state(self) -> str:
        return self.document.state

    def hat(self, login: str, post: str = "") -> Hat:
        """Return a person's hat of a post, or his own one."""
        worn = authority.hats(self.office.people[login], self.clock.now)
        return next(h for h in worn if (h.post_code == post if post else h.is_own))

    def actor(self, login: str, post: str = "") -> dict[str, Any]:
        """Return the keyword arguments that name who acts, as what and when."""
        at = self.clock.tick()
        return {"by": self.office.people[login], "hat": self.hat(login, post), "at": at}

    def step(self, purpose: str = "", post: str = "") -> Step:
        """Return the waiting step of a purpose (and of a post)."""
        rows = self.document.steps.filter(state=Step.State.WAITING)
        rows = rows.filter(purpose=purpose) if purpose else rows
        rows = rows.filter(post__code=post) if post else rows
        return rows.select_related("post__unit", "matter").order_by("group", "order")[0]

    def posts(self, purpose: str) -> list[str]:
        """Return the codes of the posts that wait for a purpose, in order."""
        rows = self.document.steps.filter(state=Step.State.WAITING, purpose=purpose)
        return list(rows.order_by("order").values_list("post__code", flat=True))

    def act(
        self,
        login: str,
        purpose: str,
        outcome: str,
        opinion: str = "已阅。",
        *,
        post: str = "",
        **payload: Any,
    ) -> Step:
        """Settle a step as one person, whether or not he should."""
        step = self.step(purpose, post)
        done = steps.settle(
            step=step,
            outcome=outcome,
            opinion=opinion,
            payload=payload,
            **self.actor(login, post or step.post.code),
        )
        self.fresh()
        return done

    def fresh(self) -> Document:
        """Read the document again."""
        self.document = Document.objects.get(pk=self.document.pk)
        return self.document


def begin(
    office: Office,
    direction: str = "incoming",
    unit: str = "nyj",
    start: dt.datetime = NOW,
    **values: Any,
) -> File:
    """Return a draft written by the unit's clerk."""
    file = File(office, start)
    usual = REQUEST if direction == "incoming" else NOTICE
    file.draft(unit, direction, **{**usual, **values})
    return file


def reach(
    office: Office,
    state: str,
    direction: str = "incoming",
    unit: str = "nyj",
    start: dt.datetime = NOW,
    **values: Any,
) -> File:
    """Return a document of that state, every station settled by whoever acted for it."""
    file = begin(office, direction, unit, start, **values)
    if state == S.DRAFTING:
        return file
    if state == S.WITHDRAWN:
        from apps.documents.services import drafting

        file.document = drafting.give_up(document=file.document, **file.actor(f"{unit}.clerk"))
        return file
    file.send()
    for reached, settlements in (INCOMING if direction == "incoming" else OUTGOING).items():
        if state == S.RETURNED and reached == S.OPINING:
            file.settle("preliminary_review", "return", "未附可行性论证材料。")
            return file
        for purpose, outcome in settlements:
            prepare(file, purpose)
            file.settle(purpose, outcome, "同意。")
        if reached == state:
            return file
    raise LookupError(state)


def accepted(file: File) -> None:
    """Bring what a unit has sent to the section that writes the opinion."""
    for purpose in ("release", "receive", "register", "preliminary_review"):
        outcomes = {"release": "agree", "preliminary_review": "accept"}
        file.settle(purpose, outcomes.get(purpose, "done"), "同意。")


def prepare(file: File, purpose: str) -> None:
    """Bring what a station needs before it can be settled: proofs, the printed file."""
    if purpose == "present":
        file.prove({})
    if purpose == "sign":
        while file.waiting() == "review":
            file.settle("review", "agree", "已审。")
    if purpose == "decide":
        while file.waiting() == "countersign":
            file.settle("countersign", "agree", "同意。")
    if purpose == "dispatch":
        file.typeset()


def sentences(refused: Refused) -> str:
    """Return every sentence of a refusal."""
    return "\n".join(v.sentence for v in refused.verdicts)


def missing(file: File, before: str) -> list[str]:
    """Return the keys of the open gates before a milestone."""
    return [v.field for v in proofs.missing(file.document, before)]
