"""What an auditor reads for a verb: rooms above name theirs in ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES: dict[str, str] = {}


def name_verbs(names: Mapping[str, str]) -> None:
    """Give Chinese names to dotted verbs, such as ``{"documents.sign": "签发"}``."""
    _NAMES.update(names)


def named() -> frozenset[str]:
    """Return every verb that has a name."""
    return frozenset(_NAMES)


def verb_name(verb: str) -> str:
    """Return the Chinese name of a verb, or the verb itself where none was given."""
    return _NAMES.get(verb, verb)
