"""How many queries the main pages take, kept in query_counts.json: an N+1 is a diff in review."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.documents.desk import S, reach
from tests.documents.office import NOW

BASELINE = Path(__file__).resolve().parent.parent / "query_counts.json"
CEILING = {"inbox": 8, "documents": 8}
# Whoever wears one hat, three hats, reads everything, reads the office's.
READERS = ("nyj.clerk", "vm2", "vm3", "mayor", "sg", "m2", "wd")


def baseline() -> dict[str, int]:
    return json.loads(BASELINE.read_text(encoding="utf-8"))


def count(client, path: str) -> int:
    """Return the queries of a second visit, session and all; the first one warms the caches."""
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    statements = [q["sql"] for q in caught.captured_queries]
    return len([s for s in statements if not s.startswith(("SAVEPOINT", "RELEASE"))])


@pytest.fixture
def busy(office):
    """Documents enough for a page of each kind, and an AB partner with several hats."""
    office.away("vm2", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=2))
    office.away("vm3", NOW + dt.timedelta(days=20), NOW + dt.timedelta(days=22))
    for unit in ("nyj", "jyj", "zjj", "nyj"):
        for state in (S.DELIVERED, S.OPINING, S.DECIDING):
            reach(office, state, unit=unit)
    return office


def test_inbox_and_list_take_few_queries_whatever_one_may_see(busy, web):
    kept = baseline()
    for name, path in (("inbox", "/"), ("documents", "/documents/")):
        found = {login: count(web(login), path) for login in READERS}
        assert max(found.values()) <= CEILING[name], found
        assert max(found.values()) == kept[name], found


@pytest.mark.parametrize(
    ("state", "direction"), [(S.DECIDING, "incoming"), (S.CLEARING, "outgoing")]
)
def test_the_page_of_a_document_takes_a_constant_number(office, web, state, direction):
    login = {"incoming": "vm2", "outgoing": "m2"}[direction]
    file = reach(
        office, state, direction, **({"doc_class": "normative"} if direction == "outgoing" else {})
    )
    path = f"/documents/{file.document.pk}/"
    first = count(web(login), path)
    for other in range(4):
        reach(office, state, direction, title=f"咸宁市人民政府关于第{other}件事的通知")
    assert count(web(login), path) == first
    assert first <= baseline()[f"document_{direction}"], first


def test_more_acts_on_a_document_cost_no_more(office, web):
    from apps.matters import steps

    file = reach(office, S.DECIDING)
    path = f"/documents/{file.document.pk}/"
    first = count(web("vm2"), path)
    for hour in range(1, 4):
        file.clock.now += dt.timedelta(hours=hour)
        steps.urge(step=file.step("decide"), **file.actor("wd"))
    assert count(web("vm2"), path) == first
