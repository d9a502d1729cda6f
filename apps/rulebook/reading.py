"""Reading one TOML file of a book into its schema, with every fault named in Chinese.

Owns the translation of TOML and schema errors into file, key, line and what was expected.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
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
}
_MALFORMED = {
    "Invalid value": "值写得不对，文字要用英文引号括起来",
    "Invalid statement": "这一行不是“项 = 值”，也不是表头",
    "Invalid initial character": "项的名称只用英文字母、数字、下划线，其他字要加英文引号",
    "Expected '='": "项的名称后面要写等号",
    "Expected newline or end of document": "一行只写一项，后面不能再有别的",
    "Expected ']'": "表头的方括号没有配对",
    "Cannot overwrite a value": "同一项写了两次",
    "Duplicate inline table key": "同一项写了两次",
    "Cannot declare": "同一张表写了两次",
    "Cannot mutate immutable": "已经写在一行里的表不能另起一处再写",
    "Cannot redefine": "同一项写了两次",
    "Unclosed array": "数组的方括号没有配对",
    "Unclosed inline table": "花括号没有配对，或者漏写逗号",
    "Unterminated string": "引号没有配对",
    "Illegal character": "引号没有配对，或者文字里换了行",
    "Invalid date": "没有这一天",
    "Unescaped": "文字里的反斜线要写两个",
}
"""What tomllib says, by how its sentence begins, and what an author is told."""


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


def provision_places(root: Path) -> dict[str, tuple[str, int]]:
    """Return for each provision of a book's folder the file in which it stands, and its line."""
    files = [open_toml(path, root) for path in sorted((root / "provisions").glob("*.toml"))]
    return {key: (file.name, file.line((key,))) for file in files for key in file.values}


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
        file.problems.append(_malformed(file, str(error)))
    return file


def _malformed(file: TomlFile, error: str) -> Problem:
    """Return the fault of a file that is no TOML, with the key that stands in its line."""
    found = re.search(r"at line (\d+)", error)
    lines = file.source.splitlines()
    line = int(found.group(1)) if found else len(lines)
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    key = re.match(r"\s*\[*\s*([^=\[\]]+?)\s*[=\]]", written)
    why = next((words for start, words in _MALFORMED.items() if error.startswith(start)), "")
    why = why or "请核对引号、括号和等号"
    return Problem(file.name, key.group(1) if key else "", line, f"不合 TOML 书写格式：{why}")


def _path(at: tuple[str | int, ...], loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the keys of a place; the marks of pydantic's own in it are left out."""
    return at + tuple(
        p for p in loc if isinstance(p, int) or not p.startswith(("function-", "<", "[key]"))
    )


def _message(fault: Any) -> str:
    kind = fault["type"]
    if kind == "literal_error":
        options = fault["ctx"]["expected"].replace("'", "").replace(" or ", "、")
        return f"应为下列之一：{options.replace(', ', '、')}{_now(fault['input'])}"
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    expected = _EXPECTED.get(kind, "写法不对")
    if kind in ("missing", "extra_forbidden"):
        return expected
    return expected + _now(fault["input"])


def _now(value: object) -> str:
    """Return what stands there instead, as TOML has it."""
    if isinstance(value, Mapping | tuple):
        return f"；现为{'表' if isinstance(value, Mapping) else '数组'}"
    shown = str(value).lower() if isinstance(value, bool) else value
    return f"；现为“{shown}”"
