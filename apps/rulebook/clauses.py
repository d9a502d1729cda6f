"""Clauses: the citable units of a book, each proved to stand in the text.

Owns the finding of a clause's words in its article and the label an official
reads. Refuses quotations that are not verbatim.
"""

from __future__ import annotations

from dataclasses import dataclass

from apps.rulebook.reading import TomlFile
from apps.rulebook.schemas import BookEntry, ClausesFile
from apps.rulebook.text import Article, BookText, Numbering, Paragraph


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: id, place, words, classes of norm, owning module, label."""

    id: str
    article: int
    paragraph: int
    item: int
    title: str
    quote: str
    classes: tuple[str, ...]
    module: str
    label: str

    @property
    def anchor(self) -> str:
        """The id of the clause in a page: ``clause-30-5``."""
        return "clause-" + self.id.replace(".", "-")


def read_clauses(file: TomlFile, entry: BookEntry, text: BookText) -> dict[str, Clause]:
    """Return the clauses by id; faults (double ids, foreign words) are recorded on the file."""
    listed = file.fit(ClausesFile, file.values)
    if listed is None:
        return {}
    articles = {a.number: a for a in text.articles}
    clauses: dict[str, Clause] = {}
    for number, row in enumerate(listed.clause):
        at = ("clause", number)
        article = articles.get(row.article)
        if row.id in clauses:
            file.fault((*at, "id"), f"条款编号“{row.id}”重复")
        elif article is None:
            file.fault((*at, "article"), f"正文没有第{row.article}条")
        elif (place := _place(article, row.quote)) is None:
            file.fault((*at, "quote"), f"引文不在{article.label}正文中：“{row.quote}”")
        else:
            label = _label(article, place, entry)
            clauses[row.id] = Clause(
                row.id, row.article, place.number, place.item, row.title, row.quote,
                row.classes, row.module, label,
            )  # fmt: skip
    return clauses


def _place(article: Article, quote: str) -> Paragraph | None:
    return next((p for p in article.paragraphs if quote in p.text), None)


def _label(article: Article, place: Paragraph, entry: BookEntry) -> str:
    several = len({p.number for p in article.paragraphs}) > 1
    return article.label + place_label(entry, place, several=several)


def place_label(entry: BookEntry, place: Paragraph, *, several: bool) -> str:
    """Return how a paragraph and its item are cited after the article's label."""
    numbering = Numbering(**entry.numbering.model_dump())
    label = ""
    if several:
        label += numbering.paragraph_label.format(n=numbering.numeral(place.number))
    if place.item:
        label += numbering.item_label.format(n=numbering.numeral(place.item))
    return label
