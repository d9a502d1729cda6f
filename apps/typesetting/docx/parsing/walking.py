"""Walks a file from its first paragraph to its last and lays out what stands there, in order.

Text of a box stands before the paragraph it hangs on, a table where it stands. Refuses a file
longer than a document can be.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element  # noqa: S405  (only the class)

from apps.typesetting.docx.parsing.grids import Cell, filled
from apps.typesetting.docx.parsing.markup import (
    attribute,
    child,
    children,
    is_on,
    local,
    number,
    value,
    within,
)
from apps.typesetting.docx.parsing.numbering import Numbering
from apps.typesetting.docx.parsing.package import Package
from apps.typesetting.docx.parsing.pieces import Grid, Item, Piece, Tally
from apps.typesetting.docx.parsing.styles import Look, Styles, look_of
from apps.typesetting.docx.parsing.words import DEEPEST, Words, words_of
from apps.typesetting.docx.refusal import CannotRead

PIECES = 30_000  # lines and cells of one file
CHARACTERS = 500_000
TOO_LONG = "文件超过50万字或者3万段，不能作为一件公文导入，请拆分后再导入。"
PASSED = frozenset({"ins", "moveTo", "customXml", "smartTag", "sdtContent"})
CONTENTS = "toc"
FOLIO = "-—－–·第页共 0123456789"


class Walker:
    """The pieces of one file, and the tally of what is no text."""

    def __init__(self, package: Package) -> None:
        self.items: list[Item] = []
        self.tally = Tally()
        self._package = package
        self._styles = Styles(next(package.related("styles"), None))
        self._numbering = Numbering(next(package.related("numbering"), None))
        self._footnotes = dict(_footnotes(package))
        self._count = self._letters = 0
        self._new_page = self._joined = False
        self._grids: list[Grid] = []  # of the section that is being read
        self.margins: list[Piece] = []  # lines of headers and footers
        body = child(package.main, "body")
        if body is None:
            raise CannotRead("文件中没有正文，不能导入。")
        self._blocks(body, 0, boxed=False)
        self.tally.comments += _comments(package)

    def _blocks(self, parent: Iterable[Element], depth: int, *, boxed: bool) -> None:
        if depth > DEEPEST:
            raise CannotRead("文件内部层次过深，不能导入。")
        for found in parent:
            name = local(found)
            if name == "p":
                self._paragraph(found, depth, boxed=boxed)
            elif name == "tbl":
                self._table(found, depth)
            elif name == "sdt":
                self._content(found, depth, boxed=boxed)
            elif name in PASSED or name == "AlternateContent":
                inner = child(found, "Choice") if name == "AlternateContent" else found
                self._blocks(() if inner is None else inner, depth + 1, boxed=boxed)
            else:
                self._other(found, name)

    def _other(self, found: Element, name: str) -> None:
        if name in ("del", "moveFrom"):
            self.tally.deleted.append(words_of(found))
        elif name == "altChunk":
            self.tally.objects.append(self._near())
        elif name == "sectPr":
            self._section(found)

    def _content(self, found: Element, depth: int, *, boxed: bool) -> None:
        """A block of content control; a table of contents is left out: it is no text of its own."""
        inner = child(found, "sdtContent")
        if "contents" in value(found, "sdtPr", "docPartObj", "docPartGallery").lower():
            self.tally.contents.append(words_of(found)[:60])
        elif inner is not None:
            self._blocks(inner, depth + 1, boxed=boxed)

    def _near(self) -> str:
        text = self._last_words()
        return f"“{text[-12:]}”之后" if text else "文首"

    def _last_words(self) -> str:
        """Return the last line before the place where the reading is, one of a table too."""
        for item in reversed(self.items):
            piece = item if isinstance(item, Piece) else item.pieces[-1]
            if piece.bare:
                return piece.bare
        return ""

    def _paragraph(self, paragraph: Element, depth: int, *, boxed: bool) -> None:
        properties = child(paragraph, "pPr")
        style = self._styles.look(value(properties, "pStyle"))
        if style.name.startswith(CONTENTS):
            self.tally.contents.append(words_of(paragraph)[:60])
            return
        look = look_of(paragraph).over(style)
        words = Words(self.tally, self._footnotes, look, self._last_words())
        words.read(paragraph)
        for box in words.boxes:
            self._blocks(box, depth + 1, boxed=True)
        begins = self._new_page or is_on(properties, "pageBreakBefore")
        self._new_page = False
        self._keep(words, look, self._label(look, words), begins=begins, boxed=boxed)
        self._joined = is_on(properties, "rPr", "del")  # its mark is deleted: the next one joins it
        if (section := child(properties, "sectPr")) is not None:
            self._section(section)
            self._new_page = value(section, "type") != "continuous"

    def _label(self, look: Look, words: Words) -> str:
        if look.list_id in ("", "0") or not "".join(words.lines).strip():
            return ""
        label = self._numbering.label(look.list_id, number(look.list_level))
        if not label:
            self.tally.bullets.append(words.lines[0][:12])
        return label

    def _keep(self, words: Words, look: Look, label: str, *, begins: bool, boxed: bool) -> None:
        for place, line in enumerate(words.lines):
            begins = begins or place in words.new_pages
            if self._joined and not place and self.items and isinstance(self.items[-1], Piece):
                self.items[-1].text += line
                self._joined = False
                continue
            self._add(
                Piece(
                    text=(label if not place else "") + line,
                    align=look.align,
                    size=words.size or look.size,
                    red=words.red,
                    style=look.name,
                    new_page=begins,
                    boxed=boxed,
                    numbered="" if place else label,
                    broken=place > 0 and place not in words.new_pages,
                )
            )
            begins = begins and not line.strip()

    def _add(self, item: Item) -> None:
        self._count += 1 if isinstance(item, Piece) else sum(map(len, item.rows))
        self._letters += len(item.text) if isinstance(item, Piece) else 0
        if self._count > PIECES or self._letters > CHARACTERS:
            raise CannotRead(TOO_LONG)
        self.items.append(item)

    def _table(self, table: Element, depth: int) -> None:
        rows = []
        for row in within(table, "tr"):
            if is_on(row, "trPr", "del"):
                self.tally.deleted.append(words_of(row))
                continue
            skipped = number(value(row, "trPr", "gridBefore"))
            cells = [Cell("")] * min(skipped, 63)
            rows.append(cells + [self._cell(cell, depth) for cell in within(row, "tc")])
        grid = filled(rows, child(table, "tblGrid"))
        if grid is not None:
            grid.new_page, self._new_page = self._new_page, False
            self._add(grid)
            self._grids.append(grid)

    def _cell(self, cell: Element, depth: int) -> Cell:
        """Read a cell apart; its lines and the rows of a table inside it become one text."""
        outer, self.items = self.items, []
        waiting, self._new_page = self._new_page, False
        self._blocks(cell, depth + 1, boxed=False)
        inner, self.items, self._new_page = self.items, outer, waiting
        lines: list[str] = []
        for item in inner:
            if isinstance(item, Piece):
                lines += [item.bare] if item.bare else []
            else:
                self.tally.nested.append(self._near())
                lines += ["　".join(filter(None, row)) for row in item.rows]
        properties = child(cell, "tcPr")
        down = child(properties, "vMerge")
        return Cell(
            "\n".join(lines),
            across=max(1, min(number(value(properties, "gridSpan"), 1), 63)),
            continues=down is not None and attribute(down, "val") != "restart",
            pieces=tuple(item for item in inner if isinstance(item, Piece) and item.bare),
        )

    def _section(self, section: Element) -> None:
        """End a section: its tables lie as its pages do; headers and footers are read apart.

        Each line of these once, page numbers left out.
        """
        across = attribute(child(section, "pgSz"), "orient") == "landscape"
        for grid in self._grids:
            grid.landscape = across
        self._grids = []
        for name in ("headerReference", "footerReference"):
            for reference in children(section, name):
                part = self._package.by_id(attribute(reference, "id"))
                if part is not None:
                    self._margin(part)

    def _margin(self, part: Element) -> None:
        outer, self.items = self.items, []
        waiting, self._new_page = self._new_page, False
        self._blocks(part, DEEPEST // 2, boxed=False)
        lines = [i for i in self.items if isinstance(i, Piece) and i.bare.strip(FOLIO)]
        lines += [p for i in self.items if isinstance(i, Grid) for p in i.pieces]
        known = {piece.bare for piece in self.margins}
        self.margins += [piece for piece in lines if piece.bare not in known]
        self.items, self._new_page = outer, waiting


def _footnotes(package: Package) -> Iterable[tuple[str, str]]:
    for kind, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        for part in package.related(kind):
            for note in children(part, name):
                yield f"{name}Reference:{attribute(note, 'id')}", words_of(note).strip()


def _comments(package: Package) -> list[str]:
    return [
        f"{attribute(comment, 'author')}：{words_of(comment)}"
        for part in package.related("comments")
        for comment in children(part, "comment")
    ]
