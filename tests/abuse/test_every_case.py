"""Every abuse case has exactly one test that bears its number, or a reason why it needs none."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from tests.abuse.cases import CASES, NOT_APPLICABLE, NOT_OFFERED

TESTS = Path(__file__).resolve().parents[1]
SKIPPING = ("skip", "skipif", "xfail")


def marked() -> list[tuple[int, ast.FunctionDef, str]]:
    """Return every test that bears a number: (number, function, file)."""
    found = []
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for number in _numbers(node):
                found.append((number, node, str(path.relative_to(TESTS))))
    return found


def _numbers(node: ast.AST) -> list[int]:
    decorators = getattr(node, "decorator_list", ())
    return [
        argument.value
        for decorator in decorators
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.abuse"
        for argument in decorator.args
    ]


def test_the_table_is_complete():
    assert list(CASES) == list(range(1, 41))
    assert set(NOT_APPLICABLE) | set(NOT_OFFERED) <= set(CASES)
    assert all(len(reason) > 20 for reason in (*NOT_APPLICABLE.values(), *NOT_OFFERED.values()))


def test_each_number_that_applies_has_one_test_and_no_other_has_any():
    counts = Counter(number for number, *_ in marked())
    assert counts == {number: 1 for number in CASES if number not in NOT_APPLICABLE}


def test_each_is_named_by_its_number_and_none_is_switched_off():
    for number, node, path in marked():
        assert node.name.startswith(f"test_{number:02}_"), f"{path}: {node.name}"
        decorators = " ".join(ast.unparse(d) for d in node.decorator_list)
        assert not any(f"mark.{word}" in decorators for word in SKIPPING), node.name
