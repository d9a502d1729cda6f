"""The one style sheet of all layouts; made once per process from the fonts in use."""

from apps.typesetting import fonts
from apps.typesetting.grid import (
    BODY,
    FIT,
    HALF,
    HEIGHT,
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
    return "".join((_page(), _text(), _roles(), _places(), _steps()))


def stack(role: str) -> str:
    """Return the CSS font family list of a role: its face, then the one for rare characters."""
    faces = fonts.faces()
    names = dict.fromkeys((faces[role].family, faces["rare"].family))
    return ",".join(f'"{name}"' for name in names)


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
    return (
        f"html{{font:{BODY}pt/{ROW:.4f}mm {stack('fang')};color:#000;orphans:1;widows:1;"
        "font-variant-ligatures:none;font-kerning:none}"
        f"body{{margin:0;letter-spacing:{TRACKING:.4f}pt}}"
        "p,div,h1,h2,h3{margin:0;padding:0;font-weight:normal;font-size:inherit}"
        "h1,h2,h3{break-after:auto;break-inside:auto;bookmark-label:attr(title)}"
        f"p,h1,h2,h3{{white-space:pre}}.in{{text-indent:{2 * FIT:.3f}pt}}"
        "b{font-weight:normal}u{text-decoration:none}"
        "i{font-style:normal;line-height:0}span{line-height:0}"
    )


def _roles() -> str:
    others = ("hei", "kai", "song", "biao")
    return (
        _halved("", "fang")
        + "".join(f".{role}{{font-family:{stack(role)}}}{_halved(role, role)}" for role in others)
        + f".title{{font-size:{TITLE}pt;letter-spacing:0;text-align:center}}"
        + ".centre{text-align:center}"
    )


def _halved(css: str, role: str) -> str:
    """Half-width marks: by the font itself where it can, else by taking their white away."""
    inside = f".{css} " if css else ""
    if metrics(role).halves:
        return f'{inside}b,{inside}u{{font-feature-settings:"halt"}}'
    return f"{inside}b{{letter-spacing:-.51em}}{inside}u{{margin-left:-.51em}}"


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
        f".cell{{font-size:{SMALL}pt;letter-spacing:0}}.rows{{position:relative}}"
        ".figure,.seal{position:absolute}"
        # Moved by the transform alone: a box placed so low would be cut at the foot of its page.
        f".turned{{position:absolute;left:0;top:0;width:{HEIGHT}mm;transform-origin:0 0;"
        f"transform:translate({-HALF:.4f}mm,{HALF + HEIGHT:.4f}mm) rotate(-90deg)}}"
    )


def _steps() -> str:
    return "".join(
        f".n{k}{{letter-spacing:{TRACKING - k * STEP:.2f}pt}}"
        f".w{k}{{letter-spacing:{TRACKING + k * STEP:.2f}pt}}"
        for k in range(1, STEPS + 1)
    )
