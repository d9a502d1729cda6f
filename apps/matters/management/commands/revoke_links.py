"""Kill decision links at once: after a restore, a leaked mailbox, or a change of LINK_KEY."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.matters.decision_links import revoke_all
from apps.organisation.models import Person


class Command(BaseCommand):
    help = "停用邮件办理链接和日历订阅地址：全部（--all），或者某人的（--person 登录名）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="停用全部链接")
        which.add_argument("--person", metavar="登录名", help="只停用此人的链接")
        parser.add_argument("--reason", default="由命令停用", help="记入留痕的原因")

    def handle(self, *args: Any, **options: Any) -> None:
        person = None
        if options["person"]:
            login = options["person"].strip().casefold()
            person = Person.objects.filter(username=login).first()
            if person is None:
                raise CommandError(f"没有登录名为“{login}”的人员")
        count = revoke_all(by=None, reason=options["reason"], at=timezone.now(), person=person)
        self.stdout.write(f"已停用 {count} 个邮件办理链接；日历订阅地址一并停用")
