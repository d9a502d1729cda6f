"""The pages and lists themselves: sound markup, reasons, filters, numbers as they are typed."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.desk.ui_kit import checked
from tests.documents.desk import S, reach

# --- the pages themselves


@pytest.mark.parametrize(
    ("direction", "state", "login"),
    [
        ("incoming", S.DRAFTING, "nyj.clerk"),
        ("incoming", S.REGISTERED, "wd"),
        ("incoming", S.OPINING, "m2"),
        ("incoming", S.DECIDING, "vm2"),
        ("incoming", S.ANSWERED, "nyj.clerk"),
        ("outgoing", S.CLEARING, "m2"),
        ("outgoing", S.SIGNING, "vm2"),
        ("outgoing", S.FINAL_CHECK, "wd"),
        ("outgoing", S.ISSUED, "mayor"),
    ],
)
def test_the_page_is_sound_markup_and_says_why(office, web, direction, state, login):
    file = reach(office, state, direction)
    html = checked(web(login).get(f"/documents/{file.document.pk}/").content.decode())
    assert file.document.title in html
    if state == S.DECIDING:
        assert "松见山" in html
        assert "依据" in html


@pytest.mark.parametrize(
    "path",
    [
        "/documents/",
        "/documents/new/incoming/",
        "/documents/new/outgoing/",
        "/documents/?state=deciding&open=1",
    ],
)
def test_lists_and_forms_are_sound_markup(office, web, path):
    reach(office, S.DECIDING)
    checked(web("nyj.clerk").get(path).content.decode())


@pytest.mark.parametrize(
    "typed", ["〔2026〕1号", "[2026]1号", "（2026）1号", "(2026)1", "【2026】1号"]
)
def test_a_number_is_found_with_the_brackets_that_a_keyboard_has(office, web, typed):
    file = reach(office, S.NUMBERED, "outgoing")
    assert file.document.reference == "咸政发〔2026〕1号"
    for path in ("/search/", "/documents/"):
        html = web("wd").get(path, {"q": f"咸政发{typed}"}).content.decode()
        assert f"/documents/{file.document.pk}/" in html, path


def test_a_filter_leaves_the_others_as_they_are(office, web):
    reach(office, S.DECIDING)
    client = web("nyj.clerk")
    html = client.get("/documents/?direction=incoming&q=农田").content.decode()
    assert 'href="?direction=incoming&amp;q=%E5%86%9C%E7%94%B0&amp;open=1"' in html
    html = client.get("/documents/?direction=incoming&open=1").content.decode()
    assert 'href="?direction=incoming" aria-current="true"' in html
    assert '<input type="hidden" name="open" value="1">' in html


def test_the_list_pages_by_cursor_and_ignores_what_is_none(office, web):
    file = reach(office, S.DECIDING)
    client = web("nyj.clerk")
    for before in (
        "",
        "x",
        "2026-06-03",
        "0001-01-01T00:00:00+14:00,1",
        "9999-12-31T23:59:59-14:00,1",
        "2026-13-45T00:00:00+08:00,1",
        "2026-06-03T00:00:00+08:00,-1",
        f"2026-06-03T00:00:00+08:00,{'9' * 30}",
    ):
        assert client.get("/documents/", {"before": before}).status_code == 200, before
        assert client.get("/documents/", {"before": before, "q": "的"}).status_code == 200
    at = file.document.latest_at
    for days, seen in ((1, 1), (-1, 0)):
        cursor = f"{(at + dt.timedelta(days=days)).isoformat()},1"
        assert len(client.get("/documents/", {"before": cursor}).context["rows"]) == seen
    for name in ("direction", "state", "kind", "q"):
        assert client.get("/documents/", {name: "'; DROP TABLE x;--"}).status_code == 200
