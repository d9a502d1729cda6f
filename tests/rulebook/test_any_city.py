"""Nothing outside the books knows which city it serves: names, numbers of documents, articles.

The demonstration's people and documents are data of one city and may; so may explanations in
docstrings and comments, which nobody is shown.
"""

import ast
import re
from pathlib import Path

from apps.rulebook import shelf

ROOT = Path(__file__).parents[2]
ASIDE = ("books", "demo", "bench", "bench.py", "migrations", "skeleton")
CODE = sorted(p for p in (ROOT / "apps").rglob("*.py") if not set(ASIDE) & set(p.parts))
PAGES = sorted(p for p in (ROOT / "templates").rglob("*") if p.is_file())
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]+条")
DEFAULTS = {("apps/rulebook/shelf.py", "xianning_2023")}


def names():
    """Return what belongs to the cities of the books: their names, marks and ways of speaking."""
    for name in shelf.names():
        entry, words = shelf.book(name).entry, shelf.book(name).vocabulary
        yield from (entry.name, entry.series, entry.issuer, entry.reference.partition("发")[0])
        yield from (words.place, words.back, words.here, entry.issuer.removesuffix("人民政府"))


CITY = sorted({*names(), "咸"})


def written(path):
    """Return the strings of a module that are no docstrings, with their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_the_words_of_both_cities_are_looked_for():
    assert {"咸宁市", "咸政", "离咸", "示范县", "离县", "xianning_2023"} <= set(CITY)
    assert len(CODE) > 300
    assert len(PAGES) > 50


def foreign(text):
    """Return the words of a text that only one city would use."""
    return [word for word in CITY if word in text] + ARTICLE.findall(text)


def test_no_line_of_code_knows_a_city_or_an_article():
    found = [
        f"{path.relative_to(ROOT)}:{line} {words}"
        for path in CODE
        for line, text in written(path)
        if (path.relative_to(ROOT).as_posix(), text) not in DEFAULTS and (words := foreign(text))
    ]
    assert found == []


def test_no_page_knows_a_city_or_an_article():
    comment = re.compile(r"\{% comment %\}.*?\{% endcomment %\}")
    found = [
        f"{path.relative_to(ROOT)} {words}"
        for path in [*PAGES, *SCRIPTS]
        if (words := foreign(comment.sub("", path.read_text(encoding="utf-8"))))
    ]
    assert found == []
