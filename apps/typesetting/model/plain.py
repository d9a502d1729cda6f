"""Between frozen dataclasses and plain JSON values, by the dataclasses' own type hints.

Versions: 1 had no figures, no landscape tables and no joint signatures; it lacked fields and
changed none, so it is read with today's defaults. It refuses unknown keys, wrong types and later
versions.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

VERSION = 2
READABLE = (1, 2)


def current(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without their version; ValueError for one that cannot be read."""
    if not isinstance(values, Mapping):
        raise ValueError("公文数据应当为对象。")
    plain = dict(values)
    version = plain.pop("version", VERSION)
    if version not in READABLE or isinstance(version, bool):
        raise ValueError(f"公文数据的版本{version}无法识别。")
    return plain


def write(value: Any) -> Any:
    """Return plain JSON values of a dataclass, a tuple, a date or a simple value."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [write(item) for item in value]
    if is_dataclass(value):
        return {field.name: write(getattr(value, field.name)) for field in fields(value)}
    return value


def read(kind: type, values: Any) -> Any:
    """Return the dataclass that `write` wrote; ValueError names the field that is wrong."""
    if not isinstance(values, Mapping):
        raise ValueError(f"公文数据中的{kind.__name__}应当为对象，现为{values!r}。")
    hints = _hints(kind)
    if unknown := sorted(set(values) - set(hints)):
        raise ValueError(f"公文数据中有无法识别的项：{'、'.join(map(str, unknown))}。")
    found: dict[str, Any] = {}
    for name, value in values.items():
        try:
            found[name] = _value(hints[name], value)
        except (TypeError, ValueError) as error:
            raise ValueError(f"公文数据的“{name}”项有误：{error}") from error
    try:
        return kind(**found)
    except TypeError as error:
        raise ValueError(f"公文数据中的{kind.__name__}缺少必填项。") from error


@lru_cache(maxsize=16)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin is tuple:
        (item, _) = get_args(hint)
        return tuple(_value(item, one) for one in _list(value))
    if origin is UnionType:
        return _one_of(get_args(hint), value)
    if origin is Literal:
        return _typed(str, value)  # the dataclass itself says which words it knows
    if is_dataclass(hint) and isinstance(hint, type):
        return read(hint, value)
    return SIMPLE[hint](value)


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    """A block by the key that only it has; a date or nothing."""
    if NoneType in kinds:
        other = next(kind for kind in kinds if kind is not NoneType)
        return None if value is None else _value(other, value)
    keys = set(value) if isinstance(value, Mapping) else set()
    own = {"header": "Table", "data": "Figure"}
    name = next((name for key, name in own.items() if key in keys), "Paragraph")
    return read(next(kind for kind in kinds if kind.__name__ == name), value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"应当为列表，现为{value!r}。")
    return list(value)


def _typed(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"应当为{kind.__name__}，现为{value!r}。")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"应当为数，现为{value!r}。")
    return float(value)


SIMPLE: Mapping[Any, Callable[[Any], Any]] = {
    str: lambda value: _typed(str, value),
    int: lambda value: _typed(int, value),
    bool: lambda value: _typed(bool, value),
    float: _number,
    dt.date: lambda value: dt.date.fromisoformat(_typed(str, value)),
}
