"""The process that lets a leader come back early: ``python -m apps.desk.bench.switching``.

Owns the cost of one switch of hats for each step that waits: statements, rows written and time.
What it does is rolled back. Reads {"steps": n, "times": n} and writes JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

import django

from apps.desk.bench.figures import Figure
from apps.desk.bench.plan import GROWTH_LIMIT, SWITCH_HATS

PARTNER = "vm3"
STEPS = 50
# Which steps come first differs with the size, and with them a statement here and there.
SAME = 1.1
HEADINGS = ("事项数", "在办环节", "每环节查询", "每环节写入", "每环节 ms")
WRITES = ("INSERT", "UPDATE", "DELETE")


def switch(steps: int) -> dict[str, Any]:
    """Report the return of whom the partner stands in for, and pass so many waiting steps back."""
    from django.db import connection, reset_queries, transaction
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from apps.matters import telling
    from apps.organisation import authority, services
    from apps.organisation.models import Absence, Person

    reset_queries()  # the log of statements is a ring: once full, nothing more is counted
    at = timezone.now()
    partner = Person.objects.get(username=PARTNER)
    with CaptureQueriesContext(connection) as asked:
        hats = authority.hats(partner, at)
    worn = next(hat for hat in hats if hat.label)
    away = Absence.objects.filter(
        person__appointments__post=worn.post_id, ended_at=None, from_at__lte=at, to_at__gt=at
    )
    with transaction.atomic():
        services.end_absence(absence=away.get(), by=None, at=at)
        waiting = telling.waiting_at([worn.post_id])
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as done:
            for step_id in waiting[:steps]:
                telling.rehat_step(step_id=step_id, at=at)
        passed = time.perf_counter() - began
        transaction.set_rollback(True)
    taken = len(waiting[:steps])
    written = sum(q["sql"].startswith(WRITES) for q in done.captured_queries)
    return {
        "waiting": len(waiting),
        "hats": len(asked),
        "statements": len(done) / taken,
        "written": written / taken,
        "ms": passed * 1000 / taken,
    }


def judge(found: dict[int, dict[str, Any]]) -> list[Figure]:
    """Return what has a limit: a step costs the same, whatever the archive holds."""
    small, large = found[min(found)], found[max(found)]
    hats = max(each["hats"] for each in found.values())
    figures = [Figure("某人此刻岗位的查询次数", hats, SWITCH_HATS)]
    if small is not large:
        size = f"{max(found):,} 件比 {min(found):,} 件"
        for name, key, limit in (
            ("查询", "statements", SAME),
            ("写入", "written", SAME),
            ("耗时", "ms", GROWTH_LIMIT),
        ):
            figures.append(
                Figure(f"切换时每个在办环节的{name}，{size}", large[key] / small[key], limit)
            )
    return figures


def rows_of(found: dict[int, dict[str, Any]]) -> list[tuple[str, ...]]:
    """Return the table of the report."""
    return [
        HEADINGS,
        *(
            (
                f"{size:,}",
                str(each["waiting"]),
                f"{each['statements']:.1f}",
                f"{each['written']:.1f}",
                f"{each['ms']:.1f}",
            )
            for size, each in sorted(found.items())
        ),
    ]


def main() -> None:
    """Answer one question of the bench: the median of several returns."""
    django.setup()
    asked = json.load(sys.stdin)
    switch(asked["steps"])  # warm
    found = [switch(asked["steps"]) for _ in range(asked["times"])]
    told = found[-1] | {"ms": statistics.median(each["ms"] for each in found)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
