"""What the child may not do: grow, run on, reach a network, start a program, write or read files.

The limits are the kernel's. The network is taken away by a namespace of its own where the kernel
lets us, and in every case by an audit hook, which Python cannot remove again.
"""

import ctypes
import gc
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

MEMORY = 512 * 1024 * 1024  # bytes of address space beyond what the warm child already maps
SECONDS = 60  # of the processor for one page; the parent's clock is the other limit
FILES = 64
NEW_USER, NEW_NET = 0x10000000, 0x40000000
NO_NEW_PRIVILEGES = 38
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "shutil.", "tempfile.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pty.",
)  # fmt: skip


def leave_network() -> bool:
    """Move into a network of one's own that has no interfaces; say whether the kernel let us."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return any(libc.unshare(flags) == 0 for flags in (NEW_NET, NEW_USER | NEW_NET))


def limit() -> None:
    """Bound memory, open files and core dumps; no file can be written at all."""
    most = _mapped() + MEMORY
    for what, bound in (
        (resource.RLIMIT_AS, most), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, FILES),
    ):  # fmt: skip
        resource.setrlimit(what, (bound, bound))


def give_time(seconds: int = SECONDS) -> None:
    """Allow so many more seconds of the processor; the kernel ends the process after them."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def resident() -> int:
    """Return the bytes of memory in use."""
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def give_back() -> None:
    """Collect what is unreachable and hand freed memory back to the system."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


def _mapped() -> int:
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def forbid(readable: Iterable[str]) -> None:
    """From now on refuse sockets, programs, writing, and reading outside these folders."""
    sys.addaudithook(_guard(tuple(os.path.realpath(path) for path in readable)))


def _guard(readable: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int):
                return
            name = os.path.realpath(os.fsdecode(path))
            inside = any(name == top or name.startswith(top + os.sep) for top in readable)
            if (isinstance(flags, int) and flags & WRITING) or not inside:
                raise PermissionError(f"typesetting may not open {name}")
        elif event.startswith(FORBIDDEN) or _reaches_out(event, arguments):
            raise PermissionError(f"typesetting may not call {event}")

    return hook


def _reaches_out(event: str, arguments: tuple[Any, ...]) -> bool:
    return event == "urllib.Request" and not str(arguments[0]).startswith("data:")


def die_with(parent: int) -> None:
    """End this process soon after its parent has gone, even in the middle of a page."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
