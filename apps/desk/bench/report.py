"""What the bench prints: the machine, a table of medians, the figures with their limits.

Owns the words. Refuses to compute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width

from apps.desk.bench.figures import Figure
from apps.desk.bench.measure import Run
from apps.desk.bench.plan import Target

HEADINGS = (
    *("页面", "人员", "事项数", "中位 ms", "CPU ms"),
    *("进程内 ms", "进程内 CPU", "查询", "行", "KB"),
)
# More foreign work than this, and elapsed times say little.
QUIET = 0.2


def lines(
    machine: dict[str, Any], run: Run, inside: dict[Target, dict[str, Any]], found: list[Figure]
) -> Iterable[str]:
    """Return the report line by line."""
    yield machine_words(machine)
    if run.others > QUIET:
        yield f"注意：测速期间其他程序占用 {run.others:.1f} 核，耗时偏高；看比值，不看毫秒。"
    yield ""
    yield from table([HEADINGS, *(_row(t, run, inside[t]) for t in run.timings)])
    yield ""
    yield from told(found)


def machine_words(machine: dict[str, Any]) -> str:
    """Return the machine in one line."""
    return (
        f"机器：{machine['cpu']}，{machine['cores']} 核，内存 {machine['memory_gb']} GB；"
        f"{machine['database']}；Python {machine['python']}，Django {machine['django']}"
    )


def told(figures: Iterable[Figure]) -> Iterable[str]:
    """Return each figure with its limit, and whether it holds."""
    for figure in figures:
        cpu = "" if figure.cpu is None else f"（按 CPU 时间 {figure.cpu:.2f}）"
        verdict = "达标" if figure.holds else "未达标"
        yield f"{verdict}　{figure.name}：{figure.value:.2f}，上限 {figure.limit:g}{cpu}"


def _row(target: Target, run: Run, inside: dict[str, Any]) -> tuple[str, ...]:
    timing = run.timings[target]
    return (
        target.page,
        target.login,
        f"{target.size:,}",
        f"{timing.elapsed:.1f}",
        f"{timing.processor:.1f}",
        f"{inside['wall']:.1f}",
        f"{inside['cpu']:.1f}",
        str(inside["queries"]),
        str(inside["rows"]),
        f"{inside['bytes'] / 1024:.0f}",
    )


def as_dict(
    machine: dict[str, Any], run: Run, inside: dict[Target, dict[str, Any]], found: list[Figure]
) -> dict[str, Any]:
    """Return the whole report for ``--json``."""
    return {
        "machine": machine,
        "others": round(run.others, 2),
        "pages": [
            {
                "page": t.page,
                "login": t.login,
                "size": t.size,
                "median_ms": timing.elapsed,
                "cpu_ms": timing.processor,
                "inside": inside[t],
            }
            for t, timing in run.timings.items()
        ],
        "figures": [figure.as_dict() for figure in found],
        "holds": all(figure.holds for figure in found),
    }


def table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Return rows as aligned lines; a Chinese character is two columns wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
