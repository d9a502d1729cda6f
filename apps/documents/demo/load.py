"""About two hundred documents around a day, and the working rules themselves."""

from __future__ import annotations

import datetime as dt
from random import Random

from django.db import transaction

from apps.core.models import Job
from apps.documents.demo import texts
from apps.documents.demo.real import load_real
from apps.documents.demo.walk import Clock, Walk
from apps.documents.models import Document
from apps.matters.models import Step
from apps.organisation.models import Unit
from apps.workdays.services import calendar

# How many incoming documents stop where; the rest are closed.
STOPS = (
    ("draft", 7),
    ("release", 8),
    ("receive", 6),
    ("register", 4),
    ("preliminary_review", 7),
    ("returned", 4),
    ("opine", 9),
    ("decide", 26),
    ("mayor_decide", 4),
    ("answer", 5),
    ("withdrawn", 2),
)
CLOSED = 84
# Days ago at which the unfinished ones were begun, so that most of them are still in time.
BACK = {
    "draft": 2,
    "release": 2,
    "receive": 2,
    "register": 2,
    "preliminary_review": 3,
    "opine": 4,
    "decide": 5,
    "mayor_decide": 6,
    "answer": 8,
    "returned": 5,
}
OUT_STOPS = (
    ("draft", 3),
    ("check", 3),
    ("present", 4),
    ("review", 2),
    ("sign", 5),
    ("final_check", 2),
    ("dispatch", 3),
    ("done", 14),
)
STATIONS = (
    ("release", "agree", "同意报送。"),
    ("receive", "done", ""),
    ("register", "done", ""),
    ("preliminary_review", "accept", ""),
)


def load(*, at: dt.datetime) -> int:
    """Build the documents once; returns how many there are."""
    if Document.objects.exists():
        return Document.objects.count()
    random, days = Random(20230607), calendar()
    with transaction.atomic():
        load_real(days)
        stops = [stop for stop, count in STOPS for _ in range(count)] + ["closed"] * CLOSED
        requests = texts.requests()
        reports = [line.split("|") for line in texts.REPORTS.splitlines()]
        for number, stop in enumerate(stops):
            back = (
                BACK.get(stop, 3) + random.random()
                if stop != "closed"
                else (random.randint(20, 180))
            )
            clock = Clock(at - dt.timedelta(days=back), at, days, random)
            if stop == "closed" and number % 12 == 0:
                _report(Walk(clock), reports[number // 12 % len(reports)], random)
            else:
                _request(Walk(clock), requests[number], stop, random)
        lines = [line.split("|") for line in texts.OUTGOING.splitlines()]
        out_stops = [stop for stop, count in OUT_STOPS for _ in range(count)]
        for number, stop in enumerate(out_stops):
            back = random.randint(4, 6) if stop != "done" else random.randint(20, 150)
            clock = Clock(at - dt.timedelta(days=back), at, days, random)
            _outgoing(Walk(clock), lines[number % len(lines)], stop)
        _forget_old_announcements(at)
    return Document.objects.count()


def _forget_old_announcements(at: dt.datetime) -> None:
    """Steps long settled need no letter: their announcements count as done."""
    waiting = Step.objects.filter(state=Step.State.WAITING).values_list("pk", flat=True)
    old = Job.objects.filter(name="matters.announce", state=Job.State.QUEUED)
    wanted = {f"{pk}:1" for pk in waiting}
    over = [pk for pk, key in old.values_list("pk", "key") if key not in wanted]
    Job.objects.filter(pk__in=over).update(state=Job.State.DONE, finished_at=at)


def _request(walk: Walk, line: tuple[str, str, str, str], stop: str, random: Random) -> None:
    unit, subject, background, ask = line
    walk.draft(
        unit,
        "incoming",
        title=f"{_name(unit)}关于{subject}的请示",
        document_kind="request_for_instructions",
        addressees=["市人民政府"],
        body_text=texts.request_body(background, ask),
        contact_name="联络员",
        contact_phone="0715-8126000",
        issuer="department",
        urgency=random.choice(["normal"] * 6 + ["urgent", "most_urgent"]),
    )
    _on_the_way(walk, stop, random)


def _report(walk: Walk, line: list[str], random: Random) -> None:
    unit, subject, fact = line
    walk.draft(
        unit,
        "incoming",
        title=f"{_name(unit)}关于{subject}的报告",
        document_kind="report",
        addressees=["市人民政府"],
        body_text=texts.report_body(fact),
        contact_name="联络员",
        contact_phone="0715-8126000",
        issuer="department",
    )
    _on_the_way(walk, "closed", random)


def _on_the_way(walk: Walk, stop: str, random: Random) -> None:
    if stop in ("draft", "withdrawn"):
        if stop == "withdrawn":
            _withdraw(walk)
        return
    walk.send()
    for purpose, outcome, opinion in STATIONS:
        if stop == purpose:
            return
        if stop == "returned" and purpose == "preliminary_review":
            walk.settle(purpose, "return", random.choice(texts.RETURNS))
            return
        walk.settle(purpose, outcome, opinion)
    if stop == "opine":
        return
    major = stop == "mayor_decide" or random.random() < 0.1
    walk.settle("opine", "propose", random.choice(texts.OPINIONS), major=major)
    _decide(walk, stop, random)


def _decide(walk: Walk, stop: str, random: Random) -> None:
    try:
        while (purpose := walk.waiting()) in ("countersign", "decide", "mayor_decide"):
            if stop == purpose or stop == "decide":
                return
            refuse = random.random() < 0.06 and purpose != "countersign"
            walk.settle(
                purpose,
                "refuse" if refuse else "agree",
                "暂缓实施，待条件成熟后再报。" if refuse else "同意。",
            )
    except LookupError:  # the leader is away and nobody may stand in: it waits
        return
    if stop == "closed":
        walk.settle("answer", "done", "请按批示办理，并于办结后报告结果。")


def _withdraw(walk: Walk) -> None:
    from apps.documents.services import drafting

    person, hat = walk.wearer(walk.document.drafting_post, walk.clock.tick())
    drafting.give_up(document=walk.document, by=person, hat=hat, at=walk.clock.now)


def _outgoing(walk: Walk, line: list[str], stop: str) -> None:
    unit, issuer, doc_class, kind, title, body = line
    upward = doc_class == "upward_report"
    recipients = Unit.objects.filter(kind="county_government") if not upward else []
    text = f"{body}\n{texts.MEASURES}" if kind in ("notice", "circular") else body
    walk.draft(
        unit,
        "outgoing",
        title=title,
        document_kind=kind,
        issuer=issuer,
        doc_class=doc_class,
        addressees=["省人民政府"] if upward else ["各县、市、区人民政府", "市政府各部门"],
        body_text=text,
        recipients=recipients,
        disclosure="" if stop == "draft" else "on_request",
    )
    if stop == "draft":
        return
    walk.send()
    try:
        _sign_and_issue(walk, stop)
    except LookupError:  # the signer is away and nobody may stand in: it waits
        return


def _sign_and_issue(walk: Walk, stop: str) -> None:
    if stop == "check":
        return
    walk.settle("check", "agree", "已核。")
    if stop == "present":
        return
    walk.prove({})
    walk.settle("present", "done", option=0)
    while (purpose := walk.waiting()) in ("review", "sign"):
        if stop in (purpose, "review"):
            return
        walk.settle(purpose, "agree", "同意，发。")
    if stop == "final_check":
        return
    walk.settle("final_check", "pass")
    walk.typeset()
    if stop == "done":
        walk.settle("dispatch", "done")


def _name(unit: str) -> str:
    return Unit.objects.get(code=unit).name
