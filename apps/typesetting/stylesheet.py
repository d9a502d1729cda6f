"""The one style sheet of all layouts; made once per process from the fonts in use."""

from pathlib import Path

from apps.typesetting import fonts
from apps.typesetting.grid import (
    BODY,
    HALF,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    ROW,
    ROWS,
    SMALL,
    TITLE,
    TOP,
    TRACKING,
    WIDTH,
)
from apps.typesetting.markup import STEP, STEPS
from apps.typesetting.metrics import metrics

RED = "#e60012"
IMPRINT_ROW = 0.8 * ROW
ROUNDING = 0.1  # mm that a full page may be taller than 22 rows, by the rounding of CSS lengths


def stylesheet() -> str:
    """Return the CSS text; every length in it follows from apps/typesetting/grid.py."""
    return "".join((_font_faces(), _page(), _text(), _roles(), _places(), _steps()))


def stack(role: str) -> str:
    """Return the CSS font family list of a role: its face, then the one for rare characters."""
    faces = fonts.faces()
    names = dict.fromkeys((faces[role].family, faces["rare"].family))
    return ",".join(f'"{name}"' for name in names)


def _font_faces() -> str:
    return "".join(
        f'@font-face{{font-family:"{face.family}";src:url("{Path(face.path).as_uri()}")}}'
        for face in fonts.faces().values()
        if face.by_file
    )


def _page() -> str:
    """The box of rows is HALF a lead taller than the type area at both ends."""
    foot = PAGE_HEIGHT - TOP + HALF - ROWS * ROW - ROUNDING
    right = PAGE_WIDTH - LEFT - WIDTH
    return (
        f"@page{{size:{PAGE_WIDTH}mm {PAGE_HEIGHT}mm;"
        f"margin:{TOP - HALF:.4f}mm {right}mm {foot:.4f}mm {LEFT}mm}}"
        f"section{{position:relative;height:{ROWS * ROW - 0.02:.4f}mm}}"
        "section+section{break-before:page}"
    )


def _text() -> str:
    halved = metrics().halves
    closing = 'font-feature-settings:"halt"' if halved else "letter-spacing:-.51em"
    opening = 'font-feature-settings:"halt"' if halved else "margin-left:-.51em"
    return (
        f"html{{font:{BODY}pt/{ROW:.4f}mm {stack('fang')};color:#000;orphans:1;widows:1;"
        "font-variant-ligatures:none;font-kerning:none}"
        f"body{{margin:0;letter-spacing:{TRACKING:.4f}pt}}"
        "p,div{margin:0;padding:0;font-weight:normal}p{white-space:pre}"
        f"b{{font-weight:normal;{closing}}}u{{text-decoration:none;{opening}}}"
        "i{font-style:normal;line-height:0}p span,.abs span{line-height:0}"
    )


def _roles() -> str:
    weights = {role: face.weight for role, face in fonts.faces().items()}
    return (
        "".join(
            f".{role}{{font-family:{stack(role)};font-weight:{weights[role]}}}"
            for role in ("hei", "kai", "song", "biao")
        )
        + f".title{{font-size:{TITLE}pt;letter-spacing:0;text-align:center}}"
        + ".centre{text-align:center}"
    )


def _places() -> str:
    return (
        f".abs{{position:absolute;white-space:pre;height:{ROW:.4f}mm}}"
        f".mark{{position:absolute;white-space:pre;color:{RED};letter-spacing:0}}"
        f".bar{{position:absolute;line-height:0}}.red{{background:{RED}}}.black{{background:#000}}"
        ".wide{left:0;width:100%}"
        f".folio{{position:absolute;font-size:{SMALL}pt;line-height:{SMALL}pt;letter-spacing:0;"
        "white-space:pre}"
        f".imprint{{position:absolute;white-space:pre;font-size:{SMALL}pt;letter-spacing:0;"
        f"height:{IMPRINT_ROW:.4f}mm;line-height:{IMPRINT_ROW:.4f}mm}}"
        f".stamp{{position:absolute;z-index:-1;left:{-LEFT}mm;top:{-(TOP - HALF):.4f}mm;"
        f"width:{PAGE_WIDTH}mm;height:{PAGE_HEIGHT}mm}}"
        f".table{{position:relative}}.table div{{white-space:pre}}"
    )


def _steps() -> str:
    return "".join(
        f".n{k}{{letter-spacing:{TRACKING - k * STEP:.2f}pt}}"
        f".w{k}{{letter-spacing:{TRACKING + k * STEP:.2f}pt}}"
        for k in range(1, STEPS + 1)
    )
