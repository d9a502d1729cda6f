"""The second format: the same page to the same people, and to nobody else."""

from __future__ import annotations

import ofdkit
import pytest
from django.urls import reverse

from apps.core.verdicts import Refused
from apps.documents.services import exporting
from apps.typesetting.ofd import MEDIA_TYPE
from apps.typesetting.readback import Unreadable
from tests.documents.desk import S, reach
from tests.documents.personas import PERSONAS, enter
from tests.documents.sealing import registered, sealed

STATES = [
    ("incoming", S.DRAFTING), ("incoming", S.DECIDING), ("incoming", S.RETURNED),
    ("outgoing", S.DRAFTING), ("outgoing", S.SIGNING), ("outgoing", S.NUMBERED),
    ("outgoing", S.ISSUED),
]  # fmt: skip


def url(document, name: str = "ofd") -> str:
    return reverse(f"documents:{name}", args=[document.pk])


@pytest.mark.parametrize(("direction", "state"), STATES)
def test_it_is_open_to_whoever_reads_the_page_and_hidden_from_everybody_else(
    office, web, clock, direction, state, monkeypatch
):
    """The PDF's own cell of the matrix is the measure: visible and hidden persona by persona."""
    from django.db import transaction

    monkeypatch.setattr("apps.documents.services.printing.preview", lambda document: b"%PDF-")
    monkeypatch.setattr(exporting, "to_ofd", lambda pdf: b"PK")
    file = reach(office, state, direction)
    seen = set()
    for persona, login in PERSONAS.items():
        with transaction.atomic():
            clock.now = enter(office, persona)
            client = web(login)
            page, ofd = (client.get(url(file.document, n)) for n in ("pdf", "ofd"))
            transaction.set_rollback(True)
        assert ofd.status_code == page.status_code, persona
        seen.add(ofd.status_code)
        if ofd.status_code != 200:
            assert ofd.get("Content-Type", "").startswith("text/html"), persona
    assert seen >= {200, 404, 302}


def test_the_page_offers_it_and_says_how_far_it_was_tried(office, web):
    file = reach(office, S.DECIDING)
    page = web("vm2").get(reverse("documents:detail", args=[file.document.pk])).content.decode()
    assert url(file.document) in page
    assert "尚未在商用阅读器中试用" in page
    assert "GB/T 33190" in page


def test_an_issued_document_downloads_under_its_number_with_its_seal(office, web, seal_keys):
    registered(office)
    file = sealed(office)
    file.settle("dispatch", "done")
    answer = web("wd").get(url(file.document))
    assert answer["Content-Type"] == MEDIA_TYPE
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Disposition"].endswith(".ofd")
    with ofdkit.open(answer.content) as document:
        text = "".join(document.text().split())
        assert file.document.reference in text
        assert "咸宁市人民政府" in text
        content = document.pages[0]
        assert content.width == pytest.approx(210, abs=0.01)
    assert b"PK" == answer.content[:2]


def test_a_page_that_cannot_be_carried_over_is_told_in_a_sentence(office, web, monkeypatch):
    def refuse(pdf):
        raise Unreadable("order sh")

    monkeypatch.setattr(exporting, "to_ofd", refuse)
    file = reach(office, S.DECIDING)
    answer = web("vm2").get(url(file.document))
    assert answer.status_code == 422
    assert "请使用PDF" in answer.content.decode()
    with pytest.raises(Refused):
        exporting.as_ofd(file.document)


def test_it_is_made_once_for_a_page(office, monkeypatch):
    made = []
    good = exporting.to_ofd
    monkeypatch.setattr(exporting, "to_ofd", lambda pdf: made.append(1) or good(pdf))
    file = reach(office, S.DECIDING)
    assert exporting.as_ofd(file.document) == exporting.as_ofd(file.document)
    assert len(made) == 1
