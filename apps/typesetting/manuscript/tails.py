"""What closes the text in a text box: 附件说明, and in minutes who was there.

    附件：1.重点项目责任清单
    2.重点项目投资计划表

It takes them from the end of the text only, and only where the numbers run on: a line that merely
looks alike stays a paragraph.
"""

import re
from typing import NamedTuple

from apps.typesetting.model import Attendance

BLANK = " \t\r\n\u3000\ufeff"
LONGEST = 300  # characters of a name: a longer line is text
LIST = re.compile(r"附[ \u3000]?件[：:][ \u3000]*(.+)")
LISTED = re.compile(r"([1-9]\d?)[.．、][ \u3000]*(.+)")
ATTENDANCE = re.compile(r"(出[ \u3000]*席|请[ \u3000]*假|列[ \u3000]*席)[：:][ \u3000]*(.+)")
ENDS = "。；;，,、"


class Tail(NamedTuple):
    """The text without its tail, the names of 附件说明, who was there."""

    text: str
    annex_list: tuple[str, ...] = ()
    attendance: tuple[Attendance, ...] = ()


def tail_from_text(text: str, *, minutes: bool = False) -> Tail:
    """Return the text of a document with its tail taken apart."""
    lines = text.splitlines()
    present = _attendance(lines) if minutes else ()
    names = _annex_list(lines)
    return Tail("\n".join(lines) if names or present else text, names, present)


def _last(lines: list[str]) -> str:
    """Return the last line that holds anything, the blank ones after it taken off."""
    while lines and not lines[-1].strip(BLANK):
        lines.pop()
    return lines[-1].strip(BLANK) if lines else ""


def _attendance(lines: list[str]) -> tuple[Attendance, ...]:
    out: list[Attendance] = []
    while found := ATTENDANCE.fullmatch(_last(lines)):
        out.insert(0, Attendance(re.sub(r"\s", "", found.group(1)), found.group(2)))
        lines.pop()
    return tuple(out)


def _annex_list(lines: list[str]) -> tuple[str, ...]:
    """Walk up from the end over numbered lines to the one that begins the list."""
    names: list[str] = []
    rest = list(lines)
    while (last := _last(rest)) and len(last) <= LONGEST:
        begins = LIST.fullmatch(last)
        listed = LISTED.fullmatch(begins.group(1) if begins else last)
        if listed:
            names.insert(0, f"{listed.group(1)}.{listed.group(2)}")
        elif begins:
            names.insert(0, begins.group(1))
        else:
            return ()
        rest.pop()
        if begins:
            return _named(names, lines, rest)
    return ()


def _named(names: list[str], lines: list[str], rest: list[str]) -> tuple[str, ...]:
    """Return the names without their numbers where these run 1, 2, 3, and cut the lines."""
    parts = [LISTED.fullmatch(name) for name in names]
    numbers = [int(found.group(1)) for found in parts if found]
    if numbers != list(range(1, len(names) + 1)) and (numbers or len(names) > 1):
        return ()
    lines[:] = rest
    bare = [found.group(2) if found else name for found, name in zip(parts, names, strict=True)]
    return tuple(name.strip(BLANK).rstrip(ENDS) for name in bare)


__all__ = ["Tail", "tail_from_text"]
