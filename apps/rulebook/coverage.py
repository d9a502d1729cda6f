"""How much of a book the system carries out: per module, proved, unproved, shown, not yet.

Owns the counting. A clause counts as carried out only where an enforced provision binds it;
it counts as proved only where a named test or a case names it. A marker names clauses of the
books that the house is delivered with, or of the series it names: clause ids of two cities may
be alike. Refuses to import the tests: their markers are read from the source.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from apps.rulebook import shelf
from apps.rulebook.book import Book
from apps.rulebook.cases import read_cases
from apps.rulebook.checking import carried_out


@dataclass
class ModuleCoverage:
    """The clauses of one module by their standing."""

    module: str
    label: str
    proved: list[str] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    not_yet: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "module": self.module,
            "label": self.label,
            "proved": self.proved,
            "unproved": self.unproved,
            "shown": self.shown,
            "not_yet": self.not_yet,
        }


def cover(book: Book, tests: Path) -> list[ModuleCoverage]:
    """Return the coverage of a book per module, in the order of its vocabulary."""
    proofs = evidence(book, tests)
    bound = carried_out(book)
    modules = {m: ModuleCoverage(m, label) for m, label in book.vocabulary.modules.items()}
    for clause in book.clauses.values():
        row = next(r for m, r in modules.items() if m == clause.module)
        if clause.id in bound:
            (row.proved if proofs.get(clause.id) else row.unproved).append(clause.id)
        elif clause.id in book.not_executable:
            row.shown.append(clause.id)
        else:
            row.not_yet.append(clause.id)
    return list(modules.values())


def evidence(book: Book, tests: Path) -> dict[str, list[str]]:
    """Return for each clause the tests and cases that name it."""
    found: dict[str, list[str]] = {}
    for series, clause, name in _marked(tests):
        if (series or shelf.book().entry.series) == book.entry.series:
            found.setdefault(clause, []).append(name)
    for case in read_cases(book)[0]:
        for clause in case.entry.clauses:
            found.setdefault(clause, []).append(f"{case.file}：{case.entry.name}")
    return found


def _marked(tests: Path) -> Iterable[tuple[str, str, str]]:
    for path in sorted(tests.rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "mark.clause" not in source:
            continue
        name = path.relative_to(tests).as_posix()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                for mark in node.decorator_list:
                    for series, clause in _clauses(mark):
                        yield series, clause, f"{name}::{node.name}"
            elif isinstance(node, ast.Assign) and _names(node) == ["pytestmark"]:
                for series, clause in _clauses(node.value):
                    yield series, clause, name


def _names(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


def _clauses(mark: ast.expr) -> Iterable[tuple[str, str]]:
    for call in ast.walk(mark):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        owner = call.func.value
        if call.func.attr == "clause" and isinstance(owner, ast.Attribute) and owner.attr == "mark":
            series = next((_text(k.value) for k in call.keywords if k.arg == "series"), "")
            yield from ((series, text) for text in map(_text, call.args) if text)


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def totals(rows: Iterable[ModuleCoverage]) -> Mapping[str, int]:
    """Return the sums over all modules."""
    rows = list(rows)
    return {
        name: sum(len(getattr(row, name)) for row in rows)
        for name in ("proved", "unproved", "shown", "not_yet")
    }
