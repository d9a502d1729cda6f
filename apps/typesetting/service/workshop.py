"""The parent's side of the child: starts it when it is needed, asks it, ends it when it is late.

One child for each process, one page at a time. A child that dies, hangs or grows costs one page and
leaves nothing behind: it writes no file, and what it had sent of a page is thrown away.
"""

import atexit
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from apps.typesetting import refusals
from apps.typesetting.layouts.seals import SealBox
from apps.typesetting.refusals import CannotTypeset
from apps.typesetting.rendering import Progress, Rendered
from apps.typesetting.service.pipe import Gone, Late, receive, send

log = logging.getLogger(__name__)
SECONDS = 60.0  # for one page file, by the clock on the wall
PROJECT = Path(__file__).parents[3]
# Nothing of the site's environment reaches the child but where libraries and fonts are.
PASSED_ON = (
    "PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "OA_FONT_DIR", "SYSTEMROOT", "HOME", "TZ",
)  # fmt: skip
LATE = "排版超过时间限额（{:.0f}秒），已停止，请拆分文件后重试，或者请管理员检查服务器。"
DIED = "排版进程中断（可能超过内存或者时间限额），已停止，请重试；仍不行的，请拆分文件。"
FAILED = "排版出错，已停止，请联系管理员查看日志。"
BUSY = "排版任务较多，请稍后再试。"
BROKEN = "排版进程不能启动，请联系管理员检查排版组件和公文字体。"


class Workshop:
    """One child process and the lock before it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.isolated = False
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0

    @property
    def pid(self) -> int | None:
        """The running child, if there is one."""
        child = self._child if self._owner == os.getpid() else None
        return child.pid if child and child.poll() is None else None

    def ask(self, request: Mapping[str, Any], progress: Progress | None = None) -> Rendered:
        """Return the finished file; CannotTypeset (or MissingGlyph) with a sentence otherwise."""
        until = time.monotonic() + self.seconds
        if not self._lock.acquire(timeout=self.seconds):
            raise CannotTypeset(BUSY)
        try:
            return self._asked({**request, "progress": progress is not None}, progress, until)
        except Late as late:
            self._end()
            raise CannotTypeset(LATE.format(self.seconds)) from late
        except Gone as gone:
            self._end()
            raise CannotTypeset(DIED) from gone
        except BaseException:
            if not self._is_idle():
                self._end()
            raise
        finally:
            self._lock.release()

    def _is_idle(self) -> bool:
        return self._answered

    def _asked(self, request: dict[str, Any], progress: Progress | None, until: float) -> Rendered:
        self._answered = True
        child = self._started(until)
        self._answered = False
        send(_number(child.stdin), request)
        while True:
            head, body = receive(_number(child.stdout), until)
            if "progress" in head:
                if progress:
                    progress(*head["progress"])
                continue
            self._answered = True
            if head.get("retiring"):
                self._end()
            if "failed" in head:
                log.error("typesetting failed: %s", head["failed"])
                raise CannotTypeset(FAILED)
            if "refused" in head:
                raise _refusal(head["refused"])
            return _rendered(head["done"], body)

    def _started(self, until: float) -> subprocess.Popen[bytes]:
        """Return the running child, or a new one that has said it is ready."""
        if self._owner != os.getpid():  # a fork of whoever started it: that child is not ours
            self._child, self._owner = None, os.getpid()
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-s", "-m", "apps.typesetting.service.child", str(os.getpid())],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                cwd=PROJECT, env=_environment(), bufsize=0, start_new_session=True,
            )  # fmt: skip
            try:
                head, _ = receive(_number(self._child.stdout), until)
            except Gone as gone:
                self._end()
                raise CannotTypeset(BROKEN) from gone
            self.isolated = bool(head.get("isolated"))
            for sentence in head.get("problems", ()):
                log.warning("typesetting: %s", sentence)
        return self._child

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=10)
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def _number(pipe: Any) -> int:
    number: int = pipe.fileno()
    return number


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}


def _refusal(told: Mapping[str, Any]) -> CannotTypeset:
    kind = told.get("kind", "")
    if kind in ("MissingGlyph", "Unprintable"):
        refusal: CannotTypeset = getattr(refusals, kind)(told["character"], told["place"])
        return refusal
    return CannotTypeset(told["sentence"])


def _rendered(told: Mapping[str, Any], pdf: bytes) -> Rendered:
    return Rendered(
        pdf, told["pages"], told["sha256"], tuple(told["substitutes"]),
        tuple(SealBox(**box) for box in told["seals"]),
    )  # fmt: skip


_ours = Workshop()
atexit.register(_ours.close)


def workshop() -> Workshop:
    """Return the workshop of this process."""
    return _ours
