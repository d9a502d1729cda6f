"""`manage.py seal_keys`: makes the keys of sealing, once; or says what is there.

Private keys go to OA_SEAL_KEYS (mode 600), certificates and the lock of the images to
OA_SEAL_PUBLIC. Never overwrites a key. A certificate signed by itself is replaced by hand with the
one that an authority makes from site.csr.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.organisation.wording import city
from apps.typesetting.signature import CannotSeal, ServiceUnavailable
from apps.typesetting.signature.keys import Owner, make_missing

DAYS = 1096


class Command(BaseCommand):
    help = "生成签章密钥、证书和印章图样的锁（已有的不动）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", default=city(), help="证书上的单位")
        parser.add_argument("--name", default="公文电子签章", help="证书上的名称")
        parser.add_argument("--days", type=int, default=DAYS, help=f"证书有效天数，默认{DAYS}")
        parser.add_argument("--demo", action="store_true", help="证书写明仅供演示（正式系统不用）")
        parser.add_argument("--sm2", action="store_true", help="另外生成国密（SM2）密钥和证书")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.OA_SEAL_KEYS:
            raise CommandError(
                "请先设置 OA_SEAL_KEYS：存放私钥的目录，只给后台任务进程。", returncode=2
            )
        if options["demo"] and settings.PRODUCTION:
            raise CommandError("正式系统不能使用演示证书。", returncode=2)
        owner = (
            Owner.demonstration(options["organisation"])
            if options["demo"]
            else Owner(options["organisation"], options["name"], options["days"])
        )
        try:
            made = make_missing(
                Path(settings.OA_SEAL_KEYS),
                Path(settings.OA_SEAL_PUBLIC),
                owner=owner,
                sm2=options["sm2"],
                at=timezone.now(),
            )
        except (CannotSeal, ServiceUnavailable, OSError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"已生成：{'、'.join(made)}" if made else "密钥齐全，没有改动。")
