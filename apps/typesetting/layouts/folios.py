"""The page number: at the outer edge, its 一字线 7 mm below the type area."""

from apps.typesetting.grid import BOTTOM, FOLIO_DROP, HALF, MM, SMALL, TOP
from apps.typesetting.metrics import metrics


def folio(number: int) -> str:
    """Return the page number of a page as HTML."""
    font = metrics("song")
    dash = font.baseline - font.ink("—").middle
    top = BOTTOM + FOLIO_DROP - (TOP - HALF) - dash * SMALL * MM
    side = "right" if number % 2 else "left"
    return f'<div class="folio song" style="{side}:{SMALL}pt;top:{top:.4f}mm">— {number} —</div>'
