"""A document as the reading page shows it: head, title lines and levels as on its print.

Starts from the structured form that the typesetter takes, so that the two cannot drift apart.
Measures nothing and draws nothing: a screen has no pages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from apps.documents.models import Document
from apps.documents.page import gongwen
from apps.typesetting import Attendance, Paragraph, Table
from apps.typesetting.layouts.heads import names_of
from apps.typesetting.titles import break_title

# How many characters a head of each size holds; more than the last wrap.
HEADS = (9, 10, 12, 15, 20)
SHOWN = (Paragraph, Table)


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph: its class, what stands in the face of its level, and the rest."""

    css: str
    lead: str
    rest: str


@dataclass(frozen=True, slots=True)
class Part:
    """A title in lines and the paragraphs and tables below it."""

    title: tuple[str, ...]
    rows: tuple[Row | Table, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page shows; empty words are left out."""

    head: str
    together: tuple[str, ...]  # the names of a joint issue, one below the other
    suffix: str  # what stands beside them
    holds: int
    reference: str
    signers: str
    addressees: str
    main: Part
    annexes: tuple[Part, ...]
    annex_names: tuple[str, ...]
    attendance: tuple[Attendance, ...]
    signatures: tuple[str, ...]
    date: dt.date | None
    notes: str


def sheet(document: Document) -> Sheet:
    """Return the document ready for the reading page."""
    page = gongwen(document)
    names, suffix = names_of(page)
    head = "".join(names) + suffix
    wide = len(head) if len(names) == 1 else max(map(len, names)) + len(suffix) + 1
    return Sheet(
        head=head,
        together=names if len(names) > 1 else (),
        suffix=suffix,
        holds=next((size for size in HEADS if size >= wide), HEADS[-1]),
        reference=page.reference,
        signers="、".join(page.signers),
        addressees=page.addressees,
        main=Part(break_title(page.title, page.issuers), _rows(page.body)),
        annexes=tuple(Part(break_title(a.title), _rows(a.blocks)) for a in page.annexes),
        annex_names=page.annex_names,
        attendance=page.attendance,
        signatures=page.signatories,
        date=page.date,
        notes=page.notes,
    )


def _rows(blocks: Iterable[object]) -> tuple[Row | Table, ...]:
    rows = (b if isinstance(b, Table) else _row(b) for b in blocks if isinstance(b, SHOWN))
    return tuple(rows)


def _row(block: Paragraph) -> Row:
    css = f"lv{block.level}" if block.kind == "text" else block.kind
    return Row(css, block.text[: block.lead], block.text[block.lead :])
