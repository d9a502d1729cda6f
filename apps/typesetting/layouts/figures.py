"""A figure in rows of its own: the picture centred, its caption below; never cut, scaled to fit."""

import html
import math

from apps.typesetting.grid import ROW, ROWS, WIDTH
from apps.typesetting.layouts.flow import Flow
from apps.typesetting.layouts.titles import caption
from apps.typesetting.model import Figure

INCH, DENSITY = 25.4, 150  # a picture without a width is set at 150 dots an inch


def set_figure(flow: Flow, figure: Figure) -> None:
    """Set a picture with its caption on one page."""
    name, deep = caption(figure.caption) if figure.caption else ("", 0)
    pixels = figure.size
    width = min(WIDTH, figure.width or pixels.width / DENSITY * INCH)
    height = width * pixels.height / pixels.width
    if height > (most := (ROWS - deep) * ROW - 1):
        width, height = width * most / height, most
    rows = math.ceil(height / ROW)
    place = (
        f"left:{(WIDTH - width) / 2:.4f}mm;top:{(rows * ROW - height) / 2:.4f}mm;"
        f"width:{width:.4f}mm;height:{height:.4f}mm"
    )
    alt = html.escape(figure.caption or "图")
    picture = (
        f'<img class="figure" alt="{alt}" style="{place}" '
        f'src="data:{pixels.media};base64,{figure.data}">'
    )
    flow.fixed(
        f'<div class="rows" style="height:{rows * ROW:.4f}mm">{picture}</div>{name}', rows + deep
    )
