"""What stands in a file, one after another: lines of text and tables; and what is left out."""

from dataclasses import dataclass, field


@dataclass
class Piece:
    """One line: a paragraph, or a part of one between hand-made line breaks."""

    text: str
    align: str = ""
    size: float = 0.0
    red: bool = False
    style: str = ""
    new_page: bool = False
    boxed: bool = False  # from a text box
    numbered: str = ""  # the automatic number that now stands in the text
    broken: bool = False  # the line before it belongs to the same paragraph

    @property
    def bare(self) -> str:
        """The text without the blanks at its ends."""
        return self.text.strip(" \t\u3000")


@dataclass
class Grid:
    """A table as rows of cells; spanned cells are written once and left empty after."""

    rows: list[list[str]]
    widths: tuple[float, ...] = ()
    spans: int = 0
    new_page: bool = False
    landscape: bool = False  # on pages that lie across
    pieces: list[Piece] = field(default_factory=list)  # its lines in reading order


Item = Piece | Grid


@dataclass
class Tally:
    """What a file holds beside its text, with the words lost and where it stood."""

    pictures: list[str] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)  # a table of contents
    symbols: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)  # 拼音 above characters
    nested: list[str] = field(default_factory=list)
