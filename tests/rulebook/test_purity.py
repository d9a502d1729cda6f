"""The law knows no Django, no clock and no clause number in its code."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "apps" / "rulebook"
SOURCES = sorted(p for p in PACKAGE.rglob("*.py"))
PURE = [p for p in SOURCES if p.name != "apps.py" and "management" not in p.parts]


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", PURE, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_module_of_the_law_imports_django_or_an_upper_room(path):
    allowed = ("apps.core", "apps.rulebook", "apps.workdays.calendar")
    for name in _imports(path):
        assert not name.startswith(("django", "celery")), name
        assert not name.startswith("apps.") or name.startswith(allowed), name


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_clause_number_and_no_article_stands_in_the_code(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"""["']\d{1,2}\.\d{1,2}["']""", source)
    assert not re.search(r"第[一二三四五六七八九十]+条", re.sub(r'"""[\s\S]*?"""', "", source))


@pytest.mark.parametrize("path", PURE, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_the_law_reads_no_clock(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(now|today|time)\(\)", source)


def test_asking_the_book_loads_no_django():
    code = (
        "import sys\n"
        "from apps.rulebook import shelf\n"
        "from apps.rulebook.rules import authority, deadlines, documents\n"
        "from apps.rulebook.checking import check_shelf\n"
        "shelf.book()\n"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
