"""The image of a seal, reduced to what may be drawn: red paths, or red pixels on nothing.

Whatever is uploaded is read, judged and written anew by us (`bytes_of`); not a byte of the upload
itself is kept. The outer edge of the ink is the edge of the image, so that a diameter in
millimetres means the seal's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from apps.typesetting.signature.refusals import CannotSeal

SIDE = 1000.0  # the square that a vector image is scaled to
UPLOAD_LIMIT = 3 * 1024 * 1024  # bytes
SQUARE = 0.02  # how far width and height may differ, of the larger
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"

Path = tuple[tuple[str, tuple[float, ...]], ...]  # M, L, C, Z with their numbers


@dataclass(frozen=True, slots=True)
class Piece:
    """One path: filled, or drawn with a pen of `width` where that is not 0."""

    path: Path
    colour: tuple[float, float, float]
    width: float = 0.0
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Vector:
    """A drawn seal in a square of SIDE, y downwards."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Raster:
    """A scanned seal: a square PNG with transparency, cut to its ink."""

    png: bytes
    pixels: int


Art = Vector | Raster


def read_art(data: bytes) -> Art:
    """Return the image that an upload holds; raises CannotSeal with a Chinese sentence."""
    from apps.typesetting.signature import png, svg

    if not data:
        raise CannotSeal("印章图样是空文件")
    if len(data) > UPLOAD_LIMIT:
        raise CannotSeal(f"印章图样超过 {UPLOAD_LIMIT // (1024 * 1024)} MB")
    if data.startswith(PNG_MAGIC):
        return png.read(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return svg.read(data)
    raise CannotSeal("印章图样只收 SVG 或者 PNG 文件")


def bytes_of(art: Art) -> bytes:
    """Return the canonical file of an image, which `read_art` reads back to the same."""
    if isinstance(art, Raster):
        return art.png
    drawn = "".join(_element(piece) for piece in art.pieces)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE:g} {SIDE:g}">{drawn}</svg>'
    ).encode("ascii")


def _element(piece: Piece) -> str:
    words = " ".join(
        letter + ",".join(f"{n:.2f}".rstrip("0").rstrip(".") for n in numbers)
        for letter, numbers in piece.path
    )
    colour = "#" + "".join(f"{round(channel * 255):02x}" for channel in piece.colour)
    if piece.width:
        paint = f'fill="none" stroke="{colour}" stroke-width="{piece.width:.2f}"'
    else:
        rule = ' fill-rule="evenodd"' if piece.even_odd else ""
        paint = f'fill="{colour}"{rule}'
    return f'<path {paint} d="{words}"/>'


def is_red(colour: tuple[float, float, float]) -> bool:
    """Say whether a colour (0 to 1) can be the red of a seal."""
    red, green, blue = colour
    return red >= 0.6 and green <= 0.35 and blue <= 0.35
