"""What can be wrong with a book, and what a book may leave open.

Owns BookError (the book is refused as a whole) and NotRegulated (the book is silent).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a book: the file, the key in it, the line, and what was expected.

    Where a case does not hold, ``shown`` is the case in its author's words and ``clauses`` are
    those that it names: for people who do not read files.
    """

    file: str
    key: str
    line: int
    message: str
    shown: str = ""
    clauses: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f"第{self.line}行" if self.line else "文件"
        key = f"“{self.key}”" if self.key else ""
        return f"{self.file}，{where}{key}：{self.message}"

    def as_dict(self) -> dict[str, str | int]:
        """Return the JSON form printed by ``rulebook check --json``."""
        return {"file": self.file, "key": self.key, "line": self.line, "message": self.message}


class BookError(Exception):
    """A book is refused: carries every fault found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))

    @property
    def file(self) -> str:
        """The file of the first fault."""
        return self.problems[0].file

    @property
    def key(self) -> str:
        """The key of the first fault."""
        return self.problems[0].key

    @property
    def line(self) -> int:
        """The line of the first fault, counted from 1; 0 where the whole file is at fault."""
        return self.problems[0].line


class NotRegulated(LookupError):
    """The book is silent on a meaning; callers fall back to the default they declare."""

    def __init__(self, book: str, key: str) -> None:
        self.book, self.key = book, key
        super().__init__(f"《{book}》未规定“{key}”")
