"""The stamp 未经签发 across every page of a draft: outlines only, so that no text is added."""

import base64
from functools import lru_cache

from apps.typesetting.layouts import Flow
from apps.typesetting.metrics import metrics

TEXT = "未经签发"
GREY = "#d9d9d9"
SIZE, PITCH = 34.0, 38.0  # of a sheet 210 wide


def stamp_drafts(flow: Flow) -> None:
    """Lay the stamp under the text of every page."""
    stamp = f'<img class="stamp" alt="" src="{_stamp()}">'
    for page in flow.pages:
        page.overlays.insert(0, stamp)


@lru_cache(maxsize=1)
def _stamp() -> str:
    font = metrics("hei")
    scale, paths = SIZE / font.em, []
    for place, (outline, width) in enumerate(font.outlines(TEXT)):
        x = (place - (len(TEXT) - 1) / 2) * PITCH
        paths.append(
            f'<path transform="translate({x:.2f},0) scale({scale:.5f},{-scale:.5f}) '
            f'translate({-width / 2:.0f},{-0.38 * font.em:.0f})" d="{outline}"/>'
        )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" width="210" height="297">'
        f'<g fill="{GREY}" transform="translate(105,148.5) rotate(-50)">{"".join(paths)}</g></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
