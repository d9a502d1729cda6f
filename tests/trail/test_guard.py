"""The database refuses what the application never does."""

import pytest
from django.db import DatabaseError, connection, transaction

from apps.trail import guard
from apps.trail.anchors import anchor
from apps.trail.models import Anchor, Event
from apps.trail.verification import verify
from tests.trail.unguarded import lifted

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(DatabaseError, match="留痕只能追加"), transaction.atomic():
        act()


def test_events_and_anchors_can_be_neither_changed_nor_deleted(write, at):
    write(2)
    anchor(at=at)
    for model in (Event, Anchor):
        refused(lambda model=model: model.objects.update(hash="0"))
        refused(lambda model=model: model.objects.order_by("pk").first().delete())
        refused(lambda model=model: model.objects.order_by("pk").first().save())
    assert verify().ok


def test_a_replacing_insert_is_refused_too(write):
    write(1)
    table = "trail_event"

    def replace():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
            else:
                cursor.execute(
                    f"INSERT INTO {table} SELECT * FROM {table} "
                    "ON CONFLICT (seq) DO UPDATE SET verb = 'x'"
                )

    refused(replace)


def test_emptying_the_table_is_refused(write):
    write(1)
    statement = {"postgresql": "TRUNCATE trail_event", "sqlite": "DELETE FROM trail_event"}

    def empty():
        with connection.cursor() as cursor:
            cursor.execute(statement[connection.vendor])

    refused(empty)


def test_a_missing_trigger_is_found(write, at):
    write(1)
    anchor(at=at)
    with lifted(connection):
        report = verify()
    assert {found.kind for found in report.findings} == {"unguarded"}
    assert guard.missing(connection) == []
    assert verify().ok


def test_other_databases_are_refused():
    class Other:
        vendor = "mysql"

    with pytest.raises(NotImplementedError):
        guard.install(Other())
