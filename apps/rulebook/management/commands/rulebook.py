"""``manage.py rulebook check|coverage|diff|new|readme|speed``: proves, counts, compares books.

Entry point only; exit status 1 where a book is at fault.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from apps.rulebook import shelf, speed
from apps.rulebook.authoring import lay_out
from apps.rulebook.book import Book, load_book
from apps.rulebook.checking import check_shelf
from apps.rulebook.coverage import cover, totals
from apps.rulebook.differences import differences
from apps.rulebook.errors import BookError
from apps.rulebook.management import printing
from apps.rulebook.signposts import NAME, write_signposts
from apps.rulebook.usage import open_matters


class Command(BaseCommand):
    """Checks the books on the shelf, counts what is carried out, compares two, begins one."""

    help = (
        "核对（check）、执行情况（coverage）、比较两部（diff）、新写一部（new）、"
        "写文件夹的目录（readme）、测速（speed）"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the subcommands and their JSON form."""
        commands = parser.add_subparsers(dest="action", required=True)
        check = commands.add_parser("check", help="核对引文、条款、决策表、实例和版本")
        coverage = commands.add_parser("coverage", help="按模块列出条款的执行情况")
        coverage.add_argument("name", nargs="?", default=shelf.DEFAULT, help="规则名称")
        coverage.add_argument("--tests", type=Path, default=None, help="测试目录")
        diff = commands.add_parser("diff", help="比较两部规则：条款、由谁办理、时限等")
        diff.add_argument("earlier", help="前一部规则的名称")
        diff.add_argument("later", help="后一部规则的名称")
        new = commands.add_parser("new", help="新建一部规则的文件夹，建成即能通过核对")
        new.add_argument("name", help="名称，例如 moxian_2026")
        readme = commands.add_parser("readme", help="按规则的内容重写文件夹里的 README.md")
        readme.add_argument("name", help="规则名称")
        timed = commands.add_parser("speed", help="测加载、提问、全部实例的处理器时间")
        for one in (check, new, readme, timed):
            one.add_argument("--shelf", type=Path, default=shelf.SHELF, help="规则文件夹所在目录")
        for one in (check, coverage, diff, timed):
            one.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one subcommand; exit 1 where a book does not prove itself."""
        getattr(self, f"_{options['action']}")(options)

    def _check(self, options: dict[str, Any]) -> None:
        reports = check_shelf(options["shelf"])
        if options["json"]:
            self._json({"books": [r.as_dict() for r in reports]})
        else:
            for report in reports:
                for problem in report.problems:
                    self.stderr.write(f"{report.name}/{problem}")
                self.stdout.write(printing.checked(report))
        if not reports:
            self.stderr.write(f"{options['shelf']} 中没有规则")
        if not reports or any(r.problems for r in reports):
            sys.exit(1)

    def _coverage(self, options: dict[str, Any]) -> None:
        tests = options["tests"] or Path(settings.BASE_DIR) / "tests"
        rows = cover(self._book(options["name"]), tests)
        if options["json"]:
            modules = [r.as_dict() for r in rows]
            self._json({"book": options["name"], "modules": modules, "total": totals(rows)})
        else:
            self._lines(printing.covered(rows))

    def _diff(self, options: dict[str, Any]) -> None:
        found = differences(self._book(options["earlier"]), self._book(options["later"]))
        try:
            usages = open_matters(found.earlier, found.clauses)
        except DatabaseError:  # whoever writes a book need have no database
            usages = None
        if options["json"]:
            matters = [
                {
                    "kind": u.label,
                    "count": u.count,
                    "touched": u.touched,
                    "keys": u.concerns(sorted(found.keys)),
                }
                for u in usages or ()
            ]
            self._json({**found.as_dict(), "matters": None if usages is None else matters})
        else:
            self._lines(printing.compared(found, usages))

    def _new(self, options: dict[str, Any]) -> None:
        try:
            root = lay_out(options["name"], options["shelf"])
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"已建立 {root}，现在就能通过核对；怎样写下去，见网站“怎样写一部规则”。")

    def _readme(self, options: dict[str, Any]) -> None:
        try:
            book = load_book(options["shelf"] / options["name"])
        except BookError as error:
            raise CommandError(str(error)) from None
        write_signposts(book)
        self.stdout.write(f"已写好 {book.path / NAME}")

    def _speed(self, options: dict[str, Any]) -> None:
        found = speed.measure(options["shelf"], time.process_time)
        slow = speed.too_slow(found)
        if options["json"]:
            self._json({"books": [asdict(one) for one in found], "too_slow": slow})
        else:
            self._lines(printing.timed(found))
        if slow:
            raise CommandError("；".join(slow))

    def _book(self, name: str) -> Book:
        try:
            return shelf.book(name)
        except BookError as error:
            self.stderr.write(str(error))
            sys.exit(1)

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _json(self, value: object) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))
