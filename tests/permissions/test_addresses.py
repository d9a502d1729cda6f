"""addresses.csv: every address outside the administration, every persona, reading and posting.

The document stands where its right person gets through; the other states are in
tests/documents/matrix.csv. A cell has two letters: GET, then POST with a sound form.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import transaction

from apps.desk.checks import DEMONSTRATION, PUBLIC, addresses
from apps.trail.models import Event
from tests.documents.personas import PERSONAS, enter
from tests.permissions.tables import LETTERS, faults, mark, table, visited

# Beside those of the documents' own table: everybody whom an address might know.
MORE = {"业务管理员": "bizadmin", "安全保密管理员": "secadmin", "AB角未开始": "vm3"}
EVERYBODY = {**PERSONAS, **MORE}
TABLE = table("addresses.csv", "地址", "情形")


def names() -> set[str]:
    """Return the names of all addresses outside the administration."""
    return {name for name, _ in addresses() if not name.startswith("admin:") and name}


def test_every_address_has_its_rows_and_no_row_is_of_yesterday():
    assert {name for name, _ in TABLE} == names() - DEMONSTRATION


def test_every_persona_has_its_cell():
    for row, cells in TABLE.items():
        assert set(cells) == set(EVERYBODY), row
        assert all(len(cell) == 2 and set(cell) <= LETTERS for cell in cells.values()), row


def test_a_stranger_is_sent_to_the_sign_in_everywhere_but_at_the_listed_doors():
    for (name, _), cells in TABLE.items():
        assert (set(cells["匿名"]) == {"l"}) == (name not in PUBLIC), name
        assert name in PUBLIC or cells["已停用"] == "ll", name


@pytest.mark.parametrize("row", TABLE, ids=" ".join)
def test_nobody_gets_more_or_less_than_the_table_says(world, office, web, clock, seal_keys, row):
    name, situation = row
    place = world.place(name, situation)
    found = {}
    for persona, login in EVERYBODY.items():
        with transaction.atomic():
            clock.now = enter(office, persona)
            found[persona] = _look(web(login), place, name)
            transaction.set_rollback(True)
    assert faults(row, TABLE[row], found) == []


def _look(client, place, name: str) -> str:
    """Return the two letters of one visitor; whatever he does is undone afterwards."""
    letters = ""
    for ask, values in ((client.get, {}), (client.post, place.values)):
        cache.clear()
        with transaction.atomic():
            before = Event.objects.count()
            for value in values.values():
                getattr(value, "seek", lambda _: None)(0)  # an upload posted before
            answer = ask(place.url, values)
            letters += mark(answer, before)
            assert visited(answer, name), place.url
            transaction.set_rollback(True)
    return letters


def test_the_addresses_of_steps_and_files_lead_through_their_document(world, office, web, clock):
    """A child's id under another document's address is a 404, whoever asks, whatever he may."""
    mine = world.file("incoming", "deciding")
    other = world.file("outgoing", "final_check")
    foreign_step, foreign_file = other.step().pk, world.annexes["outgoing", "final_check"]
    clock.now = enter(office, "市长")
    for login in ("vm2", "mayor", "wd", "nyj.clerk"):
        client, base = web(login), f"/documents/{mine.document.pk}"
        assert client.get(f"{base}/files/{foreign_file}/").status_code == 404
        for verb in ("settle", "hand-over", "add", "urge", "paper"):
            url = f"{base}/steps/{foreign_step}/{verb}/"
            assert client.post(url, {"outcome": "agree", "version": "1"}).status_code == 404
        for huge in (0, 10**30):
            assert client.get(f"/documents/{huge}/").status_code == 404
            assert client.get(f"{base}/files/{huge}/").status_code == 404
            assert client.post(f"{base}/steps/{huge}/settle/").status_code == 404
