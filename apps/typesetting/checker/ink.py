"""Where ink really stands: a box of the page as a picture of 600 dots an inch, and its edges."""

from dataclasses import dataclass
from typing import Any

from apps.typesetting.grid import MM

DPI = 600
DARK, REDNESS = 128, 80


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


class Raster:
    """Draws boxes of a PDF's pages; holds the file open until closed."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(pdf)

    def close(self) -> None:
        """Let the file go."""
        self._document.close()

    def ink(self, page: int, box: Box, *, red: bool = False) -> Box | None:
        """Return the edges of dark (or red) ink inside a box of a page, if there is any."""
        from PIL import ImageChops

        sheet = self._document[page - 1]
        width, height = sheet.get_size()
        crop = (
            max(0.0, box.left / MM), max(0.0, height - box.bottom / MM),
            max(0.0, width - box.right / MM), max(0.0, box.top / MM),
        )  # fmt: skip
        picture = sheet.render(scale=DPI / 72, crop=crop).to_pil().convert("RGB")
        if red:
            channels = picture.split()
            mask = ImageChops.subtract(channels[0], channels[1]).point(_above(REDNESS))
        else:
            mask = picture.convert("L").point(_below(DARK))
        edges = mask.getbbox()
        if not edges:
            return None
        left, top, right, bottom = (value * 25.4 / DPI for value in edges)
        x, y = max(0.0, box.left), max(0.0, box.top)
        return Box(x + left, y + top, x + right, y + bottom)


def _above(limit: int) -> list[int]:
    return [255 if value > limit else 0 for value in range(256)]


def _below(limit: int) -> list[int]:
    return [255 if value < limit else 0 for value in range(256)]
