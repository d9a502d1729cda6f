"""`manage.py demo`: the whole office on one machine, for a look or a training room.

Prepares the database, the calendar and the demonstration office, then runs web, worker and beat
until Ctrl-C. Refuses to run with production settings, on a taken port, or twice on one folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, handle_default_options
from django.db import connections
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from apps.core import demo_office
from apps.core.supervisor import Ending, Supervisor

CALENDAR, OFFICE = "load_calendar", "demo_load"  # commands of rooms above, called where they exist


class Command(BaseCommand):
    help = "运行演示系统：准备数据库与演示数据，启动网站、后台任务与定时器（Ctrl-C 结束）。"
    requires_system_checks: list[str] = []  # migrate checks what it needs

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机")
        parser.add_argument("--port", type=_port, default=8000, help="监听端口，默认 8000")
        parser.add_argument("--load-only", action="store_true", help="只准备数据，不启动")

    def run_from_argv(self, argv: list[str]) -> None:
        """Start again with the demonstration's environment: settings are read only once.

        Whatever is in the way is told in one line, not as an error of Python.
        """
        try:
            chosen = self.create_parser(argv[0], argv[1]).parse_args(argv[2:])
            if not settings.OA_DEMO and not settings.PRODUCTION:
                env = demo_office.environment(
                    var=settings.OA_VAR_DIR, host=chosen.host, port=chosen.port, given=os.environ
                )
                os.execve(sys.executable, sys.orig_argv, env)  # noqa: S606  (ourselves, no shell)
            handle_default_options(chosen)
            self.execute(**vars(chosen))
        except CommandError as error:
            self.stderr.write(f"✗ {str(error).removeprefix('Error: argument --port: ')}")
            sys.exit(error.returncode)
        finally:
            connections.close_all()

    def handle(self, *, host: str, port: int, load_only: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("演示不能用生产环境的设置运行：请去掉 OA_PRODUCTION。", returncode=2)
        if load_only:
            self._load()
            return
        if reason := demo_office.obstacle(host, port):
            raise CommandError(reason, returncode=2)
        with self._alone():
            ending = self._serve(host, port)
        if ending.exit_code:
            raise SystemExit(ending.exit_code)

    def _serve(self, host: str, port: int) -> Ending:
        try:
            self._load()
            self._step("样式与脚本", self._collect_static)
        except KeyboardInterrupt:
            raise CommandError("准备中断；再次运行会接着准备。", returncode=130) from None
        # Old alarm messages mean nothing: the work to be done stands in the job table.
        for message in (settings.OA_VAR_DIR / "broker").glob("*.msg"):
            message.unlink(missing_ok=True)
        logs = settings.OA_VAR_DIR / "log"
        ending = Supervisor(
            demo_office.services(host=host, port=port, logs=logs, env=os.environ)
        ).run(is_ready=lambda: demo_office.answers(host, port), on_ready=self._welcome)
        self._farewell(ending)
        return ending

    def _load(self) -> None:
        self._step("数据库", lambda: call_command("migrate", interactive=False, verbosity=0))
        known, year = get_commands(), timezone.localdate().year
        if CALENDAR in known:
            self._step("工作日历", lambda: _load_calendar(range(year - 1, year + 2)))
        if OFFICE in known:
            self._step("演示单位与公文", lambda: call_command(OFFICE))
        connections.close_all()

    def _step(self, label: str, work: Callable[[], Any]) -> None:
        began = time.monotonic()
        work()
        self.stdout.write(f"» {label}：就绪（{time.monotonic() - began:.1f} 秒）")

    def _collect_static(self) -> None:
        """Collect static files if any source changed since the last time."""
        stamp = settings.OA_VAR_DIR / "static.stamp"
        now = _static_fingerprint()
        if stamp.exists() and stamp.read_text() == now and Path(settings.STATIC_ROOT).is_dir():
            return
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(now)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder for this process; the kernel lets go of it however we end."""
        with (settings.OA_VAR_DIR / "demo.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CommandError(
                    f"这个目录的演示已经在运行：{settings.OA_VAR_DIR}。请先结束它（Ctrl-C）。",
                    returncode=2,
                ) from None
            yield

    def _welcome(self) -> None:
        autodiscover_modules("demo")  # where rooms above file their sign-ins
        rows = [row for _, triples in demo_office.SIGN_INS.items() for row in triples()]
        self.stdout.write(f"\n演示系统已启动：{settings.SITE_URL}/")
        self.stdout.write(f"演示邮箱：{settings.SITE_URL}/demo/mail/\n")
        if rows:
            self.stdout.write("演示账号（仅供演示，勿用于正式系统）：")
            self.stdout.write(_table([("身份", "登录名", "密码"), *rows]))
        self.stdout.write(f"\n数据与日志在 {settings.OA_VAR_DIR}；按 Ctrl-C 结束。")
        self.stdout.flush()

    def _farewell(self, ending: Ending) -> None:
        if ending.service is None:
            self.stdout.write("\n演示系统已结束。")
            return
        service = ending.service
        tail = service.log.read_text(errors="replace").splitlines()[-15:]
        self.stderr.write("\n".join(tail))
        self.stderr.write(
            f"✗ {service.name} 进程意外结束（返回值 {ending.returncode}），其余进程已停止；"
            f"日志：{service.log}"
        )


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise ArgumentTypeError(f"端口应为 1 到 65535 的整数，现为“{text}”。")


def _load_calendar(years: Iterable[int]) -> None:
    for year in years:
        call_command(CALENDAR, year, stdout=StringIO())


def _static_fingerprint() -> str:
    """Return a digest of path, size and time of every static source and of the storage used."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = os.stat(storage.path(path))
            digest.update(f"{path}:{state.st_size}:{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _table(rows: list[tuple[str, str, str]]) -> str:
    """Return the rows with columns aligned for a terminal, where a Han character is two wide."""
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  "
        + "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
