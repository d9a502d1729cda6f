"""The measures of typesetting: every party is measured, and what falls short is named."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.desk.management.commands.bench import Command
from apps.typesetting import bench
from apps.typesetting.layouts import lay_out


@pytest.mark.parametrize("pages", [1, 12, 60])
def test_samples_have_the_pages_they_are_asked_for(pages):
    assert len(lay_out(bench.sample(pages)).pages) == pages


def test_one_round_measures_every_party_that_is_there(monkeypatch):
    monkeypatch.setattr(bench.shutil, "which", lambda name: None)
    (cost,) = bench.costs(1, (1,))
    assert cost.pages == 1
    assert 0 < cost.own < cost.bare
    assert cost.own < cost.whole < 5
    assert cost.office is None
    assert "未安装" in "".join(bench.lines([cost], (80.0, 90.0, 0), []))


def test_the_child_is_asked_so_often_and_its_memory_read():
    now, most, restarts = bench.memory(3)
    assert 20 < now <= most < 400
    assert restarts == 0


def test_each_limit_is_held_by_name():
    good = [bench.Cost(n, 0.001, 0.1, 0.1, 1.0) for n in (1, 12, 60)]
    assert [f.name for f in bench.judge(good, 150, 1000) if not f.holds] == []
    bad = [bench.Cost(n, 0.2, 0.6, 0.6, None) for n in (1, 12, 60)]
    short = [f.name for f in bench.judge(bad, 250, 1000) if not f.holds]
    assert len(short) == 6
    assert "12页（热态）处理器秒数" in short
    assert "连续排版1000次后进程占用内存（MB）" in short


def test_the_command_prints_the_figures_and_fails_where_one_falls_short(monkeypatch):
    monkeypatch.setattr(bench, "costs", lambda rounds: [bench.Cost(1, 0.001, 0.1, 0.1, 1.0)])
    monkeypatch.setattr(bench, "memory", lambda renders: (100.0, 120.0, 0))
    out = StringIO()
    call_command(Command(), "typesetting", "--json", stdout=out, stderr=StringIO())
    told = json.loads(out.getvalue())
    assert [figure["holds"] for figure in told["figures"]] == [True] * 3
    monkeypatch.setattr(bench, "memory", lambda renders: (190.0, 220.0, 1))
    with pytest.raises(CommandError, match="内存.*中途更换"):
        call_command(Command(), "typesetting", stdout=StringIO(), stderr=StringIO())
