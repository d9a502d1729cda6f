"""Small pieces of HTML: composed lines, single runs at a place in millimetres, bars.

Everything that came from a person goes through `html.escape` here and nowhere else (names of
headings and metadata apart). A <b> is a closing mark and a <u> an opening mark half a cell wide; an
<i> is a character that the main font lacks, kept from disturbing the row.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from apps.typesetting import fonts
from apps.typesetting.composer import BLANK_LEFT, Line, Measure, compose
from apps.typesetting.grid import FIT, MM, TRACKING
from apps.typesetting.metrics import Metrics, metrics

STEP = 0.02  # points of tracking between two style classes: at most 0.1 mm over a line
STEPS = 60  # classes each way; beyond them a line carries its own tracking
LIGHT_DIGITS = "GW-HeiTi"  # its digits are hairlines beside its characters; ours are borrowed


@dataclass
class Lines:
    """Consecutive lines of one paragraph: (indent in points, HTML), all hanging at `hang`."""

    rows: list[tuple[float, str]]
    hang: float = 0.0
    css: str = ""
    kind: Literal["text", "address", "list"] = "text"
    tag: str = "p"

    @property
    def together(self) -> bool:
        """Whether it moves to another page only as a whole."""
        return self.kind == "list"

    def part(self, rows: list[tuple[float, str]]) -> "Lines":
        """Return the same paragraph with these of its lines."""
        return replace(self, rows=rows)

    def html(self) -> str:
        """Return one block, a line break where the composer broke."""
        indent = self.rows[0][0] - self.hang
        style = f"padding-left:{self.hang:.3f}pt;" if self.hang else ""
        css = self.css
        if abs(indent - 2 * FIT) < 0.01:
            css = f"{css} in".strip()
        elif abs(indent) > 0.01:
            style += f"text-indent:{indent:.3f}pt"
        text = "\n".join(row for _, row in self.rows)
        return (
            f"<{self.tag}{_attribute('class', css)}{_attribute('style', style)}>{text}</{self.tag}>"
        )


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""


def run(characters: Sequence[tuple[str, bool]], font: Metrics) -> str:
    """Return characters of one line as HTML, halved and rare ones marked."""

    def tag(pair: tuple[str, bool]) -> str:
        character, half = pair
        if half:
            return "u" if character in BLANK_LEFT else "b"
        return "" if font.has(character) or character == " " else "i"

    out = []
    for name, pairs in groupby(characters, key=tag):
        text = html.escape("".join(character for character, _ in pairs))
        out.append(f"<{name}>{text}</{name}>" if name else text)
    return "".join(out)


def plain(text: str, role: str = "fang") -> str:
    """Return a text on one line as HTML."""
    if role == "hei" and fonts.faces()[role].family == LIGHT_DIGITS:
        parts = re.split(r"([!-~]+)", text)
        return "".join(
            f'<span class="biao">{run(_whole(part), metrics("biao"))}</span>' if place % 2
            else run(_whole(part), metrics(role))
            for place, part in enumerate(parts)
        )  # fmt: skip
    return run(_whole(text), metrics(role))


def _whole(text: str) -> list[tuple[str, bool]]:
    return [(character, False) for character in text]


@dataclass(frozen=True)
class Style:
    """How a paragraph looks: its first `lead` characters in the face `face`, names kept whole."""

    lead: int = 0
    face: str = ""
    kind: Literal["text", "address", "list"] = "text"
    tag: str = "p"
    names: tuple[str, ...] = ()


def paragraph(text: str, measure: Measure | None = None, style: Style | None = None) -> Lines:
    """Return a composed paragraph."""
    measure, style = measure or Measure(), style or Style()
    rows, left = [], style.lead
    measure = replace(measure, kept=style.lead)
    for line in compose(text, metrics(), measure, style.names):
        taken = min(left, len(line.characters))
        left -= taken
        rows.append((line.indent, _row(line, taken, style.face, measure.tracking)))
    return Lines(rows, measure.rest, kind=style.kind, tag=style.tag)


def _row(line: Line, lead: int, face: str, tracking: float) -> str:
    text = run(line.characters[lead:], metrics())
    if lead:
        text = f'<span class="{face}">{run(line.characters[:lead], metrics(face))}</span>{text}'
    return tracked(text, line.tracking, tracking)


def tracked(text: str, wanted: float, tracking: float) -> str:
    """Return a line with its own tracking (points) where it differs from the paragraph's."""
    steps = round((wanted - tracking) / STEP)
    if abs(steps) > STEPS:
        return f'<span style="letter-spacing:{wanted:.3f}pt">{text}</span>'
    return f'<span class="{"n" if steps < 0 else "w"}{abs(steps)}">{text}</span>' if steps else text


def centred(text: str, top: float, css: str = "") -> str:
    """Return one row across the type area, centred; `top` in mm in the box of rows."""
    return f'<div class="abs wide centre {css}" style="top:{top:.4f}mm">{plain(text)}</div>'


def placed(text: str, left: float, top: float, css: str = "", role: str = "fang") -> str:
    """Return a run whose left edge and row stand at these millimetres in the box of rows."""
    style = f"left:{left:.4f}mm;top:{top:.4f}mm"
    return f'<div class="abs {css}" style="{style}">{plain(text, role)}</div>'


def spaced(text: str, left: float, top: float, width: float) -> str:
    """Return a run spread evenly so that its first and last characters touch both edges (mm)."""
    font = metrics()
    more = (width - font.width(text)) / max(1, len(text) - 1)
    if more < 0.01 or len(text) < 2:
        return placed(text, left, top)
    style = f"left:{left:.4f}mm;top:{top:.4f}mm;letter-spacing:{TRACKING + more / MM:.4f}pt"
    return f'<div class="abs" style="{style}">{plain(text)}</div>'


def bar(left: float, top: float, width: float, height: float, css: str) -> str:
    """Return a filled bar (borders are drawn as pairs that nobody can measure)."""
    return (
        f'<div class="bar {css}" style="left:{left:.4f}mm;top:{top:.4f}mm;'
        f'width:{width:.4f}mm;height:{height:.4f}mm"></div>'
    )


def spread(name: str, cells: int) -> str:
    """Return a name of two characters set over three, as lists of names do."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 and cells > 2 else name
