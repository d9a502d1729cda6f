"""The structured official document: what stands on the page, never how it is drawn.

Frozen, serialisable, versioned and hashable, without ORM or Django.
"""

from apps.typesetting.model.blocks import Block, Figure, Paragraph, ParagraphKind, Table
from apps.typesetting.model.dates import chinese_date
from apps.typesetting.model.gongwen import (
    LAYOUT_NAMES,
    Annex,
    Attendance,
    Gongwen,
    Layout,
    Sides,
)
from apps.typesetting.model.outline import Node, tree
from apps.typesetting.model.plain import VERSION

__all__ = [
    "LAYOUT_NAMES",
    "VERSION",
    "Annex",
    "Attendance",
    "Block",
    "Figure",
    "Gongwen",
    "Layout",
    "Node",
    "Paragraph",
    "ParagraphKind",
    "Sides",
    "Table",
    "chinese_date",
    "tree",
]
