"""Where seals and stamps stand, and their drawing where one is given.

The places follow the standard; the artwork is a secret of whoever keeps the seal and is never made
up here. It refuses artwork that is no SVG.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from apps.typesetting.grid import HALF, LEFT, ROW, TOP
from apps.typesetting.refusals import CannotTypeset

DIAMETER = 45.0  # of the seal of a city government, millimetres
ABOVE = 2.0  # how far a seal's middle lies below the middle of the name: the pair sits a little low
GAP = 2.0  # least white between two seals
STAMP = (36.0, 18.0)  # a signer's stamp


@dataclass(frozen=True)
class SealBox:
    """One seal or stamp: whose, on which page, and its box in mm from the sheet's upper left."""

    name: str
    left: float
    top: float
    width: float
    height: float
    page: int = 1
    kind: Literal["seal", "stamp"] = "seal"

    def moved(self, x: float, y: float, page: int) -> "SealBox":
        """Return the box on a page, from its place in a block."""
        return replace(self, left=self.left + x, top=self.top + y, page=page)


def seal(
    name: str, centre: float, name_row: int, diameter: float, *, first: bool = True
) -> SealBox:
    """Return the seal over a name whose middle is at `centre` mm in row `name_row` of the block.

    It covers name and date; of the first row of seals the upper edge stays within one row of the
    text above the block.
    """
    middle = (name_row + 0.5) * ROW + ABOVE
    if first:
        middle = min(middle, ROW - HALF - 0.3 + diameter / 2)
    half = diameter / 2
    return SealBox(name, centre - half, middle - half, diameter, diameter)


def drawn(box: SealBox, artwork: Mapping[str, str]) -> str:
    """Return the artwork of a seal at its place on the page, or nothing where none is given."""
    svg = artwork.get(box.name, "")
    if not svg:
        return ""
    if not svg.lstrip().startswith("<svg"):
        raise CannotTypeset(f"“{box.name}”的印章图样不是SVG格式，不能套印。")
    source = base64.b64encode(svg.encode()).decode()
    place = (
        f"left:{box.left - LEFT:.4f}mm;top:{box.top - TOP + HALF:.4f}mm;"
        f"width:{box.width:.4f}mm;height:{box.height:.4f}mm"
    )
    return f'<img class="seal" alt="印章" style="{place}" src="data:image/svg+xml;base64,{source}">'
