"""About two hundred documents around a day, and the working rules themselves."""

from __future__ import annotations

import datetime as dt
import time
from random import Random

from django.db import transaction
from django.utils import timezone

from apps.core.jobs import enqueue
from apps.core.models import Job
from apps.documents.demo import texts
from apps.documents.demo.plan import Entry, plan
from apps.documents.demo.real import REAL_KEY, load_real
from apps.documents.demo.seals import load_seals
from apps.documents.demo.walk import Clock, Walk
from apps.documents.models import Document
from apps.documents.page import official_name
from apps.matters.models import Step
from apps.organisation.models import Unit
from apps.rulebook import shelf
from apps.workdays.calendar import WorkCalendar
from apps.workdays.services import calendar, seed_year

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
STATIONS = (
    ("release", "agree", "同意报送。"),
    ("receive", "done", ""),
    ("register", "done", ""),
    ("preliminary_review", "accept", ""),
)
# So many stand when the demonstration opens; the worker builds the rest within minutes.
FRONT = 44
CHUNK = 6
# Seconds between two documents: SQLite has one writer, and whoever waits looks ten times a second.
BREATH = 0.3


def load(*, at: dt.datetime, everything: bool = True) -> int:
    """Build what is missing, or only the front row and leave the rest to the worker.

    Returns how many documents stand. A second call adds nothing.
    """
    entries = plan()
    load_seals(at=at)
    if not Document.objects.filter(form_key=REAL_KEY).exists():
        seed_year(shelf.newest().issued_on.year)  # its limits ran in that year
        load_real(calendar())
    days = calendar()
    row = entries if everything else entries[:FRONT]
    for entry in row:
        build(entry, at=at, days=days)
    if not everything:
        enqueue("documents.demo", key=f"{FRONT}", start=FRONT)
    return Document.objects.count()


def is_complete() -> bool:
    """Say whether every document of the plan stands."""
    keys = [entry.key for entry in plan()]
    return Document.objects.filter(form_key__in=keys).count() == len(keys)


def load_chunk(*, start: int, at: dt.datetime) -> None:
    """Build the next few documents and ask for the ones after them; idempotent."""
    entries, days = plan(), calendar()
    for entry in entries[start : start + CHUNK]:
        build(entry, at=at, days=days)
        time.sleep(BREATH)
    if start + CHUNK < len(entries):
        enqueue("documents.demo", key=f"{start + CHUNK}", start=start + CHUNK)


def build(entry: Entry, *, at: dt.datetime, days: WorkCalendar) -> None:
    """Build one document in a transaction of its own, unless it stands."""
    if Document.objects.filter(form_key=entry.key).exists():
        return
    random = Random(entry.number)  # noqa: S311 (a plan that repeats itself, no secret)
    ended = entry.stop in ("closed", "done")
    back = random.randint(20, 180) if ended else BACK.get(entry.stop, 4) + random.random()
    walk = Walk(Clock(at - dt.timedelta(days=back), at, days, random), entry.key)
    with transaction.atomic():
        if entry.direction == "outgoing":
            _outgoing(walk, list(entry.line), entry.stop)
        elif entry.direction == "report":
            _report(walk, list(entry.line), random)
        else:
            _request(walk, entry.line, entry.stop, random)
        _forget_old_announcements(walk.document, at)


def _forget_old_announcements(document: Document, at: dt.datetime) -> None:
    """Steps long settled need no letter: their announcements count as done."""
    over = document.steps.exclude(state=Step.State.WAITING).values_list("pk", flat=True)
    Job.objects.filter(
        name="matters.announce", state=Job.State.QUEUED, key__in=[f"{pk}:1" for pk in over]
    ).update(state=Job.State.DONE, finished_at=at)


def _request(walk: Walk, line: tuple[str, ...], stop: str, random: Random) -> None:
    unit, subject, background, ask = line
    partners = list(Unit.objects.filter(code__in=texts.TOGETHER.get(subject, ())))
    walk.draft(
        unit,
        "incoming",
        joint_units=partners,
        reference=_number(unit, walk.clock.now, random),
        title=f"{_name(unit)}{'等单位' if partners else ''}关于{subject}的请示",
        document_kind="request_for_instructions",
        addressees=["市人民政府"],
        body_text=texts.request_body(background, ask),
        contact_name="联络员",
        contact_phone="0715-8126000",
        issuer="department",
        urgency=random.choice(["normal"] * 6 + ["urgent", "most_urgent"]),
    )
    if partners:
        walk.prove({})
    _on_the_way(walk, stop, random)


def _report(walk: Walk, line: list[str], random: Random) -> None:
    unit, subject, fact = line
    walk.draft(
        unit,
        "incoming",
        reference=_number(unit, walk.clock.now, random),
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
    recipients = (
        Unit.objects.filter(kind__in=("county_government", "township_government"))
        if not upward
        else []
    )
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
        walk.seal()
        walk.settle("dispatch", "done")


def _number(unit: str, at: dt.datetime, random: Random) -> str:
    """Return a number of the unit's own, as its registry would have given: 咸农文〔2026〕8号."""
    sender = Unit.objects.get(code=unit)
    code = f"{official_name(sender)[0]}{sender.name[1]}"
    return f"{code}文〔{timezone.localdate(at).year}〕{random.randint(3, 240)}号"


def _name(unit: str) -> str:
    return Unit.objects.get(code=unit).name
