"""Anchors: the head's hash told to the outside, so that a cut or rewritten chain shows.

Owns the line format, its HMAC and the file. Lines are chained to each other. The file should
belong to another system user, and copies of its last line elsewhere make it stronger still.
Refuses to write a line without a key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from apps.trail.chain import instant
from apps.trail.models import Anchor, Event
from apps.trail.services import locked_head

FILE = "trail-anchors.jsonl"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the anchor file."""

    seq: int
    hash: str
    count: int
    at: str
    previous: str
    signature: str = ""

    def signed(self, key: str) -> str:
        """Return the HMAC-SHA256 that this line ought to carry under ``key``."""
        said = {name: value for name, value in asdict(self).items() if name != "signature"}
        text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()

    def is_genuine(self, key: str) -> bool:
        """Answer whether the signature is ours."""
        return hmac.compare_digest(self.signed(key).encode(), self.signature.encode())


def path(directory: Path | str | None = None) -> Path:
    """Return the anchor file, under OA_ANCHOR_DIR unless told otherwise."""
    return Path(directory or settings.OA_ANCHOR_DIR) / FILE


def read(file: Path) -> tuple[list[Line], list[int]]:
    """Return the lines of an anchor file and the numbers of those that cannot be read."""
    lines: list[Line] = []
    broken: list[int] = []
    if not file.exists():
        return lines, broken
    raw = file.read_text(encoding="utf-8", errors="replace")
    for number, text in enumerate(raw.splitlines(), start=1):
        try:
            line = Line(**json.loads(text))
            if not isinstance(line.seq, int) or not isinstance(line.count, int):
                raise TypeError
            lines.append(Line(*(getattr(line, name) for name in Line.__slots__)))
        except (TypeError, ValueError):
            broken.append(number)
    return lines, broken


@transaction.atomic
def anchor(*, at: datetime) -> Anchor | None:
    """Write the head to the anchor file and to the table; None when nothing is new.

    ImproperlyConfigured without OA_ANCHOR_KEY. A file that cannot be written undoes the row.
    """
    if not settings.OA_ANCHOR_KEY:
        raise ImproperlyConfigured("未设置 ANCHOR_KEY，无法写入锚点")
    seq, hash_, _now = locked_head()
    last = Anchor.objects.order_by("-seq").first()
    if seq == (last.seq if last else 0):
        return None
    newer = Event.objects.filter(seq__gt=last.seq if last else 0, seq__lte=seq).count()
    bare = Line(
        seq=seq,
        hash=hash_,
        count=newer + (last.count if last else 0),
        at=instant(at),
        previous=last.signature if last else "",
    )
    line = Line(**{**asdict(bare), "signature": bare.signed(settings.OA_ANCHOR_KEY)})
    row = Anchor.objects.create(**{**asdict(line), "at": at})
    _append(line, path())
    return row


def _append(line: Line, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(line), sort_keys=True) + "\n"
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
