"""Every job that some room enqueues has a handler."""

import ast
from pathlib import Path

from django.conf import settings

from apps.core.jobs import HANDLERS


def enqueued_names():
    for path in (Path(settings.BASE_DIR) / "apps").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if called == "enqueue" and isinstance(node.args[0], ast.Constant):
                    yield node.args[0].value, f"{path.name}:{node.lineno}"


def test_every_enqueued_name_resolves():
    lost = [f"{place}: {name}" for name, place in enqueued_names() if name not in HANDLERS]
    assert not lost, f"no handler for {lost}"
