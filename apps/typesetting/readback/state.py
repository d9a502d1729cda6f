"""What a content stream keeps while it draws: matrix, colours, font; and sums with matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apps.typesetting.readback.faces import Face
from apps.typesetting.readback.sheets import Colour, Matrix, Unreadable

BLACK: Colour = (0.0, 0.0, 0.0)
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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


def got(value: Any) -> Any:
    """Return an object itself, whether it stands here or is referred to."""
    return value.get_object() if hasattr(value, "get_object") else value


def matrix_of(numbers: Any) -> Matrix:
    """Return six numbers as a matrix."""
    a, b, c, d, e, f = (float(n) for n in numbers)
    return a, b, c, d, e, f


def colour_of(numbers: Any) -> Colour:
    """Return grey or RGB as three numbers; Unreadable for inks."""
    values = [float(n) for n in numbers if not isinstance(n, str)]
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) == 3:
        return values[0], values[1], values[2]
    raise Unreadable(f"colour of {len(values)} numbers")


def fit(look: Any, rect: Any) -> Matrix:
    """Return the matrix that lays an appearance's box onto its annotation's rectangle."""
    x0, y0, x1, y1 = (float(n) for n in look["/BBox"])
    matrix = matrix_of(look.get("/Matrix", UNIT))
    corners = [at(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, bottom, right, top = (float(n) for n in rect)
    sx = (right - left) / (max(xs) - min(xs))
    sy = (top - bottom) / (max(ys) - min(ys))
    return times(matrix, (sx, 0, 0, sy, left - min(xs) * sx, bottom - min(ys) * sy))
