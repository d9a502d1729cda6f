"""What took how long is measured by the clock handed in, and what is too slow is named."""

import json
from itertools import count

import pytest
from django.core.management import CommandError, call_command

from apps.rulebook import shelf, speed
from apps.rulebook.speed import Speed, measure, too_slow

SWIFT = Speed("甲", 0.1, 0.5, (0.00002, 0.00003, 0.00009), ((0.00009, "route"),))
SLOW = Speed("乙", 0.3, 1.6, (0.00002, 0.0002), ((0.0002, "route"), (0.00002, "signing")))


def ticking(step):
    """A clock that is a step further whenever it is read."""
    ticks = count()
    return lambda: next(ticks) * step


def test_each_book_is_loaded_asked_and_run_by_the_clock_handed_in():
    found = measure(shelf.SHELF, ticking(1.0), times=2)
    assert [one.name for one in found] == list(shelf.names())
    for one in found:
        assert (one.loading, one.suite, one.question) == (1.0, 1.0, 0.5)
        assert {ask for _, ask in one.asked} >= {"submission", "meetings.chair"}


def test_what_is_too_slow_is_named_down_to_the_one_slow_question():
    assert too_slow([SWIFT]) == []
    assert too_slow([SWIFT, SLOW]) == [
        "乙：加载300毫秒，超过200毫秒",
        "乙：提问“route”200微秒，超过100微秒",
        "全部实例2.10秒，超过2秒",
    ]


def test_the_command_prints_the_figures_and_fails_where_something_is_too_slow(capsys, monkeypatch):
    monkeypatch.setattr(speed, "measure", lambda *_: [SWIFT])
    call_command("rulebook", "speed")
    told = capsys.readouterr().out
    assert "甲：加载100毫秒，一次提问30微秒（中位数），3个实例500毫秒" in told
    assert "route　90微秒" in told
    call_command("rulebook", "speed", "--json")
    assert json.loads(capsys.readouterr().out)["too_slow"] == []
    monkeypatch.setattr(speed, "measure", lambda *_: [SLOW])
    with pytest.raises(CommandError, match="加载300毫秒"):
        call_command("rulebook", "speed")
