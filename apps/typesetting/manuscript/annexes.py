"""What follows the document: the text it issues, or annexes under their labels (附件1, 附件2).

In a text box an annex begins with its label on a line of its own; the next line is its title.
Where the document issues a text with a title of its own, that whole text is one annex and labels
inside it stay as they were typed: they belong to that text.
"""

import re
from collections.abc import Iterable

from apps.typesetting.manuscript.tables import blocks_from_text, blocks_to_text
from apps.typesetting.model import Annex

LABEL = re.compile(r"[ \t\u3000]*附[ \u3000]?件[ \u3000]*(\d{0,2})[ \u3000]*[:：]?[ \t\u3000]*")


def annexes_from_text(title: str, text: str) -> tuple[Annex, ...]:
    """Return the annexes of a title and a text box; none where both are empty."""
    if not text.strip():
        return ()
    lines = text.splitlines()
    starts = [] if title.strip() else [i for i, line in enumerate(lines) if LABEL.fullmatch(line)]
    if not starts:
        return (Annex(title.strip(), blocks_from_text(text)),)
    before = "\n".join(lines[: starts[0]])
    out = [Annex("", blocks_from_text(before))] if before.strip() else []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        out.append(_labelled(lines[start], lines[start + 1 : end]))
    return tuple(out)


def _labelled(label: str, lines: list[str]) -> Annex:
    title, *rest = [line for line in lines if line.strip()] or [""]
    number = re.sub(r"\D", "", label)
    return Annex(title.strip(), blocks_from_text("\n".join(rest)), f"附件{number}")


def annexes_to_text(annexes: Iterable[Annex]) -> tuple[str, str]:
    """Return (title, text) for the text boxes; the inverse of `annexes_from_text`."""
    annexes = tuple(annexes)
    if len(annexes) == 1 and not annexes[0].label:
        return annexes[0].title.replace("\n", ""), blocks_to_text(annexes[0].blocks)
    parts = []
    for annex in annexes:
        parts += [annex.label, annex.title.replace("\n", ""), blocks_to_text(annex.blocks)]
    return "", "\n".join(part for part in parts if part)
