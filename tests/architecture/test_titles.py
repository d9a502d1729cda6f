"""Titles of the place stand in books alone: no sentence of the site names a city's posts itself."""

from __future__ import annotations

import ast
import re

import pytest
from django.urls import reverse

from apps.organisation import wording
from apps.organisation.authority import law
from apps.organisation.vocabulary import PostRole, UnitKind
from apps.rulebook import shelf
from tests.architecture.test_shape import ROOT, SOURCES, named
from tests.organisation import factories

TITLE = re.compile("市政府|市人民政府|市长|秘书长|市委|市人大|市司法局|AB角|咸宁|离咸|返咸|在咸")
# The demonstration office is Xianning's own; so are the specimens that are measured.
OURS = ("/demo/", "demo_", "/bench", "oa/settings.py")


def strings(path):
    """Yield (line, text) of every string of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                docs.add(first.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield node.lineno, node.value


def test_no_sentence_in_code_names_a_title_of_one_city():
    read = [path for path in SOURCES if not any(part in named(path) for part in OURS)]
    assert len(read) > 200
    found = [
        f"{named(path)}:{line} {text[:60]}"
        for path in read
        for line, text in strings(path)
        if TITLE.search(text)
    ]
    assert found == []


def test_no_template_names_a_title_of_one_city():
    pages = list((ROOT / "templates").rglob("*.html"))
    assert len(pages) > 80
    comment = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.S)
    found = [
        named(page) for page in pages if TITLE.search(comment.sub("", page.read_text("utf-8")))
    ]
    assert found == []


@pytest.fixture
def county():
    """The site as the invented county runs it."""
    ours = shelf.ours()
    shelf.use("shifan_2024")
    law.book_on.cache_clear()
    yield
    shelf.use(ours)
    law.book_on.cache_clear()


def test_a_sentence_is_said_in_the_words_of_the_book_of_the_installation(county):
    assert wording.said("报{mayor}审批") == "报县长审批"
    assert str(PostRole.SECRETARY_GENERAL.label) == "办公室主任"
    assert str(UnitKind.GOVERNMENT.label) == "县政府"
    with pytest.raises(KeyError):
        wording.said("{governor}")


def test_a_label_made_on_import_follows_the_book():
    label = wording.later("{office}代录")
    assert label == "市政府办公室代录"
    ours = shelf.ours()
    shelf.use("shifan_2024")
    try:
        assert label == "县政府办公室代录"
    finally:
        shelf.use(ours)


@pytest.mark.parametrize("book", shelf.names())
def test_every_sentence_finds_its_titles_in_every_book(book):
    known = set(wording.titles(shelf.ours()))
    ours = shelf.ours()
    shelf.use(book)
    try:
        assert set(wording.titles(book)) >= known - {""}
    finally:
        shelf.use(ours)


@pytest.mark.django_db
def test_the_pages_of_a_county_name_its_own_titles(client, request):
    office = factories.build()
    office.unit("nyj", "农业农村局", UnitKind.DEPARTMENT, parent=office.units["szf"])
    office.staff("nyj.clerk", "文书", "nyj", PostRole.CLERK)

    request.getfixturevalue("county")  # the people above are Xianning's

    def web(login):
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(office.people[login], backend=backend)
        return client

    page = web("mayor").get(reverse("organisation:roles")).content.decode()
    assert "分工与代行次序" in page
    for title in ("市政府", "AB角", "离咸", "在咸"):
        assert title not in page
    form = web("nyj.clerk").get(reverse("documents:new", args=["incoming"])).content.decode()
    assert "向县政府报送公文" in form
    assert "由县政府办公室签收登记" in form
