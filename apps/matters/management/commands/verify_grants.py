"""Compare explicit grants in guardian's table, in the reading index and in the trail."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.matters import grants


class Command(BaseCommand):
    help = "核对授权记录、参与记录与留痕是否一致；有差异时以非零状态退出"

    def handle(self, *args: Any, **options: Any) -> None:
        lines = grants.differences()
        for line in lines:
            self.stdout.write(line)
        if lines:
            raise CommandError(f"授权核对发现 {len(lines)} 处差异")
        self.stdout.write("授权核对无差异")
