"""Old office files (doc, xls, wps, et): the directory of the compound file is read, no stream.

Owns just enough of the format to list its streams. Refuses macros and encrypted packages. Does
not read cells, so a formula macro of the oldest sheets is not found: such a file is served for
download only, never opened here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from apps.matters.file_checks.refusal import Unfit

_END = 0xFFFFFFFA  # this and above are marks, not sectors
_BROKEN = "文件已损坏或者格式不正确，无法打开检查"
MAIN = {
    "doc": {"worddocument"},
    "wps": {"worddocument"},
    "xls": {"workbook", "book"},
    "et": {"workbook", "book"},
}
_MACROS = {"macros", "vba", "_vba_project", "_vba_project_cur", "projectwm"}
_SEALED = {"encryptedpackage", "encryptioninfo"}
_PREFIXES = "".join(map(chr, range(32)))
_MARKS = ("绝密★", "机密★", "秘密★")


def look(stream: IO[bytes], extension: str) -> str:
    """Return a classification mark found in the file, else ""; raises Unfit."""
    data = stream.read()
    names = {name.lower() for name in _names(data)}
    if names & _SEALED:
        raise Unfit("文件已加密或者设有密码，请解除后再上传")
    if names & _MACROS:
        raise Unfit("文件中含有宏，请另存为不带宏的格式后再上传")
    if not names & MAIN[extension]:
        raise Unfit(f"文件内容不是 {extension} 格式，请用原软件另存后再上传")
    for mark in _MARKS:
        if mark.encode("utf-16-le") in data or mark.encode("gb18030") in data:
            return mark
    return ""


def _names(data: bytes) -> Iterator[str]:
    """Yield the names of all streams and storages."""
    shift, directory = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if data[28:30] != b"\xfe\xff" or shift not in (9, 12):
        raise Unfit(_BROKEN)
    size = 1 << shift
    table = _allocation(data, size)
    for sector in _chain(directory, table):
        base = (sector + 1) * size
        for offset in range(base, base + size, 128):
            entry = data[offset : offset + 128]
            if len(entry) == 128 and entry[66] in (1, 2, 5):
                length = max(0, min(struct.unpack_from("<H", entry, 64)[0], 64) - 2)
                # A control character before the name marks what the system itself keeps there.
                yield entry[:length].decode("utf-16-le", "replace").lstrip(_PREFIXES)


def _allocation(data: bytes, size: int) -> list[int]:
    """Return the table that says which sector follows which."""
    per_sector = size // 4
    parts = list(struct.unpack_from("<109I", data, 76))
    following = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while following < _END and following not in seen:
        seen.add(following)
        found = _numbers(data, following, size)
        parts += found[:-1]
        following = found[-1]
    table: list[int] = []
    for sector in parts:
        if sector < _END:
            table += _numbers(data, sector, size)
        if len(table) > len(data) // size + per_sector:
            break
    return table


def _numbers(data: bytes, sector: int, size: int) -> tuple[int, ...]:
    return struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)


def _chain(sector: int, table: list[int]) -> Iterator[int]:
    seen: set[int] = set()
    while sector < _END:
        if sector in seen or sector >= len(table):
            raise Unfit(_BROKEN)
        seen.add(sector)
        yield sector
        sector = table[sector]
