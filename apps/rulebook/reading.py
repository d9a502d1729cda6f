"""Reading one TOML file of a book into its schema, with every fault named in Chinese.

Owns the translation of TOML and schema errors into file, key, line and what was expected.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from apps.rulebook.errors import Problem
from apps.rulebook.lines import line_index, line_of
from apps.rulebook.provisions.base import toml_values

Model = TypeVar("Model", bound=BaseModel)

_EXPECTED = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识的项，请核对拼写",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "date_type": "应为日期，写作 2023-06-07",
    "tuple_type": "应为数组，写作 [ … ]",
    "dict_type": "应为表",
    "model_type": "应为表",
    "model_attributes_type": "应为表",
}


@dataclass
class TomlFile:
    """One file being read: its name as shown to officials, its text, its values."""

    path: Path
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    problems: list[Problem] = field(default_factory=list)
    _index: dict[tuple[str | int, ...], int] | None = None

    def fault(self, path: tuple[str | int, ...], message: str) -> None:
        """Record a fault at a path of keys."""
        key = ".".join(f"{p + 1}" if isinstance(p, int) else p for p in path)
        self.problems.append(Problem(self.name, key, self.line(path), message))

    def line(self, path: tuple[str | int, ...]) -> int:
        """Return the line of a path of keys, or of its nearest ancestor; 0 for none."""
        if self._index is None:
            self._index = line_index(self.source)
        return line_of(self._index, path)

    def fit(self, model: type[Model], value: Any, at: tuple[str | int, ...] = ()) -> Model | None:
        """Return the value as the schema wants it, or None with every fault recorded."""
        try:
            return model.model_validate(toml_values(value))
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self.fault(_path(at, fault["loc"]), _message(fault))
            return None


def open_toml(path: Path, root: Path) -> TomlFile:
    """Read a file; a missing, unreadable or malformed one is recorded as a fault."""
    file = TomlFile(path, path.relative_to(root).as_posix())
    try:
        file.source = path.read_text(encoding="utf-8")
        file.values = tomllib.loads(file.source)
    except FileNotFoundError:
        file.problems.append(Problem(file.name, "", 0, "缺少这个文件"))
    except (OSError, UnicodeDecodeError):
        file.problems.append(Problem(file.name, "", 0, "读不出来，应为 UTF-8 编码的文本"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else file.source.count("\n") + 1
        file.problems.append(Problem(file.name, "", line, f"不合 TOML 书写格式（{error}）"))
    return file


def _path(at: tuple[str | int, ...], loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    return at + tuple(p for p in loc if isinstance(p, int) or not p.startswith("function-"))


def _message(fault: Any) -> str:
    kind = fault["type"]
    if kind == "literal_error":
        options = fault["ctx"]["expected"].replace("'", "").replace(" or ", "、")
        return f"应为下列之一：{options.replace(', ', '、')}；现为“{fault['input']}”"
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    expected = _EXPECTED.get(kind, f"格式不对（{fault['msg']}）")
    if kind in ("missing", "extra_forbidden"):
        return expected
    return f"{expected}；现为“{fault['input']}”"
