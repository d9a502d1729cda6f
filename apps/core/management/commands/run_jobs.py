"""Run due jobs without any broker: `manage.py run_jobs`, or once with `--once`."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from apps.core.jobs import run_due_jobs
from apps.core.sweeps import start_sweeps


class Command(BaseCommand):
    help = "执行到期的后台工作（无需消息代理）；--once 只执行一轮"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="做完到期的工作即退出")
        parser.add_argument("--queue", default="", help="只做这个队列的工作")
        parser.add_argument("--every", type=float, default=2.0, help="空闲时间隔的秒数")

    def handle(self, *, once: bool, queue: str, every: float, **options: Any) -> None:
        stop = Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        while True:
            start_sweeps(at=timezone.now())
            count = run_due_jobs(at=timezone.now(), queue=queue)
            if count:
                self.stdout.write(f"已执行 {count} 项后台工作")
            if once and not count or stop.is_set():
                return
            if not once:
                stop.wait(0 if count else every)
                close_old_connections()
