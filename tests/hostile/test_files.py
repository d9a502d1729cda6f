"""Every hostile file, and every hostile name, at every entrance for files that the site has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test.client import MULTIPART_CONTENT

from apps.matters.models import Attachment
from tests.hostile.pages import read
from tests.hostile.posting import of_page, parts, pressed
from tests.hostile.visits import Target
from tests.matters import specimens
from tests.matters.hostile import CORPUS

# The entrances that keep what they are given as the office keeps files.
KEEPING = {"documents:attach", "documents:find", "documents:paper"}
# Those that read it; the counter of seals does so in a process of its own and is tried below.
READING = KEEPING | {"documents:import", "documents:import_new", "admin:documents_seal_add"}
READING |= {"admin:workdays_calendarday_import"}
NAMES = (
    "../../../../etc/passwd.pdf", "..\\..\\x.pdf", "C:\\x.pdf", "/etc/x.pdf", "x\x00.pdf",
    "请示\u202efdp.pdf", "\u200b\u2066x\u2069.pdf", "长" * 500 + ".pdf", "a" * 5_000 + ".pdf",
    "<script>alert(1)</script>.pdf", "\"; filename=\"x.exe.pdf", "x.pdf\r\nX-A: b.pdf", "CON.pdf",
    "=cmd|' /C calc'!A0.pdf", "%00%2e%2e%2f.pdf", "𠮷👩‍👩‍👧‍👦.pdf", "a" + "\u0300" * 300 + ".pdf",
    "{{70000007*7}}.pdf", "'; DROP TABLE x; --.pdf", " .pdf", "...pdf", "x.PDF", "x.pdf.", "x.pdf ",
)  # fmt: skip


# How the office names a file on its disk, and what no name shown holds.
OWN = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")
UNSEEN = re.compile(r"[\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069\u200b]")


def one_of_each(targets: list[Target], names: set[str]) -> list[Target]:
    """Return the first entrance of each name: the proofs of a document share one."""
    return list({t.name: t for t in reversed(entrances(targets)) if t.name in names}.values())


def entrances(targets: list[Target]) -> list[Target]:
    return [t for t in targets if t.form.of_kind("file")]


def shelf() -> set[Path]:
    """Return every file that the office keeps on its disk."""
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    return {p for p in folder.rglob("*") if p.is_file()}


@dataclass
class Wire:
    """A file as it comes over the wire: Django's own test files clean their names."""

    name: str
    data: bytes

    def read(self) -> bytes:
        return self.data


def send(client, target: Target, name: str, data: bytes):
    """Post a form with one file in its place."""
    cache.clear()
    (field,) = target.form.of_kind("file")
    body = parts({**target.again(), **pressed(target, 0), field: Wire(name, data)})
    return client.generic("POST", target.form.action, body, MULTIPART_CONTENT)


def test_every_entrance_is_found(db, targets):
    names = {t.name for t in entrances(targets)}
    assert names == {
        "documents:attach", "documents:find", "documents:paper", "documents:import",
        "documents:import_new", "documents:new", "documents:edit", "documents:preview",
        "documents:preview_new", "desk:verify", "admin:documents_seal_add",
        "admin:workdays_calendarday_import", "activity:letter_new",
    }  # fmt: skip


def test_every_hostile_file_is_refused_in_words_and_leaves_nothing(targets, web, visit):
    faults = []
    for turn, target in enumerate(one_of_each(targets, READING)):
        client, before = web(target.login), shelf()
        # The same checks stand behind every door: each door sees its share of the corpus.
        for name, data, _ in CORPUS[turn % 4 :: 4]:
            with transaction.atomic():
                rows = Attachment.objects.count()
                answer = send(client, target, name, data)
                page = read(answer.content.decode(), target.form.action)
                found = of_page(page)
                if answer.status_code >= 500 or (target.name in KEEPING and not refused(answer)):
                    found.append(f"status {answer.status_code}")
                if target.name in KEEPING and Attachment.objects.count() != rows:
                    found.append("a row was kept")
                faults += [f"{target} {name!r}: {line}" for line in found]
                transaction.set_rollback(True)
        if target.name in KEEPING and shelf() - before:
            faults.append(f"{target}: files stay on the disk")
    assert not faults, "\n".join(faults[:60])


def refused(answer) -> bool:
    return answer.status_code == 422 and bool(read(answer.content.decode()).errors)


@pytest.mark.parametrize("turn", range(len(NAMES)))
def test_a_name_is_data_at_every_entrance(targets, web, visit, turn):
    name, doors = NAMES[turn], one_of_each(targets, KEEPING)
    for target in (doors[turn % len(doors)],):
        client = web(target.login)
        with transaction.atomic():
            known = set(Attachment.objects.values_list("pk", flat=True))
            answer = send(client, target, name, specimens.pdf())
            # A name too long for a head of a form is refused as a whole, before any view.
            assert answer.status_code in (302, 400, 422), (target, name)
            for row in Attachment.objects.exclude(pk__in=known):
                assert OWN.fullmatch(row.file.name.partition("/")[2])
                assert not UNSEEN.search(row.name)
                assert len(row.name.encode()) <= 200
                page = client.get(f"/documents/{row.matter_id}/")
                assert of_page(read(page.content.decode())) == []
                got = client.get(f"/documents/{row.matter_id}/files/{row.pk}/")
                assert "\n" not in got["Content-Disposition"]
                assert got["Content-Disposition"].startswith("attachment")
            transaction.set_rollback(True)


WHOLE = [(n, d) for n, d, _ in CORPUS if n.endswith((".pdf", ".ofd"))]


def test_hostile_files_at_the_counter_of_seals(web, db, visit):
    """One process a file costs half a second: every third one, and never anything but an answer."""
    client = web("")
    for name, data in WHOLE[::3]:
        cache.clear()
        body = parts({"file": Wire(name, data)})
        answer = client.generic("POST", "/verify/", body, MULTIPART_CONTENT)
        assert answer.status_code in (200, 422), name
        assert of_page(read(answer.content.decode())) == [], name
