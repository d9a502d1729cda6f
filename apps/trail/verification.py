"""Checking the trail: every row, the head, the guard and every anchor.

Clean means that everything was checked; what could not be checked is a finding too. Refuses to
repair. Reads in chunks by key, so a million rows need little memory and appending goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from apps.trail import anchors, guard
from apps.trail.anchors import Line
from apps.trail.chain import FIELDS, JSONS, Finding, Walk
from apps.trail.deep import DEEP
from apps.trail.models import Anchor, Event, Head

CHUNK = 5000
SHOWN = 100


@dataclass(slots=True)
class Report:
    """What verify found; ``ok`` only if everything was checked and nothing is wrong."""

    events: int = 0
    anchors: int = 0
    head: str = ""
    findings: list[Finding] = field(default_factory=list)
    total: int = 0

    @property
    def ok(self) -> bool:
        return self.total == 0

    @property
    def first_bad(self) -> int | None:
        """The lowest number made doubtful by any finding."""
        return min((found.seq for found in self.findings if found.seq), default=None)

    def add(self, found: Finding) -> None:
        """Count a finding and keep it, up to a hundred."""
        self.total += 1
        if len(self.findings) < SHOWN:
            self.findings.append(found)

    def as_dict(self) -> dict[str, Any]:
        """Return the form that ``--json`` prints."""
        return {
            "ok": self.ok,
            "events": self.events,
            "anchors": self.anchors,
            "head": self.head,
            "first_bad": self.first_bad,
            "findings_total": self.total,
            "findings": [asdict(found) for found in self.findings],
        }


def verify(*, anchor_file: Path | None = None, deep: bool = False) -> Report:
    """Check the whole trail against itself, its head, its guard and the anchor file.

    ``deep`` also asks whether it explains the rows of the business, and they it.
    """
    # Rows before lines before events: whatever is written meanwhile is then explained.
    rows = list(Anchor.objects.order_by("seq"))
    lines, broken = anchors.read(anchor_file or anchors.path())
    report = Report(anchors=len(lines))
    walk = Walk(wanted=(line.seq for line in lines))
    head = _walk_to_head(walk, report)
    report.events, report.head = walk.count, walk.hash
    for found in (
        *_check_head(walk, head),
        *_check_guard(),
        *_check_lines(walk, lines, broken),
        *_check_rows(rows, lines),
    ):
        report.add(found)
    for _, check in DEEP.items() if deep else ():
        for found in check():
            report.add(found)
    return report


def _walk_to_head(walk: Walk, report: Report) -> Head:
    """Walk until the head is reached or no event is left, and return the head as of then."""
    while True:
        before = walk.count
        for row in _events_after(walk):
            for found in walk.step(row):
                report.add(found)
        head = Head.objects.filter(pk=1).first() or Head()
        if head.seq <= walk.seq or walk.count == before:
            return head


def _events_after(walk: Walk) -> Iterator[tuple[Any, ...]]:
    # JSON as text: decoding half a million equal hats is most of the time otherwise.
    texts = {f"{name}_text": Cast(name, TextField()) for name in JSONS}
    scalars = FIELDS[: -len(JSONS)]
    events = Event.objects.order_by("seq").annotate(**texts)
    page = events.values_list(*scalars, *texts, "prev_hash", "hash")
    while chunk := list(page.filter(seq__gt=walk.seq)[:CHUNK]):
        yield from chunk


def _check_head(walk: Walk, head: Head) -> Iterator[Finding]:
    if head.seq > walk.seq:
        cut = f"第 {walk.seq + 1} 至 {head.seq} 条被截去"
        yield Finding("truncated", walk.seq + 1, cut)
    elif head.seq < walk.seq:
        extra = f"第 {head.seq + 1} 至 {walk.seq} 条不是由本系统写入"
        yield Finding("foreign", head.seq + 1, extra)
    elif head.hash != walk.hash:
        yield Finding("head", walk.seq, f"末条（第 {walk.seq} 条）与链首记录不符")


def _check_guard() -> Iterator[Finding]:
    for name in guard.missing(connection):
        yield Finding("unguarded", 1, f"数据库保护触发器 {name} 缺失或已停用")


def _check_lines(walk: Walk, lines: list[Line], broken: list[int]) -> Iterator[Finding]:
    """Findings of the anchor file; ``good`` is the last event that a sound line vouches for."""
    if walk.count and not lines:
        yield Finding("unanchored", 1, "没有锚点，截尾与整体重写无法发现，请运行 trail anchor")
    if lines and not settings.OA_ANCHOR_KEY:
        yield Finding("unsigned", 1, "未设置 ANCHOR_KEY，锚点签名无法核验")
        return
    for number in broken:
        yield Finding("anchor_unreadable", 1, f"锚点文件第 {number} 行无法读取")
    good, previous = 0, ""
    for line in lines:
        wrong = _wrong_with(line, walk, good, previous)
        if wrong is None:
            good = line.seq
        else:
            yield wrong
        previous = line.signature
    # A cut hides what was done before it: the rows that the lost part would have vouched for.
    if lines and lines[-1].seq > walk.seq > good:
        words = f"第 {good + 1} 至 {walk.seq} 条失去其后的锚点，无法证明未被改动"
        yield Finding("unvouched", good + 1, words)


def _wrong_with(line: Line, walk: Walk, good: int, previous: str) -> Finding | None:
    name = f"锚点（第 {line.seq} 条）"
    # Where the chain itself breaks before this anchor, that is the place; else only the range.
    broken_at = walk.broken_at or line.seq + 1
    doubtful = broken_at if broken_at <= line.seq else good + 1
    if not line.is_genuine(settings.OA_ANCHOR_KEY):
        return Finding("anchor_forged", good + 1, f"{name}签名不符")
    if line.previous != previous:
        return Finding("anchor_gap", good + 1, f"{name}之前的锚点被删去")
    if line.seq > walk.seq:
        cut = f"{name}在留痕中已不存在，第 {walk.seq + 1} 条起被截去"
        return Finding("truncated", walk.seq + 1, cut)
    standing = walk.seen.get(line.seq)
    if standing is None:
        return Finding("missing", line.seq, f"{name}在留痕中已不存在")
    if standing[0] != line.hash:
        other = f"{name}与留痕不符，第 {doubtful} 至 {line.seq} 条被改动"
        return Finding("rewritten", doubtful, other)
    if standing[1] != line.count:
        return Finding("anchor_count", doubtful, f"{name}所记条数与留痕不符")
    return None


def _check_rows(rows: list[Anchor], lines: list[Line]) -> Iterator[Finding]:
    """Findings of anchors that the table knows and the file does not."""
    told = {line.signature for line in lines}
    for row in rows:
        if row.signature not in told:
            lost = f"锚点（第 {row.seq} 条）在锚点文件中已不存在"
            vouched = max((line.seq for line in lines if line.seq < row.seq), default=0)
            yield Finding("anchor_lost", vouched + 1, lost)
