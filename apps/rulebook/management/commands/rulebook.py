"""``manage.py rulebook check|coverage``: proves the books and counts what is carried out.

Entry point only: prints what checking and coverage found; exit status 1 where a book is at fault.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.rulebook import shelf
from apps.rulebook.checking import Report, check_shelf
from apps.rulebook.coverage import ModuleCoverage, cover, totals
from apps.rulebook.errors import BookError


class Command(BaseCommand):
    """Checks the books on the shelf, or shows how much of one is carried out."""

    help = "核对工作规则（check），或者查看执行情况（coverage）"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the two subcommands and their JSON form."""
        commands = parser.add_subparsers(dest="action", required=True)
        check = commands.add_parser("check", help="核对引文、条款、决策表、实例和版本")
        check.add_argument("--shelf", type=Path, default=shelf.SHELF, help="规则文件夹所在目录")
        coverage = commands.add_parser("coverage", help="按模块列出条款的执行情况")
        coverage.add_argument("name", nargs="?", default=shelf.DEFAULT, help="规则名称")
        coverage.add_argument("--tests", type=Path, default=None, help="测试目录")
        for one in (check, coverage):
            one.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one subcommand; exit 1 where a book does not prove itself."""
        if options["action"] == "check":
            self._check(options["shelf"], options["json"])
        else:
            tests = options["tests"] or Path(settings.BASE_DIR) / "tests"
            self._coverage(options["name"], tests, options["json"])

    def _check(self, folder: Path, as_json: bool) -> None:
        reports = check_shelf(folder)
        if as_json:
            self._json({"books": [r.as_dict() for r in reports]})
        else:
            for report in reports:
                self._print_report(report)
        if not reports:
            self.stderr.write(f"{folder} 中没有规则")
        if not reports or any(r.problems for r in reports):
            sys.exit(1)

    def _print_report(self, report: Report) -> None:
        for problem in report.problems:
            self.stderr.write(f"{report.name}/{problem}")
        state = f"有{len(report.problems)}处错误" if report.problems else "核对无误"
        self.stdout.write(
            f"{report.name}：{report.articles}条，{report.clauses}个条款，"
            f"{report.provisions}项规定，{report.cases}个实例；{state}"
        )

    def _coverage(self, name: str, tests: Path, as_json: bool) -> None:
        try:
            rows = cover(shelf.book(name), tests)
        except BookError as error:
            self.stderr.write(str(error))
            sys.exit(1)
        total = totals(rows)
        if as_json:
            self._json({"book": name, "modules": [r.as_dict() for r in rows], "total": total})
            return
        self.stdout.write("模块　执行并有测试　执行未测试　只供阅读　尚未执行")
        for row in rows:
            self._print_row(row)
        self.stdout.write(
            f"合计　{total['proved']}　{total['unproved']}　{total['shown']}　{total['not_yet']}"
        )

    def _print_row(self, row: ModuleCoverage) -> None:
        counts = (row.proved, row.unproved, row.shown, row.not_yet)
        self.stdout.write("　".join([row.label, *(str(len(ids)) for ids in counts)]))
        for label, ids in (("执行未测试", row.unproved), ("尚未执行", row.not_yet)):
            if ids:
                self.stdout.write(f"　　{label}：{'、'.join(ids)}")

    def _json(self, value: object) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))
