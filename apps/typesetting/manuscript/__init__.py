"""The drafter's text of a document: plain lines in, blocks out, and back again.

Owns the few signs that a text box can hold: one paragraph a line, tables as lines between upright
bars, annexes under their label, 附件说明 and attendance at the end of the text, the ways in which a
title may be broken. Refuses nothing: whatever is typed becomes a paragraph where it is no table.
"""

from apps.typesetting.manuscript.annexes import annexes_from_text, annexes_to_text
from apps.typesetting.manuscript.tables import blocks_from_text, blocks_to_text, parts, weave
from apps.typesetting.manuscript.tails import tail_from_text
from apps.typesetting.manuscript.titles import fits_title, title_lines, title_ways

__all__ = [
    "annexes_from_text",
    "annexes_to_text",
    "blocks_from_text",
    "blocks_to_text",
    "fits_title",
    "parts",
    "tail_from_text",
    "title_lines",
    "title_ways",
    "weave",
]
