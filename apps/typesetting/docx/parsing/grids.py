"""From the cells of a table to a full grid: spans are opened, short rows filled up."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element  # noqa: S405  (only the class)

from apps.typesetting.docx.parsing.markup import attribute, children, number
from apps.typesetting.docx.parsing.pieces import Grid, Piece

PARTS = 24  # widths are told in so many parts of a page


@dataclass(frozen=True)
class Cell:
    """One cell: its lines, how many columns it spans, whether it continues the cell above."""

    text: str
    across: int = 1
    continues: bool = False
    pieces: tuple[Piece, ...] = ()


def filled(rows: list[list[Cell]], columns: Element | None) -> Grid | None:
    """Return the grid, None where there is no text at all.

    A column in which no cell begins exists only because other rows are parted otherwise.
    """
    spread = [_spread(row) for row in rows]
    width = max(map(len, spread), default=0)
    if not any(cell.text for row in rows for cell in row):
        return None
    begun = {place for row in rows for place in _beginnings(row)}
    kept = [column for column in range(width) if column in begun]
    texts = [row + [""] * (width - len(row)) for row in spread]
    spans = sum(cell.across > 1 or cell.continues for row in rows for cell in row)
    return Grid(
        [[row[c] for c in kept] for row in texts],
        _widths(columns, width, kept),
        spans,
        pieces=[piece for row in rows for cell in row for piece in cell.pieces],
    )


def _spread(row: list[Cell]) -> list[str]:
    out: list[str] = []
    for cell in row:
        out += ["" if cell.continues else cell.text, *[""] * (cell.across - 1)]
    return out


def _beginnings(row: list[Cell]) -> list[int]:
    out, place = [], 0
    for cell in row:
        out.append(place)
        place += cell.across
    return out


def _widths(columns: Element | None, width: int, kept: list[int]) -> tuple[float, ...]:
    """Return small whole numbers in the proportion of the widths, () where all are equal."""
    told = [number(attribute(column, "w")) for column in children(columns, "gridCol")]
    if len(told) != width or any(told[c] <= 0 for c in kept):
        return ()
    whole = sum(told[c] for c in kept)
    parts = tuple(float(max(1, round(PARTS * told[c] / whole))) for c in kept)
    return () if len(set(parts)) == 1 else parts
