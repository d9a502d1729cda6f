"""Every hostile string in every text field of every form: never a 500, never anything but text.

The forms are asked for their fields, so a new one is tried without anybody thinking of it.
"""

from __future__ import annotations

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from apps.documents.forms import acts, proofs
from apps.documents.forms.draft import DraftForm
from apps.documents.models import Document
from tests.documents.desk import S, begin, reach
from tests.documents.hostile_strings import EVALUATED, EVERY, MARKUP, alive
from tests.documents.test_pages import FORM, OUT_FORM
from tests.matters.hostile import CORPUS

TEXT = (forms.CharField, forms.IntegerField, forms.UUIDField, forms.ChoiceField)
# Those of an act panel that a hostile visitor fills in by hand.
PANELS = (acts.SettleForm, acts.HandOverForm, acts.AddForm, acts.AmendForm)
PANELS += (acts.DisclosureForm, proofs.FindingForm, acts.PaperForm, acts.SplitForm)
PANELS += (acts.ReasonForm,)


def text_fields(form: type[forms.BaseForm]) -> list[str]:
    """Return the names of the fields into which something can be typed."""
    return [name for name, field in form.base_fields.items() if isinstance(field, TEXT)]


def sound(answer) -> None:
    """Hold that nothing of ours failed and that nothing typed has come alive."""
    assert answer.status_code < 500
    if answer.get("Content-Type", "").startswith("text/html"):
        html = answer.content.decode()
        assert alive(html) == []
        assert not [word for word in EVALUATED if word in html]


def visits(client: Client, *paths: str) -> None:
    for path in paths:
        sound(client.get(path))


def test_there_are_more_than_a_hundred_strings_and_every_form_has_fields():
    assert len(set(EVERY)) >= 100
    assert len(text_fields(DraftForm)) >= 20
    assert all(text_fields(form) for form in PANELS)


def test_the_reader_of_pages_finds_what_has_come_alive():
    """The seeded fault: each kind of markup shown unescaped is noticed."""
    for words in MARKUP:
        harmless = words.startswith(("&", "＜", "`", "'", '" onfocus', "javascript:"))
        inert = words.startswith(("]]>", "-->")) is False and "alert" not in words
        found = alive(f"<p>{words}</p>")
        assert bool(found) != (harmless or (inert and "evil" not in words)), words
    assert alive("<p title='&quot;&gt;&lt;script&gt;alert(1)'>&lt;script&gt;alert(1)</p>") == []


@pytest.mark.parametrize(("direction", "form"), [("incoming", FORM), ("outgoing", OUT_FORM)])
def test_every_string_in_every_field_of_a_draft(web, direction, form):
    client, names = web("nyj.clerk"), text_fields(DraftForm)
    free = ("title", "body_text", "basis", "notes", "contact_name", "contact_phone", "copies")
    free += ("annex_title", "annex_text", "disclosure_ground", "title_breaks", "subject")
    path = f"/documents/new/{direction}/"
    for number, bad in enumerate(EVERY):
        with transaction.atomic():
            sound(client.post(path, {**form, **dict.fromkeys(names, bad)}))
            sound(client.post(path, {**form, names[number % len(names)]: bad}))
            known = Document.objects.count()
            sound(client.post(path, {**form, **dict.fromkeys(free, bad), "title": "一件公文"}))
            sound(client.post(path, {**form, **dict.fromkeys(("title", "body_text"), bad)}))
            for document in Document.objects.order_by("-pk")[: Document.objects.count() - known]:
                visits(client, f"/documents/{document.pk}/", f"/documents/{document.pk}/edit/")
            visits(client, "/documents/")
            transaction.set_rollback(True)


def test_every_string_in_every_panel_of_a_document_on_its_way(office, web):
    file = reach(office, S.DECIDING)
    page = f"/documents/{file.document.pk}/"
    step, leader, clerk, wd = file.step().pk, web("vm2"), web("nyj.clerk"), web("wd")
    for bad in EVERY:
        with transaction.atomic():
            at = f"{page}steps/{step}/"
            for form, path, client in (
                (acts.SettleForm, f"{at}settle/", leader),
                (acts.HandOverForm, f"{at}hand-over/", leader),
                (acts.AddForm, f"{at}add/", leader),
                (acts.PaperForm, f"{at}paper/", wd),
            ):
                sound(client.post(path, dict.fromkeys((*text_fields(form), "posts"), bad)))
            posts = [office.posts["vm4"].pk]
            sound(leader.post(f"{at}add/", {"posts": posts, "reason": bad}))
            sound(clerk.post(f"{at}urge/", {"reason": bad}))
            visits(leader, page, "/")
            returned = {"outcome": "return", "opinion": bad, "version": file.step().version}
            sound(leader.post(f"{at}settle/", returned))
            visits(clerk, page, "/", "/messages/")
            transaction.set_rollback(True)


def test_every_string_in_the_panels_of_a_document_going_out(office, web):
    final = reach(office, S.FINAL_CHECK, "outgoing")
    proofs = reach(office, S.CLEARING, "outgoing", doc_class="normative")
    draft = begin(office)
    wd, section, clerk = web("wd"), web("m2"), web("nyj.clerk")
    page, other = (f"/documents/{f.document.pk}/" for f in (final, proofs))
    find = f"{other}findings/legality_review/"
    for bad in EVERY:
        with transaction.atomic():
            for form, path in ((acts.AmendForm, "amend/"), (acts.DisclosureForm, "disclose/")):
                sound(wd.post(f"{page}{path}", dict.fromkeys(text_fields(form), bad)))
            withheld = {"disclosure": "withheld", "disclosure_ground": bad}
            sound(wd.post(f"{page}disclose/", withheld))
            reason = {"legality_review-result": "satisfied", "legality_review-reason": bad}
            sound(section.post(find, reason))
            sound(section.post(find, {"legality_review-result": bad}))
            visits(wd, page)
            visits(section, other)
            base = f"/documents/{draft.document.pk}/"
            sound(clerk.post(f"{base}send/", {"override": bad, "reason": bad}))
            sound(clerk.post(f"{base}split/", {"titles": bad}))
            transaction.set_rollback(True)


@pytest.mark.parametrize("path", ["/documents/", "/search/", "/", "/rules/", "/organisation/"])
def test_every_string_in_the_address_of_a_list(web, path):
    client = web("m2")
    names = ("q", "state", "direction", "kind", "before", "who", "book", "open", "on", "to")
    for bad in EVERY:
        text = bad if isinstance(bad, bytes) else bad[:3000]
        sound(client.get(path, dict.fromkeys(names, text)))


def test_every_string_in_the_forms_of_ones_own_and_at_the_door(web):
    client, stranger = web("nyj.clerk"), Client()
    for bad in EVERY:
        with transaction.atomic():
            sound(client.post("/me/", dict.fromkeys(("password", "pin", "again"), bad)))
            own = ("old_password", "new_password1", "new_password2")
            sound(client.post("/password/", dict.fromkeys(own, bad)))
            sound(stranger.post("/login/", {"username": bad, "password": bad, "next": bad}))
            mail = ("token", "form", "outcome", "opinion", "pin")
            sound(stranger.post("/m/a/submit", dict.fromkeys(mail, bad)))
            sound(stranger.post("/m/a/resend", {"token": bad}))
            transaction.set_rollback(True)


def test_no_string_makes_the_sign_in_lead_elsewhere(office):
    for bad in (
        "//evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "\\\\evil",
        "/\\e",
    ):
        answer = Client().post(
            "/login/",
            {"username": "nyj.clerk", "password": "correct horse battery staple", "next": bad},
        )
        assert (answer.status_code, answer["Location"]) == (302, "/"), bad


@pytest.mark.parametrize(
    ("name", "data"), [(n, d) for n, d, _ in CORPUS], ids=[n for n, *_ in CORPUS]
)
def test_every_hostile_file_at_every_entrance(office, web, shelves, name, data):
    """Refused in words at the three doors for files; no row, and nothing left on the disk."""
    for path, client, field, more in shelves(web):
        with transaction.atomic():
            upload = SimpleUploadedFile("x", data)
            upload.name = name  # as it comes over the wire, past the cleaning of the constructor
            answer = client.post(path, {**more, field: upload})
            sound(answer)
            assert answer.status_code in (302, 422), path
            document = Document.objects.get(pk=re.search(r"/documents/(\d+)/", path).group(1))
            assert not document.attachments.exists(), path
            transaction.set_rollback(True)


@pytest.fixture
def shelves(office):
    """Return a function that gives every entrance for files: (path, browser, field, the rest)."""
    draft, deciding = begin(office), reach(office, S.DECIDING)
    clearing = reach(office, S.CLEARING, "outgoing", doc_class="normative")
    proof = {"legality_review-result": "satisfied", "legality_review-reason": "合法。"}
    paper = {
        "decided_by": office.people["vm2"].pk,
        "outcome": "agree",
        "opinion": "同意。",
    }

    def entrances(web):
        base = "/documents/{}/"
        return [
            (f"{base.format(draft.document.pk)}attach/", web("nyj.clerk"), "file", {}),
            (
                f"{base.format(clearing.document.pk)}findings/legality_review/",
                web("m2"),
                "legality_review-file",
                proof,
            ),
            (
                f"{base.format(deciding.document.pk)}steps/{deciding.step().pk}/paper/",
                web("wd"),
                "scan",
                paper,
            ),
        ]

    return entrances
