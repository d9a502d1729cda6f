"""Reads a scanned seal: a PNG whose paper is transparent and whose ink is red."""

from __future__ import annotations

import io
from typing import Any

from apps.typesetting.signature.art import SQUARE, Raster
from apps.typesetting.signature.refusals import CannotSeal

LEAST, MOST = 500, 4000  # pixels across: 45 mm at 280 and at 2250 dots an inch
INK = 128  # alpha from which a pixel is ink
STRAY = 0.05  # share of the ink that may be of another colour, as scans leave at edges


def read(data: bytes) -> Raster:
    """Return the picture cut to its ink and written anew; raises CannotSeal."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as found:
            if max(found.size) > MOST:
                raise CannotSeal(f"印章图样超过 {MOST}×{MOST} 像素，请缩小后再上传")
            if found.mode not in ("RGBA", "LA", "PA") and "transparency" not in found.info:
                raise CannotSeal("印章图样的底色应当透明，请去掉白底后再上传")
            picture = found.convert("RGBA")
    except CannotSeal:
        raise
    except Exception as broken:  # decoders raise many kinds of errors on broken files
        raise CannotSeal("印章图样的 PNG 已损坏，无法读取") from broken
    cut = _cut(picture)
    _refuse_other_colours(cut)
    out = io.BytesIO()
    cut.save(out, "PNG")
    return Raster(out.getvalue(), cut.size[0])


def _cut(picture: Any) -> Any:
    """Return the square around the ink."""
    from PIL import Image

    box = picture.getchannel("A").point(lambda alpha: 255 if alpha >= INK else 0).getbbox()
    if box is None:
        raise CannotSeal("印章图样是空白的")
    width, height = box[2] - box[0], box[3] - box[1]
    side = max(width, height)
    if abs(width - height) > SQUARE * side + 1:
        raise CannotSeal("印章图样的宽和高不相等，请上传圆形印章的完整图样")
    if side < LEAST:
        raise CannotSeal(f"印章图样不足 {LEAST} 像素，打印不清楚，请重新扫描")
    square = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    square.paste(picture.crop(box), ((side - width) // 2, (side - height) // 2))
    return square


def _refuse_other_colours(picture: Any) -> None:
    from PIL import ImageChops

    red, green, blue, alpha = picture.split()
    ink = alpha.point(lambda a: 255 if a >= INK else 0)
    strong = red.point(lambda v: 255 if v >= 120 else 0)
    pale = ImageChops.lighter(green, blue).point(lambda v: 255 if v <= 140 else 0)
    good = ImageChops.multiply(ImageChops.multiply(strong, pale), ink)
    inked, fine = (channel.histogram()[255] for channel in (ink, good))
    if fine < inked * (1 - STRAY):
        raise CannotSeal("印章图样中有红色以外的颜色，印章应当一律为红色")
    if ink.histogram()[0] < inked * 0.1:
        raise CannotSeal("印章图样的底色应当透明，请去掉底色后再上传")
