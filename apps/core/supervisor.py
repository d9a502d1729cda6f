"""Several processes run as one: all of them live, or none does.

Owns starting, watching and stopping children; the kernel itself ends them when this process is
killed, so nothing is left behind in any case. Refuses to restart a child: in the demonstration
a death must be seen, in production systemd does that work. Knows nothing of Django.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

GRACE = 8.0  # seconds between the request to stop and the order
PATIENCE = 0.2  # seconds between two looks at the children
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # before any fork


@dataclass(frozen=True, slots=True)
class Service:
    """One child: its name, command, whole environment, log file and the signal of farewell.

    ``farewell`` is what the kernel sends the child when the supervisor is killed outright.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    log: Path
    farewell: signal.Signals = signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Ending:
    """Why everything stopped: asked to (``service`` None), or one service ended by itself."""

    service: Service | None = None
    returncode: int = 0

    @property
    def exit_code(self) -> int:
        """0 when somebody asked to stop, 1 when a service ended by itself."""
        return 0 if self.service is None else 1


class Supervisor:
    """Runs its services until a signal asks to stop or one of them ends."""

    def __init__(self, services: Sequence[Service]) -> None:
        self.services = tuple(services)
        self._children: list[tuple[Service, subprocess.Popen[bytes]]] = []
        self._asked = threading.Event()
        self._hurried = False

    def run(self, *, is_ready: Callable[[], bool], on_ready: Callable[[], None]) -> Ending:
        """Start all, call ``on_ready`` once when ``is_ready`` first says so, stop all, say why."""
        with self._signals():
            try:
                for service in self.services:
                    self._children.append((service, _start(service)))
                return self._watch(is_ready, on_ready)
            finally:
                self._stop()

    def _watch(self, is_ready: Callable[[], bool], on_ready: Callable[[], None]) -> Ending:
        waiting = True
        while not self._asked.wait(PATIENCE):
            for service, child in self._children:
                if child.poll() is not None:
                    return Ending(service, child.returncode)
            if waiting and is_ready():
                waiting = False
                on_ready()
        return Ending()

    def _stop(self) -> None:
        """Ask every child to end, wait, then kill each group with whatever is left in it."""
        for _, child in self._children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and not self._hurried:
            if all(child.poll() is not None for _, child in self._children):
                break
            time.sleep(PATIENCE / 4)
        for _, child in self._children:
            with suppress(ProcessLookupError):  # the whole group has gone by itself
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        watched = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self._ask) for number in watched}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        # The second request does not wait for running work any more.
        self._hurried = self._asked.is_set()
        self._asked.set()


def _start(service: Service) -> subprocess.Popen[bytes]:
    """Start one child in its own session, so that the terminal's Ctrl-C reaches only us."""
    service.log.parent.mkdir(parents=True, exist_ok=True)
    with service.log.open("wb") as log:
        return subprocess.Popen(  # noqa: S603  (the command is ours, no shell)
            list(service.argv),
            env=dict(service.env),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_bind(os.getpid(), service.farewell),
        )


def _bind(parent: int, farewell: signal.Signals) -> Callable[[], None]:
    """Return what the child runs before exec: the kernel ends it when ``parent`` dies."""

    def bind() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the kernel was told
            os._exit(1)

    return bind
