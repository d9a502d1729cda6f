"""`manage.py check_page FILE.pdf`: measures a PDF against GB/T 9704-2012 and says what it found."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.typesetting.checker import Report, check
from apps.typesetting.model import LAYOUT_NAMES


class Command(BaseCommand):
    """Print the facts of a page; leaves 1 where one is out of tolerance or something is unread."""

    help = "按GB/T 9704-2012检查一份PDF的版式"
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, the layout and the form of the answer."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--layout", choices=tuple(LAYOUT_NAMES), default="down")
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument("--all", action="store_true", help="也列出符合的项目")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"找不到文件：{path}")
        report = check(path.read_bytes(), options["layout"])
        if options["as_json"]:
            self.stdout.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
        else:
            self._print(report, every=options["all"])
        if not report.ok:
            raise SystemExit(1)

    def _print(self, report: Report, *, every: bool) -> None:
        for fact in report.facts if every else report.failures:
            self.stdout.write(fact.sentence)
        for sentence in report.unread:
            self.stdout.write(sentence)
        self.stdout.write(
            f"{LAYOUT_NAMES[report.layout]}，共{report.pages}页："
            f"检查{len(report.facts)}项，不符合{len(report.failures)}项。"
        )
