"""Remarks on the wording of a draft: the rules of wording, and the book's where it has its own.

They warn; nothing is refused here. What the book forbids is refused when the draft is sent.
"""

from __future__ import annotations

from dataclasses import dataclass

from apps.core.verdicts import Cite
from apps.rulebook.book import Book
from apps.rulebook.provisions.submission import EmbeddedRequest, SingleMatter
from apps.typesetting.textrules import Draft, Remark, embedded_requests, inspect
from apps.typesetting.textrules.inspecting import in_order
from apps.typesetting.textrules.requests import MATTERS


@dataclass(frozen=True)
class Said:
    """One remark, with the clauses of the book where they are its reason."""

    remark: Remark
    cites: tuple[Cite, ...] = ()


def remarks(draft: Draft, book: Book) -> tuple[Said, ...]:
    """Return every remark in the order of the form."""
    found = list(inspect(draft))
    rule = book.find("documents.embedded_request", EmbeddedRequest)
    if rule is not None and draft.kind in rule.kinds:
        found += embedded_requests(draft, rule.pattern)
    return tuple(Said(remark, _cites(remark, book)) for remark in in_order(found))


def _cites(remark: Remark, book: Book) -> tuple[Cite, ...]:
    embedded = book.find("documents.embedded_request", EmbeddedRequest)
    single = book.find("documents.single_matter", SingleMatter)
    rule = {"报告夹带请示": embedded, MATTERS: single}.get(remark.rule)
    return book.cites(rule.clauses) if rule is not None else ()
