"""`manage.py load_calendar YEAR [--csv FILE]`: seed a year, or enter its notice."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core.verdicts import Refused
from apps.workdays.services import calendar, import_notice, seed_year


class Command(BaseCommand):
    help = "载入一个年度的放假与调休：缺省取自软件库，--csv 取自放假通知"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, help="年度，例如 2026")
        parser.add_argument("--csv", type=Path, help="放假安排，列为 日期,类型,名称")
        parser.add_argument("--reference", default="", help="放假通知的文号")

    def handle(self, *, year: int, **options: Any) -> None:
        if options["csv"]:
            self._enter(year, options["csv"], options["reference"])
            return
        try:
            count = seed_year(year)
        except ValueError as failure:
            raise CommandError(str(failure)) from failure
        if not count:
            self.stdout.write(f"{year} 年放假安排已录入，未作改动")
        elif year in calendar().known_years:
            self.stdout.write(f"{year} 年已载入 {count} 天，含调休")
        else:
            self.stdout.write(f"{year} 年已载入 {count} 天，通知未录入，到期日均为暂定")

    def _enter(self, year: int, file: Path, reference: str) -> None:
        try:
            text = file.read_text(encoding="utf-8-sig")
            tried = import_notice(
                text, by=None, at=timezone.now(), reference=reference, dry_run=True
            )
            if tried.year != year:
                raise CommandError(f"文件是 {tried.year} 年的放假安排，不是 {year} 年的")
            done = import_notice(text, by=None, at=timezone.now(), reference=reference)
        except Refused as refusal:
            raise CommandError("\n".join(v.reason for v in refusal.verdicts)) from refusal
        except (OSError, UnicodeDecodeError) as failure:
            raise CommandError(f"无法读取 {file}：{failure}") from failure
        self.stdout.write(f"{year} 年放假安排已录入，{len(done.changes)} 天有变动")
