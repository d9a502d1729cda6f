"""Hostile strings in every text field: never a 500, always shown as text."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from apps.documents import rules
from apps.documents.models import Document
from apps.documents.services import silence
from apps.matters import proofs
from tests.documents.desk import S, begin, reach
from tests.documents.office import NOW
from tests.documents.test_pages import FORM, OUT_FORM

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "quote": "' onmouseover='alert(1)",
    "template": "{{7|add:1}}{% load static %}${7777*7}",
    "url": "javascript:alert(1)",
    "closing": "</textarea></script><svg/onload=alert(1)>",
    "null": "标题\x00后面",
    "rtlo": "通知\u202egpj.exe",
    # A lone half of a pair, as bytes that no UTF-8 text holds.
    "surrogate": b"\xed\xa0\x80half",
    "long": "长" * 100_000,
    "sql": "'; DROP TABLE documents_document; --",
    "controls": "\x01\x08\x1b[31m\u2028\ufeff\u200b",
    "emoji": "👩‍👩‍👧‍👦𠮷",
    "number": "9" * 400,
}
TEXTS = (
    "title",
    "body_text",
    "addressees",
    "copies",
    "title_breaks",
    "basis",
    "notes",
    "contact_name",
    "contact_phone",
    "subject",
    "assignment_reference",
    "skip_approval",
    "handling",
    "document_kind",
    "matters_count",
    "urgency",
    "version",
    "form_key",
)
OUT_TEXTS = (
    "annex_title",
    "annex_text",
    "issuer",
    "doc_class",
    "disclosure",
    "disclosure_ground",
    "recipients",
    "other_units",
)
RAW = ("<script>alert", "<img src=x", "<svg/onload", "onmouseover='alert")
EACH = pytest.mark.parametrize("kind", HOSTILE)


def fine(answer) -> None:
    """No fault of ours, and nothing typed has become markup."""
    assert answer.status_code < 500
    if answer.get("Content-Type", "").startswith("text/html"):
        html = answer.content.decode()
        assert not [raw for raw in RAW if raw in html]
        assert "54439" not in html


@EACH
def test_in_each_field_of_a_draft(web, kind):
    client, bad = web("nyj.clerk"), HOSTILE[kind]
    for path, form, names in (
        ("/documents/new/incoming/", FORM, TEXTS),
        ("/documents/new/outgoing/", OUT_FORM, OUT_TEXTS),
    ):
        for name in names:
            fine(client.post(path, {**form, name: bad}))
    # All of them at once, and then read again by everybody who meets the title.
    every = dict.fromkeys(("title", "body_text", "basis", "notes", "contact_name"), bad)
    fine(client.post("/documents/new/incoming/", {**FORM, **every, "send": "1"}))
    for document in Document.objects.order_by("-pk")[:2]:
        fine(client.get(f"/documents/{document.pk}/"))
        fine(client.get(f"/documents/{document.pk}/edit/"))
    fine(client.get("/documents/"))


@EACH
def test_in_what_is_written_beside_a_step(office, web, kind):
    bad = HOSTILE[kind]
    file = reach(office, S.DECIDING)
    pk, step = file.document.pk, file.step().pk
    page = f"/documents/{pk}/"
    vm2, clerk = web("vm2"), web("nyj.clerk")
    at = f"{page}steps/{step}/"
    for values in (
        {"outcome": bad},
        {"outcome": "agree", "opinion": bad, "version": bad},
        {"outcome": "agree", "opinion": bad, "version": "77"},
    ):
        fine(vm2.post(f"{at}settle/", values))
    fine(vm2.post(f"{at}hand-over/", {"to": bad, "reason": bad}))
    fine(vm2.post(f"{at}add/", {"posts": [bad], "reason": bad}))
    fine(vm2.post(f"{at}add/", {"posts": [office.posts["vm4"].pk], "reason": bad}))
    fine(clerk.post(f"{at}urge/", {"x": bad}))
    fine(web("wd").post(f"{at}paper/", {"decided_by": bad, "outcome": bad, "opinion": bad}))
    fine(vm2.post(f"{at}settle/", {"outcome": "return", "opinion": bad, "version": "1"}))
    for client in (vm2, clerk, web("m2"), web("vm4")):
        fine(client.get(page))
        fine(client.get("/"))


@EACH
def test_at_the_final_check_and_in_proofs(office, web, kind):
    bad = HOSTILE[kind]
    file = reach(office, S.FINAL_CHECK, "outgoing")
    page = f"/documents/{file.document.pk}/"
    client = web("wd")
    fine(client.post(f"{page}disclose/", {"disclosure": "withheld", "disclosure_ground": bad}))
    fine(client.post(f"{page}disclose/", {"disclosure": bad}))
    fine(client.post(f"{page}amend/", {"title": bad, "body_text": bad, "reason": bad}))
    fine(client.get(page))
    other = reach(office, S.CLEARING, "outgoing", doc_class="normative")
    find = reverse("documents:find", args=[other.document.pk, "legality_review"])
    fine(
        web("m2").post(find, {"legality_review-result": "satisfied", "legality_review-reason": bad})
    )
    fine(web("m2").post(find, {"legality_review-result": bad}))
    fine(web("m2").get(f"/documents/{other.document.pk}/"))
    draft = begin(office)
    fine(web("nyj.clerk").post(f"/documents/{draft.document.pk}/split/", {"titles": f"{bad}\n乙"}))
    fine(
        web("nyj.clerk").post(
            f"/documents/{draft.document.pk}/send/", {"override": "1", "reason": bad}
        )
    )


@EACH
def test_in_what_other_units_are_asked_and_reply(office, web, kind):
    bad = HOSTILE[kind]
    file = begin(office, other_units=[office.units["zjj"]])
    page = f"/documents/{file.document.pk}/"
    clerk, other = web("nyj.clerk"), web("zjj.clerk")
    fine(clerk.post(f"{page}consult/", {"days": bad, "reason": bad}))
    fine(clerk.post(f"{page}consult/", {"days": "3", "reason": bad}))
    if not file.document.consultations.exists():
        fine(clerk.post(f"{page}consult/", {}))
    row = file.document.consultations.get()
    at = f"{page}consult/{row.pk}/"
    fine(other.post(f"{at}extend/", {"until": bad, "way": bad, "reason": bad}))
    fine(other.post(f"{at}extend/", {"until": "2026-12-01", "way": bad, "reason": bad}))
    fine(clerk.post(f"{at}answer/", {"agree": bad}))
    silence.deem(at=NOW + dt.timedelta(days=300))
    fine(other.post(f"{at}late/", {"opinion": bad}))
    fine(clerk.get(page))
    fine(other.get(page))
    for key, names in (
        ("head_negotiation", ("starts_on", "reason")),
        ("disagreement_note", ("各方意见", "各方理据", "办理建议")),
    ):
        Document.objects.filter(pk=file.document.pk).update(disagreement=True)
        proofs.sync(matter=file.document, specs=rules.requirements(file.fresh()), at=file.clock.now)
        values = {f"{key}-{name}": bad for name in (*names, "result")}
        fine(clerk.post(f"{page}findings/{key}/", values))
        fine(clerk.post(f"{page}findings/{key}/", {**values, f"{key}-result": "satisfied"}))


@EACH
@pytest.mark.parametrize("path", ["/documents/", "/search/", "/", "/rules/", "/documents/new/x/"])
def test_in_the_address(web, kind, path):
    bad = HOSTILE[kind][:3000]
    client = web("m2")
    for name in ("q", "state", "direction", "before", "who", "book", "open"):
        fine(client.get(path, {name: bad}))
