"""Writes one page as OFD elements: text, paths, pictures, each with its rectangle in mm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape

from apps.typesetting.readback import Picture, Run, Shape, Sheet
from apps.typesetting.readback.sheets import SAME_ROW, Colour

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# How far ink may reach beyond the em box, in em: readers may cut at an object's rectangle.
ABOVE, BELOW, BESIDE = 1.05, 0.35, 0.15
REPEATED = 3  # from so many equal distances on, OFD's short form "g count distance" is shorter

NewID = Callable[[], int]


def number(value: float) -> str:
    """Return a length with at most three decimals: a thousandth of a millimetre."""
    return f"{value:.3f}".rstrip("0").rstrip(".").replace("-0", "0", 1) if value else "0"


def numbers(values: Iterable[float]) -> str:
    """Return lengths with blanks between them."""
    return " ".join(number(value) for value in values)


def page(sheet: Sheet, new_id: NewID, fonts: Callable[[Run], int], media: Callable[[Picture], int]
         ) -> str:  # fmt: skip
    """Return Content.xml of a page; seals lie below the text, so that red never hides black."""
    back = [_shape(s, new_id) for s in sheet.shapes if s.of_annotation]
    back += [_picture(p, new_id, media) for p in sheet.pictures if p.of_annotation]
    body = [_shape(s, new_id) for s in sheet.shapes if not s.of_annotation]
    body += [_picture(p, new_id, media) for p in sheet.pictures if not p.of_annotation]
    body += [_text(run, new_id, fonts(run)) for run in in_reading_order(sheet.runs)]
    layers = "".join(
        f'<ofd:Layer ID="{new_id()}" Type="{kind}">{"".join(objects)}</ofd:Layer>'
        for kind, objects in (("Background", back), ("Body", body))
        if objects
    )
    box = f"0 0 {numbers((sheet.width, sheet.height))}"
    return (
        f"{HEAD}<ofd:Page {NAMESPACE}><ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>"
        f"<ofd:Content>{layers}</ofd:Content></ofd:Page>"
    )


def in_reading_order(runs: Sequence[Run]) -> list[Run]:
    """Return runs from top to bottom and left to right; what does not stand upright comes last."""
    upright = sorted((run for run in runs if run.upright), key=lambda run: run.y)
    lines: list[list[Run]] = []
    for run in upright:
        if not lines or run.y - lines[-1][0].y > SAME_ROW:
            lines.append([])
        lines[-1].append(run)
    ordered = [run for line in lines for run in sorted(line, key=lambda run: run.x)]
    return ordered + [run for run in runs if not run.upright]


def _text(run: Run, new_id: NewID, font: int) -> str:
    a, b, c, d, _, _ = run.matrix
    size, across = run.size, (a * a + b * b) ** 0.5
    last = run.glyphs[-1]
    length = ((last.x - run.x) ** 2 + (last.y - run.y) ** 2) ** 0.5 / across + last.advance / across
    corners = [
        (run.x + x * a + y * c, run.y + x * b + y * d)
        for x in (-BESIDE * size, length + BESIDE * size)
        for y in (-ABOVE * size, BELOW * size)
    ]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - top
    turned = abs(a - 1) > 1e-4 or abs(b) > 1e-4 or abs(c) > 1e-4 or abs(d - 1) > 1e-4
    matrix = f' CTM="{" ".join(f"{n:.6g}" for n in (a, b, c, d, 0, 0))}"' if turned else ""
    x, y = _back(run, run.x - left, run.y - top)
    return (
        f'<ofd:TextObject ID="{new_id()}" Boundary="{numbers((left, top, width, height))}"'
        f' Font="{font}" Size="{number(size)}"{matrix}>{_fill(run.colour)}'
        f'<ofd:TextCode X="{number(x)}" Y="{number(y)}"{_steps(run, across)}>'
        f"{escape(run.text)}</ofd:TextCode></ofd:TextObject>"
    )


def _back(run: Run, x: float, y: float) -> tuple[float, float]:
    """Return a place of the page's millimetres in those of the run's own matrix."""
    a, b, c, d, _, _ = run.matrix
    area = a * d - b * c
    return (d * x - c * y) / area, (a * y - b * x) / area


def _steps(run: Run, across: float) -> str:
    """Return the distances between the glyphs, rounded so that errors do not add up."""
    places = [
        ((glyph.x - run.x) ** 2 + (glyph.y - run.y) ** 2) ** 0.5 / across for glyph in run.glyphs
    ]
    rounded = [round(place, 3) for place in places]
    steps = [number(after - before) for before, after in zip(rounded, rounded[1:], strict=False)]
    out: list[str] = []
    while steps:
        same = next((n for n, step in enumerate(steps) if step != steps[0]), len(steps))
        out += [f"g {same} {steps[0]}"] if same > REPEATED else steps[:same]
        steps = steps[same:]
    return f' DeltaX="{" ".join(out)}"' if out else ""


def _shape(shape: Shape, new_id: NewID) -> str:
    left, top, right, bottom = shape.box
    pen = shape.width / 2 if shape.stroke else 0.0
    left, top, right, bottom = left - pen, top - pen, right + pen, bottom + pen
    letters = {"M": "M", "L": "L", "C": "B", "Z": "C"}
    drawn = " ".join(
        f"{letters[letter]} {numbers(n - (top if k % 2 else left) for k, n in enumerate(points))}"
        if points else letters[letter]
        for letter, points in shape.path
    )  # fmt: skip
    paint = _stroke(shape.stroke) if shape.stroke else ""
    paint += _fill(shape.fill) if shape.fill else ""
    width = f' LineWidth="{number(shape.width)}"' if shape.stroke else ""
    rule = ' Rule="Even-Odd"' if shape.even_odd else ""
    flags = f'Stroke="{_truth(shape.stroke)}" Fill="{_truth(shape.fill)}"'
    return (
        f'<ofd:PathObject ID="{new_id()}"'
        f' Boundary="{numbers((left, top, right - left, bottom - top))}"'
        f" {flags}{width}{rule}>{paint}<ofd:AbbreviatedData>{drawn}</ofd:AbbreviatedData>"
        "</ofd:PathObject>"
    )


def _picture(picture: Picture, new_id: NewID, media: Callable[[Picture], int]) -> str:
    a, b, c, d, e, f = picture.matrix
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    left, top = min(xs), min(ys)
    # OFD's unit square grows downwards: its origin is where PDF's has (0, 1).
    matrix = (a, b, -c, -d, e + c - left, f + d - top)
    box = numbers((left, top, max(xs) - left, max(ys) - top))
    return (
        f'<ofd:ImageObject ID="{new_id()}" Boundary="{box}" CTM="{numbers(matrix)}"'
        f' ResourceID="{media(picture)}"/>'
    )


def _truth(value: object) -> str:
    return "true" if value else "false"


def _fill(colour: Colour) -> str:
    return f'<ofd:FillColor Value="{_value(colour)}"/>'


def _stroke(colour: Colour) -> str:
    return f'<ofd:StrokeColor Value="{_value(colour)}"/>'


def _value(colour: Colour) -> str:
    return " ".join(str(round(channel * 255)) for channel in colour)
