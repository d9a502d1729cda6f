"""Files made by hand: sound ones of every kind, and the parts that hostile ones are made of."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def pdf(*objects: str | bytes, trailer: str = "", catalog: str = "", page: str = "") -> bytes:
    """Write a PDF of one page; further objects are numbered from 5."""
    stream = b"BT /F1 12 Tf 72 700 Td (\x01\x02\x03) Tj ET"
    parts: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> >> {page} >>".encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        _cmap("公文稿"),
        *(o.encode() if isinstance(o, str) else o for o in objects),
    ]
    return assemble(parts, trailer)


def marked_pdf(words: str) -> bytes:
    """Write a PDF whose first page shows three characters."""
    return pdf().replace(_cmap("公文稿"), _cmap(words))


def assemble(parts: list[bytes], trailer: str = "") -> bytes:
    out, offsets = io.BytesIO(b""), []
    out.write(b"%PDF-1.7\n")
    for number, part in enumerate(parts, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(
        f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R {trailer} >>\n"
        f"startxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()


def _cmap(words: str) -> bytes:
    pairs = "\n".join(f"<{n:02X}> <{ord(c):04X}>" for n, c in enumerate(words, 1))
    text = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(words)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text)


def zipped(parts: dict[str, str | bytes], **fields) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def package(kind: str = "docx", words: str = "正文", **more: str | bytes) -> bytes:
    """Write an office package; ``more`` are further parts, a double underscore is a slash."""
    main = MAIN[kind]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="{main}"/></Relationships>',
        main: f"<w:document xmlns:w='urn:w'><w:t>{words}</w:t></w:document>",
    }
    return zipped({**parts, **{k.replace("__", "/"): v for k, v in more.items()}})


def relation(kind: str, target: str, mode: str = "External") -> str:
    return (
        f'<Relationships xmlns="{RELS}"><Relationship Id="r9" Type="{OFFICE}/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def ofd(words: str = "正文") -> bytes:
    return zipped(
        {
            "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>',
            "Doc_0/Document.xml": "<Document/>",
            "Doc_0/Pages/Page_0/Content.xml": f"<Page><TextCode>{words}</TextCode></Page>",
        }
    )


def compound(*names: str, body: bytes = b"") -> bytes:
    """Write a compound file with a directory of up to three names."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIII", head, 44, 1, 1, 0, 4096)
    struct.pack_into("<IIII", head, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b"".join(_entry(n, 5 if not i else 2) for i, n in enumerate(("Root Entry", *names)))
    return bytes(head) + table + entries.ljust(512, b"\0") + body


def _entry(name: str, kind: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack("<HB", len(text), kind).ljust(64, b"\0")


def picture(form: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form)
    return out.getvalue()


def huge_png(side: int = 30_000) -> bytes:
    """Write a PNG that says it is enormous and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


SOUND: dict[str, bytes] = {
    "请示.pdf": pdf(),
    "方案.docx": package("docx"),
    "预算表.xlsx": package("xlsx"),
    "汇报.pptx": package("pptx"),
    "通知.ofd": ofd(),
    "旧稿.doc": compound("WordDocument", "1Table"),
    "旧稿.wps": compound("WordDocument"),
    "旧表.xls": compound("Workbook"),
    "旧表.et": compound("Workbook"),
    "现场.png": picture("PNG"),
    "现场.JPG": picture("JPEG"),
    "现场.jpeg": picture("JPEG"),
    "图标.gif": picture("GIF"),
    "说明.txt": "关于有关情况的说明\r\n\t一、基本情况".encode(),
    "名单.csv": "姓名,单位\n孟小满,市交通运输局\n".encode("gb18030"),
}
