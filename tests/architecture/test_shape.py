"""The house in shape: import contracts, and rules of style that no linter knows."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(p for p in (ROOT / "apps").rglob("*.py") if "migrations" not in p.parts)
LAW = re.compile(r"""第[一二三四五六七八九十百0-9]+条|["'](?:[1-9]|[1-4][0-9])\.[0-9]{1,2}["']""")
HEAVY = {"weasyprint", "openpyxl", "docx", "pyhanko", "pdfplumber", "pypdf", "jieba", "holidays"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def outside_the_books() -> list[Path]:
    return [p for p in SOURCES if "books" not in p.parts]


def test_a_room_imports_only_rooms_below_it():
    tool = Path(sys.executable).with_name("lint-imports")
    command = str(tool) if tool.exists() else shutil.which("lint-imports")
    assert command, "import-linter 未安装"
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_no_article_number_stands_outside_the_books():
    faults = [
        f"{named(path)}:{number}: {line.strip()[:80]}"
        for path in outside_the_books()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LAW.search(line)
    ]
    assert not faults, "\n".join(faults)


def test_no_article_number_stands_in_a_template():
    faults = [
        named(path)
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and re.search(r"第[一二三四五六七八九十百]+条", shown(path))
    ]
    assert not faults


def shown(path: Path) -> str:
    """Return a template without its comments."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"{% comment.*?endcomment %}|{#.*?#}", "", text, flags=re.S)


def test_lists_are_never_read_through_get_objects_for_user():
    faults = [named(p) for p in SOURCES if "get_objects_for_user" in names_in(p)]
    assert not faults


def names_in(path: Path) -> set[str]:
    """Return every name that the code uses; words in docstrings do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    found |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.name for alias in node.names}
    return found


def test_heavy_libraries_are_imported_where_they_are_used():
    faults = []
    for path in SOURCES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            modules = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            heavy = {m.split(".")[0] for m in modules} & HEAVY
            faults += [f"{named(path)}: {name}" for name in heavy]
    assert not faults


def test_a_day_is_asked_of_the_city_and_not_of_greenwich():
    """Instants are kept in UTC: before eight in the morning their own date is yesterday."""
    plain = re.compile(r"\b(at|request\.at)\.date\(\)")
    assert not [named(p) for p in SOURCES if plain.search(p.read_text("utf-8"))]


def test_no_module_sorts_by_itself_and_none_listens_to_signals():
    faults = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name == "Meta":
                names = {
                    t.id
                    for s in node.body
                    if isinstance(s, ast.Assign)
                    for t in s.targets
                    if isinstance(t, ast.Name)
                }
                if "ordering" in names:
                    faults.append(f"{named(path)}: Meta.ordering")
    assert not faults


def test_nothing_is_kept_in_a_file_of_a_thousand_lines():
    long = {named(p): n for p in SOURCES if (n := len(p.read_text("utf-8").splitlines())) > 300}
    assert not long


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_no_promise_is_left_open(word):
    faults = [named(p) for p in SOURCES if re.search(rf"\b{word}\b", p.read_text("utf-8"))]
    assert not faults


def test_no_message_is_ever_published_by_the_house_itself():
    """A frozen broker would hang the request that publishes; the job row is the message."""
    publishing = {"delay", "apply_async", "send_task"}
    assert not [named(p) for p in SOURCES if publishing & names_in(p)]


def test_nothing_is_read_back_by_running_it():
    """No pickle, no yaml, no eval: what a stranger can write is never executed."""
    loading = {"pickle", "yaml", "marshal", "shelve", "eval", "exec", "mark_safe"}
    assert not {named(p): found for p in SOURCES if (found := loading & names_in(p))}
