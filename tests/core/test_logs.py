"""No token, PIN or password reaches a log line or a report, whoever writes it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import RequestFactory

from apps.core.logs import mask
from apps.core.reports import MaskedReporter

TOKEN = "Ab3_-" * 8 + "xyZ"
SAY = f"""
import logging, django
django.setup()
{{before}}
for name in ("apps.x", "django.request", "django.server", "celery.worker", "other"):
    logging.getLogger(name).error("%s: GET /m/a/%s?x=1 HTTP/1.1", name, "{TOKEN}")
try:
    raise ValueError("token {TOKEN} postgres://oa:geheim@db/oa")
except ValueError:
    logging.getLogger("apps.x").exception("%s failed", "{TOKEN}")
"""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("GET /m/a/abc_DEF-123/file/7 HTTP/1.1", "GET /m/a/***/file/7 HTTP/1.1"),
        ("POST /m/a/submit", "POST /m/a/submit"),
        ("POST /m/a/resend", "POST /m/a/resend"),
        (f"令牌{TOKEN}。", "令牌***。"),
        (f"'{TOKEN}'", "'***'"),
        ("redis://:geheim@127.0.0.1:6379/0", "redis://:***@127.0.0.1:6379/0"),
        ("http://127.0.0.1:8000/a?to=vm3@oa.example", "http://127.0.0.1:8000/a?to=vm3@oa.example"),
        ("0" * 64, "0" * 64),
        ("a_" * 21 + "b", "a_" * 21 + "b"),
        ("a" * 43, "a" * 43),
    ],
)
def test_what_is_a_secret_in_a_line_and_what_is_none(said, kept):
    assert mask(said) == kept


def said_by(before: str, **env: str) -> str:
    """Return everything a fresh process with the site's settings writes."""
    done = subprocess.run(
        [sys.executable, "-c", SAY.format(before=before)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "oa.settings", **env},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("before", "env"),
    [
        ("", {}),
        ("", {"DEBUG": "1"}),
        ("from oa.celery import app; app.log.setup(loglevel='WARNING')", {}),
    ],
    ids=["web", "debug", "worker"],
)
def test_every_logger_of_web_and_worker_is_masked(before, env):
    text = said_by(before, **env)
    assert text.count("/m/a/***?x=1") == 5, text
    assert "*** failed" in text
    assert "ValueError: token *** postgres://oa:***@db/oa" in text
    assert TOKEN not in text
    assert "geheim" not in text


def test_gunicorn_s_own_loggers_are_masked_once_the_site_is_loaded():
    import oa.wsgi  # noqa: F401  (loading it is what is tried)

    for name in ("gunicorn.error", "gunicorn.access"):
        record = logging.LogRecord(name, logging.ERROR, "", 1, f"GET /m/a/{TOKEN}", None, None)
        assert logging.getLogger(name).filter(record)
        assert record.getMessage() == "GET /m/a/***"


@pytest.mark.parametrize("key", ["LINK_KEY", "ANCHOR_KEY"])
def test_the_web_process_of_production_refuses_the_keys_of_the_worker(key, tmp_path):
    env = {
        "OA_PRODUCTION": "1",
        "SECRET_KEY": "x" * 60,
        "OA_VAR_DIR": str(tmp_path),
        "SITE_URL": "https://oa.example.gov.cn",
        "DJANGO_SETTINGS_MODULE": "oa.settings",
    }
    kept = {n: v for n, v in os.environ.items() if n not in ("LINK_KEY", "ANCHOR_KEY")}
    for more, expected in (({}, 0), ({key: "y" * 60}, 1)):
        done = subprocess.run(
            [sys.executable, "-c", "import oa.wsgi"],
            cwd=settings.BASE_DIR,
            env={**kept, **env, **more},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == expected, done.stderr
        assert ("网站进程不得持有" in done.stderr) == bool(more)


def fault(token: str, pin: str, password: str):
    """Fail the way a view would, with secrets in variables, in the request and in the words."""
    request = RequestFactory().post(
        f"/m/a/{token}?next=/m/a/{token}",
        {"token": token, "pin": pin, "again": pin, "password": password, "opinion": "同意"},
        headers={"Referer": f"http://testserver/m/a/{token}", "Cookie": f"sessionid={pin}"},
    )
    attempt = {"pin": pin}
    try:
        raise RuntimeError(f"{token} {len(attempt)}")
    except RuntimeError as failure:
        # No view has said what is sensitive: it failed in a middleware, perhaps.
        return MaskedReporter(request, type(failure), failure, failure.__traceback__)


@pytest.mark.parametrize("form", ["get_traceback_text", "get_traceback_html"])
@pytest.mark.parametrize("debug", [True, False])
def test_a_report_of_a_fault_shows_what_failed_and_no_secret(form, debug, settings):
    settings.DEBUG = debug
    settings.REDIS_URL = "redis://:geheim@127.0.0.1:6379/0"
    text = getattr(fault(TOKEN, "735120", "geheim"), form)()
    assert "RuntimeError" in text
    assert "同意" in text
    for secret in (TOKEN, "735120", "geheim"):
        assert secret not in text, secret


def test_the_settings_name_this_reporter(settings):
    from django.views.debug import get_exception_reporter_class, get_exception_reporter_filter

    assert get_exception_reporter_class(None) is MaskedReporter
    assert type(get_exception_reporter_filter(None)).__name__ == "MaskedFilter"
