"""21 to 24, 29, 37, 38: requests bent by hand. None gets further than its page."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.matters import files
from apps.matters.models import Step
from tests.abuse.attempts import RESEND, SUBMIT, bare, hidden_fields, sentence

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex,noarchive",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


@pytest.mark.abuse(21)
def test_21_a_post_without_csrf_or_from_elsewhere_is_refused(abuse):
    sent, strict = abuse.send(), Client(enforce_csrf_checks=True)
    assert sent.post(strict).status_code == 403
    csrf = hidden_fields(strict.get(sent.page))["csrfmiddlewaretoken"]
    fields = {**sent.form(), "csrfmiddlewaretoken": csrf}
    for headers in (
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver.evil.example"},
    ):
        assert strict.post(SUBMIT, fields, **headers).status_code == 403, headers
        assert strict.post(RESEND, fields, **headers).status_code == 403, headers
    another = {**fields, "csrfmiddlewaretoken": "x" * 64}
    assert strict.post(SUBMIT, another).status_code == 403
    assert sent.untouched()
    assert sent.refusals() == []
    assert strict.post(SUBMIT, fields, HTTP_ORIGIN="http://testserver").status_code == 303


@pytest.mark.abuse(22)
def test_22_no_page_of_a_link_may_stand_in_a_frame(abuse, client):
    sent, other = abuse.send(), abuse.send()
    refused = sent.post(client, pin="")
    answer = sent.post(client)
    pages = {
        "page": client.get(other.page),
        "refused": refused,
        "recorded": answer,
        "result": client.get(answer.headers["Location"]),
        "stale": client.get(sent.page),
        "sent again": client.post(RESEND, {"token": other.token}),
        "unknown": client.get(f"/m/a/{'A' * 43}"),
        "too many": [sent.post(client) for _ in range(11)][-1],
    }
    client.force_login(abuse.cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    pages["other user"] = client.get(other.page)
    assert pages["too many"].status_code == 429
    for name, page in pages.items():
        policy = _policy(page)
        assert policy["frame-ancestors"] == "'none'" or name == "unknown", name
        assert page.headers["X-Frame-Options"] == "DENY", name
        if name == "unknown":  # the site's ordinary page: told apart by nothing
            continue
        assert {header: page.headers[header] for header in HEADERS} == HEADERS, name
        style = policy.pop("style-src")
        # Without a page there is no nonce, and an empty directive allows nothing.
        assert style.startswith("'nonce-") or not page.content, name
        assert policy == POLICY, name


def _policy(answer) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {part.split()[0]: " ".join(part.split()[1:]) for part in parts}


@pytest.mark.abuse(23)
def test_23_a_decision_that_the_link_does_not_allow_is_refused(abuse):
    sent = abuse.send()
    # Known on the web page only, unknown everywhere, empty, a list, the key of another purpose.
    for outcome in ("forward", "delete", "", ["forward"], "read", "AGREE", "agree "):
        answer = sent.post(outcome=outcome)
        if outcome == "agree ":  # a blank around it is no other decision
            assert answer.status_code == 303
            continue
        assert answer.status_code == 400, outcome
        assert sent.untouched()
    assert set(sent.refusals()) == {"action_not_allowed", "outcome_missing"}


@pytest.mark.abuse(24)
def test_24_ids_added_to_the_form_are_ignored(abuse):
    sent, cast = abuse.send(), abuse.cast
    other = cast.step(post="vm2")
    ids = {
        name: value
        for value, names in (
            (other.pk, ("step", "step_id", "pk", "id", "matter", "matter_id")),
            (cast.outsider.pk, ("actor", "actor_id", "principal", "principal_id", "user", "by")),
            ("99", ("link", "link_id", "version", "step_version")),
            ("L0", ("risk",)),
            ("used", ("state",)),
        )
        for name in names
    }
    assert sent.post(**ids).status_code == 303
    sent.step.refresh_from_db()
    assert (sent.step.state, sent.step.acted_by) == ("settled", cast.leader)
    assert Step.objects.get(pk=other.pk).state == "waiting"
    weaker = abuse.send()
    assert weaker.post(risk="L0", strength="session", pin="").status_code == 400
    assert weaker.untouched()


TWISTS = [
    lambda t: ("A" if t[0] != "A" else "B") + t[1:],
    lambda t: t[:-1] + ("A" if t[-1] != "A" else "E"),
    str.upper,
    str.lower,
    str.swapcase,
    lambda t: t + "/",
    lambda t: t + "//",
    lambda t: t + "%00",
    lambda t: t + "%0A",
    lambda t: t + "%20",
    lambda t: t + ";.js",
    lambda t: t + ".css",
    lambda t: "%25" + t[1:],
    lambda t: t[:-1],
    lambda t: t + "x",
    lambda t: t + "=",
    lambda t: "..%2f" + t,
    lambda t: "./" + t,
    lambda t: t.replace(t[0], f"%25{ord(t[0]):x}", 1),
    lambda t: "令" * 43,
    lambda t: "A" * 5000,
    lambda t: "",
]


@pytest.mark.abuse(29)
def test_29_a_twisted_token_is_not_found(abuse, client):
    sent = abuse.send()
    for number, twist in enumerate(TWISTS):
        cache.clear()  # the limits of requests are not what is tried here
        twisted = twist(sent.token)
        assert client.get(f"/m/a/{twisted}").status_code == 404, number
        assert client.get(f"/m/a/{twisted}/file/1").status_code == 404, number
        if twisted.isascii() and "%" not in twisted:
            assert client.post(RESEND, {"token": twisted}).status_code == 404, number
            answer = sent.post(client, token=twisted)
            assert answer.status_code in (400, 404), number
            assert "温泉大道" not in answer.content.decode()
    for raw in ("\x00" * 43, f"{sent.token}\x00", f"{sent.token}\n", f" {sent.token} x"):
        cache.clear()
        assert sent.post(client, token=raw).status_code in (400, 404)
    assert client.get(f"/m/a/{sent.token}?next=//evil.example").status_code == 200
    assert sent.untouched()
    # Encoded as a browser would never do, but the same address by the standard.
    cache.clear()
    assert client.get(f"/m/a/%{ord(sent.token[0]):x}{sent.token[1:]}").status_code == 200


@pytest.mark.abuse(37)
def test_37_an_unknown_token_looks_and_costs_like_any_wrong_address(abuse, client):
    sent = abuse.send()
    sent.post()
    unknown, nowhere = client.get(f"/m/a/{'A' * 43}"), client.get("/nowhere/at/all")
    assert unknown.status_code == nowhere.status_code == 404
    assert bare(unknown) == bare(nowhere)
    for path in (SUBMIT, RESEND):
        posted = client.post(path, {**sent.form(), "token": "A" * 43})
        assert (posted.status_code, bare(posted)) == (404, bare(nowhere))
    # One look-up by hash; nothing is compared, computed or written that would take its time.
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(f"/m/a/{'B' * 43}")
    assert [q["sql"][:6] for q in asked] == ["SELECT"]
    # Who holds the token learns what became of it, and nothing of the document.
    stale = client.get(sent.page)
    assert stale.status_code == 410
    assert sentence(stale).startswith("本件已由您于")
    assert "温泉大道" not in stale.content.decode()


@pytest.mark.abuse(38)
def test_38_an_attachment_opens_only_through_its_own_open_link(abuse, client):
    cast, paper, elsewhere = abuse.cast, abuse.cast.paper(), abuse.cast.paper("别的请示")
    actor = {"by": cast.clerk, "hat": cast.hat(cast.clerk), "at": cast.now}
    mine, gone, foreign = (
        files.attach(
            matter=matter,
            upload=SimpleUploadedFile(name, f"{name}一百万元".encode()),
            role="annex",
            **actor,
        )
        for matter, name in (
            (paper, "预算 表.txt"),
            (paper, "旧.txt"),
            (elsewhere, "别的.txt"),
        )
    )
    files.remove(attachment=gone, reason="误传", **actor)
    sent = abuse.send(matter=paper)
    found = client.get(f"{sent.page}/file/{mine.pk}")
    assert b"".join(found.streaming_content).decode() == "预算 表.txt一百万元"
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert found.headers["Cache-Control"] == "no-store"
    for pk in (foreign.pk, gone.pk, 0, 10**30):
        assert client.get(f"{sent.page}/file/{pk}").status_code == 404, pk
    assert client.get(f"/m/a/{'A' * 43}/file/{mine.pk}").status_code == 404
    reader = Client()
    reader.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert reader.get(f"{sent.page}/file/{mine.pk}").status_code == 404
    assert sent.untouched()
    assert sent.post().status_code == 303
    assert client.get(f"{sent.page}/file/{mine.pk}").status_code == 404


def test_the_page_fetches_nothing_and_leads_nowhere(abuse, client):
    text = client.get(abuse.send().page).content.decode()
    assert not re.search(r"\b(src|href)=", text)
    assert "<script" not in text
    assert "转呈市长" not in text
