"""The parts of the file zipped together: types, relations, styles, settings, the text."""

import io
import zipfile

from apps.typesetting.docx.writing.markup import marks, plain
from apps.typesetting.docx.writing.measures import ROW
from apps.typesetting.docx.writing.sheet import margins
from apps.typesetting.model import Gongwen

XML = 1.0
HEAD = f'<?xml version="{XML}" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
THEN = (1980, 1, 1, 0, 0, 0)  # the same document gives the same file
# No lone lines kept together (they would cost a row), no room added between Chinese and digits;
# marks that may not open a line never do.
LINES = (
    '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/>'
    f'<w:autoSpaceDN w:val="0"/><w:spacing w:line="{ROW}" w:lineRule="exact"/>'
)
STYLES = (
    f"<w:styles {SPACES}><w:docDefaults><w:rPrDefault>{{marks}}</w:rPrDefault>"
    f"<w:pPrDefault><w:pPr>{LINES}</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    f"<w:pPr>{LINES}</w:pPr></w:style></w:styles>"
)
SETTINGS = (
    f"<w:settings {SPACES}><w:evenAndOddHeaders/>"
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:eastAsia="zh-CN"/></w:settings>'
)


def packed(gongwen: Gongwen, body: str, *, draft: bool) -> bytes:
    """Return the whole file."""
    sides = margins(gongwen, draft=draft)
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    parts = {
        "[Content_Types].xml": _types(sides),
        "_rels/.rels": _relations(
            ("doc", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(gongwen),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES.format(marks=marks("fang").replace("</w:rPr>", language)),
        "word/settings.xml": SETTINGS,
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{OFFICE}/styles", "styles.xml"),
            ("settings", f"{OFFICE}/settings", "settings.xml"),
            *((name, f"{OFFICE}/{name.split('_')[0]}", f"{name}.xml") for name in sides),
        ),
    }
    for name, inner in sides.items():
        tag = "hdr" if name.startswith("header") else "ftr"
        parts[f"word/{name}.xml"] = f"<w:{tag} {SPACES}>{inner}</w:{tag}>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(_entry(name), HEAD + text)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, THEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _types(sides: dict[str, str]) -> str:
    known = [
        ("/word/document.xml", f"{WORD}document.main+xml"),
        ("/word/styles.xml", f"{WORD}styles+xml"),
        ("/word/settings.xml", f"{WORD}settings+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        *((f"/word/{name}.xml", f"{WORD}{name.split('_')[0]}+xml") for name in sides),
    ]
    overrides = "".join(f'<Override PartName="{p}" ContentType="{t}"/>' for p, t in known)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*rows: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _core(gongwen: Gongwen) -> str:
    name = gongwen.title.replace("\n", "") or gongwen.reference
    author = "、".join(gongwen.issuers) or gongwen.head
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{plain(name)}</dc:title><dc:creator>{plain(author)}</dc:creator>"
        "</cp:coreProperties>"
    )
