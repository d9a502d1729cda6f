"""Where ink really stands: parts of a page as a picture, edges of dark or red ink, red seals."""

from dataclasses import dataclass
from typing import Any

from apps.typesetting.checker.results import Spot
from apps.typesetting.grid import MM

DPI = 600
DARK, REDNESS = 128, 80
COARSE = 36  # dots an inch: enough to find a seal
SMALLEST = 12.0  # mm; smaller red spots are no seals


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres from the upper left corner of its page."""

    left: float
    top: float
    right: float
    bottom: float
    page: int = 1

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half-way across."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def spot(self) -> Spot:
        """Its place."""
        return Spot(self.page, (self.left, self.top, self.right, self.bottom))


class Raster:
    """Draws boxes of a PDF's pages; holds the file open until closed."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(pdf)
        self._document.init_forms()  # else seals in signature fields are not drawn
        self._pages: dict[int, Any] = {}

    def _page(self, number: int) -> Any:
        if number not in self._pages:
            self._pages[number] = self._document[number - 1]
        return self._pages[number]

    def close(self) -> None:
        """Let the file go."""
        self._pages.clear()
        self._document.close()

    def ink(self, page: int, box: Box, *, red: bool = False) -> Box | None:
        """Return the edges of dark (or red) ink inside a box of a page, if there is any."""
        sheet = self._page(page)
        width, height = sheet.get_size()
        crop = (
            max(0.0, box.left / MM), max(0.0, height - box.bottom / MM),
            max(0.0, width - box.right / MM), max(0.0, box.top / MM),
        )  # fmt: skip
        picture = sheet.render(scale=DPI / 72, crop=crop).to_pil().convert("RGB")
        edges = (_red(picture) if red else picture.convert("L").point(_below(DARK))).getbbox()
        if not edges:
            return None
        left, top, right, bottom = (value * 25.4 / DPI for value in edges)
        x, y = max(0.0, box.left), max(0.0, box.top)
        return Box(x + left, y + top, x + right, y + bottom, page)

    def red_spots(self, page: int, below: float) -> list[Box]:
        """Return the boxes of connected red ink below a height, each as large as a seal."""
        picture = self._page(page).render(scale=COARSE / 72).to_pil().convert("RGB")
        mask = _red(picture)
        unit = 25.4 / COARSE
        mask.paste(0, (0, 0, mask.width, int(below / unit)))
        if not mask.getbbox():
            return []
        found = [
            Box(left * unit, top * unit, right * unit, bottom * unit, page)
            for left, top, right, bottom in _islands(mask)
        ]
        seals = [box for box in found if min(box.width, box.height) >= SMALLEST]
        exact = [self.ink(page, _grown(box), red=True) or box for box in seals]
        return [box for box in exact if not any(_holds(other, box) for other in exact)]


def _grown(box: Box) -> Box:
    return Box(box.left - 1, box.top - 1, box.right + 1, box.bottom + 1, box.page)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer != inner and outer.left <= inner.left and outer.right >= inner.right
        and outer.top <= inner.top and outer.bottom >= inner.bottom
    )  # fmt: skip


def _islands(mask: Any) -> list[tuple[int, int, int, int]]:
    """Boxes of connected dots (also corner to corner): runs of neighbouring lines are joined."""
    islands = _Islands()
    above: list[tuple[int, int, int]] = []
    width, data = mask.width, mask.tobytes()
    for y in range(mask.height):
        line, runs = data[y * width : (y + 1) * width], []
        start = line.find(b"\xff")
        while start >= 0:
            end = line.find(b"\x00", start)
            end = width if end < 0 else end
            label = islands.new(start, y, end, y + 1)
            for a, b, other in above:
                if a <= end and b >= start:
                    islands.join(label, other)
            runs.append((start, end, label))
            start = line.find(b"\xff", end)
        above = runs
    return islands.boxes()


class _Islands:
    """Boxes that may turn out to be parts of one: a forest in which each points to its parent."""

    def __init__(self) -> None:
        self._parents: list[int] = []
        self._boxes: list[tuple[int, int, int, int]] = []

    def new(self, *box: int) -> int:
        self._parents.append(len(self._boxes))
        self._boxes.append((box[0], box[1], box[2], box[3]))
        return len(self._boxes) - 1

    def join(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        if one != other:
            a, b = self._boxes[one], self._boxes[other]
            self._parents[other] = one
            self._boxes[one] = (
                min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]),
            )  # fmt: skip

    def boxes(self) -> list[tuple[int, int, int, int]]:
        return [box for n, box in enumerate(self._boxes) if self._parents[n] == n]

    def _root(self, label: int) -> int:
        while self._parents[label] != label:
            label = self._parents[label]
        return label


def _red(picture: Any) -> Any:
    from PIL import ImageChops

    channels = picture.split()
    return ImageChops.subtract(channels[0], channels[1]).point(_above(REDNESS))


def _above(limit: int) -> list[int]:
    return [255 if value > limit else 0 for value in range(256)]


def _below(limit: int) -> list[int]:
    return [255 if value < limit else 0 for value in range(256)]
