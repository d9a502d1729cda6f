"""Who may see and do what in every state: matrix.csv, read by people, tried page by page.

A cell reads, for detail / pdf / docx / attachment / edit / settle in turn: ``o`` open, ``x`` as if
it were not there (404), ``r`` visible but refused (403), ``l`` sent to the sign-in.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from apps.documents.models import Document
from apps.matters import files
from apps.matters.models import Step
from tests.documents.desk import STATES, File, S, reach
from tests.documents.personas import PERSONAS, enter

CSV = Path(__file__).with_name("matrix.csv")
PAGES = ("detail", "pdf", "docx", "attachment", "edit", "settle")
MARKS = {200: "o", 404: "x", 403: "r", 302: "l"}
ROWS = [(d, s) for d, states in STATES.items() for s in states]
ABSENT = 999_999


def matrix() -> dict[tuple[str, str], dict[str, str]]:
    with CSV.open(encoding="utf-8", newline="") as file:
        return {(row.pop("收发文"), row.pop("状态")): row for row in csv.DictReader(file)}


def furnished(office, direction: str, state: str) -> tuple[File, int]:
    """Return a document of that state with one attachment."""
    file = reach(office, S.DRAFTING, direction)
    row = files.attach(
        matter=file.document,
        role="annex",
        **file.actor("nyj.clerk"),
        upload=SimpleUploadedFile("附件.txt", "附件内容".encode()),
    )
    file.fresh()
    if state != S.DRAFTING:
        file = carry_on(file, state, direction)
    return file, row.pk


def carry_on(file: File, state: str, direction: str) -> File:
    """Walk a draft that is there already to a state."""
    from tests.documents import desk

    made, desk.begin = desk.begin, lambda *args, **kwargs: file
    try:
        return reach(file.office, state, direction)
    finally:
        desk.begin = made


def look(client, login: str, document: Document, attachment: int) -> str:
    """Return the marks of one visitor, page by page; the step is his own where he has one."""
    steps = document.steps.order_by("group", "order")
    waiting = steps.filter(state=Step.State.WAITING)
    mine = waiting.filter(post__code=login).first() or waiting.first() or steps.first()
    step = mine and mine.pk
    base = f"/documents/{document.pk}/"
    answers = [
        client.get(base),
        client.get(f"{base}page.pdf"),
        client.get(f"{base}page.docx"),
        client.get(f"{base}files/{attachment}/"),
        client.get(f"{base}edit/"),
        # Without an outcome nothing is decided: the form answers 422 to whoever may settle.
        client.post(f"{base}steps/{step or ABSENT}/settle/", {}),
    ]
    return "".join(_mark(a, document.pk) for a in answers)


def _mark(answer, pk: int) -> str:
    if answer.status_code == 422:
        return "o"
    if answer.status_code == 302 and answer["Location"] == f"/documents/{pk}/":
        return "d"  # nothing left to settle: back to the page, with a word
    return MARKS.get(answer.status_code, str(answer.status_code))


def test_every_state_and_every_persona_has_its_cell():
    cells = matrix()
    assert list(cells) == [(d, str(s)) for d, s in ROWS]
    for row in cells.values():
        assert set(row) == set(PERSONAS)
        assert all(re.fullmatch(r"[oxrld]{6}", cell) for cell in row.values())


def undrawn(monkeypatch) -> None:
    """Answer without drawing: here only who gets what status counts, two thousand times."""
    monkeypatch.setattr("apps.documents.services.printing.preview", lambda document: b"%PDF-")
    monkeypatch.setattr("apps.documents.services.word.written", lambda document: ("", b"PK"))
    for module in ("documents.views.detail", "documents.views.draft_pages", "desk.errors"):
        monkeypatch.setattr(
            f"apps.{module}.render",
            lambda request, name, context=None, status=200: HttpResponse("", status=status),
        )


@pytest.mark.parametrize(("direction", "state"), ROWS)
def test_nobody_sees_or_does_more_or_less_than_the_matrix_says(
    office, web, clock, direction, state, monkeypatch
):
    undrawn(monkeypatch)
    file, attachment = furnished(office, direction, state)
    assert file.state == state
    wanted = matrix()[direction, str(state)]
    faults = []
    from django.db import transaction

    for persona, login in PERSONAS.items():
        with transaction.atomic():
            clock.now = enter(office, persona)
            found = look(web(login), login, file.document, attachment)
            transaction.set_rollback(True)
        for page, want, got in zip(PAGES, wanted[persona], found, strict=True):
            if want != got:
                kind = "LEAK" if want in "xl" and got in "ord" else "differs"
                faults.append(f"{kind}: {persona} {direction}/{state} {page}: {want} -> {got}")
    assert not faults, "\n".join(faults)


def test_absent_and_invisible_look_the_same(office, web):
    file, attachment = furnished(office, "incoming", S.DECIDING)
    step = file.step().pk
    client = web("jyj.clerk")
    for path, method in (
        ("/documents/{}/", "get"),
        ("/documents/{}/page.pdf", "get"),
        ("/documents/{}/page.docx", "get"),
        ("/documents/{}/import/", "post"),
        ("/documents/{}/preview/", "post"),
        ("/documents/{}/edit/", "get"),
        (f"/documents/{{}}/files/{attachment}/", "get"),
        ("/documents/{}/send/", "post"),
        (f"/documents/{{}}/steps/{step}/settle/", "post"),
        (f"/documents/{{}}/steps/{step}/urge/", "post"),
    ):
        hidden = getattr(client, method)(path.format(file.document.pk))
        absent = getattr(client, method)(path.format(ABSENT))
        assert hidden.status_code == absent.status_code == 404, path
        assert _body(hidden) == _body(absent), path


def _body(answer) -> str:
    """Return a body without what differs in every answer (nonce, csrf token)."""
    return re.sub(r'(nonce|value|content)="[^"]*"', "", answer.content.decode())


def test_a_step_or_file_of_another_document_is_not_found_under_this_one(office, web):
    mine, own = furnished(office, "incoming", S.DECIDING)
    theirs = reach(office, S.DECIDING, unit="jyj")
    client = web("nyj.clerk")
    other = theirs.step().pk
    assert client.get(f"/documents/{theirs.document.pk}/files/{own}/").status_code == 404
    for verb in ("settle", "note", "urge", "hand-over", "add", "paper"):
        path = f"/documents/{mine.document.pk}/steps/{other}/{verb}/"
        assert client.post(path).status_code == 404, verb


def test_list_detail_search_and_inbox_agree(office, web):
    shown = [
        reach(office, state).document
        for state in (S.DRAFTING, S.RELEASING, S.OPINING, S.DECIDING, S.ANSWERED)
    ]
    for login in filter(None, PERSONAS.values()):
        if login == "nyj.gone":
            continue
        client = web(login)
        readable = {d.pk for d in shown if client.get(f"/documents/{d.pk}/").status_code == 200}
        listed = {d.pk for d in client.get("/documents/").context["rows"]}
        filtered = {d.pk for d in client.get("/documents/?q=高标准农田").context["rows"]}
        found = {d.pk for d in client.get("/search/?q=高标准农田").context["documents"]}
        assert listed == filtered == found == readable, login
        groups = client.get("/").context["groups"]
        waiting = {int(row["url"].split("/")[2]) for g in groups for row in g["rows"]}
        assert waiting <= readable, login
