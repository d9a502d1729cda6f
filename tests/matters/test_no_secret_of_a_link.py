"""What a thief of the database, the logs or the reports finds of links and PINs: nothing."""

from __future__ import annotations

from django.core import mail
from django.test import Client

from apps.core.jobs import run_due_jobs
from apps.matters import steps
from tests.matters.cast import build_cast, token_in
from tests.permissions.test_no_secret_is_kept import (
    PIN,
    TOKENS,
    WRONG_PIN,
    _fails,
    nowhere,
    watched,
)

__all__ = ["watched"]


def test_tokens_and_pins_of_decisions_by_mail(db, monkeypatch, watched):
    cast, secrets = build_cast(monkeypatch), [PIN, WRONG_PIN]
    client = Client(raise_request_exception=False)
    for number in range(TOKENS):
        _, link, token = cast.sent()
        secrets.append(token)
        client.get(f"/m/a/{token}", REMOTE_ADDR=f"192.0.2.{number % 250}")
        form = {"token": token, "form": cast.form(link), "outcome": "agree", "pin": PIN}
        if number == 1:
            client.post("/m/a/submit", {**form, "pin": WRONG_PIN})
        with monkeypatch.context() as broken:
            if number == 2:
                broken.setattr(steps, "settle", _fails)
            client.post("/m/a/submit", form)
        client.post("/m/a/resend", {"token": token})
        client.get(f"/m/a/{token}")
    run_due_jobs(at=cast.now)
    secrets += [
        token_in(letter)
        for letter in mail.outbox
        if "/m/a/" in letter.body and letter.to != ["ops@oa.example"]
    ]
    assert len(set(secrets)) > TOKENS
    assert [m for m in mail.outbox if m.to == ["ops@oa.example"]]
    nowhere(secrets, watched)
