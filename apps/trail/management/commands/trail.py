"""`manage.py trail verify [--deep] [--json]` and `manage.py trail anchor`.

verify exits 0 only if everything was checked and nothing is wrong, 1 otherwise.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.trail.anchors import anchor, path
from apps.trail.verification import Report, verify


class Command(BaseCommand):
    help = "核验留痕（verify）或写入锚点（anchor）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("verify", help="核验留痕是否被改、删、增、换序、截尾")
        check.add_argument("--json", action="store_true", dest="as_json", help="输出 JSON")
        check.add_argument("--deep", action="store_true", help="并核对环节、附件、角色与留痕相符")
        check.add_argument("--anchors", type=Path, help="以另存的锚点文件核验")
        verbs.add_parser("anchor", help="立即写入锚点")

    def handle(self, *, verb: str, **options: Any) -> None:
        if verb == "anchor":
            self._anchor()
            return
        began = monotonic()
        report = verify(anchor_file=options["anchors"], deep=options["deep"])
        seconds = monotonic() - began
        if options["as_json"]:
            shown = {**report.as_dict(), "seconds": round(seconds, 2)}
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            self._tell(report, seconds)
        if not report.ok:
            sys.exit(1)

    def _anchor(self) -> None:
        try:
            row = anchor(at=timezone.now())
        except (ImproperlyConfigured, OSError) as failure:
            raise CommandError(f"锚点未写入：{failure}") from failure
        if row is None:
            self.stdout.write("没有新的留痕，锚点不变")
        else:
            self.stdout.write(f"锚点已写入 {path()}：第 {row.seq} 条 {row.hash}")

    def _tell(self, report: Report, seconds: float) -> None:
        self.stdout.write(
            f"已核验 {report.events} 条留痕、{report.anchors} 个锚点，用时 {seconds:.1f} 秒"
        )
        for found in report.findings:
            self.stdout.write(f"[{found.seq or '—'}] {found.sentence}")
        if report.total > len(report.findings):
            self.stdout.write(f"……共 {report.total} 处")
        if report.ok:
            self.stdout.write("留痕完整，未见改动")
        elif report.first_bad is None:
            self.stdout.write("留痕核验未通过：留痕自身完整，但与业务数据不符")
        else:
            self.stdout.write(f"留痕核验未通过，最早可疑的是第 {report.first_bad} 条")
