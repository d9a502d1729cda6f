"""Reads a drawn seal: shapes in one red and nothing else.

Text would need a font, pictures and references would need another file, scripts and styles would
need a browser: each is refused by name. What changes the look and is not understood is refused
too, for a seal must not look different from what was approved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element  # noqa: S405 - the type only; defusedxml parses

from apps.typesetting.signature.art import SIDE, SQUARE, Path, Piece, Vector, is_red
from apps.typesetting.signature.refusals import CannotSeal

ELEMENTS, DEPTH, NUMBERS = 5_000, 20, 200_000
FAR = 1e6  # no drawing reaches so far; catches infinities as well
SPACE = "{http://www.w3.org/2000/svg}"
SHAPES = ("path", "circle", "ellipse", "rect", "polygon", "polyline", "line")
SILENT = ("title", "desc", "metadata")  # words about the drawing, dropped
GEOMETRY = frozenset({"d", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height", "points"})
LINES = frozenset({"x1", "y1", "x2", "y2"})
PAINT = frozenset({"fill", "fill-rule", "stroke", "stroke-width"})
# Ends and corners of lines and limits of mitres do not matter for a ring; opacity 1 says nothing.
NEUTRAL = frozenset({
    "id", "version", "viewBox", "transform", "style", "preserveAspectRatio", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "baseProfile",
})  # fmt: skip
KNOWN = GEOMETRY | LINES | PAINT | NEUTRAL
OPAQUE = {"opacity", "fill-opacity", "stroke-opacity"}
NAMED = {"red": "#ff0000", "crimson": "#dc143c"}
TRANSFORM = re.compile(r"(matrix|translate|scale|rotate)\s*\(([^()]*)\)")
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def read(data: bytes) -> Vector:
    """Return the drawing scaled to its ink; raises CannotSeal."""
    from fontTools.misc.transform import Identity

    root = _parsed(data)
    if _name(root) != "svg":
        raise CannotSeal("印章图样不是 SVG 文件")
    count = sum(1 for _ in root.iter())
    if count > ELEMENTS:
        raise CannotSeal(f"印章图样过于复杂（{count} 个图元），请简化后再上传")
    pieces = tuple(_pieces(root, Identity, {"fill": "black"}, 0))
    if not pieces:
        raise CannotSeal("印章图样中没有图形")
    if sum(len(numbers) for p in pieces for _, numbers in p.path) > NUMBERS:
        raise CannotSeal("印章图样的路径过于复杂，请简化后再上传")
    return _scaled(pieces)


def _parsed(data: bytes) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as refused:
        raise CannotSeal("印章图样中有文档类型声明或者实体，不能使用") from refused
    except (ParseError, ValueError, LookupError) as broken:
        raise CannotSeal("印章图样的 SVG 已损坏，无法读取") from broken


def _name(element: Element) -> str:
    return str(element.tag).removeprefix(SPACE)


def _pieces(
    element: Element, matrix: Any, inherited: Mapping[str, str], depth: int
) -> Iterator[Piece]:
    name = _name(element)
    if name in SILENT or (name == "defs" and not len(element)) or name.startswith("{"):
        return
    if name not in ("svg", "g", *SHAPES):
        raise CannotSeal(f"印章图样中有“{name}”，只能使用路径和基本图形")
    if depth > DEPTH:
        raise CannotSeal("印章图样嵌套过深，请取消编组后再上传")
    paint = {**inherited, **_paint(element)}
    matrix = matrix.transform(_transform(element.get("transform", "")))
    if name in SHAPES:
        yield from _painted(_path(name, element, matrix), paint, matrix)
    for child in element:
        yield from _pieces(child, matrix, paint, depth + 1)


def _paint(element: Element) -> dict[str, str]:
    """Return the paint that an element states, by attributes and by style."""
    pairs = [part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part]
    stated = {k: v for k, v in element.attrib.items() if not k.startswith("{")}
    stated |= {name.strip(): value.strip() for name, value in pairs}
    for name, value in stated.items():
        if name.lower().startswith("on") or "href" in name or "url(" in value.lower():
            raise CannotSeal(f"印章图样中有脚本或者外部引用（{name}），不能使用")
        neutral = name in OPAQUE and value in ("1", "1.0", "100%")
        if name not in KNOWN and not neutral and not name.startswith(("-inkscape", "xmlns")):
            raise CannotSeal(f"印章图样使用了不能识别的属性“{name}”，请另存为简单 SVG 后再上传")
    if _name(element) == "rect" and ("rx" in stated or "ry" in stated):
        raise CannotSeal("印章图样中有圆角矩形，请转换为路径后再上传")
    return {name: value for name, value in stated.items() if name in PAINT}


def _numbers(text: str) -> list[float]:
    return [float(word) for word in NUMBER.findall(text)]


def _transform(text: str) -> Any:
    from math import radians

    from fontTools.misc.transform import Identity, Transform

    matrix = Identity
    if TRANSFORM.sub("", text).strip(" ,\t\r\n"):
        raise CannotSeal("印章图样使用了不能识别的变换，请应用变换后再上传")
    for kind, inside in TRANSFORM.findall(text):
        n = _numbers(inside)
        try:
            if kind == "matrix":
                matrix = matrix.transform(Transform(*n))
            elif kind == "translate":
                matrix = matrix.translate(*n)
            elif kind == "scale":
                matrix = matrix.scale(*n)
            else:
                around = n[1:] or [0.0, 0.0]
                turned = matrix.translate(*around).rotate(radians(n[0]))
                matrix = turned.translate(-around[0], -around[1])
        except (TypeError, IndexError) as wrong:
            raise CannotSeal("印章图样的变换有误，无法读取") from wrong
    return matrix


def _path(name: str, element: Element, matrix: Any) -> Path:
    """Return a shape as a path in the square of the whole drawing."""
    from fontTools.svgLib.path import parse_path

    pen = _pen(matrix)
    try:
        parse_path(_data(name, element), pen)
    except CannotSeal:
        raise
    except Exception as broken:  # the parser asserts, pops and converts: each means bad data
        raise CannotSeal("印章图样的路径有误，无法读取") from broken
    return tuple(pen.path)


def _data(name: str, element: Element) -> str:
    get = {k: (_numbers(element.get(k, "0")) or [0.0])[0] for k in GEOMETRY | LINES}
    if name == "path":
        return element.get("d", "")
    if name in ("circle", "ellipse"):
        across, down = (get["r"],) * 2 if name == "circle" else (get["rx"], get["ry"])
        arc = f"a{across},{down} 0 1 0"
        return f"M{get['cx'] - across},{get['cy']}{arc} {2 * across},0{arc} {-2 * across},0z"
    if name == "rect":
        return f"M{get['x']},{get['y']}h{get['width']}v{get['height']}h{-get['width']}z"
    if name == "line":
        return f"M{get['x1']},{get['y1']}L{get['x2']},{get['y2']}"
    points = element.get("points", "")
    return f"M{points}{'z' if name == 'polygon' else ''}" if points.strip() else ""


def _pen(matrix: Any) -> Any:
    from fontTools.pens.basePen import BasePen

    class Pen(BasePen):
        """Keeps M, L, C and Z; quadratic curves arrive as cubic ones."""

        def __init__(self) -> None:
            super().__init__(None)
            self.path: list[tuple[str, tuple[float, ...]]] = []

        def _put(self, letter: str, *points: tuple[float, float]) -> None:
            moved = tuple(n for p in points for n in matrix.transformPoint(p))
            if not all(abs(n) < FAR for n in moved):
                raise CannotSeal("印章图样的坐标超出范围")
            self.path.append((letter, moved))

        def _moveTo(self, pt: Any) -> None:
            self._put("M", pt)

        def _lineTo(self, pt: Any) -> None:
            self._put("L", pt)

        def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:
            self._put("C", pt1, pt2, pt3)

        def _closePath(self) -> None:
            self._put("Z")

    return Pen()


def _painted(path: Path, paint: Mapping[str, str], matrix: Any) -> Iterator[Piece]:
    if not path:
        return
    if fill := _colour(paint.get("fill", "black")):
        yield Piece(path, fill, even_odd=paint.get("fill-rule") == "evenodd")
    if stroke := _colour(paint.get("stroke", "none")):
        width = (_numbers(paint.get("stroke-width", "1")) or [1.0])[0]
        xx, xy, yx, yy = matrix[:4]
        if width:
            yield Piece(path, stroke, width=width * abs(xx * yy - xy * yx) ** 0.5)


def _colour(word: str) -> tuple[float, float, float] | None:
    """Return a red as three numbers, None for no paint; raises CannotSeal for another colour."""
    word = word.strip().lower()
    if word in ("none", "transparent"):
        return None
    text = NAMED.get(word, word)
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        text = "#" + "".join(c * 2 for c in text[1:])
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        channels = [int(text[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    elif text.startswith("rgb(") and len(_numbers(text)) == 3:
        channels = [n / (100 if "%" in text else 255) for n in _numbers(text)]
    else:
        raise CannotSeal(f"印章图样中有“{word}”这种颜色，请一律使用红色")
    red, green, blue = channels
    if not is_red((red, green, blue)):
        raise CannotSeal("印章图样中有红色以外的颜色，印章应当一律为红色")
    return red, green, blue


def _scaled(pieces: tuple[Piece, ...]) -> Vector:
    """Cut the drawing to its ink; a round seal is as wide as it is high."""
    left, top, right, bottom = _edges(pieces)
    width, height = right - left, bottom - top
    side = max(width, height)
    if not 0 < side < FAR or abs(width - height) > SQUARE * side:
        raise CannotSeal("印章图样的宽和高不相等，请上传圆形印章的完整图样")
    scale = SIDE / side
    dx, dy = (side - width) / 2 - left, (side - height) / 2 - top

    def moved(numbers: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(
            round((n + (dy if place % 2 else dx)) * scale, 2) for place, n in enumerate(numbers)
        )

    return Vector(
        tuple(
            Piece(
                tuple((letter, moved(numbers)) for letter, numbers in piece.path),
                piece.colour,
                round(piece.width * scale, 2),
                piece.even_odd,
            )
            for piece in pieces
        )
    )


def _edges(pieces: tuple[Piece, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the ink, half a pen's width beyond drawn lines."""
    from fontTools.misc.bezierTools import calcCubicBounds

    xs: list[float] = []
    ys: list[float] = []
    for piece in pieces:
        here, pen = (0.0, 0.0), piece.width / 2
        for letter, n in piece.path:
            if letter == "Z":
                continue
            box = (
                calcCubicBounds(here, n[0:2], n[2:4], n[4:6]) if letter == "C"
                else (n[0], n[1], n[0], n[1])
            )  # fmt: skip
            xs += [box[0] - pen, box[2] + pen]
            ys += [box[1] - pen, box[3] + pen]
            here = (n[-2], n[-1])
    return min(xs), min(ys), max(xs), max(ys)
