"""`manage.py demo_load`: the demonstration office and its documents; loads once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.activity import demo as activity
from apps.desk.demo import PASSWORD, PIN
from apps.documents import demo as documents
from apps.leave import demo as leave
from apps.organisation import demo as organisation
from apps.trail.anchors import anchor


class Command(BaseCommand):
    help = "装入演示单位、人员和公文（虚构）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="全部公文现在装入，不留给后台任务（约一到两分钟）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("生产环境不能装入演示数据。", returncode=2)
        at = timezone.now()
        rows = organisation.load(at=at, password=PASSWORD, pin=PIN)
        count = documents.load(at=at, everything=options["all"])
        asked = leave.load(at=timezone.now())
        days = activity.load(at=at)
        anchor(at=timezone.now())
        rest = "" if documents.is_complete() else "其余公文由后台任务在几分钟内陆续装入。"
        self.stdout.write(
            f"演示单位{rows['units']}个、岗位{rows['posts']}个、人员{rows['people']}人，"
            f"公文{count}件，请假{asked}件，领导活动{days}次。{rest}"
        )
