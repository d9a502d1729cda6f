"""The measures of a Word page, in twips (twentieths of a point), and the faces' official names.

A row is 28.9 pt exactly: 22 rows fill 224.3 of the 225 mm of the type area, and no program rounds
them to 21. A character of 16 pt gives up a quarter of a point, so that 28 fill 155.6 of 156 mm.
"""

from collections.abc import Mapping
from types import MappingProxyType

POINT = 20
MM = 1440 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = (round(mm * MM) for mm in (37, 35, 28, 26))
WIDTH, HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM

ROW = 578
PITCH = 579  # of the line grid
BODY, TITLE, SMALL = 32, 44, 28  # half-points: 三号, 二号, 四号
TRACKING = -5
CELL = BODY * 10 + TRACKING  # what one character takes
SMALL_CELL = SMALL * 10

# In a line of exact height the baseline lies at four fifths of it; ink and em stand around it.
BASELINE = 0.8
EM_TOP, EM_BOTTOM = 0.88, 0.12
INK_TOP, INK_BOTTOM = 0.83, 0.08
MARK_LINE = 1.2  # height of a mark's line, of its size

RED = "FF0000"
FACES: Mapping[str, str] = MappingProxyType(
    {
        "fang": "仿宋_GB2312",
        "hei": "黑体",
        "kai": "楷体_GB2312",
        "song": "宋体",
        "biao": "方正小标宋简体",
    }
)


def twips(mm: float) -> int:
    """Return millimetres as twips."""
    return round(mm * MM)


def em_top_in_row(half_points: int, row: int = ROW) -> float:
    """Return how far below the upper edge of its row the em box of a text begins, in mm."""
    return (row * BASELINE - EM_TOP * half_points * 10) / MM


def width(text: str) -> int:
    """Return how wide a line of 三号 is: letters and digits take half a character."""
    halves = sum(character.isascii() for character in text)
    return (len(text) - halves) * CELL + halves * (BODY * 5 + TRACKING)
