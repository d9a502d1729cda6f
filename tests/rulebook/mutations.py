"""Mechanical mistakes in a book: one line of one file deleted, mistyped, misnamed, or swapped.

Owns the making of mistakes and the placing of what a load told about them. Every mistake is one
that a tired author makes; each knows the file, the key and the line that it spoilt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apps.rulebook.lines import line_index

_PAIR = re.compile(r"^(\s*)([\w-]+)(\s*=\s*)(.+)$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One file with one line spoilt; ``path`` is the key, ``line`` where it stood."""

    kind: str
    file: str
    path: tuple[str | int, ...]
    line: int
    source: str

    def __str__(self) -> str:
        key = ".".join(str(p + 1 if isinstance(p, int) else p) for p in self.path)
        return f"{self.file}:{self.line} {self.kind} {key}"


def mistakes(root: Path, file: str) -> Iterator[Mistake]:
    """Return every mistake that can be made in a file of a book."""
    source = (root / file).read_text(encoding="utf-8")
    lines = source.split("\n")
    for path, number in line_index(source).items():
        found = _PAIR.match(lines[number - 1])
        if found is None:
            continue
        indent, key, equals, value = found.groups()
        if value.count("[") != value.count("]") or value.count("{") != value.count("}"):
            continue

        def spoilt(kind: str, *words: str, _n: int = number, _p: tuple = path) -> Mistake:
            return Mistake(kind, file, _p, _n, "\n".join((*lines[: _n - 1], *words, *lines[_n:])))

        yield spoilt("a key deleted")
        yield spoilt("a key misspelt", f"{indent}{key}x{equals}{value}")
        yield spoilt("another type", f"{indent}{key}{equals}{_other_type(value)}")
        for kind, other in _other_values(key, value):
            yield spoilt(kind, f"{indent}{key}{equals}{other}")
    yield from _swapped_dates(file, source)


def _other_type(value: str) -> str:
    return "7" if value[0] in "\"'[" else '"七"'


def _other_values(key: str, value: str) -> Iterator[tuple[str, str]]:
    if key in ("clauses", "cites") and '"' in value:
        yield "an unknown clause", re.sub(r'"[^"]*"', '"999.9"', value, count=1)
    if unit := re.search(r'"(workday|day|month|month_day)"', value):
        if key in ("unit", "limit", "stages"):
            other = "day" if unit.group(1) != "day" else "workday"
            yield "an unknown unit", value.replace(unit.group(0), '"week"', 1)
            yield "another unit", value.replace(unit.group(0), f'"{other}"', 1)
            if key != "unit":
                yield "no unit", re.sub(r',?\s*unit = "\w+"', "", value, count=1)
    if number := re.search(r"(?<![\w.\"-])\d+(?![\w.\"-])", value):
        quoted = any(value[: number.start()].count(mark) % 2 for mark in "\"'")
        if not quoted and not _DATE.search(value):
            one_more = str(int(number.group(0)) + 1)
            yield "one more", value[: number.start()] + one_more + value[number.end() :]
    for word, other in (("true", "false"), ("false", "true")):
        if found := re.search(rf"(?<![\w\"]){word}(?![\w\"])", value):
            yield "yes for no", value[: found.start()] + other + value[found.end() :]
            break


def _swapped_dates(file: str, source: str) -> Iterator[Mistake]:
    dated = [
        (path, number)
        for path, number in line_index(source).items()
        if len(path) == 1 and re.search(r"=\s*\d{4}-\d{2}-\d{2}$", source.split("\n")[number - 1])
    ]
    for one, first in dated:
        for _, second in [d for d in dated if d[1] > first]:
            lines = source.split("\n")
            here, there = (_DATE.search(lines[n - 1]).group(0) for n in (first, second))
            if here != there:
                lines[first - 1] = lines[first - 1].replace(here, there)
                lines[second - 1] = lines[second - 1].replace(there, here)
                yield Mistake("swapped dates", file, one, first, "\n".join(lines))
