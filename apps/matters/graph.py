"""State diagrams of every module, drawn from the tables that the code itself walks.

Finds ``apps.<room>.transitions.TABLES`` wherever it stands, so that a new module is drawn without
being announced. Owns no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from apps.matters.flow import Transition

Tables = Mapping[str, tuple[Transition, ...]]


def tables() -> dict[str, Tables]:
    """Return the tables of all installed modules by app label."""
    found = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.transitions"
        if config.name.startswith("apps.") and find_spec(name) is not None:
            found[config.label] = import_module(name).TABLES
    return found


def mermaid(table: Iterable[Transition]) -> str:
    """Return one table as a Mermaid state diagram, states by their official names."""
    table = tuple(table)
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_label(s)}" as {_key(s)}' for s in _states(table)]
    lines += [f"    [*] --> {_key(s)}" for s in _starts(table)]
    lines += [
        f"    {_key(source)} --> {_key(t.target)}: {t.label}"
        for t in table
        for source in _ordered(t.sources)
    ]
    lines += [f"    {_key(s)} --> [*]" for s in _ends(table)]
    return "\n".join(lines)


def listing(table: Iterable[Transition]) -> str:
    """Return one table as plain lines: from, verb, to."""
    return "\n".join(
        f"{'、'.join(map(_label, _ordered(t.sources)))} → {t.label} → {_label(t.target)}"
        for t in table
    )


def _states(table: tuple[Transition, ...]) -> Iterator[str]:
    """Yield every state once, in the order in which the procedure meets it."""
    ordered = [s for t in table for s in (*_ordered(t.sources), t.target)]
    yield from dict.fromkeys(ordered)


def _starts(table: tuple[Transition, ...]) -> list[str]:
    """Return where the procedure begins: the first state of the list the states are taken from."""
    return _ordered(_states(table))[:1]


def _ordered(states: Iterable[str]) -> list[str]:
    """Return states in the order of the list they are taken from, plain ones by name."""
    return sorted(states, key=lambda s: (_place(s), str(s)))


def _place(state: str) -> int:
    members = getattr(type(state), "__members__", {})
    return list(members.values()).index(state) if members else 0


def _ends(table: tuple[Transition, ...]) -> list[str]:
    leaves = {s for t in table for s in t.sources}
    return [s for s in _states(table) if s not in leaves]


def _key(state: str) -> str:
    return str(getattr(state, "value", state))


def _label(state: str) -> str:
    return str(getattr(state, "label", state))
