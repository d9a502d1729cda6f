"""Frames on a pipe: a length, a JSON head, and the bytes that the head announces."""

import json
import os
import select
import struct
import time
from typing import Any

LENGTH = struct.Struct(">I")
MOST = 64 * 1024 * 1024  # bytes of one frame; a longer one is not ours


class Gone(Exception):
    """The other end has closed the pipe."""


class Late(Exception):
    """Nothing more came before the deadline."""


def send(pipe: int, head: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame; Gone where nobody reads any more."""
    text = json.dumps({**head, "bytes": len(body)}, ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
    rest = memoryview(LENGTH.pack(len(text)) + text + body)
    try:
        while rest:
            rest = rest[os.write(pipe, rest) :]
    except BrokenPipeError as error:
        raise Gone from error


def receive(pipe: int, until: float | None = None) -> tuple[dict[str, Any], bytes]:
    """Return the next frame; Gone at the end, Late after `until` (time.monotonic)."""
    (length,) = LENGTH.unpack(_exactly(pipe, LENGTH.size, until))
    if length > MOST:
        raise Gone
    head = json.loads(_exactly(pipe, length, until).decode("utf-8", "surrogatepass"))
    return head, _exactly(pipe, head["bytes"], until)


def _exactly(pipe: int, count: int, until: float | None) -> bytes:
    parts = []
    while count:
        if until is not None:
            left = until - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise Late
        part = os.read(pipe, min(count, 1 << 20))
        if not part:
            raise Gone
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
