"""How a seal looks in a PDF: one form of exactly its diameter, drawn over the text like ink.

Drawn seals multiply with what lies below, so that black text stays black under red; scanned ones
carry their transparency.
"""

from __future__ import annotations

import io
from typing import Any

from apps.typesetting.grid import MM
from apps.typesetting.signature.art import SIDE, Art, Raster, Vector

LETTERS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


class SealStyle:
    """What pyHanko asks for the appearance of a signature field."""

    def __init__(self, art: Art, diameter: float) -> None:
        self._art = art
        self._side = diameter / MM

    def create_stamp(self, writer: Any, box: Any, text_params: Any) -> Any:
        """Return the seal as the appearance of an annotation."""
        return _appearance(writer, self._art, self._side)


def _appearance(writer: Any, art: Art, side: float) -> Any:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.content import AppearanceContent

    name = generic.pdf_name

    class Seal(AppearanceContent):
        def as_form_xobject(self) -> Any:
            data, resources = _drawn(writer, art, side)
            return generic.StreamObject(
                {
                    name("/Type"): name("/XObject"),
                    name("/Subtype"): name("/Form"),
                    name("/BBox"): generic.ArrayObject(
                        generic.FloatObject(f"{n:.4f}") for n in (0, 0, side, side)
                    ),
                    name("/Resources"): resources,
                },
                stream_data=data,
            )

    return Seal(writer)


def _drawn(writer: Any, art: Art, side: float) -> tuple[bytes, Any]:
    """Return drawing orders and the resources they name."""
    from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name

    if isinstance(art, Raster):
        from PIL import Image
        from pyhanko.pdf_utils.images import pil_image

        scan = pil_image(Image.open(io.BytesIO(art.png)), writer)
        held = DictionaryObject({pdf_name("/Scan"): scan})
        return f"{side:.4f} 0 0 {side:.4f} 0 0 cm /Scan Do".encode(), DictionaryObject(
            {pdf_name("/XObject"): held}
        )
    ink = DictionaryObject({pdf_name("/BM"): pdf_name("/Multiply")})
    held = DictionaryObject({pdf_name("/Ink"): ink})
    return orders(art, side), DictionaryObject({pdf_name("/ExtGState"): held})


def orders(art: Vector, side: float) -> bytes:
    """Return the drawing orders of a seal in a square of `side` points, y upwards."""
    scale = side / SIDE
    out = ["/Ink gs", f"{scale:.6f} 0 0 {-scale:.6f} 0 {side:.4f} cm"]
    for piece in art.pieces:
        colour = " ".join(f"{channel:.4f}" for channel in piece.colour)
        out.append(f"{colour} RG {piece.width:g} w" if piece.width else f"{colour} rg")
        for letter, numbers in piece.path:
            out.append(" ".join((*(f"{n:g}" for n in numbers), LETTERS[letter])))
        out.append("S" if piece.width else "f*" if piece.even_odd else "f")
    return "\n".join(out).encode("ascii")
