"""Follows the drawing orders of a page: one method an order, one state as PDF keeps it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from apps.typesetting.grid import MM
from apps.typesetting.readback.faces import Face, read_face
from apps.typesetting.readback.sheets import (
    Colour,
    Glyph,
    Matrix,
    Picture,
    Run,
    Shape,
    Sheet,
    Unreadable,
)

BLACK: Colour = (0.0, 0.0, 0.0)
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEPTH = 12  # forms within forms


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@dataclass(frozen=True, slots=True)
class State:
    """What q keeps and Q brings back."""

    matrix: Matrix
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    face: Face | None = None
    size: float = 0.0
    spacing: float = 0.0  # Tc
    scale: float = 1.0  # Tz
    rise: float = 0.0
    hidden: bool = False


def read_pages(pdf: bytes) -> Iterable[Sheet]:
    """Yield the pages one by one; raises Unreadable at an order that is not known."""
    from pypdf import PdfReader

    faces: dict[int, Face] = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        box = page.mediabox
        left, top, height = float(box.left), float(box.top), float(box.height)
        page_matrix: Matrix = (MM, 0.0, 0.0, -MM, -left * MM, top * MM)
        painter = Painter(faces, page_matrix)
        contents = page.get_contents()
        if contents is not None:
            painter.paint(contents, page.get("/Resources", {}))
        painter.paint_annotations(page)
        yield Sheet(
            float(box.width) * MM, height * MM,
            tuple(painter.runs), tuple(painter.shapes), tuple(painter.pictures),
        )  # fmt: skip


class Painter:
    """Draws one page into lists instead of onto paper."""

    def __init__(self, faces: dict[int, Face], matrix: Matrix) -> None:
        self.runs: list[Run] = []
        self.shapes: list[Shape] = []
        self.pictures: list[Picture] = []
        self._faces = faces
        self._page = matrix
        self._state = State(matrix)
        self._kept: list[State] = []
        self._path: list[tuple[str, tuple[float, ...]]] = []
        self._line: Matrix = UNIT
        self._text: Matrix = UNIT
        self._resources: Any = {}
        self._depth = 0
        self._annotation = False

    def paint(self, stream: Any, resources: Any) -> None:
        """Follow one content stream with its resources."""
        from pypdf.generic import ContentStream

        outer, self._resources = self._resources, _got(resources)
        self._depth += 1
        if self._depth > DEPTH:
            raise Unreadable("forms within forms")
        for operands, operator in ContentStream(stream, None).operations:
            order = operator.decode("latin-1")
            if order in IGNORED:
                continue
            draw = ORDERS.get(order)
            if draw is None:
                raise Unreadable(f"order {order}")
            draw(self, operands)
        self._depth -= 1
        self._resources = outer

    def paint_annotations(self, page: Any) -> None:
        """Draw what annotations show: the seals of signatures."""
        for reference in _got(page.get("/Annots", [])):
            annotation = _got(reference)
            look = _got(_got(annotation.get("/AP", {})).get("/N"))
            if look is None or int(annotation.get("/F", 0)) & 2 or "/BBox" not in look:
                continue
            self._annotation = True
            self._state = State(times(_fit(look, annotation["/Rect"]), self._page))
            self.paint(look, look.get("/Resources", {}))
            self._annotation = False

    # --- state

    def keep(self, operands: Any) -> None:
        self._kept.append(self._state)

    def bring_back(self, operands: Any) -> None:
        self._state = self._kept.pop()

    def concat(self, operands: Any) -> None:
        self._state = replace(self._state, matrix=times(_matrix(operands), self._state.matrix))

    def fill_colour(self, operands: Any) -> None:
        self._state = replace(self._state, fill=_colour(operands))

    def stroke_colour(self, operands: Any) -> None:
        self._state = replace(self._state, stroke=_colour(operands))

    def line_width(self, operands: Any) -> None:
        self._state = replace(self._state, width=float(operands[0]))

    def extended(self, operands: Any) -> None:
        """Of the extended state only full transparency matters here."""
        found = _got(_got(self._resources.get("/ExtGState", {})).get(operands[0], {}))
        if "/ca" in found:
            self._state = replace(self._state, hidden=float(found["/ca"]) == 0)

    # --- paths

    def move(self, operands: Any) -> None:
        self._point("M", operands)

    def line(self, operands: Any) -> None:
        self._point("L", operands)

    def curve(self, operands: Any) -> None:
        self._point("C", operands)

    def close(self, operands: Any) -> None:
        self._path.append(("Z", ()))

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(n) for n in operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        for place, corner in enumerate(corners):
            self._point("L" if place else "M", corner)
        self._path.append(("Z", ()))

    def _point(self, letter: str, operands: Any) -> None:
        numbers = [float(n) for n in operands]
        pairs = zip(numbers[0::2], numbers[1::2], strict=True)
        placed = tuple(n for x, y in pairs for n in at(self._state.matrix, x, y))
        self._path.append((letter, placed))

    def end_path(self, *, fill: bool, stroke: bool, even_odd: bool = False) -> None:
        """Paint the path gathered so far, or drop it where nothing is painted (n)."""
        path, self._path = tuple(self._path), []
        state = self._state
        if not path or not (fill or stroke) or state.hidden:
            return
        a, b, c, d, _, _ = state.matrix
        self.shapes.append(
            Shape(
                path,
                state.fill if fill else None,
                state.stroke if stroke else None,
                state.width * abs(a * d - b * c) ** 0.5,
                even_odd,
                self._annotation,
            )
        )

    # --- text

    def begin_text(self, operands: Any) -> None:
        self._text = self._line = UNIT

    def font(self, operands: Any) -> None:
        fonts = _got(self._resources.get("/Font", {}))
        found = _got(fonts[operands[0]])
        key = id(found)
        if key not in self._faces:
            self._faces[key] = read_face(found)
        self._state = replace(self._state, face=self._faces[key], size=float(operands[1]))

    def text_matrix(self, operands: Any) -> None:
        self._text = self._line = _matrix(operands)

    def text_move(self, operands: Any) -> None:
        x, y = (float(n) for n in operands)
        self._text = self._line = times((1, 0, 0, 1, x, y), self._line)

    def text_spacing(self, operands: Any) -> None:
        self._state = replace(self._state, spacing=float(operands[0]))

    def text_scale(self, operands: Any) -> None:
        self._state = replace(self._state, scale=float(operands[0]) / 100)

    def text_rise(self, operands: Any) -> None:
        self._state = replace(self._state, rise=float(operands[0]))

    def show(self, operands: Any) -> None:
        self.show_spaced([[operands[0]]])

    def show_spaced(self, operands: Any) -> None:
        """Set a line: strings of two-byte codes, and how far to go back between them."""
        state, glyphs = self._state, []
        if state.face is None:
            raise Unreadable("text without a font")
        start = times(self._text, state.matrix)
        for item in operands[0]:
            if isinstance(item, int | float) or hasattr(item, "as_numeric"):
                self._advance(-float(item) / 1000 * state.size)
                continue
            for code in _codes(item):
                x, y = at(times(self._text, state.matrix), 0, state.rise)
                step = state.face.width(code) * state.size + state.spacing
                scaled = step * state.scale * abs(start[0])
                glyphs.append(Glyph(code, state.face.text(code), x, y, scaled))
                self._advance(step)
        if glyphs and not state.hidden:
            self.runs.append(_run(state, start, tuple(glyphs)))

    def _advance(self, step: float) -> None:
        self._text = times((1, 0, 0, 1, step * self._state.scale, 0), self._text)

    # --- forms and pictures

    def xobject(self, operands: Any) -> None:
        """Draw a form in place, or take a picture."""
        found = _got(_got(self._resources.get("/XObject", {}))[operands[0]])
        if found.get("/Subtype") == "/Image":
            if not self._state.hidden:
                picture = Picture(_png(found), self._state.matrix, self._annotation)
                self.pictures.append(picture)
            return
        outer = self._state
        inner = times(_matrix(found.get("/Matrix", UNIT)), outer.matrix)
        self._state = replace(outer, matrix=inner)
        self.paint(found, found.get("/Resources", self._resources))
        self._state = outer


def _got(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(n) for n in numbers)
    return a, b, c, d, e, f


def _colour(numbers: Any) -> Colour:
    values = [float(n) for n in numbers if not isinstance(n, str)]
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) == 3:
        return values[0], values[1], values[2]
    raise Unreadable(f"colour of {len(values)} numbers")


def _codes(item: Any) -> Iterable[int]:
    data = item.original_bytes if hasattr(item, "original_bytes") else bytes(item)
    return (int.from_bytes(data[n : n + 2], "big") for n in range(0, len(data), 2))


def _run(state: State, start: Matrix, glyphs: tuple[Glyph, ...]) -> Run:
    a, b, c, d, _, _ = start
    assert state.face is not None
    size = state.size * (c * c + d * d) ** 0.5
    scale = state.size / size
    # The em grows upwards in PDF and downwards on our page.
    matrix = (a * scale * state.scale, b * scale * state.scale, -c * scale, -d * scale, 0.0, 0.0)
    return Run(state.face, size, matrix, state.fill, glyphs)


def _fit(look: Any, rect: Any) -> Matrix:
    """Return the matrix that lays an appearance's box onto its annotation's rectangle."""
    x0, y0, x1, y1 = (float(n) for n in look["/BBox"])
    matrix = _matrix(look.get("/Matrix", UNIT))
    corners = [at(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, bottom, right, top = (float(n) for n in rect)
    sx = (right - left) / (max(xs) - min(xs))
    sy = (top - bottom) / (max(ys) - min(ys))
    return times(matrix, (sx, 0, 0, sy, left - min(xs) * sx, bottom - min(ys) * sy))


def _png(image: Any) -> bytes:
    """Return an image object as PNG, its mask as transparency."""
    picture = image.decode_as_image()
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _painted(**how: bool) -> Callable[[Painter, Any], None]:
    return lambda painter, operands: painter.end_path(**{"fill": False, "stroke": False, **how})


def _closed(**how: bool) -> Callable[[Painter, Any], None]:
    def draw(painter: Painter, operands: Any) -> None:
        painter.close(operands)
        painter.end_path(**{"fill": False, "stroke": False, **how})

    return draw


ORDERS: dict[str, Callable[[Painter, Any], None]] = {
    "q": Painter.keep, "Q": Painter.bring_back, "cm": Painter.concat, "gs": Painter.extended,
    "rg": Painter.fill_colour, "g": Painter.fill_colour, "sc": Painter.fill_colour,
    "scn": Painter.fill_colour, "RG": Painter.stroke_colour, "G": Painter.stroke_colour,
    "SC": Painter.stroke_colour, "SCN": Painter.stroke_colour, "w": Painter.line_width,
    "m": Painter.move, "l": Painter.line, "c": Painter.curve, "h": Painter.close,
    "re": Painter.rectangle, "n": _painted(), "f": _painted(fill=True),
    "f*": _painted(fill=True, even_odd=True), "S": _painted(stroke=True),
    "s": _closed(stroke=True), "B": _painted(fill=True, stroke=True),
    "B*": _painted(fill=True, stroke=True, even_odd=True),
    "BT": Painter.begin_text, "Tf": Painter.font, "Tm": Painter.text_matrix,
    "Td": Painter.text_move, "Tc": Painter.text_spacing, "Tz": Painter.text_scale,
    "Ts": Painter.text_rise, "Tj": Painter.show, "TJ": Painter.show_spaced,
    "Do": Painter.xobject,
}  # fmt: skip
# Clipping, joins, dashes, colour spaces and marks of structure paint nothing by themselves.
IGNORED = frozenset({
    "W", "W*", "J", "j", "M", "d", "i", "ri", "cs", "CS", "ET", "Tr", "BMC", "BDC", "EMC", "Tw",
})  # fmt: skip
