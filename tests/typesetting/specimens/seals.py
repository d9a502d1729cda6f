"""A seal for specimens: ring, star and the words 样张无效, as outlines."""

from math import cos, pi, sin

from apps.typesetting.metrics import metrics

RED = "#d8001b"


def seal() -> str:
    """Return a round seal as SVG, 100 units across."""
    points = " ".join(
        f"{50 + r * sin(pi * n / 5):.2f},{46 - r * cos(pi * n / 5):.2f}"
        for n in range(10)
        for r in (14 if n % 2 == 0 else 5.5,)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<circle cx="50" cy="50" r="48.5" fill="none" stroke="{RED}" stroke-width="3"/>'
        f'<polygon points="{points}" fill="{RED}"/>{_words("样张无效", 72, 9)}</svg>'
    )


def stamp(name: str) -> str:
    """Return a signer's stamp as SVG, 36 by 18 units."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 18">'
        f'<rect x="0.5" y="0.5" width="35" height="17" fill="none" stroke="{RED}"/>'
        f"{_words(name, 9, 8, centre=18, role='kai')}</svg>"
    )


def _words(text: str, y: float, size: float, *, centre: float = 50, role: str = "song") -> str:
    font = metrics(role)
    scale, x = size / font.em, centre - len(text) * size / 2
    return "".join(
        f'<path fill="{RED}" transform="translate({x + n * size:.2f},{y + 0.38 * size:.2f}) '
        f'scale({scale:.5f},{-scale:.5f})" d="{outline}"/>'
        for n, (outline, _) in enumerate(font.outlines(text))
    )
