"""版记: 抄送 and 印发, written as lines or as a table, before the annexes or behind them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from apps.typesetting.docx.parsing.pieces import Grid, Item, Piece
from apps.typesetting.docx.recognising import patterns

GOES_ON = ("，", "、", ",")


@dataclass
class Imprint:
    """What the imprint says, as written."""

    cc: str = ""
    printed_by: str = ""
    printed_on: dt.date | None = None
    dropped: list[str] = field(default_factory=list)


def take_imprint(items: Iterable[Item]) -> tuple[Imprint, list[Item]]:
    """Return (imprint, the other items)."""
    imprint = Imprint()
    out: list[Item] = []
    for item in items:
        rows = _rows(item) if isinstance(item, Grid) else []
        if isinstance(item, Grid) and not any(map(_is_imprint, rows)):
            out.append(item)
            continue
        pieces = [item] if isinstance(item, Piece) else [Piece(row) for row in rows]
        out += [piece for piece in pieces if not _take(imprint, piece.bare)]
    return imprint, out


def _rows(grid: Grid) -> list[str]:
    rows = ["　".join(filter(None, (cell.strip() for cell in row))) for row in grid.rows]
    return [row for row in rows if row]


def _is_imprint(row: str) -> bool:
    return bool(patterns.COPIES.match(row) or patterns.whole(patterns.PRINTED, row))


def _take(imprint: Imprint, line: str) -> bool:
    """Take one line; False where it is no part of the imprint."""
    if found := patterns.whole(patterns.COPIES, line):
        imprint.cc = _joined(found.group(1))
    elif found := patterns.whole(patterns.PRINTED, line):
        imprint.printed_by = found.group(1).strip(patterns.BLANKS)
        imprint.printed_on = patterns.day_of(found.group(2))
    elif patterns.whole(patterns.PRINT_RUN, line):
        imprint.dropped.append(line)
    elif line and imprint.cc.endswith(GOES_ON):
        imprint.cc += _joined(line)
    else:
        return False
    return True


def _joined(text: str) -> str:
    return "".join(line.strip(patterns.BLANKS) for line in text.splitlines())
