"""A web server on the loopback for one database, and what its workers use.

Owns the process and reading /proc. Refuses any address but 127.0.0.1.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

WORKERS = 2
PATIENCE = 60
COMMAND = (
    "-m",
    "gunicorn",
    "oa.wsgi:application",
    "--worker-class",
    "sync",
    "--workers",
    str(WORKERS),
    "--log-level",
    "warning",
    "--timeout",
    "120",
    "--no-control-socket",
)


class Server:
    """Two sync workers behind one socket."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = listening.getsockname()[1]
        with listening, log.open("ab") as output:
            number = listening.fileno()
            self.process = subprocess.Popen(  # noqa: S603  (our own server)
                [sys.executable, *COMMAND, "--bind", f"fd://{number}"],
                cwd=settings.BASE_DIR,
                env=env,
                pass_fds=[number],
                stdout=output,
                stderr=output,
            )
        self.log = log

    def get(self, path: str, key: str) -> tuple[int, bytes, float]:
        """Ask for a page under a session; returns status, body and milliseconds."""
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}
        began = time.perf_counter()
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            link.request("GET", path, headers=headers)
            answer = link.getresponse()
            body = answer.read()
        finally:
            link.close()
        return answer.status, body, (time.perf_counter() - began) * 1000

    def wait(self, path: str, key: str) -> None:
        """Wait until a page comes; CommandError with the end of the log if none does."""
        until, answered = time.monotonic() + PATIENCE, 0
        while time.monotonic() < until and self.process.poll() is None:
            try:
                answered = self.get(path, key)[0]
            except OSError:
                answered = 0
            if answered == http.client.OK:
                return
            time.sleep(0.2)
        told = self.log.read_text()[-2000:]
        raise CommandError(f"网站进程没有应答（{answered}）：\n{told}", returncode=2)

    def workers(self) -> list[int]:
        """Return the processes that answer."""
        pid = self.process.pid
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def cpu(self) -> float:
        """Return the milliseconds of processor time that the workers have used so far."""
        used = (Path(f"/proc/{n}/schedstat").read_text().split()[0] for n in self.workers())
        return sum(int(nanoseconds) for nanoseconds in used) / 1e6

    def memory(self) -> int:
        """Return the bytes that the largest worker holds in memory."""
        return max(_resident(number) for number in self.workers())

    def stop(self) -> None:
        """End the server and its workers."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _resident(number: int) -> int:
    pages = int(Path(f"/proc/{number}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def busy() -> float:
    """Return the seconds of processor time that the whole machine has spent so far."""
    fields = [int(n) for n in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")
