"""Everything that a book may hold, part by part and key by key, for the guide to authors.

Owns the joining of the schemas with their Chinese words: what is listed is what is loaded, so that
the guide cannot fall behind the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from apps.rulebook import terms
from apps.rulebook.book import Book
from apps.rulebook.cases import CaseEntry, CasesFile
from apps.rulebook.meanings import MEANINGS
from apps.rulebook.provisions.base import Blanks, Provision
from apps.rulebook.questions import words
from apps.rulebook.reference_words import KEYS, PARTS
from apps.rulebook.schemas import BookEntry, ClausesFile, NotExecutableFile, NotYetFile

ROOTS: tuple[type[BaseModel], ...] = (
    BookEntry,
    ClausesFile,
    NotExecutableFile,
    NotYetFile,
    CasesFile,
    Provision,
    *dict.fromkeys(MEANINGS.values()),
)
_PLAIN: dict[Any, str] = {
    str: "文字", int: "整数", bool: "true 或 false", date: "日期", Any: "任意值",
}  # fmt: skip
_LISTS: dict[str, tuple[str, Any]] = {
    "Role": ("岗位", "posts"),
    "UnitKind": ("单位类别", "units"),
    "Body": ("上级机关和党委、人大、政协", "bodies"),
    "Period": ("时期", "periods"),
    "DurationUnit": ("时间单位", "durations"),
    "Module": ("模块", "modules"),
    "ClauseClass": ("规范类别", "classes"),
    "Direction": ("行文方向", words.DIRECTIONS),
    "DocumentKind": ("文种", words.DOCUMENT_KINDS),
    "DocClass": ("文件类别", words.DOC_CLASSES),
    "AbsenceKind": ("外出类别", words.ABSENCES),
    "Capacity": ("身份", words.CAPACITIES),
    "Power": ("职权", words.POWERS),
    "Purpose": ("环节的用途", words.PURPOSES),
    "Milestone": ("办什么以前", words.MILESTONES),
    "Part": ("以什么身份在名单上", words.PARTS),
    "Act": ("环节办什么", words.ACTS),
}
_BY_CODES = {get_args(getattr(terms, name)): title for name, (title, _) in _LISTS.items()}


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it takes, whether it may be left out, what it means.

    ``blanks`` are what a sentence that stands there may hold in braces.
    """

    name: str
    takes: str
    optional: bool
    means: str
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a book with its keys; ``meanings``: the provisions that are written so."""

    name: str
    title: str
    keys: tuple[Key, ...]
    meanings: tuple[str, ...] = ()


@cache
def reference() -> tuple[Part, ...]:
    """Return every part of a book: the files first, then what provisions are made of."""
    return tuple(_part(model) for model in models())


def models() -> tuple[type[BaseModel], ...]:
    """Return every schema that a file of a book is held against, each once."""
    found: dict[type[BaseModel], None] = {}
    for model in ROOTS:
        _collect(model, found)
    return tuple(found)


def codes(book: Book) -> Iterable[tuple[str, Mapping[str, str]]]:
    """Return the closed lists of codes, each with the words that a book has for them."""
    for title, called in _LISTS.values():
        yield title, getattr(book.vocabulary, called) if isinstance(called, str) else called


def _collect(model: type[BaseModel], found: dict[type[BaseModel], None]) -> None:
    if model not in found:
        found[model] = None
        for field in model.model_fields.values():
            for part in _within(field.annotation):
                _collect(part, found)


def _within(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _within(inner)


def _part(model: type[BaseModel]) -> Part:
    """Return one part; what every provision may have is told once and not with each."""
    name = model.__name__
    told = Provision.model_fields if issubclass(model, Provision) and model is not Provision else ()
    keys = [_key(model, key, f) for key, f in model.model_fields.items() if key not in told]
    meanings = [key for key, kind in MEANINGS.items() if kind is model]
    return Part(name, PARTS[name], tuple(keys), tuple(meanings))


def _key(model: type[BaseModel], name: str, field: FieldInfo) -> Key:
    condition = name == "when" and model is not CaseEntry
    takes = "条件" if condition else _takes(field.annotation)
    means = KEYS.get(f"{model.__name__}.{name}") or KEYS[name]
    allowed = next((m.names for m in field.metadata if isinstance(m, Blanks)), ())
    blanks = tuple(f"{{{blank}}}" for blank in allowed)
    return Key(name, takes, not field.is_required(), means, blanks)


def _codes(inner: tuple[str, ...]) -> str:
    """Return the name of the closed list where there is one, and what stands beside it."""
    for known, title in _BY_CODES.items():
        if set(known) <= set(inner):
            return "、".join([f"{title}代号", *(c for c in inner if c not in known)])
    return "、".join(inner)


def _takes(annotation: Any) -> str:
    """Return what may stand at a key, as an author reads it."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if origin is Literal:
        return _codes(inner)
    if origin is tuple:
        return f"数组：{_takes(inner[0])}"
    if origin is dict:
        return f"表：{_takes(inner[0])} = {_takes(inner[1])}"
    if isinstance(annotation, type):
        return f"“{PARTS[annotation.__name__]}”"
    # A choice of several, perhaps with none at all; or a type with a check.
    several = [one for one in inner if one is not type(None) and not hasattr(one, "func")]
    return "、".join(dict.fromkeys(map(_takes, several)))
