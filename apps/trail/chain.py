"""The chain itself, pure: what is hashed, how, and what breaks it. Knows no database.

Refuses floats in payloads: their text differs between databases, and a hash must not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

GENESIS = "0" * 64
# The order in which a row is read and hashed; never change it, every hash depends on it.
WORDS = ("person_key", "person_name", "verb", "subject", "channel")
JSONS = ("hat", "cites", "payload")
FIELDS = ("seq", "at", "recorded_at", "matter_id", *WORDS, *JSONS)
CLOCK_SLACK = timedelta(minutes=1)
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the trail; ``seq`` is the first event it makes doubtful."""

    kind: str
    seq: int
    sentence: str


def plain(value: Any) -> Any:
    """Return ``value`` as JSON that reads back identically everywhere; TypeError if it cannot."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value).replace("\x00", "")
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID | Promise):  # a promise: a label of the site, said now
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    raise TypeError(f"the trail keeps no {type(value).__name__}: {value!r}")


def instant(at: datetime) -> str:
    """Return an aware instant in UTC with microseconds, the one spelling that is hashed."""
    if at.tzinfo is None:
        raise TypeError("the trail needs an aware instant")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(value: Any) -> str:
    """Return the one JSON spelling of plain data that is hashed."""
    return _encode(value)


@lru_cache(maxsize=4096)
def respelled(text: str | None) -> str:
    """Return the canonical spelling of JSON as a database spells it; hats and clauses repeat."""
    return "null" if text is None else _encode(json.loads(text))


def digest(row: Sequence[Any], prev_hash: str) -> str:
    """Return SHA-256 over the previous hash and a row in FIELDS order, its JSONS spelled.

    One part per line; every word is quoted, so no word can pass for two parts.
    """
    seq, at, recorded_at, matter_id = row[:4]
    words = map(_encode, row[4:-3])
    parts = (prev_hash, seq, instant(at), instant(recorded_at), matter_id, *words, *row[-3:])
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def digest_of(event: Any, prev_hash: str) -> str:
    """Return the digest of an object with the attributes named in FIELDS."""
    row = [getattr(event, name) for name in FIELDS]
    return digest([*row[:-3], *map(canonical, row[-3:])], prev_hash)


class Walk:
    """One pass over the rows: collects findings and the hashes standing at asked numbers."""

    def __init__(self, wanted: Iterable[int] = ()) -> None:
        self.seq = 0
        self.hash = GENESIS
        self.count = 0
        self.recorded_at: datetime | None = None
        self.wanted = frozenset(wanted)
        self.seen: dict[int, tuple[str, int]] = {}
        self.broken_at: int | None = None

    def step(self, row: tuple[Any, ...]) -> list[Finding]:
        """Check one row (FIELDS with JSONS as text, then prev_hash and hash) in its place."""
        wrong = list(self._wrong_with(row))
        if wrong and self.broken_at is None:
            self.broken_at = wrong[0].seq
        self.seq, self.recorded_at, self.hash = row[0], row[2], row[-1]
        self.count += 1
        if self.seq in self.wanted:
            self.seen[self.seq] = (self.hash, self.count)
        return wrong

    def _wrong_with(self, row: tuple[Any, ...]) -> Iterator[Finding]:
        seq, recorded_at, prev_hash, hash_ = row[0], row[2], row[-2], row[-1]
        if seq != self.seq + 1:
            gap = f"第 {self.seq + 1} 至 {seq - 1} 条缺失"
            yield Finding("missing", self.seq + 1, gap)
        elif prev_hash != self.hash:
            yield Finding("unchained", seq, f"第 {seq} 条与前一条衔接不上")
        if digest((*row[:-5], *map(respelled, row[-5:-2])), prev_hash) != hash_:
            yield Finding("altered", seq, f"第 {seq} 条内容与其哈希不符")
        if self.recorded_at and recorded_at < self.recorded_at - CLOCK_SLACK:
            yield Finding("backwards", seq, f"第 {seq} 条的入账时间早于前一条")
