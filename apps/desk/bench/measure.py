"""Measuring in turn: one request to every target, again and again, so that noise hits all alike.

Owns the order and the medians. Refuses to judge; figures.py does.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.management.base import CommandError

from apps.desk.bench.plan import MARK, Target
from apps.desk.bench.serving import Server, busy

Site = tuple[Server, dict[str, str]]
WARM = 6


@dataclass(slots=True)
class Timing:
    """Milliseconds of one target, a list for each round: elapsed, and of the processor."""

    wall: list[list[float]] = field(default_factory=list)
    cpu: list[list[float]] = field(default_factory=list)

    @property
    def elapsed(self) -> float:
        """The median of all requests."""
        return statistics.median(one for each in self.wall for one in each)

    @property
    def processor(self) -> float:
        """The median of the rounds' means: one request alone is too short for the clock."""
        return statistics.median(statistics.fmean(each) for each in self.cpu)

    def rounds(self) -> list[float]:
        """Return the median of each round."""
        return [statistics.median(each) for each in self.wall]


def ratio(one: Timing, other: Timing) -> float:
    """Return how many times longer ``one`` takes: the median of the rounds' own ratios."""
    pairs = zip(one.rounds(), other.rounds(), strict=True)
    return statistics.median(a / b for a, b in pairs)


def cpu_ratio(one: Timing, other: Timing) -> float:
    """Return the same of the processor's time."""
    pairs = zip(one.cpu, other.cpu, strict=True)
    return statistics.median(statistics.fmean(a) / statistics.fmean(b) for a, b in pairs)


@dataclass(slots=True)
class Run:
    """Everything measured over the loopback; ``others`` are cores busy with foreign work."""

    timings: dict[Target, Timing]
    others: float


def take_turns(
    plan: list[Target], site_of: Callable[[Target], Site], *, rounds: int, requests: int
) -> Run:
    """Ask every target in turn, ``requests`` times a round; CommandError where a page fails."""
    timings = {target: Timing() for target in plan}
    for target in plan:
        for _ in range(WARM):
            _ask(target, site_of(target))
    began, spent, ours = time.perf_counter(), busy(), time.process_time()
    for _ in range(rounds):
        for timing in timings.values():
            timing.wall.append([])
            timing.cpu.append([])
        for number in range(requests):
            # Each turn starts elsewhere: nobody always follows the same neighbour.
            shift = number * 5 % len(plan)
            for target in plan[shift:] + plan[:shift]:
                wall, cpu = _ask(target, site_of(target))
                timings[target].wall[-1].append(wall)
                timings[target].cpu[-1].append(cpu)
    served = sum(sum(each) for timing in timings.values() for each in timing.cpu) / 1000
    foreign = busy() - spent - served - (time.process_time() - ours)
    return Run(timings, max(0.0, foreign / (time.perf_counter() - began)))


def _ask(target: Target, site: Site) -> tuple[float, float]:
    server, keys = site
    used = server.cpu()
    status, body, wall = server.get(target.path, keys[target.login])
    if status != 200 or MARK not in body:
        raise CommandError(
            f"{target.page}（{target.login}，{target.size:,} 件）没有给出清单：{status}",
            returncode=2,
        )
    return wall, server.cpu() - used
