"""The throwaway databases: made, filled by a process of their own, reused, dropped.

Owns everything named ``oa_bench_<n>``. Refuses to drop any other name.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.utils import DatabaseError

from apps.desk.bench.plan import DATABASE

Say = Callable[[str], None]


def name_of(size: int) -> str:
    """Return the name of the database for that many matters."""
    return f"{DATABASE}_{size}"


class Databases:
    """The databases of one run; on SQLite they are files in the run's folder."""

    def __init__(self, *, folder: Path, keep: bool, today: str, say: Say) -> None:
        self.folder, self.keep, self.today, self.say = folder, keep, today, say
        self.on_server = connection.vendor == "postgresql"
        self.made: list[int] = []

    def environment(self, size: int, module: str) -> dict[str, str]:
        """Return the environment of a process that works on one of them.

        Production's switches, a broker, a cache or a folder of the office itself are not handed on.
        """
        dropped = ("REDIS_URL", "OA_PRODUCTION", "OA_DEMO", "DEBUG", "LINK_KEY")
        env = {name: value for name, value in os.environ.items() if name not in dropped}
        return env | {
            "DATABASE_URL": self._url(size),
            "DJANGO_SETTINGS_MODULE": module,
            "OA_VAR_DIR": str(self.folder),
            "STATIC_ROOT": str(self.folder / "static"),
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "PYTHONPATH": str(settings.BASE_DIR),
        }

    def _url(self, size: int) -> str:
        if not self.on_server:
            return f"sqlite:///{self.folder / name_of(size)}.sqlite3"
        return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name_of(size)}"))

    def fill(self, size: int, module: str) -> None:
        """Make and seed one database, unless a kept one of today and of this code stands."""
        self.made.append(size)
        if self.on_server:
            if self._comment(size) == self._fingerprint():
                self.say(f"{name_of(size)}：沿用今天已建的数据库")
                return
            self._drop(size)
            self._execute(f'CREATE DATABASE "{name_of(size)}"')
        told = json.loads(
            run_python(["-m", "apps.desk.bench.prepare", str(size)], self.environment(size, module))
        )
        if self.on_server:
            self._execute(f"COMMENT ON DATABASE \"{name_of(size)}\" IS '{self._fingerprint()}'")
        self.say(
            f"{name_of(size)}：演示单位 {told['office']:.0f} 秒，"
            f"{size:,} 件事项 {told['rows']:.0f} 秒"
        )

    def close(self) -> None:
        """Drop what this run made, unless it is to be kept."""
        if self.on_server and not self.keep:
            for size in self.made:
                self._drop(size)

    def _drop(self, size: int) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{name_of(size)}" WITH (FORCE)')

    def _execute(self, sql: str) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
        except DatabaseError as failure:
            why = str(failure).splitlines()[0]
            words = f"不能建立或删除测速数据库（账号须有 CREATEDB 权限）：{why}"
            raise CommandError(words, returncode=2) from failure

    def _comment(self, size: int) -> str:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [name_of(size)],
            )
            row = cursor.fetchone()
        return str(row[0]) if row else ""

    def _fingerprint(self) -> str:
        """What the rows follow from: the seeding code, the tables, and the day."""
        apps = Path(settings.BASE_DIR) / "apps"
        files = [apps / "desk" / "bench" / f"{name}.py" for name in ("seed", "cast", "rows")]
        files += sorted(apps.glob("*/migrations/*.py"))
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        return f"{digest[:32]} {self.today}"


def run_python(arguments: list[str], env: dict[str, str], text: str = "") -> str:
    """Run Python in another environment and return what it printed; CommandError if it failed."""
    done = subprocess.run(  # noqa: S603  (our own modules)
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=env,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{' '.join(arguments)} 失败：\n{done.stderr[-2000:]}", returncode=2)
    return done.stdout
