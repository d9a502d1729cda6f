"""The desk's own pages: whoever is signed in reads them, a stranger is asked to sign in."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from apps.notifications.models import Message
from apps.notifications.services import notify
from tests.desk.ui_kit import checked
from tests.documents.office import NOW, build


@pytest.fixture
def office(db):
    cache.clear()
    return build()


@pytest.fixture
def clerk(office):
    client = Client()
    client.force_login(
        office.people["nyj.clerk"], backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


PAGES = ["desk:home", "desk:search", "desk:rules", "desk:profile", "desk:messages"]


def test_pages_ask_a_stranger_to_sign_in(db):
    for name in PAGES:
        answer = Client().get(reverse(name))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/login/"), name


def test_pages_are_sound_markup_for_whoever_is_signed_in(clerk):
    for name in PAGES:
        answer = clerk.get(reverse(name))
        assert answer.status_code == 200, name
        checked(answer.content.decode())


def test_a_clause_is_shown_and_an_unknown_one_is_not_found(clerk):
    assert "第三十条" in clerk.get(reverse("desk:clause", args=["30.5"])).content.decode()
    for unknown in ("99.9", "x", "30.5'--", "../../etc/passwd"):
        assert clerk.get(f"/rules/clause/{unknown}/").status_code == 404, unknown
    assert clerk.get("/rules/?book=no_such_book").status_code == 404


def test_probes_tell_a_stranger_that_it_lives_and_nothing_else(db):
    for name in ("desk:healthz", "desk:readyz"):
        answer = Client().get(reverse(name))
        assert (answer.status_code, answer.content) == (200, b"ok")


def test_messages_are_read_by_a_post_only(office, clerk):
    notify(
        people=[office.people["nyj.clerk"]],
        kind="document.issued",
        key="1:1",
        at=NOW,
        subject="【印发】咸政发〔2026〕1号",
        text="已印发",
        path="/documents/1/",
    )
    assert "咸政发〔2026〕1号" in clerk.get("/messages/").content.decode()
    assert clerk.get(reverse("desk:read_messages")).status_code == 405
    assert Message.objects.get().read_at is None
    assert clerk.post(reverse("desk:read_messages")).status_code == 302
    assert Message.objects.get().read_at is not None


def test_search_finds_clauses_by_word_and_keeps_what_was_typed(clerk):
    html = clerk.get("/search/", {"q": "分工<b>"}).content.decode()
    assert "分工&lt;b&gt;" in html
    assert clerk.get("/search/", {"q": "按照市政府领导同志分工"}).context["clauses"]


def test_an_unknown_address_gives_the_sites_own_page(clerk):
    answer = clerk.get("/no/such/page/")
    assert answer.status_code == 404
    checked(answer.content.decode())
