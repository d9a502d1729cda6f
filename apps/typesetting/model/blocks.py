"""What a body is made of: paragraphs that know their level, tables, figures.

It refuses a table with uneven rows, a level beyond 4, and a picture that is neither PNG nor JPEG.
"""

import base64
import binascii
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from apps.typesetting.model.pictures import Size, size_of

ParagraphKind = Literal["text", "chapter", "centred", "flush"]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `lead` of its first characters stand in the face of its level."""

    text: str
    level: int = 0  # 0 plain, 1 一、 2 （一） 3 1. 4 （1）
    lead: int = 0
    kind: ParagraphKind = "text"

    def __post_init__(self) -> None:
        if self.kind not in get_args(ParagraphKind):
            raise ValueError(f"段落类别“{self.kind}”无法识别。")
        if not 0 <= self.level <= 4:
            raise ValueError(f"段落层次应当为0至4，现为{self.level}。")


@dataclass(frozen=True)
class Table:
    """A plain table: a head row that repeats on each page, rows of cells, relative widths.

    A landscape table lies on pages of its own, its head at their left edge.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    title: str = ""
    landscape: bool = False

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.header)]
        if not self.header or wrong or len(self.widths) not in (0, len(self.header)):
            raise ValueError("表格每一行的栏数应当与表头相同。")
        widths = tuple(float(width) for width in self.widths)
        if not all(math.isfinite(width) and width > 0 for width in widths):
            raise ValueError("表格各栏的宽度应当大于0。")
        object.__setattr__(self, "widths", widths)


@dataclass(frozen=True)
class Figure:
    """A picture (PNG or JPEG, base64 without line breaks) in rows of its own, centred.

    `width` in millimetres; 0 means as wide as the type area or the picture at 150 dots an inch.
    """

    data: str
    caption: str = ""
    width: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", float(self.width))
        if not (math.isfinite(self.width) and self.width >= 0):
            raise ValueError("图的宽度应当大于0。")
        if base64.b64encode(self.content).decode() != self.data:
            raise ValueError("图的数据应当为不分行的Base64。")
        self.size  # noqa: B018 - refuses what is no picture

    @property
    def content(self) -> bytes:
        """The picture file."""
        try:
            return base64.b64decode(self.data, validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValueError("图的数据应当为不分行的Base64。") from error

    @cached_property
    def size(self) -> Size:
        """Type and pixels of the picture."""
        return size_of(self.content)


Block = Paragraph | Table | Figure
