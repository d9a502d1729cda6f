"""Where in a TOML file a key stands: tomllib forgets lines, officials need them.

Owns a scanner of table headers and keys; it reads no values and refuses nothing (tomllib has
already accepted the file).
"""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"""^\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|[\w-]+))*)\s*="""
)
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*\.?""")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*$')


def line_index(source: str) -> dict[Path, int]:
    """Return the line (from 1) of every table and key of a TOML text, by path."""
    index: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    depth, fence = 0, ""
    for number, line in enumerate(source.splitlines(), 1):
        if fence:
            fence = "" if fence in line else fence
            continue
        if depth == 0:
            if header := _HEADER.match(line):
                table = _enter(header, counts)
                index.setdefault(table, number)
                continue
            if key := _KEY.match(line):
                index.setdefault(table + _parts(key.group(1)), number)
        fence = _opens_fence(line)
        bare = _STRING.sub("", line)
        depth = max(0, depth + sum(map(bare.count, "[{")) - sum(map(bare.count, "]}")))
    return index


def line_of(index: dict[Path, int], path: Path) -> int:
    """Return the line of the nearest known ancestor of a path; 0 where there is none."""
    for length in range(len(path), 0, -1):
        if path[:length] in index:
            return index[path[:length]]
    return 0


def _enter(header: re.Match[str], counts: dict[Path, int]) -> Path:
    table: Path = ()
    parts = _parts(header.group(2))
    for position, part in enumerate(parts):
        table += (part,)
        last = position == len(parts) - 1
        if last and header.group(1) == "[[":
            counts[table] = counts.get(table, -1) + 1
        if table in counts:
            table += (counts[table],)
    return table


def _parts(dotted: str) -> Path:
    return tuple(next(g for g in m.groups() if g is not None) for m in _PART.finditer(dotted))


def _opens_fence(line: str) -> str:
    for fence in ('"""', "'''"):
        if line.count(fence) % 2:
            return fence
    return ""
