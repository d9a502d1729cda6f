"""What a page depends on beside its document: the code that sets it, the fonts, WeasyPrint.

A key changes when one of them does, so that no cache gives out a page of yesterday's template.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from apps.typesetting import fonts

ROOM = Path(__file__).parents[1]
SETTING = (".", "model", "layouts", "kit")  # folders whose code decides what a page looks like
MEASURING = ("checker",)


class Hashed(Protocol):
    """A document with a hash of its canonical JSON."""

    @property
    def sha256(self) -> str:
        """The hash, hexadecimal."""


def key(document: Hashed, *, draft: bool = False, artwork: Mapping[str, str] | None = None) -> str:
    """Return what the file of a document may be kept under."""
    stamps = "".join(f"{name}\x00{svg}\x00" for name, svg in sorted((artwork or {}).items()))
    parts = (
        type(document).__name__, document.sha256, str(int(draft)), template(),
        fonts.fingerprint(), hashlib.sha256(stamps.encode()).hexdigest(),
    )  # fmt: skip
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def measure_key(document: Hashed) -> str:
    """Return what the measures of a finished page may be kept under."""
    return hashlib.sha256(f"{key(document)}|{_code(MEASURING)}".encode()).hexdigest()


@lru_cache(maxsize=1)
def template() -> str:
    """Return the hash of everything in this house that decides what a page looks like."""
    return hashlib.sha256(f"{_code(SETTING)}|{version('weasyprint')}".encode()).hexdigest()


@lru_cache(maxsize=4)
def _code(folders: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted((ROOM / folder).glob("*.*")):
            if path.suffix in (".py", ".toml", ".conf"):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
