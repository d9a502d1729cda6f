"""The process that fills one database: ``python -m apps.desk.bench.prepare N``.

Owns the order (tables, calendar, demonstration office, rows) for the database of DATABASE_URL.
Refuses a database that does not carry the bench's name.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from datetime import datetime

import django


def prepare(*, count: int, at: datetime) -> dict[str, float]:
    """Fill the database of this process; returns the seconds of the office and of the rows."""
    from django.core.management import call_command

    from apps.desk.bench import seed
    from apps.organisation import demo
    from apps.workdays.services import seed_year

    began = time.monotonic()
    call_command("migrate", verbosity=0)
    for year in (at.year, at.year + 1):
        seed_year(year)
    # Nobody signs in with it: the bench makes its own sessions.
    demo.load(at=at, password=secrets.token_urlsafe(18))
    stands = time.monotonic()
    seed.load(count=count, at=at)
    return {"office": stands - began, "rows": time.monotonic() - stands}


def main(argv: list[str]) -> None:
    """Fill the database named in the environment and print the seconds as JSON."""
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from apps.desk.bench.plan import DATABASE

    name = str(settings.DATABASES["default"]["NAME"]).rpartition("/")[2]
    if not name.startswith(DATABASE):
        raise SystemExit(f"{name} 不是测速数据库，不写入。")
    sys.stdout.write(json.dumps(prepare(count=int(argv[0]), at=timezone.now())))


if __name__ == "__main__":
    main(sys.argv[1:])
