"""What is named resolves: jobs, transitions, purposes, addresses and templates, each once."""

from __future__ import annotations

import ast
import re

import pytest
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from apps.core.jobs import HANDLERS
from apps.documents.purposes import PURPOSES
from apps.documents.services import consulting, incoming, outgoing, proving
from apps.documents.transitions import TABLES
from apps.matters.flow import Transition
from apps.matters.purposes import kinds
from apps.matters.verbs import ACTS
from apps.trail.verbs import named as named_verbs
from tests.architecture.test_shape import ROOT, SOURCES, named

# Rooms of Django itself and third parties: their addresses have tests of their own.
FOREIGN = ("admin",)
TESTS = [p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_*.py")] + [
    p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("conftest.py")
]
# Every row of this table is visited by every persona (tests/permissions).
TESTS.append((ROOT / "tests/permissions/addresses.csv").read_text(encoding="utf-8"))


def enqueued() -> dict[str, str]:
    """Return every literal name given to enqueue, with the file that gives it."""
    found = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue":
                if node.args and isinstance(node.args[0], ast.Constant):
                    found[node.args[0].value] = named(path)
    return found


def test_every_job_that_is_ordered_has_a_handler():
    orders = enqueued()
    assert orders
    assert {name: path for name, path in orders.items() if name not in dict(HANDLERS.items())} == {}


def test_every_transition_is_unique_and_every_outcome_has_its_handler():
    for table in TABLES.values():
        keys = [(t.verb, s) for t in table for s in t.sources]
        assert len(keys) == len(set(keys))
        assert all(isinstance(t, Transition) and t.label and t.standing for t in table)
    rooms = (incoming, outgoing, consulting, proving)
    handled = {key for room in rooms for key in room.HANDLERS} | {("revise", "done")}
    wanted = {(p.key, o.key) for p in PURPOSES.values() for o in p.outcomes}
    assert handled == wanted


def test_every_kind_of_matter_can_be_opened_and_settled():
    assert any(kind.purposes for kind in kinds())
    for kind in kinds():
        assert callable(kind.settled)
        for purpose in kind.purposes.values():
            assert purpose.outcomes, purpose.key


def addresses(resolver: URLResolver, space: str = "") -> list[tuple[str, str]]:
    """Return (name with its namespace, fixed beginning of the path) of every address."""
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, (space, entry.namespace)))
            if entry.namespace not in FOREIGN:
                found += addresses(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            found.append((":".join(filter(None, (space, entry.name))), str(entry.pattern)))
    return found


def test_every_address_is_visited_by_some_test():
    text = "\n".join(TESTS)
    table = re.search(r"^ADDRESSES = \{.*?^\}", text, re.S | re.M)
    assert table
    missing = []
    for name, path in addresses(get_resolver()):
        fixed = re.split(r"<[^>]*>", path)
        piece = max(fixed, key=len).strip("/^$\\Z")
        listed = name.startswith("documents:") and f'"{name.split(":")[1]}":' in table.group(0)
        if not (listed or name in text or (piece and f"/{piece}" in text) or name == "desk:home"):
            missing.append(name)
    assert not missing, missing


def test_every_address_has_a_name():
    unnamed = []

    def walk(resolver: URLResolver) -> None:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                if entry.namespace not in FOREIGN:
                    walk(entry)
            elif not entry.name:
                unnamed.append(str(entry.pattern))

    walk(get_resolver())
    assert not unnamed


def template_names() -> list[str]:
    folder = ROOT / "templates"
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize("name", template_names())
def test_every_template_compiles(name):
    get_template(name)


def test_every_template_is_used():
    text = "\n".join(p.read_text(encoding="utf-8") for p in SOURCES)
    text += "\n".join((ROOT / "oa" / f).read_text("utf-8") for f in ("settings.py", "urls.py"))
    for path in (ROOT / "templates").rglob("*.html"):
        text += path.read_text(encoding="utf-8")
    built_in = ("registration/", "404.html", "400.html", "403.html", "500.html", "403_csrf.html")
    unused = [n for n in template_names() if n not in text and not n.startswith(built_in)]
    unused = [n for n in unused if n.rsplit("/", 1)[-1].split(".")[0] not in text]
    assert not unused


def verbs() -> dict[str, str]:
    """Return every literal verb that is written into the trail, with the file that writes it."""
    found = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in ("note", "_note", "record", "_tell"):
                given = [*node.args[:2], *(k.value for k in node.keywords if k.arg == "verb")]
                words = [a.value for a in given if isinstance(a, ast.Constant)]
                found |= {word: named(path) for word in words if isinstance(word, str)}
    return found


def test_an_auditor_reads_every_act_in_chinese():
    written = verbs()
    assert len(written) > 60
    endings = {name for verb in named_verbs() for name in (verb, verb.rpartition(".")[2])}
    assert not {verb: path for verb, path in written.items() if verb not in endings}
    assert {f"{kind.key}.{verb}" for kind in kinds() for verb in ACTS} <= named_verbs()
