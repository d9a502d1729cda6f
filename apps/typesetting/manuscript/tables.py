"""Tables in a text box: ｜序号｜项目｜, one line a row, the head row first.

A line ｜横排｜ before the head row lays the table across pages of its own. A line of dashes after
the head row gives the relative widths of the columns. A bar, a backslash and a new line inside a
cell are written with a backslash before them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from apps.typesetting.model import Block, Figure, Table
from apps.typesetting.plaintext import body_from_text, widen

BAR = "｜"
ROW = re.compile(r"[｜|](.*)[｜|]")
RULER = re.compile(r"[｜|](?:\s*[-－—]+\s*[｜|])+")
CELL = re.compile(r"(?:\\.|[^\\｜|])*", re.DOTALL)
RUN = re.compile(r"[,:;!?()]{40,}")
BLANK = " \t\r\n\u3000\ufeff"
TURNED = "横排"  # a row of this one cell, above the head row
WIDEST = 40  # dashes: a table of forty parts is finer than anybody can see


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and tables of a text box."""
    return weave(list(parts(text)))


def weave(items: Sequence[str | Table]) -> tuple[Block, ...]:
    """Return blocks of lines and tables in their order; levels are read from all lines together."""
    lines = {place: _lines(item) for place, item in enumerate(items) if isinstance(item, str)}
    paragraphs = iter(body_from_text("\n".join(line for few in lines.values() for line in few)))
    out: list[Block] = []
    for place, item in enumerate(items):
        if isinstance(item, Table):
            out.append(item)
        else:
            out += [next(paragraphs) for _ in lines[place]]
    return tuple(out)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip(BLANK)]


def blocks_to_text(blocks: Iterable[Block]) -> str:
    """Return the lines that a drafter sees; `blocks_from_text` reads them back.

    Of a picture only its caption is text; the picture itself stays with the model.
    """
    out: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table):
            out += [""] * isinstance(before, Table) + list(_written(block))  # two tables, not one
        else:
            out.append(block.caption if isinstance(block, Figure) else block.text)
        before = block
    return "\n".join(out)


def is_row(line: str) -> bool:
    """Say whether a line is a row of a table."""
    return ROW.fullmatch(line.strip(BLANK)) is not None


def parts(text: str) -> Iterator[str | Table]:
    """Yield the lines of a text box as they were typed, and its tables."""
    rows: list[str] = []
    for line in [*text.splitlines(), ""]:
        if is_row(line):
            rows.append(line.strip(BLANK))
            continue
        if rows:
            yield from _tables(rows)
            rows = []
        yield line


def _tables(rows: list[str]) -> Iterator[Table]:
    """One table for rows that stand together; rows of another number of cells are filled up."""
    widths: tuple[float, ...] = ()
    landscape = len(rows) > 1 and rows[0][1:-1].strip(BLANK) == TURNED
    rows = rows[1:] if landscape else rows
    if len(rows) > 1 and RULER.fullmatch(rows[1]):
        widths = tuple(float(len(cell.strip())) for cell in _cells(rows.pop(1)))
    cells = [[_formed(cell.strip(BLANK)) for cell in _cells(row)] for row in rows]
    columns = max(len(row) for row in cells)
    filled = [tuple(row + [""] * (columns - len(row))) for row in cells]
    kept = widths if len(widths) == columns else ()
    yield Table(filled[0], tuple(filled[1:]), kept, landscape=landscape)


def _formed(cell: str) -> str:
    """Bring a cell's marks into form; a run of them is no text, and would take minutes."""
    return cell if RUN.search(cell) else widen(cell)


def _cells(row: str) -> list[str]:
    """Split a row at its bars, those after a backslash excepted."""
    inner, out, position = row[1:-1], [], 0
    while position <= len(inner):
        found = CELL.match(inner, position)
        assert found is not None  # the expression matches the empty text too
        out.append(_plain(found.group()))
        position = found.end() + 1
    return out


def _plain(cell: str) -> str:
    return re.sub(r"\\(.)", lambda mark: "\n" if mark.group(1) == "n" else mark.group(1), cell)


def _escaped(cell: str) -> str:
    return re.sub(r"[\\｜|]", r"\\\g<0>", cell).replace("\n", r"\n")


def _written(table: Table) -> Iterator[str]:
    if table.landscape:
        yield _row((TURNED,))
    yield _row(table.header)
    if table.widths:
        unit = max(table.widths)
        scale = 1.0 if unit <= WIDEST and _whole(table.widths) else 12.0 / unit
        yield BAR + BAR.join("-" * max(1, round(w * scale)) for w in table.widths) + BAR
    for row in table.rows:
        yield _row(row)


def _row(cells: Iterable[str]) -> str:
    return BAR + BAR.join(_escaped(cell) for cell in cells) + BAR


def _whole(widths: Iterable[float]) -> bool:
    return all(width == round(width) and width > 0 for width in widths)
