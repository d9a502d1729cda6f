"""Fonts as a PDF carries them: widths, the text of each code, the font program itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from apps.typesetting.readback.sheets import Unreadable

DEFAULT_WIDTH = 1000.0  # of 1000 to the em, where a font says nothing (/DW)
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass(eq=False, slots=True)
class Face:
    """One embedded font: two bytes a code, the code being the number of the glyph."""

    name: str  # without the subset's tag: GW-FangSong
    widths: dict[int, float]
    default: float
    texts: dict[int, str]
    program: bytes

    def width(self, code: int) -> float:
        """Return the advance of a code in em."""
        return self.widths.get(code, self.default) / 1000

    def text(self, code: int) -> str:
        """Return the one character that a code writes; Unreadable where it is none or several."""
        found = self.texts.get(code, "")
        if len(found) != 1:
            raise Unreadable(f"{self.name}: code {code} stands for {found!r}")
        return found


def read_face(font: Any) -> Face:
    """Return an embedded composite font with identity codes, the only kind we write."""
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        raise Unreadable(f"font {font.get('/BaseFont')}: {font.get('/Subtype')}")
    inner = font["/DescendantFonts"][0].get_object()
    descriptor = inner["/FontDescriptor"].get_object()
    program = next((descriptor[k] for k in ("/FontFile2", "/FontFile3") if k in descriptor), None)
    if program is None or "/ToUnicode" not in font:
        raise Unreadable(f"font {font.get('/BaseFont')} is not embedded with its texts")
    return Face(
        name=str(font["/BaseFont"]).lstrip("/").split("+")[-1],
        widths=width_table(inner.get("/W", [])),
        default=float(inner.get("/DW", DEFAULT_WIDTH)),
        texts=text_table(font["/ToUnicode"].get_object().get_data()),
        program=program.get_object().get_data(),
    )


def width_table(table: Any) -> dict[int, float]:
    """Return the widths of /W by code: `first [w w …]` and `first last w`."""
    found: dict[int, float] = {}
    items = [item.get_object() if hasattr(item, "get_object") else item for item in table]
    place = 0
    while place < len(items):
        first = int(items[place])
        if isinstance(items[place + 1], list):
            for offset, width in enumerate(items[place + 1]):
                found[first + offset] = float(width)
            place += 2
        else:
            for code in range(first, int(items[place + 1]) + 1):
                found[code] = float(items[place + 2])
            place += 3
    return found


def text_table(cmap: bytes) -> dict[int, str]:
    """Return the texts of a ToUnicode table by code: its bfchar and bfrange blocks."""
    found: dict[int, str] = {}
    for kind, block in _BLOCK.findall(cmap):
        words = [opened or closed or value for value, opened, closed in _HEX.findall(block)]
        if kind == b"bfchar":
            for code, text in zip(words[0::2], words[1::2], strict=True):
                found[int(code, 16)] = _text(text)
        else:
            _ranges(words, found)
    return found


def _ranges(words: list[bytes], found: dict[int, str]) -> None:
    place = 0
    while place < len(words):
        first, last = int(words[place], 16), int(words[place + 1], 16)
        place += 2
        if words[place] == b"[":
            for code in range(first, last + 1):
                place += 1
                found[code] = _text(words[place])
            place += 2
        else:
            start = _text(words[place])
            for code in range(first, last + 1):
                found[code] = start[:-1] + chr(ord(start[-1]) + code - first)
            place += 1


def _text(word: bytes) -> str:
    return bytes.fromhex(word.decode("ascii")).decode("utf-16-be")
