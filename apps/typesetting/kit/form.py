"""A ruled form that goes on over pages: rows of short fields, and fields as long as need be.

It owns the frame: a long field is cut between lines, its label repeated with （续） on the next
page. A name with its day is never cut from the last line of what was written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.typesetting.kit.sheets import A4, Sheets, Type, lines_of, rule, text_box

LEFT, RIGHT, TOP, BOTTOM = 22.0, 188.0, 40.0, 275.0
LABEL = 28.0  # width of the column of labels
PITCH, PADDING = 8.0, 2.5
THICK, HAIR = 0.35, 0.18
VALUE = Type()
NAME = Type("hei", 14.0, PITCH, "centre")
SIGNED = Type(align="right")


@dataclass(frozen=True)
class Piece:
    """Composed lines of a long field, all aligned alike."""

    lines: tuple[str, ...]
    kind: Type = VALUE


class Form:
    """The rows of a form, set one below the other."""

    def __init__(self, sheets: Sheets | None = None, top: float = TOP) -> None:
        self.sheets = sheets or Sheets(A4)
        self._y = self._top = top

    def fields(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Set a row of short fields, each a label and a value beside it."""
        wide = (RIGHT - LEFT) / len(pairs)
        made = [lines_of(value, wide - LABEL - 2 * PADDING, VALUE) or [""] for _, value in pairs]
        rows = max(len(lines) for lines in made)
        self._need(rows)
        for place, ((label, _), lines) in enumerate(zip(pairs, made, strict=True)):
            x = LEFT + place * wide
            self._label(label, x, rows)
            self._text(x + LABEL, wide - LABEL, lines, rows)
            self._upright(x + LABEL, rows)
            if place:
                self._upright(x, rows)
        self._close(rows)

    def field(self, label: str, pieces: Sequence[Piece], least: int = 1) -> None:
        """Set a field across the form, over several pages where it is long."""
        rest = [(line, piece.kind) for piece in pieces for line in piece.lines]
        rest += [("", VALUE)] * max(0, least - len(rest))
        name = label
        while rest:
            if self._room() < min(2, len(rest)):
                self._turn()
            taken, rest = _cut(rest, self._room())
            self._label(name, LEFT, len(taken))
            for place, (line, kind) in enumerate(taken):
                x, width = LEFT + LABEL + PADDING, RIGHT - LEFT - LABEL - 2 * PADDING
                self.sheets.put(text_box(x, self._y + PADDING + place * PITCH, width, [line], kind))
            self._upright(LEFT + LABEL, len(taken))
            self._close(len(taken))
            if rest:
                self._turn()
                name = f"{label}\n（续）"

    def end(self) -> None:
        """Draw the frame of the last page."""
        self._frame()

    def width(self) -> float:
        """Return how wide the text of a long field may be."""
        return RIGHT - LEFT - LABEL - 2 * PADDING

    def _room(self) -> int:
        return int((BOTTOM - self._y - 2 * PADDING) / PITCH)

    def _need(self, rows: int) -> None:
        if self._room() < rows:
            self._turn()

    def _turn(self) -> None:
        self._frame()
        self.sheets.open_page()
        self._y = self._top = 22.0

    def _frame(self) -> None:
        height = self._y - self._top
        for x in (LEFT, RIGHT):
            self.sheets.put(rule(x - THICK / 2, self._top, THICK, height))
        for y in (self._top, self._y):
            self.sheets.put(rule(LEFT, y - THICK / 2, RIGHT - LEFT, THICK))

    def _height(self, rows: int) -> float:
        return rows * PITCH + 2 * PADDING

    def _label(self, label: str, x: float, rows: int) -> None:
        lines = lines_of(label, LABEL - 2, NAME)
        y = self._y + (self._height(rows) - len(lines) * PITCH) / 2
        self.sheets.put(text_box(x + 1, y, LABEL - 2, lines, NAME))

    def _text(self, x: float, width: float, lines: Sequence[str], rows: int) -> None:
        y = self._y + (self._height(rows) - len(lines) * PITCH) / 2
        self.sheets.put(text_box(x + PADDING, y, width - 2 * PADDING, lines, VALUE))

    def _upright(self, x: float, rows: int) -> None:
        self.sheets.put(rule(x - HAIR / 2, self._y, HAIR, self._height(rows)))

    def _close(self, rows: int) -> None:
        self._y += self._height(rows)
        self.sheets.put(rule(LEFT, self._y - HAIR / 2, RIGHT - LEFT, HAIR))


def _cut(rest: list[tuple[str, Type]], room: int) -> tuple[list[tuple[str, Type]], ...]:
    """Return the lines for this page and those for the next."""
    if 1 < room < len(rest) and rest[room][1] == SIGNED:
        room -= 1
    return rest[:room], rest[room:]
