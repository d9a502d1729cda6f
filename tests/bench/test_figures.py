"""The figures say what falls short by name, and the command says why it cannot measure."""

import json
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from apps.desk.bench import report, switching
from apps.desk.bench.figures import judge
from apps.desk.bench.floor import inbox
from apps.desk.bench.measure import Run, Timing, ratio
from apps.desk.bench.plan import FLOOR, INBOX, LIST, targets
from apps.desk.management.commands import bench

SMALL, LARGE = 10_000, 1_000_000


def run_of(elapsed):
    """Two rounds of three requests each; ``elapsed`` gives the milliseconds of a target."""
    plan = targets([SMALL, LARGE])
    timings = {t: Timing([[elapsed(t)] * 3, [elapsed(t) * 2] * 3], [[1.0] * 3] * 2) for t in plan}
    return Run(timings, others=0.5)


def inside_of(run, queries=lambda target: 8):
    return {
        t: {"queries": queries(t), "wall": 1.0, "cpu": 1.0, "rows": 50, "bytes": 2048}
        for t in run.timings
    }


def short(found):
    return [figure.name for figure in found if not figure.holds]


def test_a_run_within_all_limits_falls_short_nowhere():
    run = run_of(lambda t: 10.0 if t.page == FLOOR else 14.0)
    assert short(judge(run, inside_of(run), memory=90 * 2**20)) == []


def test_growth_the_floor_queries_and_memory_are_each_named():
    slow = {(LIST, "sg", LARGE): 40.0, (INBOX, "vm3", LARGE): 21.0, (INBOX, "vm3", SMALL): 21.0}
    run = run_of(lambda t: 10.0 if t.page == FLOOR else slow.get(t.key, 14.0))
    inside = inside_of(run, lambda t: 9 if t.key == (LIST, "mayor", LARGE) else 8)
    assert short(judge(run, inside, memory=300 * 2**20)) == [
        "公文列表（sg）1,000,000 件比 10,000 件",
        "工作台（vm3）比空白页",
        "公文列表 每页查询次数",
        "公文列表（mayor）查询次数随规模变化",
        "网站进程内存（MB）",
    ]


def test_ratios_are_taken_round_by_round_so_that_a_loud_minute_hits_both():
    loud, quiet = Timing([[10], [90], [12]], []), Timing([[5], [45], [6]], [])
    assert ratio(loud, quiet) == 2.0


def test_the_report_names_machine_noise_and_each_limit():
    run = run_of(lambda t: 14.0)
    inside = inside_of(run)
    found = judge(run, inside, memory=90 * 2**20)
    machine = {
        "cpu": "X",
        "cores": 2,
        "memory_gb": 4,
        "database": "PostgreSQL 15",
        "python": "3",
        "django": "5",
    }
    text = "\n".join(report.lines(machine, run, inside, found))
    assert "2 核" in text
    assert "其他程序占用 0.5 核" in text
    assert "达标　工作台（sg）比空白页" in text
    told = json.loads(json.dumps(report.as_dict(machine, run, inside, found)))
    assert told["holds"] is True
    assert len(told["pages"]) == len(run.timings)


def test_a_size_is_a_whole_number_within_reason():
    assert bench.sizes("1000000, 10000") == [10_000, 1_000_000]
    for wrong in ("", "ten", "10", "-100", "99999999999"):
        with pytest.raises(Exception, match="规模"):
            bench.sizes(wrong)


def test_big_sizes_are_refused_on_sqlite_with_what_to_do(monkeypatch):
    monkeypatch.setattr(bench, "connection", SimpleNamespace(vendor="sqlite"))
    with pytest.raises(CommandError, match="DATABASE_URL") as refused:
        call_command("bench", "--sizes", "1000000", stderr=StringIO())
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="至少为 1"):
        call_command("bench", "--rounds", "0", stderr=StringIO())


def test_the_floor_asks_who_is_there():
    request = RequestFactory().get("/")
    request.user = type("Nobody", (), {"is_authenticated": False})()
    assert inbox(request).status_code == 302


def test_a_switch_that_grows_with_the_archive_falls_short():
    few = {"waiting": 200, "hats": 3, "statements": 20.0, "written": 6.0, "ms": 10.0}
    assert short(switching.judge({SMALL: few, LARGE: few | {"ms": 14.9}})) == []
    worse = few | {"hats": 4, "statements": 40.0, "ms": 15.1}
    named = short(switching.judge({SMALL: few, LARGE: worse}))
    assert [name.partition("，")[0] for name in named] == [
        "某人此刻岗位的查询次数",
        "切换时每个在办环节的查询",
        "切换时每个在办环节的耗时",
    ]
    assert len(switching.judge({SMALL: few})) == 1
