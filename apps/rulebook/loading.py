"""Reading all the files of a book's folder into parts, collecting every fault.

Owns the order of reading and the cross-checks between files. Refuses nothing by itself: the
faults are returned, and ``book.load_book`` raises them together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from apps.rulebook.agreeing import contradictions, disorder
from apps.rulebook.clauses import Clause, read_clauses
from apps.rulebook.errors import Problem
from apps.rulebook.meanings import MEANINGS
from apps.rulebook.provisions import Provision
from apps.rulebook.provisions.kinds import Choices
from apps.rulebook.provisions.tables import Table
from apps.rulebook.questions import QUESTIONS, Listed
from apps.rulebook.reading import TomlFile, open_toml
from apps.rulebook.schemas import BookEntry, NotExecutableFile, NotYetFile
from apps.rulebook.text import BookText, Numbering, read_text


@dataclass
class Parts:
    """What was read so far, and what was wrong with it."""

    entry: BookEntry | None = None
    text: BookText | None = None
    clauses: dict[str, Clause] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    not_executable: dict[str, str] = field(default_factory=dict)
    not_yet: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_parts(root: Path) -> Parts:
    """Return everything in a book's folder with every fault found; never raises for content."""
    parts = Parts()
    if not root.is_dir():
        parts.problems.append(Problem(root.name, "", 0, "没有这部规则的文件夹"))
        return parts
    _read_entry(root, parts)
    if parts.entry is not None:
        _read_text(root, parts, parts.entry)
    if parts.entry is not None and parts.text is not None:
        file = open_toml(root / "clauses.toml", root)
        if not file.problems:
            parts.clauses = read_clauses(file, parts.entry, parts.text)
        parts.problems += file.problems
    _read_provisions(root, parts)
    _read_reserved(root, parts)
    return parts


def _read_entry(root: Path, parts: Parts) -> None:
    file = open_toml(root / "book.toml", root)
    if not file.problems:
        parts.entry = file.fit(BookEntry, file.values)
    if parts.entry is not None and parts.entry.name != root.name:
        file.fault(("name",), f"名称应当与文件夹一致：“{root.name}”")
    for key, message in disorder(parts.entry) if parts.entry is not None else ():
        file.fault((key,), message)
    parts.problems += file.problems


def _read_text(root: Path, parts: Parts, entry: BookEntry) -> None:
    path = root / "text.md"
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        parts.problems.append(Problem(path.name, "", 0, "缺少正文，或者不是 UTF-8 编码"))
        return
    numbering = Numbering(**entry.numbering.model_dump())
    text, problems = read_text(source, numbering, path.name)
    parts.problems += problems
    # Clauses are looked for in a sound text only: one fault, one message.
    parts.text = None if problems else text
    if not problems:
        file = open_toml(root / "book.toml", root)
        for key, message in contradictions(entry, text):
            file.fault((key,), message)
        parts.problems += file.problems


def _read_provisions(root: Path, parts: Parts) -> None:
    seen: dict[str, TomlFile] = {}
    files = [open_toml(path, root) for path in sorted((root / "provisions").glob("*.toml"))]
    unread = any(file.problems for file in files)
    for file in files:
        for key, value in file.values.items():
            if key not in MEANINGS:
                file.fault((key,), "不认识的规定，请核对名称")
            elif key in seen:
                file.fault((key,), f"已在{seen[key].name}中写过")
            elif (provision := file.fit(MEANINGS[key], value, (key,))) is not None:
                seen[key] = file
                parts.provisions[key] = provision
                _check_clauses(file, key, provision, parts)
    # Lists may stand in any file, so tables are proved once everything has been read.
    refused = {key for file in files for key in file.values if key not in seen}
    _prove_tables(seen, parts, lambda key: unread or key in refused)
    for file in files:
        parts.problems += file.problems


def listed_in(provisions: Mapping[str, Provision]) -> Listed:
    """Return the codes of every list of a book, by its key."""
    return {key: p.codes for key, p in provisions.items() if isinstance(p, Choices)}


def _prove_tables(
    files: dict[str, TomlFile], parts: Parts, is_spoilt: Callable[[str], bool]
) -> None:
    """Prove every table; a list that was refused is told itself, and not with what needs it."""
    listed = listed_in(parts.provisions)
    for key, provision in parts.provisions.items():
        if not isinstance(provision, Table):
            continue
        question = QUESTIONS[key]
        lists = [f.listed_in for f in question.facts if f.listed_in not in ("", *listed)]
        if not any(map(is_spoilt, lists)):
            for path, message in question.faults(provision, listed):
                files[key].fault((key, *path), message)


def _check_clauses(file: TomlFile, key: str, provision: Provision, parts: Parts) -> None:
    if not parts.clauses:
        return
    for path, clause in provision.citations():
        if clause not in parts.clauses:
            file.fault((key, *path), f"引用了不存在的条款“{clause}”")
    if not provision.clauses and provision.source == "rules":
        file.fault((key,), "出自规则的规定要写明条款“clauses”")


def _read_reserved(root: Path, parts: Parts) -> None:
    bound = {c: k for k, p in parts.provisions.items() for c in p.clauses}
    files: tuple[tuple[str, type[NotExecutableFile | NotYetFile], dict[str, str]], ...] = (
        ("not_executable.toml", NotExecutableFile, parts.not_executable),
        ("not_yet.toml", NotYetFile, parts.not_yet),
    )
    for name, schema, target in files:
        file = open_toml(root / name, root)
        listed = file.fit(schema, file.values) if not file.problems else None
        for number, group in enumerate(listed.group if listed else ()):
            at = ("group", number, "clauses")
            for clause in group.clauses:
                if parts.clauses and clause not in parts.clauses:
                    file.fault(at, f"没有编号为“{clause}”的条款")
                elif clause in parts.not_executable or clause in parts.not_yet:
                    file.fault(at, f"条款“{clause}”写了两次")
                elif clause in bound:
                    file.fault(at, f"条款“{clause}”已由“{bound[clause]}”执行，不应列在这里")
                else:
                    target[clause] = group.reason
        parts.problems += file.problems
