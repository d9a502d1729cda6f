"""The machine that was measured on, in a few words."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import django
from django.db import connection


def describe() -> dict[str, str | int | float]:
    """Return processor, cores, memory in GB, versions and the load of the last minute."""
    return {
        "cpu": _field("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": _database(),
        "load": round(os.getloadavg()[0], 2),
    }


def _field(file: str, name: str) -> str:
    for line in Path(file).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def _database() -> str:
    asked = (
        "SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return f"{connection.display_name} {cursor.fetchone()[0]}"
