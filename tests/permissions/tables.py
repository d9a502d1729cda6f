"""Reading the tables and the answers: one letter for what a visitor got.

``o`` a page · ``+`` done, it stands in the trail · ``d`` sent back to the page, nothing done
``v`` the form again · ``r`` visible but refused (403) · ``x`` as if it were not there (404)
``l`` sent to the sign-in · ``m`` no such method (405) · ``g`` gone (410)
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from apps.trail.models import Event

FOLDER = Path(__file__).parent
MARKS = {200: "o", 202: "o", 303: "d", 400: "v", 422: "v", 403: "r", 404: "x", 405: "m", 410: "g"}
LETTERS = frozenset("o+dvrxlmg")


def table(name: str, *keys: str) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the rows of a table under their key columns."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return {tuple(row.pop(key) for key in keys): row for row in csv.DictReader(file)}


def mark(answer: Any, events_before: int) -> str:
    """Return the letter of an answer."""
    if answer.status_code in (302, 303):
        if "/login/" in answer.headers["Location"]:
            return "l"
        return "+" if Event.objects.count() > events_before else "d"
    return MARKS.get(answer.status_code, str(answer.status_code))


def visited(answer: Any, name: str) -> bool:
    """Answer whether a request really led to the address of that name."""
    return answer.resolver_match is not None and answer.resolver_match.view_name == name


def faults(row: tuple[str, ...], wanted: dict[str, str], found: dict[str, str]) -> list[str]:
    """Return a line for each cell that differs; a wall that is open is called so."""
    lines = []
    for persona, cell in wanted.items():
        got = found[persona]
        if cell != got:
            open_wall = any(w in "xlr" and g in "o+d" for w, g in zip(cell, got, strict=False))
            what = "LEAK" if open_wall else "differs"
            lines.append(f"{what}: {' '.join(row)}: {persona}: {cell} -> {got}")
    return lines
