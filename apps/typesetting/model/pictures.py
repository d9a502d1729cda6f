"""Reads the type and the pixels of a picture from its first bytes; draws and decodes nothing.

It refuses everything but PNG and JPEG, and pictures of more pixels than a page can use.
"""

import struct
from typing import NamedTuple

MOST_PIXELS = 50_000_000
PNG = b"\x89PNG\r\n\x1a\n"
# Start-of-frame markers of JPEG: all of C0..CF but the tables DHT, JPG and DAC.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset(range(0xD0, 0xD8)) | {0x01}  # markers without a length


class Size(NamedTuple):
    """Media type and pixels."""

    media: str
    width: int
    height: int


def size_of(content: bytes) -> Size:
    """Return type and pixels of a PNG or JPEG; ValueError with a Chinese sentence for others."""
    if content.startswith(PNG) and content[12:16] == b"IHDR" and len(content) > 24:
        found = Size("image/png", *struct.unpack(">II", content[16:24]))
    elif content.startswith(b"\xff\xd8"):
        found = Size("image/jpeg", *_jpeg(content))
    else:
        raise ValueError("图只能是PNG或者JPEG格式。")
    if not 0 < found.width * found.height <= MOST_PIXELS:
        raise ValueError("图的像素数应当大于0，不超过5000万。")
    return found


def _jpeg(content: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:  # a fill byte
            place += 1
        elif marker in FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        elif marker in ALONE:
            place += 2
        else:
            place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    raise ValueError("JPEG图不完整，读不出尺寸。")
