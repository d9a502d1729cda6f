"""Show the state machines of the house, as the code walks them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.matters import graph


class Command(BaseCommand):
    help = "列出各模块的状态流转；--mermaid 输出可直接粘贴的状态图"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mermaid", action="store_true", help="输出 Mermaid 状态图")
        parser.add_argument("--app", default="", help="只看一个模块，例如 documents")

    def handle(self, *args: Any, **options: Any) -> None:
        found = graph.tables()
        wanted = options["app"]
        if wanted and wanted not in found:
            known = "、".join(sorted(found)) or "无"
            raise CommandError(f"没有模块“{wanted}”的流转表；现有：{known}")
        for label, tables in found.items():
            if wanted in ("", label):
                for name, table in tables.items():
                    self._show(label, name, table, options["mermaid"])

    def _show(self, label: str, name: str, table: Any, drawn: bool) -> None:
        self.stdout.write(f"## {label} {name}\n")
        text = f"```mermaid\n{graph.mermaid(table)}\n```" if drawn else graph.listing(table)
        self.stdout.write(f"{text}\n")
