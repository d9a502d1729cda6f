"""Reads a stranger's file in a process of its own: little memory, little time, no secrets.

The parent hands over one line of JSON (known certificates, the instant) and the file, and takes
JSON back. Whatever happens to the child, killed or silent, is one answer: cannot be read.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import resource
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from apps.typesetting.signature.reading import Reading, read_signatures

SECONDS, WALL = 10, 20  # of the processor, of the clock
MEMORY = 768 * 1024 * 1024
ROOT = Path(__file__).resolve().parents[3]
FAILED = "文件过于复杂或者已损坏，无法在规定时间内核验"


def read_apart(pdf: bytes, *, trusted: Iterable[bytes], at: dt.datetime) -> Reading:
    """Return the reading of a file, made in a child process that inherits no environment."""
    known = [base64.b64encode(der).decode() for der in trusted]
    head = json.dumps({"trusted": known, "at": at.isoformat()}).encode()
    try:
        done = subprocess.run(  # noqa: S603 - ourselves, words of our own
            [sys.executable, "-s", "-m", __spec__.name],
            input=head + b"\n" + pdf, capture_output=True, timeout=WALL, check=False, cwd=ROOT,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        if done.returncode:
            return Reading(problem=FAILED)
        return Reading.from_dict(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return Reading(problem=FAILED)


def main() -> None:
    """Read from standard input, answer on standard output, within the limits."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    head, _, pdf = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(head)
    reading = read_signatures(
        pdf,
        trusted=[base64.b64decode(der) for der in asked["trusted"]],
        at=dt.datetime.fromisoformat(asked["at"]),
    )
    sys.stdout.write(json.dumps(reading.as_dict(), ensure_ascii=True))


if __name__ == "__main__":
    main()
