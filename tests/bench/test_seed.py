"""The bench's rows obey the tables and the pages show them; a few hundred stand for a million."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.desk.bench import rows, seed, switching
from apps.desk.bench.floor import FloorItem
from apps.desk.bench.probe import look, sign_in
from apps.documents.models import Document
from apps.matters import reading
from apps.matters.models import ClauseUse, Matter, Participation, Step, StepCite
from apps.organisation import authority
from apps.organisation.models import Absence
from apps.organisation.vocabulary import PostRole, UnitDuty, UnitKind
from apps.trail.models import Event
from tests.organisation import factories

AT = factories.at(6, 3)
COUNT = 400


@pytest.fixture
def seeded(transactional_db):
    """A small government with 400 documents written in bulk."""
    office = factories.build()
    root = office.units["szf"]
    office.unit("fgb", "市政府办公室", UnitKind.GENERAL_OFFICE, parent=root)
    office.unit(
        "wd", "文电科", UnitKind.SECTION, duty=UnitDuty.REGISTRY, parent=office.units["fgb"]
    )
    office.unit(
        "m1", "秘书一科", UnitKind.SECTION, duty=UnitDuty.SECRETARIAT, parent=office.units["fgb"]
    )
    for code in ("wd", "m1"):
        office.staff(code, f"{code}科长", code, PostRole.SECTION_HEAD)
    for code, name in (("jtj", "市交通运输局"), ("nyj", "市农业农村局")):
        office.unit(code, name, UnitKind.DEPARTMENT, parent=root)
        office.staff(f"{code}.head", f"{name}局长", code, PostRole.UNIT_HEAD)
        office.staff(f"{code}.clerk", f"{name}文书", code, PostRole.CLERK)
    office.plan("2026年分工", factories.SINCE, {"jtj": "vm4", "nyj": "vm2", "fgb": "evm"})
    seed.load(count=COUNT, at=AT)
    yield office
    with connection.schema_editor() as editor:
        editor.delete_model(FloorItem)


def test_seeded_rows_are_whole_documents_that_the_pages_show(seeded):
    connection.check_constraints()
    assert Document.objects.count() == Matter.objects.count() == FloorItem.objects.count() == COUNT
    assert Step.objects.filter(state="settled").count() >= COUNT
    assert 3 * COUNT < Participation.objects.count() <= 4 * COUNT
    hats = authority.hats(seeded.people["nyj.clerk"], AT)
    shown = reading.inbox(hats=hats)
    assert shown
    assert len(shown) == reading.inbox_count(hats) or len(shown) == 50
    readable = set(Matter.objects.visible_to(hats).values_list("pk", flat=True))
    assert {row.matter_id for row in shown} <= readable
    assert ClauseUse.objects.count() == 2 * COUNT
    assert StepCite.objects.count() == Step.objects.filter(state="waiting").count()
    # Written past the models: a row made afterwards must not meet a used number.
    assert Matter.objects.order_by("-pk").values_list("pk", flat=True)[0] == COUNT
    client = Client()
    client.cookies["sessionid"] = sign_in("nyj.clerk")
    for path in ("/", "/documents/"):
        found = look(client, path, 1)
        assert found["status"] == 200
        assert found["rows"] > 0
        assert 0 < found["queries"] <= 8


def test_bulk_rows_take_what_nobody_named_from_the_model(db):
    with pytest.raises(ValueError, match="needs a value"):
        rows.fill(Matter, rows.series(1), title="'x'")
    assert rows.literal("it's") == "'it''s'"
    assert rows.literal(None) == "NULL"
    with pytest.raises(TypeError):
        rows.literal(dt.timedelta(1))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), max(i) FROM {rows.series(7)}")
        assert cursor.fetchone() == (7, 7)


def test_a_leader_comes_back_step_by_step_and_nothing_of_it_stays(seeded):
    now = timezone.now()
    seeded.away("vm2", now - dt.timedelta(hours=1), now + dt.timedelta(days=2))
    before = Event.objects.count()
    # As after many rounds: the log of statements is full, and what is new pushes out what is old.
    connection.queries_log.extend({"sql": ""} for _ in range(connection.queries_limit))
    found = switching.switch(5)
    assert found["hats"] <= 3
    assert (
        found["waiting"] == Step.objects.filter(post=seeded.posts["vm2"], state="waiting").count()
    )
    assert found["waiting"] > 5
    assert 1 <= found["written"] < found["statements"]
    assert Event.objects.count() == before
    assert not Absence.objects.exclude(ended_at=None).exists()
