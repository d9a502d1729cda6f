"""A server that is frozen: it takes connections and never answers, like a stopped process."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def frozen_server() -> Iterator[str]:
    """Give the address of a Redis that hangs; the kernel alone accepts, nobody reads."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
