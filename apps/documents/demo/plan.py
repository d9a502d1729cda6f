"""What the demonstration holds: which document stops where, in an order that shows every state.

Builds nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from apps.documents.demo import texts

# How many incoming documents stop where; the rest are closed. What waits for leaders comes
# first: it gets one request of each unit.
STOPS = (
    ("decide", 26),
    ("mayor_decide", 4),
    ("answer", 5),
    ("opine", 9),
    ("draft", 7),
    ("release", 8),
    ("receive", 6),
    ("register", 4),
    ("preliminary_review", 7),
    ("returned", 4),
    ("withdrawn", 2),
)
CLOSED = 84
OUT_STOPS = (
    ("draft", 3),
    ("check", 3),
    ("present", 4),
    ("review", 2),
    ("sign", 5),
    ("final_check", 2),
    ("dispatch", 3),
    ("done", 14),
)
NAMESPACE = uuid.UUID("5f0b2c7e-1d7a-4b52-9a64-20230607a0a0")


@dataclass(frozen=True)
class Entry:
    """One document to be built: its number in the plan, what it is, where it stops."""

    number: int
    direction: str
    stop: str
    line: tuple[str, ...]

    @property
    def key(self) -> uuid.UUID:
        """The form key by which a second loading finds it."""
        return uuid.uuid5(NAMESPACE, str(self.number))


def plan() -> list[Entry]:
    """Return all documents, mixed so that the first ones show every state."""
    stops = [stop for stop, count in STOPS for _ in range(count)] + ["closed"] * CLOSED
    requests = texts.requests()
    reports = [tuple(line.split("|")) for line in texts.REPORTS.splitlines()]
    lines = [tuple(line.split("|")) for line in texts.OUTGOING.splitlines()]
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for number, stop in enumerate(stops):
        report = stop == "closed" and number % 12 == 0
        line = reports[number // 12 % len(reports)] if report else requests[number]
        found.append(("report" if report else "incoming", stop, line))
    out_stops = [stop for stop, count in OUT_STOPS for _ in range(count)]
    found += [("outgoing", s, lines[n % len(lines)]) for n, s in enumerate(out_stops)]
    front = _one_of_each(found)
    rest = [item for item in found if item not in front]
    return [Entry(n, *item) for n, item in enumerate([*front, *rest])]


def _one_of_each(
    found: list[tuple[str, str, tuple[str, ...]]],
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return a front row: two of every kind and stop, more of what waits for leaders."""
    counts: dict[tuple[str, str], int] = {}
    front = []
    for item in found:
        seen = counts.setdefault(item[:2], 0)
        if seen < (8 if item[1] == "decide" else 1 if item[1] in ("closed", "done") else 2):
            counts[item[:2]] += 1
            front.append(item)
    return front
