"""What python-docx cannot write by itself, as raw WordprocessingML."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

W = nsdecls("w")
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def png(width: int = 4, height: int = 4) -> io.BytesIO:
    """A small picture without any library."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    rows = b"".join(b"\x00" + b"\xc0\x20\x20" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


class Draft:
    """A Word file under the hand, with the gestures of people who write drafts."""

    def __init__(self) -> None:
        self.file = Document()
        self._new_page = False

    def line(
        self,
        text: str,
        *,
        align=None,
        size: float = 0,
        red: bool = False,
        style: str | None = None,
        bold: bool = False,
    ):
        paragraph = self.file.add_paragraph(style=style)
        paragraph.alignment = align
        run = paragraph.add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if red:
            run.font.color.rgb = RGBColor(0xE6, 0, 0)
        if self._new_page:
            paragraph.paragraph_format.page_break_before = True
            self._new_page = False
        return paragraph

    def lines(self, text: str) -> Draft:
        for line in text.split("\n"):
            self.line(line)
        return self

    def page(self) -> Draft:
        self._new_page = True
        return self

    def page_by_break(self) -> Draft:
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return self

    def raw(self, xml: str):
        """Put a block of raw XML (with the usual prefixes declared) at the end of the text."""
        element = parse_xml(xml)
        self.file.element.body.insert(len(self.file.element.body) - 1, element)
        return element

    def table(self, rows, widths=()):
        table = self.file.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=False):
            column.set(qn("w:w"), str(width))
        return table

    def data(self) -> bytes:
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()


def inserted(text: str) -> str:
    return (
        f'<w:ins w:id="1" w:author="科长" w:date="2026-06-01T08:00:00Z">'
        f"<w:r><w:t>{text}</w:t></w:r></w:ins>"
    )


def deleted(text: str) -> str:
    return (
        f'<w:del w:id="2" w:author="科长" w:date="2026-06-01T08:00:00Z">'
        f"<w:r><w:delText>{text}</w:delText></w:r></w:del>"
    )


def run(text: str, properties: str = "") -> str:
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p {W}>{own}{''.join(inner)}</w:p>"


WPS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
)


def box(*paragraphs: str, after: str = "") -> str:
    """A paragraph that a text box hangs on, written twice as Word does: new way and old way."""
    inner = "".join(paragraphs)
    return (
        f"<w:p {W} {WPS}><w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
        f"</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run(after) if after else ''}</w:p>"
    )


def shape() -> str:
    """A drawn line, such as the red one under 文号."""
    return f'<w:p {W} {WPS}><w:r><w:pict><v:line from="0,0" to="440,0"/></w:pict></w:r></w:p>'


def with_parts(data: bytes, parts: dict[str, bytes], relations: str = "", types: str = "") -> bytes:
    """Return the file with further parts, their relations and their content types."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            content = parts.pop(entry.filename, None) or old.read(entry)
            if relations and entry.filename == "word/_rels/document.xml.rels":
                content = content.replace(
                    b"</Relationships>", f"{relations}</Relationships>".encode()
                )
            if types and entry.filename == "[Content_Types].xml":
                content = content.replace(b"</Types>", f"{types}</Types>".encode())
            new.writestr(entry.filename, content)
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def list_numbering(draft: Draft, *levels: tuple[str, str]) -> None:
    """Give the file one automatic list (id 77): (form, text) for each level."""
    part = draft.file.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{inner}</w:abstractNum>')
    part.insert(0, abstract)
    part.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def numbered(paragraph, level: int) -> None:
    """Put a paragraph into the automatic list."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
    )
