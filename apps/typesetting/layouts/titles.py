"""Titles of documents and annexes, captions of tables and figures, as HTML and rows."""

import html
from collections.abc import Iterable

from apps.typesetting.composer import HALVABLE
from apps.typesetting.grid import ROW
from apps.typesetting.markup import plain, run
from apps.typesetting.metrics import metrics
from apps.typesetting.titles import MOST, break_title, extent

CAPTION = 26  # characters of 三号 that stand in one centred row


def titled(text: str, names: Iterable[str] = ()) -> tuple[str, int]:
    """Return a title broken by sense, one row a line."""
    lines = break_title(text, names)
    name = html.escape("".join(lines))  # in the outline of the file it has no line breaks
    made = "\n".join(_line(line) for line in lines)
    style = f"height:{len(lines) * ROW:.4f}mm"
    return f'<h1 class="title biao" title="{name}" style="{style}">{made}</h1>', len(lines)


def _line(text: str) -> str:
    """One line of a title; in one that is too long the marks are halved."""
    over, characters = extent(text) - MOST, []
    for character in text:
        half = over > 0 and character in HALVABLE
        over -= 0.5 * half
        characters.append((character, half))
    return run(characters, metrics("biao"))


def caption(text: str) -> tuple[str, int]:
    """Return the name of a table or figure, centred in 黑体."""
    lines = break_title(text) if len(text) > CAPTION else (text,)
    made = "\n".join(plain(line, "hei") for line in lines)
    style = f"height:{len(lines) * ROW:.4f}mm"
    return f'<p class="hei centre" style="{style}">{made}</p>', len(lines)
