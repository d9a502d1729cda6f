"""The words of one paragraph, run by run; what is no text is counted, never silently passed over.

Tracked insertions count as text, deletions do not; hidden text, comments and fields' instructions
stay out. Hand-made line breaks part a paragraph into lines.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element  # noqa: S405  (only the class)

from apps.typesetting.docx.parsing.markup import attribute, child, is_on, local, within
from apps.typesetting.docx.parsing.pieces import Tally
from apps.typesetting.docx.parsing.styles import Look, is_red, look_of
from apps.typesetting.docx.refusal import CannotRead

DEEPEST = 40
UNSEEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\ufff9-\ufffb]"
)
SPACES = re.compile("[\r\n\t\u00a0\u2002-\u200a\u202f]")
PARTING = re.compile("[\u0085\u2028\u2029\x0b\x0c\x1c-\x1e]")
RUN_LENGTH = 200
RUN = re.compile(r"[,:;!?()]{200,}")  # bringing it into form would take minutes
INSIDE = frozenset(
    {"hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdt", "sdtContent",
     "rubyBase"}
)  # fmt: skip
INSERTED = frozenset({"ins", "moveTo"})
DELETED = frozenset({"del", "moveFrom"})


def words_of(element: Element) -> str:
    """Return all letters inside an element, deleted ones too."""
    return "".join(e.text or "" for e in element.iter() if local(e) in ("t", "delText"))


class Words:
    """Collects one paragraph; ``before`` is the text it follows, to say where something stood."""

    def __init__(self, tally: Tally, footnotes: Mapping[str, str], base: Look, before: str) -> None:
        self.lines = [""]
        self.new_pages: set[int] = set()  # lines that begin a page
        self.size = 0.0
        self.red = False
        self.boxes: list[Element] = []
        self._tally, self._footnotes, self._base, self._before = tally, footnotes, base, before
        self._look = base

    def read(self, paragraph: Element) -> None:
        """Take in everything inside a paragraph."""
        self._inside(paragraph, 0)

    @property
    def near(self) -> str:
        """Where the reading is: the words just before."""
        text = (self.lines[-1].strip() or self._before.strip())[-12:]
        return f"“{text}”之后" if text else "文首"

    def _inside(self, element: Element, depth: int) -> None:
        if depth > DEEPEST:
            raise CannotRead("文件内部层次过深，不能导入。")
        for found in element:
            self._one(found, local(found), depth)

    def _one(self, found: Element, name: str, depth: int) -> None:
        if name == "r":
            self._run(found, depth)
        elif name in INSIDE:
            if name == "hyperlink" and attribute(found, "id"):
                self._tally.links.append(words_of(found))
            self._inside(found, depth + 1)
        elif name in INSERTED:
            self._tally.inserted.append(words_of(found))
            self._inside(found, depth + 1)
        elif name in DELETED:
            self._tally.deleted.append(words_of(found))
        elif name == "AlternateContent":
            self._chosen(found, depth)
        elif name in ("oMath", "oMathPara"):
            formula = words_of(found)
            self._tally.formulas.append(formula)
            self._add(formula)

    def _chosen(self, found: Element, depth: int) -> None:
        """Of two ways to show one thing only the first is read."""
        way = child(found, "Choice")
        way = child(found, "Fallback") if way is None else way
        for inner in way if way is not None else ():
            self._in_run(inner, local(inner), depth + 1)

    def _run(self, run: Element, depth: int) -> None:
        self._look = look_of(run).over(self._base)
        if is_on(run, "rPr", "vanish"):
            self._tally.hidden.append(words_of(run))
            return
        for found in run:
            self._in_run(found, local(found), depth + 1)

    def _in_run(self, found: Element, name: str, depth: int) -> None:
        if name in READERS:
            READERS[name](self, found)
        elif name == "AlternateContent":
            self._chosen(found, depth)
        elif name == "ruby":
            reading = child(found, "rt")
            self._tally.readings.append("" if reading is None else words_of(reading))
            self._inside(found, depth + 1)
        elif name == "r":
            self._run(found, depth)

    def _text(self, found: Element) -> None:
        text = UNSEEN.sub("", SPACES.sub(" ", found.text or ""))
        for place, part in enumerate(PARTING.split(text)):
            if place:
                self.lines.append("")
            self._add(part)

    def _add(self, text: str) -> None:
        self.lines[-1] += text
        if RUN.search(self.lines[-1][-len(text) - RUN_LENGTH :]):
            raise CannotRead("文件中有成串的标点，不是公文，不能导入。")
        if text.strip():
            self.size = max(self.size, self._look.size)
            self.red = self.red or is_red(self._look.colour)

    def _break(self, found: Element) -> None:
        self.lines.append("")
        if attribute(found, "type") == "page":
            self.new_pages.add(len(self.lines) - 1)

    def _tab(self, found: Element) -> None:
        self.lines[-1] += "\t"

    def _hyphen(self, found: Element) -> None:
        self._add("-")

    def _symbol(self, found: Element) -> None:
        self._tally.symbols.append(self.near)

    def _footnote(self, found: Element) -> None:
        text = self._footnotes.get(f"{local(found)}:{attribute(found, 'id')}", "")
        self._tally.footnotes.append(f"{self.near}：{text}")

    def _drawing(self, found: Element) -> None:
        boxes = list(within(found, "txbxContent"))
        self.boxes += boxes
        pictures = sum(local(e) in ("pic", "imagedata") for e in found.iter())
        if pictures:
            self._tally.pictures += [self.near] * pictures
        elif not boxes:
            self._tally.shapes.append(self.near)

    def _object(self, found: Element) -> None:
        self._tally.objects.append(self.near)


Reader = Callable[[Words, Element], None]
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "t": Words._text,
        "br": Words._break,
        "cr": Words._break,
        "tab": Words._tab,
        "ptab": Words._tab,
        "noBreakHyphen": Words._hyphen,
        "sym": Words._symbol,
        "footnoteReference": Words._footnote,
        "endnoteReference": Words._footnote,
        "drawing": Words._drawing,
        "pict": Words._drawing,
        "object": Words._object,
    }
)
