"""The process that looks at one site from inside: ``python -m apps.desk.bench.probe``.

Owns the sessions of the bench's people, the number of statements of each page and its processor
time without a server. Reads {"pages": [[login, path]…], "times": n} and writes JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

import django

WARM = 3
BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(login: str) -> str:
    """Make a session for a person and return its key."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from apps.organisation.models import Person

    person = Person.objects.get(username=login)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def look(client: Any, path: str, times: int) -> dict[str, Any]:
    """Ask for a page so many times; returns statements, rows, bytes and median times in ms."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(WARM):
        client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    # Counted at once: the next request empties the log.
    queries = len(captured)
    wall, cpu = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        client.get(path)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    return {
        "status": answer.status_code,
        "queries": queries,
        "bytes": len(answer.content),
        "rows": answer.content.count(b"data-row"),
        "wall": statistics.median(wall),
        "cpu": statistics.median(cpu),
    }


def main() -> None:
    """Answer one question of the bench."""
    django.setup()
    from django.conf import settings
    from django.test import Client

    asked = json.load(sys.stdin)
    keys = {login: sign_in(login) for login, _ in asked["pages"]}
    found = []
    for login, path in asked["pages"]:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = keys[login]
        found.append(look(client, path, asked["times"]))
    sys.stdout.write(json.dumps({"keys": keys, "pages": found}))


if __name__ == "__main__":
    main()
