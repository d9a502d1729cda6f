"""Seeding: N documents with steps, reading rows and messages, and the floor's own rows.

Owns the shape of the load. The rows obey the constraints of the tables, but no service made them:
the trail and the field versions of these databases stay empty, since no list reads them.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import connection

from apps.desk.bench import cast, rows
from apps.desk.bench.floor import FloorItem
from apps.desk.bench.plan import PERSONAS
from apps.desk.bench.rows import fill, instant, literal
from apps.documents.models import Document
from apps.matters.models import NO_DUE, ClauseUse, Matter, Participation, Step, StepCite
from apps.notifications.models import Message
from apps.organisation.models import Person
from apps.rulebook import shelf

BODY = "各县、市、区人民政府，市政府各部门：为做好重点工作，现将有关事项报告如下，妥否，请批示。"
REASON = "按照市政府领导分工呈批。"
HAT = {"capacity": "holder", "post_name": "承办岗位"}
# A prime: neighbours in the table are not neighbours in time.
SPREAD = 7919
YEAR = 365 * 86400
# One message in so many is unread.
READ_PART = 50
FLOOR_PEOPLE = 50
# What is not waiting is closed, one in forty a draft.
CLOSED, DRAFT = "w.slot IS NULL AND m.i % 40 <> 0", "w.slot IS NULL AND m.i % 40 = 0"


def load(*, count: int, at: dt.datetime) -> None:
    """Write ``count`` documents and all that hangs on them, in one transaction, then tidy up."""
    filled = (Matter, Document, Step, StepCite, ClauseUse, Participation, Message, FloorItem)
    make_floor()
    with rows.bulk(*filled):
        units = cast.write(count=count, at=at)
        source = _source(count, units)
        _documents(source, count, at)
        _steps(source, count, at)
        _clauses(source, count, at)
        _participations(source, count, at)
        _messages(count, at)
        _floor(count, at)
        rows.run("DROP TABLE bench_unit")
        rows.run("DROP TABLE bench_waiting")
    rows.tidy(*filled)


def make_floor() -> None:
    """Make the floor's table, which no migration knows."""
    with connection.schema_editor() as editor:
        editor.create_model(FloorItem)


def cites() -> list[dict[str, str]]:
    """Return what a step keeps of its reason: one clause of the book in use."""
    book = shelf.book(settings.OA_BOOK)
    return [book.cite(next(iter(book.clauses))).as_dict()]


def _source(count: int, units: int) -> str:
    """Return the rows every table is made from: matter m, department u, waiting slot w or none.

    ``place`` is the place of a matter in time, 0 the newest; the newest are the open ones.
    """
    return (
        f"(SELECT i, (i * {SPREAD}) % {count} AS place FROM {rows.series(count)}) AS m"  # noqa: S608  (names and numbers of our own models, nothing typed)
        f" JOIN bench_unit u ON u.n = m.i % {units}"
        " LEFT JOIN bench_waiting w ON w.slot = m.place"
    )


def _latest(count: int, at: dt.datetime) -> str:
    return instant(at, f"-60 - m.place * {max(1, 3 * YEAR // count)}")


def _due(at: dt.datetime) -> str:
    """Between 20 days ago and 40 days ahead; one in nine has no limit."""
    moved = instant(at, "(m.i * 7919) % 5184000 - 1728000")
    return f"CASE WHEN m.i % 9 = 0 THEN NULL ELSE {moved} END"


def _phase() -> str:
    return f"CASE WHEN {CLOSED} THEN 'closed' WHEN {DRAFT} THEN 'draft' ELSE 'in_hand' END"


def _documents(source: str, count: int, at: dt.datetime) -> None:
    latest = _latest(count, at)
    fill(
        Matter,
        source,
        id="m.i",
        kind=literal("document"),
        title="'关于做好第' || m.i || '号重点项目建设有关工作的请示'",
        reference=f"CASE WHEN {CLOSED} THEN '咸政函〔2026〕' || m.i || '号' ELSE '' END",
        unit="u.unit_id",
        drafted_by="u.clerk_person",
        opened_at=latest,
        latest_at=latest,
        urgency="CASE WHEN m.i % 10 = 0 THEN 'urgent' ELSE 'normal' END",
        phase=_phase(),
        standing="CASE WHEN w.slot IS NULL THEN '已办结' ELSE '呈批中' END",
        book=literal(settings.OA_BOOK),
        due_at=_due(at),
        closed_at=f"CASE WHEN {CLOSED} THEN {latest} END",
        in_office=f"NOT ({DRAFT})",
    )
    fill(
        Document,
        source,
        matter_ptr="m.i",
        direction="CASE WHEN m.i % 3 = 0 THEN 'outgoing' ELSE 'incoming' END",
        document_kind=literal("request_for_instructions"),
        state="CASE WHEN w.slot IS NULL THEN 'answered' ELSE 'deciding' END",
        issuer=literal("department"),
        drafting_post="u.clerk_post",
        addressees=literal(["市人民政府"]),
        body_text=literal(BODY * 24),
    )


def _steps(source: str, count: int, at: dt.datetime) -> None:
    """Every matter left its head; a closed one was decided; an open one waits for one post."""
    latest, never = _latest(count, at), instant(NO_DUE, "0")
    same = {
        "matter": "m.i",
        "opened_at": latest,
        "cites": literal(cites()),
        "sentence": literal(REASON),
    }
    done = same | {
        "state": literal("settled"),
        "outcome": literal("agree"),
        "opinion": literal("同意。"),
        "acted_at": latest,
        "hat": literal(HAT),
        "channel": literal("web"),
        "rank_at": never,
    }
    fill(
        Step,
        source,
        purpose=literal("release"),
        group="1",
        post="u.head_post",
        acted_by="u.head_person",
        **done,
    )
    fill(
        Step,
        source,
        "w.slot IS NULL",
        purpose=literal("decide"),
        group="2",
        post="u.leader_post",
        hand_on_post="u.section_post",
        acted_by="u.leader_person",
        **done,
    )
    fill(
        Step,
        source,
        "w.slot IS NOT NULL",
        purpose="w.purpose",
        group="2",
        post="w.post_id",
        hand_on_post="u.section_post",
        due_at=_due(at),
        rank_at=f"coalesce({_due(at)}, {never})",
        urged_count="CASE WHEN m.i % 17 = 0 THEN 1 ELSE 0 END",
        **same,
    )


def _clauses(source: str, count: int, at: dt.datetime) -> None:
    """One clause that every matter came under, and one of twenty; waiting steps cite the first."""
    known = list(shelf.book(settings.OA_BOOK).clauses.values())
    first, others = known[0], known[1:21]
    turns = list(enumerate(others))
    same = {
        "book": literal(settings.OA_BOOK),
        "at": _latest(count, at),
        "matter": "m.i",
        "phase": _phase(),
        "in_office": f"NOT ({DRAFT})",
    }
    fill(ClauseUse, source, clause=literal(first.id), article=literal(first.article), **same)
    ids = " ".join(f"WHEN {n} THEN {literal(c.id)}" for n, c in turns)
    articles = " ".join(f"WHEN {n} THEN {c.article}" for n, c in turns)
    turn = f"CASE m.i % {len(others)}"
    fill(ClauseUse, source, clause=f"{turn} {ids} END", article=f"{turn} {articles} END", **same)
    fill(
        StepCite,
        f'"{Step._meta.db_table}" AS s',
        "s.state = 'waiting'",
        step="s.id",
        book=literal(settings.OA_BOOK),
        clause=literal(first.id),
    )


def _participations(source: str, count: int, at: dt.datetime) -> None:
    """About 3.6 rows a matter: drafter, head, the post in charge, often the section."""
    same = {"matter": "m.i", "kind": literal("document"), "latest_at": _latest(count, at)}
    decided = literal("decided")
    fill(Participation, source, post="u.clerk_post", role=literal("drafted"), **same)
    fill(Participation, source, post="u.head_post", role=decided, **same)
    fill(
        Participation,
        source,
        post="coalesce(w.post_id, u.leader_post)",
        role="CASE WHEN w.slot IS NULL THEN 'decided' ELSE 'addressed' END",
        **same,
    )
    fill(Participation, source, "m.i % 5 < 3", post="u.section_post", role=decided, **same)


def _messages(count: int, at: dt.datetime) -> None:
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    rows.table("bench_person", "n integer PRIMARY KEY, person_id bigint", list(enumerate(people)))
    written = instant(at, "-60 - s.i * 60")
    fill(
        Message,
        f"{rows.series(count // 5)} JOIN bench_person p ON p.n = s.i % {len(people)}",
        person="p.person_id",
        kind=literal("step"),
        key="'bench:' || s.i",
        subject=literal("新的待办"),
        text=literal("有一件公文待您办理。"),
        created_at=written,
        read_at=f"CASE WHEN (s.i / {len(people)}) % {READ_PART} = 0 THEN NULL ELSE {written} END",
        message_id="'bench-' || s.i",
    )
    rows.run("DROP TABLE bench_person")


def _floor(count: int, at: dt.datetime) -> None:
    """As many rows as there are matters, 40 % of them open, for the people of the bench."""
    named = Person.objects.filter(username__in=[login for login, _ in PERSONAS])
    people = list(named.order_by("pk").values_list("pk", flat=True))
    others = Person.objects.exclude(pk__in=people).order_by("pk")
    people += others.values_list("pk", flat=True)[: FLOOR_PEOPLE - len(people)]
    rows.table("bench_floor", "n integer PRIMARY KEY, person_id bigint", list(enumerate(people)))
    fill(
        FloorItem,
        f"{rows.series(count)} JOIN bench_floor p ON p.n = (s.i * 31 + s.i / 200) % {len(people)}",
        title="'关于第' || s.i || '号事项的办理意见'",
        status="CASE WHEN (s.i * 7) % 10 < 4 THEN 'open' ELSE 'done' END",
        assignee_id="p.person_id",
        due_at=instant(at, "(s.i * 7919) % 2592000 - 1296000"),
        created_at=instant(at, f"-({count} - s.i) * 30"),
    )
    rows.run("DROP TABLE bench_floor")
