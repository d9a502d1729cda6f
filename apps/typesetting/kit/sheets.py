"""Sheets of any size with pieces placed on them, all in millimetres from the upper left corner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from apps.typesetting.composer import Measure, compose
from apps.typesetting.grid import MM
from apps.typesetting.layouts import page_of
from apps.typesetting.markup import bar, plain, run, tracked
from apps.typesetting.metrics import metrics
from apps.typesetting.rendering import Progress, Rendered, finished, to_pdf

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True)
class Paper:
    """The size of a sheet, millimetres."""

    width: float
    height: float

    @property
    def css(self) -> str:
        """The page rule: no margins, pieces know their places."""
        size = f"{self.width}mm {self.height}mm"
        return f"@page{{size:{size};margin:0}}section{{height:{self.height - 0.02:.2f}mm}}"


A4, A4_ACROSS = Paper(210.0, 297.0), Paper(297.0, 210.0)


@dataclass
class Sheets:
    """The pages of one piece of paper, while they fill."""

    paper: Paper = A4
    pages: list[list[str]] = field(default_factory=lambda: [[]])

    def put(self, html: str) -> None:
        """Add a piece to the last page."""
        self.pages[-1].append(html)

    def open_page(self) -> None:
        """Begin a new page."""
        self.pages.append([])

    def render(self, name: str, author: str, progress: Progress | None = None) -> Rendered:
        """Return the finished file."""
        body = "".join(f"<section>{''.join(pieces)}</section>" for pieces in self.pages)
        html = page_of(name, author, body, css=self.paper.css)
        return finished(to_pdf(html, len(self.pages), progress), len(self.pages))


@dataclass(frozen=True)
class Type:
    """How a text is set: role of the face, size in points, distance of lines in mm, colour."""

    role: str = "fang"
    size: float = 14.0
    pitch: float = 8.0
    align: Align = "left"
    red: bool = False

    @property
    def css(self) -> tuple[str, str]:
        """Classes and declarations."""
        colour = "color:#e60012;" if self.red else ""
        where = {"left": "left", "centre": "center", "right": "right"}[self.align]
        style = (
            f"font-size:{self.size:.2f}pt;line-height:{self.pitch:.2f}mm;letter-spacing:0;"
            f"text-align:{where};{colour}"
        )
        return ("" if self.role == "fang" else self.role), style


def lines_of(text: str, width: float, kind: Type, names: Sequence[str] = ()) -> list[str]:
    """Return a text as composed lines of HTML, at most `width` mm wide."""
    font = metrics(kind.role)
    measure = Measure(size=kind.size, width=width / MM, first=0.0, rest=0.0, tracking=0.0)
    out: list[str] = []
    for part in text.split("\n"):
        for line in compose(part, font, measure, names):
            out.append(tracked(run(line.characters, font), line.tracking, 0.0, exact=True))
    return out


def text_box(x: float, y: float, width: float, lines: Sequence[str], kind: Type) -> str:
    """Return composed lines as one block whose upper left corner stands at x, y."""
    css, style = kind.css
    height = len(lines) * kind.pitch
    place = f"left:{x:.3f}mm;top:{y:.3f}mm;width:{width:.3f}mm;height:{height:.3f}mm"
    return f'<div class="abs {css}" style="{style}{place}">' + "\n".join(lines) + "</div>"


def fitted(text: str, width: float, role: str, largest: float) -> float:
    """Return the largest size in points at which a text fits into a width in mm."""
    natural = metrics(role).width(text, 1.0, 0.0)
    return min(largest, width / natural) if natural else largest


def rule(x: float, y: float, width: float, height: float) -> str:
    """Return a black bar, upright or level."""
    return bar(x, y, width, height, "black")


def heading(text: str, y: float, paper: Paper, size: float, *, red: bool = False) -> str:
    """Return one centred row in 小标宋, as large as fits."""
    size = fitted(text, paper.width - 40.0, "biao", size)
    kind = Type("biao", size, size * MM * 1.4, "centre", red)
    return text_box(0, y, paper.width, [plain(text, "biao")], kind)
