"""A box placed from the edge of the sheet: the imprint, page numbers of pages that lie across."""

from apps.typesetting.docx.writing.markup import paragraph

HAIR = 20  # twips of an empty line
EMU = 635  # in a twip
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def box(
    inner: str, *, left: int, top: int, wide: int, high: int, name: str, downwards: bool = False
) -> str:
    """Return a paragraph with a box of paragraphs, measured in twips from the sheet's edge.

    What stands in it stands at its foot; ``downwards`` turns the text by a quarter, clockwise.
    """
    across, down = wide * EMU, high * EMU
    extent = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
    turned = ' vert="eaVert"' if downwards else ""
    shape = (
        f'<wps:wsp xmlns:wps="{SHAPE}"><wps:cNvSpPr txBox="1"/><wps:spPr>{extent}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr{turned} lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/>'
        "</wps:bodyPr></wps:wsp>"
    )
    # A box in the margin pushes nothing away; LibreOffice forgets the place of one without wrap.
    wrap = '<wp:wrapSquare wrapText="bothSides"/>' if downwards else "<wp:wrapTopAndBottom/>"
    anchor = (
        f'<wp:anchor xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        'distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
        'allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        f"<wp:positionH {_from_edge(left)}</wp:positionH>"
        f"<wp:positionV {_from_edge(top)}</wp:positionV>"
        f'<wp:extent cx="{across}" cy="{down}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'{wrap}<wp:docPr id="1" name="{name}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{SHAPE}">{shape}'
        "</a:graphicData></a:graphic></wp:anchor>"
    )
    choice = f'<mc:AlternateContent xmlns:mc="{CHOICE}"><mc:Choice Requires="wps">'
    drawing = (
        f"<w:r>{choice}<w:drawing>{anchor}</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
    # The prefix that Requires names must be known where it stands.
    return paragraph(drawing.replace("<mc:Choice", f'<mc:Choice xmlns:wps="{SHAPE}"', 1), line=HAIR)


def _from_edge(distance: int) -> str:
    """From the edge of the sheet: what is the margin of a page with a footer is taken variously."""
    return f'relativeFrom="page"><wp:posOffset>{distance * EMU}</wp:posOffset>'
