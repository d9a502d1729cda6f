"""Text as the page writes it: full-width marks, standard numbers; each change is kept.

Every line that goes in comes out; nothing is left away here but blanks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.typesetting.docx.parsing.pieces import Grid, Item, Piece
from apps.typesetting.docx.recognising import patterns
from apps.typesetting.manuscript import weave
from apps.typesetting.model import Block, Paragraph, Table
from apps.typesetting.plaintext import CHINESE, NUMBERS, SPACED, widen

INNER = re.compile(r"[\t\u3000 ]+")
AROUND = 6  # characters shown on both sides of a change
TYPED_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十百零\d]+[）)]?[、.．]?")


@dataclass
class Texts:
    """Brings text into its form and keeps what was changed on the way."""

    marks: list[str] = field(default_factory=list)  # half-width became full-width
    numbers: list[str] = field(default_factory=list)  # numbers of levels
    blanks: list[str] = field(default_factory=list)
    automatic: list[str] = field(default_factory=list)  # automatic numbers written out
    lines: list[str] = field(default_factory=list)  # paragraphs parted at hand-made breaks
    spans: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)  # tables on pages that lie across
    headings: list[str] = field(default_factory=list)  # a first row that spans its table
    centred: list[str] = field(default_factory=list)
    boxed: list[str] = field(default_factory=list)  # from text boxes

    def line(self, place: str, text: str) -> str:
        """Return one line of a part other than the text."""
        typed = text.strip(patterns.BLANKS)
        out = SPACED.sub("", widen(_inner(typed)))
        self._compare(place, typed, out)
        return out

    def blocks(self, name: str, items: Sequence[Item]) -> tuple[Block, ...]:
        """Return the blocks of a text, each piece a paragraph, each grid a table."""
        typed: list[str] = []
        centred: dict[int, str] = {}
        woven: list[str | Table] = []
        for item in items:
            if isinstance(item, Grid):
                woven += self._table(name, item, typed)
            elif item.bare:
                typed.append(item.bare)
                woven.append(_inner(item.bare))
                place = f"{name}第{len(typed)}段“{item.bare[:12]}”"
                self._note(place, item)
                if item.align == "centre":
                    centred[len(typed)] = place
        out = weave(woven)
        paragraphs = (block for block in out if isinstance(block, Paragraph))
        for number, (before, block) in enumerate(zip(typed, paragraphs, strict=True), start=1):
            self._compare(f"{name}第{number}段", before, block.text)
            if number in centred and block.kind != "chapter":
                self.centred.append(centred[number])
        return out

    def _note(self, place: str, piece: Piece) -> None:
        if piece.numbered:
            self.automatic.append(place)
        if piece.broken:
            self.lines.append(place)
        if piece.boxed:
            self.boxed.append(place)

    def _table(self, name: str, grid: Grid, typed: list[str]) -> list[str | Table]:
        """Return the table; a first row of one spanning cell stands before it as a line."""
        rows, out = grid.rows, []  # type: ignore[var-annotated]
        while len(rows) > 1 and len(rows[0]) > 1 and rows[0][0] and not any(rows[0][1:]):
            heading = rows[0][0].replace("\n", "")
            typed.append(heading)
            out.append(heading)
            self.headings.append(f"{name}“{heading[:20]}”")
            rows = rows[1:]
        if grid.spans:
            self.spans.append(f"{name}表格“{rows[0][0][:12]}”")
        if grid.landscape:
            self.turned.append(f"{name}表格“{rows[0][0][:12]}”")
        cells = [tuple(self._cell(cell) for cell in row) for row in rows]
        table = Table(cells[0], tuple(cells[1:]), grid.widths, landscape=grid.landscape)
        return [*out, table]

    def _cell(self, text: str) -> str:
        return "\n".join(widen(_inner(line)) for line in text.split("\n"))

    def _compare(self, place: str, before: str, after: str) -> None:
        if before == after:
            return
        if patterns.squeezed(before) == patterns.squeezed(after):
            self.blanks.append(place)
            return
        typed, written = patterns.squeezed(before), patterns.squeezed(after)
        number = _number(written)
        if number and not typed.startswith(number):
            old = TYPED_NUMBER.match(typed)
            self.numbers.append(f"{place}：“{old.group() if old else typed[:4]}”改为“{number}”")
            typed, written = typed[old.end() if old else 0 :], written[len(number) :]
        if typed != written:
            self.marks.append(f"{place}：{_difference(typed, written)}")


def _inner(text: str) -> str:
    """Blanks between Chinese go, others become one."""
    text = re.sub(rf"(?<=[{CHINESE}])\t+(?=[{CHINESE}])", "　", text)
    return text.replace("\t", " ").strip(patterns.BLANKS)


def _number(text: str) -> str:
    """Return the number of a level at the start of a text in its standard form."""
    for form in NUMBERS:
        pattern = re.escape(form).replace(r"\{\}", r"[一二三四五六七八九十百零\d]+")
        if found := re.match(pattern, text):
            return found.group()
    return ""


def _difference(before: str, after: str) -> str:
    """Show the first place where two texts differ, with a little of what stands around it."""
    same = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, same - AROUND)
    old, new = before[start : same + AROUND], after[start : same + AROUND]
    return f"“{old}”改为“{new}”"
