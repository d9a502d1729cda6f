"""`manage.py bench`: seed throwaway databases, measure the two lists in turn, hold the limits.

Ends with 1 where a figure falls short and with 2 where nothing could be measured.
"""

from __future__ import annotations

import json
import os
import tempfile
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from apps.desk.bench import machine, report, switching
from apps.desk.bench.databases import Databases, run_python
from apps.desk.bench.figures import Figure, judge
from apps.desk.bench.measure import Run, Site, take_turns
from apps.desk.bench.plan import FLOOR, FLOOR_SETTINGS, SETTINGS, SIZES, Target, targets
from apps.desk.bench.serving import Server
from apps.typesetting import bench as typesetting

SQLITE_MOST = 10_000
WHAT = ("lists", "switching", "typesetting")


def sizes(text: str) -> list[int]:
    """Read 10000,100000; ArgumentTypeError for anything else."""
    parts = text.replace(" ", "").split(",")
    if not all(part.isdecimal() and 100 <= int(part) <= 10_000_000 for part in parts):
        raise ArgumentTypeError("规模是 100 到 10000000 的整数，用逗号分开，例如 10000,1000000")
    return sorted({int(part) for part in parts})


class Command(BaseCommand):
    help = (
        "测速：自建临时数据库，轮流测量工作台和公文列表，比较各规模与空白页；"
        "写 switching 时改测岗位切换，写 typesetting 时改测公文排版。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what", nargs="?", choices=("lists", "switching", "typesetting"), default="lists"
        )
        parser.add_argument("--renders", type=int, default=typesetting.RENDERS, help="排版次数")
        parser.add_argument("--sizes", type=sizes, default=list(SIZES), help="事项数，逗号分开")
        parser.add_argument("--rounds", type=int, default=5, help="轮数")
        parser.add_argument("--requests", type=int, default=20, help="每轮每页请求次数")
        parser.add_argument("--keep", action="store_true", help="保留数据库，当天再测时沿用")
        parser.add_argument("--sqlite", action="store_true", help="在 SQLite 上也测大规模")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, **options: Any) -> None:
        if options["what"] == "typesetting":
            self._typesetting(options["rounds"], options["renders"], options["json"])
            return
        self._check(options)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="oa-bench-")))
            data = Databases(
                folder=folder,
                keep=options["keep"],
                say=self._say,
                today=timezone.localdate().isoformat(),
            )
            stack.callback(data.close)
            if options["what"] == "switching":
                self._switching(data, options)
                return
            told = self._measure(stack, data, options)
        self._tell(told, options["json"])

    def _typesetting(self, rounds: int, renders: int, as_json: bool) -> None:
        if rounds < 1 or renders < 1:
            raise CommandError("--rounds 和 --renders 至少为 1。", returncode=2)
        self._say("轮流测量排版……")
        found = list(typesetting.costs(rounds))
        used = typesetting.memory(renders)
        figures = typesetting.judge(found, used[1], renders)
        if as_json:
            told = {
                "costs": [asdict(cost) for cost in found],
                "memory_mb": used[:2],
                "restarts": used[2],
                "figures": [asdict(figure) | {"holds": figure.holds} for figure in figures],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(typesetting.lines(found, used, figures)))
        short = [figure.name for figure in figures if not figure.holds]
        if short or used[2]:
            names = [*short, *(["排版进程中途更换"] if used[2] else [])]
            raise CommandError(f"未达标：{'；'.join(names)}", returncode=1)

    def _switching(self, data: Databases, options: dict[str, Any]) -> None:
        asked = json.dumps({"steps": switching.STEPS, "times": options["rounds"]})
        found = {}
        for size in options["sizes"]:
            data.fill(size, SETTINGS)
            env = data.environment(size, SETTINGS)
            found[size] = json.loads(run_python(["-m", "apps.desk.bench.switching"], env, asked))
        figures = switching.judge(found)
        if options["json"]:
            told = {
                "machine": machine.describe(),
                "sizes": found,
                "figures": [figure.as_dict() for figure in figures],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            shown = [*report.table(switching.rows_of(found)), "", *report.told(figures)]
            self.stdout.write("\n".join([report.machine_words(machine.describe()), "", *shown]))
        self._hold(figures)

    def _check(self, options: dict[str, Any]) -> None:
        if options["rounds"] < 1 or options["requests"] < 1:
            raise CommandError("--rounds 和 --requests 至少为 1。", returncode=2)
        if connection.vendor == "postgresql":
            if "DATABASE_URL" not in os.environ:
                raise CommandError("请用 DATABASE_URL 指明 PostgreSQL。", returncode=2)
        elif max(options["sizes"]) > SQLITE_MOST and not options["sqlite"]:
            raise CommandError(
                f"超过 {SQLITE_MOST:,} 件的规模须在 PostgreSQL 上测：请设置 DATABASE_URL，"
                "或加 --sqlite 在 SQLite 上测。",
                returncode=2,
            )

    def _measure(
        self, stack: ExitStack, data: Databases, options: dict[str, Any]
    ) -> tuple[dict[str, Any], Run, dict[Target, dict[str, Any]], int]:
        plan = targets(options["sizes"])
        for size in options["sizes"]:
            data.fill(size, SETTINGS)
        largest = data.environment(max(options["sizes"]), SETTINGS)
        run_python(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], largest)
        inside: dict[Target, dict[str, Any]] = {}
        sites: dict[tuple[str, int], Site] = {}
        for module, size in dict.fromkeys((_module(t), t.size) for t in plan):
            mine = [t for t in plan if (_module(t), t.size) == (module, size)]
            env = data.environment(size, module)
            sites[module, size] = self._serve(stack, env, mine, options["requests"], inside)
        self._say("轮流测量……")
        run = take_turns(
            plan,
            lambda t: sites[_module(t), t.size],
            rounds=options["rounds"],
            requests=options["requests"],
        )
        servers = [server for (module, _), (server, _) in sites.items() if module == SETTINGS]
        return machine.describe(), run, inside, max(server.memory() for server in servers)

    def _serve(
        self,
        stack: ExitStack,
        env: dict[str, str],
        mine: list[Target],
        times: int,
        inside: dict[Target, dict[str, Any]],
    ) -> Site:
        """Look from inside first, then start the server with the sessions made there."""
        asked = {"pages": [[t.login, t.path] for t in mine], "times": times}
        told = json.loads(run_python(["-m", "apps.desk.bench.probe"], env, json.dumps(asked)))
        inside.update(zip(mine, told["pages"], strict=True))
        server = Server(env, Path(env["OA_VAR_DIR"]) / "web.log")
        stack.callback(server.stop)
        server.wait(mine[0].path, told["keys"][mine[0].login])
        return server, told["keys"]

    def _tell(self, told: tuple[Any, Run, Any, int], as_json: bool) -> None:
        described, run, inside, memory = told
        found = judge(run, inside, memory)
        if as_json:
            value = report.as_dict(described, run, inside, found)
            self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(report.lines(described, run, inside, found)))
        noisy = run.others > report.QUIET
        self._hold(found, "（测速期间其他程序占用较多，宜在空闲时复测）" if noisy else "")

    def _hold(self, figures: list[Figure], again: str = "") -> None:
        short = [figure.name for figure in figures if not figure.holds]
        if short:
            raise CommandError(f"未达标：{'；'.join(short)}{again}", returncode=1)

    def _say(self, text: str) -> None:
        self.stderr.write(text)


def _module(target: Target) -> str:
    return FLOOR_SETTINGS if target.page == FLOOR else SETTINGS
