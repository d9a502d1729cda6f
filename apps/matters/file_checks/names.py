"""The name of a file as data: shown, never used as a path.

Refuses nothing but an empty rest; what could mislead a reader or a shell is taken out.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200  # bytes in UTF-8: what Windows and most archives still take
_UNSAFE = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
# Control, format (bidi overrides, zero-width), surrogate, private use, unassigned, separators.
_UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_name(raw: str) -> str:
    """Return a name without folders, hidden characters and traps; "" if nothing is left."""
    name = re.split(r"[\\/]", unicodedata.normalize("NFC", raw))[-1]
    name = "".join(c for c in name if unicodedata.category(c) not in _UNSHOWN)
    name = _UNSAFE.sub("_", name).strip(" .\u3000")
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shorten(name)


def extension_of(name: str) -> str:
    """Return the last extension in lower case, without its dot; "" if there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def _shorten(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    tail = f"{dot}{extension}" if len(extension) <= 10 else ""
    stem = stem if tail else name
    room = LONGEST - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + tail
