"""28, 30, 31, 39: what a thief of logs, dumps, copies and clocks can do with them. Nothing."""

import base64
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core import mail
from django.core.management import call_command
from django.test import Client

from apps.core.logs import MaskTokens
from apps.matters import steps
from apps.matters.models import DecisionLink
from apps.trail.models import Event
from tests.abuse.attempts import DAY, HOUR, Abuse, every_row, sentence
from tests.matters.cast import PIN

WRONG = "735120"


@pytest.mark.abuse(28)
def test_28_neither_pin_nor_token_stays_anywhere(abuse, caplog, settings, monkeypatch):
    settings.ADMINS = [("管理员", "ops@oa.example")]
    settings.LOGGING_CONFIG = None
    sent, secrets = abuse.send(), []
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.DEBUG):
        client.get(sent.page)
        client.get(f"{sent.page}/")
        client.get(f"{sent.page}x")
        sent.post(client, pin=WRONG)
        with monkeypatch.context() as broken:
            broken.setattr(steps, "settle", _fails)
            assert sent.post(client).status_code == 500
        assert sent.untouched() is False  # the wrong PIN was counted
        assert sent.post(client).status_code == 303
        client.get(sent.page)
    secrets = [sent.token, PIN, WRONG]
    raw = [r for r in caplog.records if r.name != "django.db.backends"]
    assert any(r.levelno >= logging.ERROR and r.exc_info for r in raw)
    for text in [_as_written(record) for record in raw]:
        assert not [s for s in secrets if s in text], text
    (report,) = [m for m in mail.outbox if m.to == ["ops@oa.example"]]
    assert "/m/a/submit" in report.subject + report.body
    assert not [s for s in secrets if s in report.subject + report.body]
    for table, rows in every_row().items():
        assert not [s for s in secrets if any(s in row for row in rows)], table
    everything = "".join(f"{e.subject}{e.payload}" for e in Event.objects.all())
    assert "link_pin_wrong" in "".join(Event.objects.values_list("verb", flat=True))
    assert not [s for s in secrets if s in everything]


def _fails(**said):
    raise RuntimeError(f"an error that quotes what it was given: {said}")


def _as_written(record: logging.LogRecord) -> str:
    """Return the line that the site's handlers write (test_logs holds that all of them do)."""
    MaskTokens().filter(record)
    return logging.Formatter().format(record)


@pytest.mark.abuse(30)
def test_30_tokens_of_a_restored_copy_or_of_another_installation_are_dead(abuse, settings):
    sent = abuse.send()
    call_command("revoke_links", "--all", "--reason", "恢复备份")
    answer = sent.post()
    assert (answer.status_code, sentence(answer)) == (410, "此链接已由管理员停用。")
    assert sent.undecided()
    event = Event.objects.get(verb="matters.links_revoked")
    assert event.payload == {"count": 1, "reason": "恢复备份"}
    manual = (Path(site.BASE_DIR) / "deploy" / "production.md").read_text(encoding="utf-8")
    assert "revoke_links --all" in manual.partition("## 备份与恢复")[2].partition("\n## ")[0]
    # The same row under the key of another installation gives a token that this one never knew.
    other = abuse.send()
    settings.OA_LINK_KEY = "the key of another installation"
    foreign = Abuse(abuse.cast, other.step, other.link, _token_of(other.link))
    assert foreign.token != other.token
    assert foreign.post().status_code == 404
    assert other.untouched()


def _token_of(link: DecisionLink) -> str:
    from apps.matters.link_tokens import make_token

    return make_token(link)


@pytest.mark.abuse(31)
def test_31_what_a_stolen_dump_holds_is_no_token_and_the_web_process_makes_none(abuse, settings):
    sent = abuse.send()
    row = DecisionLink.objects.values().get(pk=sent.link.pk)
    nonce, digest = bytes(row["nonce"]), bytes.fromhex(row["token_sha256"])
    stolen = {row["token_sha256"], row["token_sha256"][:43], nonce.hex(), row["content_sha256"]}
    for raw in (nonce, digest, digest + nonce, nonce + b"\0" * 16, nonce + nonce):
        text = base64.urlsafe_b64encode(raw).decode()
        stolen |= {text, text.rstrip("="), text.rstrip("=").ljust(43, "A")[:43]}
    assert any(len(one) == 43 for one in stolen)
    for one in stolen:
        assert sent.post(token=one).status_code == 404, one
    assert sent.untouched()
    # The web process has no key, and needs none to read and to decide.
    units = Path(site.BASE_DIR) / "deploy" / "systemd"
    files = re.findall(r"^EnvironmentFile=(\S+)", (units / "oa-web.service").read_text(), re.M)
    assert files == ["/etc/oa/web.env"]
    example = (units.parent / "env.example").read_text(encoding="utf-8")
    assert not re.search(r"^(LINK_KEY|ANCHOR_KEY)=", example, re.M)
    settings.OA_LINK_KEY = ""
    assert Client().get(sent.page).status_code == 200
    assert sent.post().status_code == 303


@pytest.mark.abuse(39)
def test_39_a_web_host_whose_clock_was_set_back_revives_nothing(abuse, clock):
    sent = abuse.send()
    DecisionLink.objects.filter(pk=sent.link.pk).update(not_after=abuse.cast.now - HOUR)
    clock.ahead = -3 * DAY
    then = abuse.cast.now - 3 * DAY
    for answer in (Client().get(sent.page), sent.post(at=then)):
        assert (answer.status_code, sentence(answer)) == (410, "链接已过期。")
    assert sent.undecided()
