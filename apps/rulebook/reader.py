"""The book as a page reads it: chapters, articles, paragraphs with anchors, what applies.

Owns the joining of text, clauses and provisions for the reader. Refuses anything about the
matters of the day: live counters belong to the desk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from apps.rulebook.book import Book
from apps.rulebook.cases import cases_by_clause
from apps.rulebook.clauses import Clause, place_label
from apps.rulebook.meanings import is_enforced
from apps.rulebook.telling import Line, tell
from apps.rulebook.text import Article, Paragraph


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words of a paragraph, with the ids of the clauses quoted there, if any."""

    text: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carrying:
    """One provision that carries out a clause, with those of its lines that cite the clause.

    ``source`` and ``source_label``: rules, law or office (非规则规定).
    """

    key: str
    title: str
    enforced: bool
    note: str
    basis: str
    source: str
    source_label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """What the system does with a clause.

    ``standing``: enforced, shown, or not_yet. ``says``: the first provision's title, or the
    reason why nothing is done.
    """

    clause: Clause
    standing: str
    says: str
    provisions: tuple[Carrying, ...] = ()


@dataclass(frozen=True, slots=True)
class ReaderParagraph:
    """One paragraph or item with its anchor, its words in spans, and its footnotes."""

    anchor: str
    number: int
    item: int
    spans: tuple[Span, ...]
    notes: tuple[tuple[str, str], ...] = ()
    label: str = ""
    applied: tuple[Applied, ...] = ()


@dataclass(frozen=True, slots=True)
class ReaderArticle:
    """One article: ``anchor`` is ``art-30``; ``applied`` in the order of the clauses.

    ``undecided`` are the points that the text leaves open (条文未写明，系统不自行判断).
    """

    anchor: str
    number: int
    label: str
    paragraphs: tuple[ReaderParagraph, ...]
    applied: tuple[Applied, ...]
    undecided: tuple[str, ...] = ()

    @property
    def enforced(self) -> int:
        """How many clauses of the article the system carries out."""
        return sum(a.standing == "enforced" for a in self.applied)


@dataclass(frozen=True, slots=True)
class ReaderChapter:
    """One chapter with its articles."""

    number: int
    title: str
    articles: tuple[ReaderArticle, ...]


def chapters(book: Book) -> tuple[ReaderChapter, ...]:
    """Return the whole book for the reader."""
    return tuple(
        ReaderChapter(c.number, c.title, tuple(article(a, book) for a in c.articles))
        for c in book.text.chapters
    )


def article(source: Article, book: Book) -> ReaderArticle:
    """Return one article with what applies beside it."""
    clauses = [c for c in book.clauses.values() if c.article == source.number]
    applied = tuple(applies(c, book) for c in clauses)
    several = len(source.paragraphs) > 1
    paragraphs = tuple(_paragraph(p, source, applied, book, several) for p in source.paragraphs)
    here = {c.id for c in clauses}
    undecided = dict.fromkeys(
        words
        for provision in book.provisions.values()
        if here.intersection(provision.clauses)
        for words in provision.undecided
    )
    return ReaderArticle(
        f"art-{source.number}", source.number, source.label, paragraphs, applied, tuple(undecided)
    )


def title_of(number: int, book: Book) -> str:
    """Return what an article is about: the one provision that carries it out, or its first clause.

    A text has no titles of its own; "" where nothing is bound to the article.
    """
    clauses = [c for c in book.clauses.values() if c.article == number]
    if not clauses:
        return ""
    here = {c.id for c in clauses}
    titles = {p.title for p in book.provisions.values() if here <= set(p.clauses)}
    return titles.pop() if len(clauses) > 1 and len(titles) == 1 else clauses[0].title


def applies(clause: Clause, book: Book) -> Applied:
    """Return what the system does with a clause, in words; what is enforced comes first."""
    keys = [key for key, p in book.provisions.items() if clause.id in p.clauses]
    carrying = tuple(_carrying(key, clause, book) for key in sorted(keys, key=_later))
    if carrying:
        standing = "enforced" if carrying[0].enforced else "not_yet"
        return Applied(clause, standing, carrying[0].title, carrying)
    if clause.id in book.not_executable:
        return Applied(clause, "shown", book.not_executable[clause.id])
    return Applied(clause, "not_yet", book.not_yet.get(clause.id, ""))


def _later(key: str) -> bool:
    return not is_enforced(key)


def _carrying(key: str, clause: Clause, book: Book) -> Carrying:
    rule = book.provisions[key]
    label = book.vocabulary.sources[rule.source]
    lines = tuple(line for line in tell(key, book) if clause.id in {c.clause for c in line.cites})
    return Carrying(
        key, rule.title, is_enforced(key), rule.note, rule.basis, rule.source, label, lines
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that holds the words sought: the paragraphs cut around them, and its clauses.

    ``paragraphs`` are (anchor, label, pieces); every second piece of a paragraph is what was
    sought. ``clauses`` are those whose titles hold the words, though the text may not;
    ``provisions`` the names of what carries them out; ``cases`` (clause, name) the worked cases.
    """

    article: Article
    title: str
    paragraphs: tuple[tuple[str, str, tuple[str, ...]], ...]
    clauses: tuple[Clause, ...]
    provisions: tuple[str, ...] = ()
    cases: tuple[tuple[str, str], ...] = ()


def search(words: str, book: Book) -> tuple[Hit, ...]:
    """Return where the words stand: in text, in names of clauses and provisions, in cases.

    None for empty words.
    """
    words = words.strip()
    return tuple(hit for a in book.articles if words and (hit := _hit(words, a, book)))


def _hit(words: str, source: Article, book: Book) -> Hit | None:
    several = len(source.paragraphs) > 1
    found = []
    for p in source.paragraphs:
        if words in p.text:
            pieces: list[str] = []
            for piece in p.text.split(words):
                pieces += [piece, words]
            label = place_label(book.entry, p, several=several)
            found.append((_anchor(source, p), label, tuple(pieces[:-1])))
    mine = [c for c in book.clauses.values() if c.article == source.number]
    named = tuple(c for c in mine if words in c.title)
    ids = {c.id for c in mine}
    rules = [p.title for p in book.provisions.values() if ids & set(p.clauses) and words in p.title]
    worked = {
        case.entry.name: c.id
        for c in mine
        for case in cases_by_clause(book).get(c.id, ())
        if words in f"{case.entry.name}{case.entry.given}{case.entry.when}{case.entry.then}"
    }
    if not (found or named or rules or worked):
        return None
    return Hit(
        source, title_of(source.number, book), tuple(found), named, tuple(dict.fromkeys(rules)),
        tuple((clause, name) for name, clause in worked.items()),
    )  # fmt: skip


def _anchor(owner: Article, source: Paragraph) -> str:
    item = f"-{source.item}" if source.item else ""
    return f"art-{owner.number}-{source.number}{item}"


def _paragraph(
    source: Paragraph, owner: Article, applied: Iterable[Applied], book: Book, several: bool
) -> ReaderParagraph:
    mine = tuple(
        a for a in applied if (a.clause.paragraph, a.clause.item) == (source.number, source.item)
    )
    here = [a.clause for a in mine]
    notes = tuple((mark, book.text.footnotes[mark]) for mark in source.notes)
    spans = tuple(_spans(source.text, here))
    label = place_label(book.entry, source, several=several)
    return ReaderParagraph(
        _anchor(owner, source), source.number, source.item, spans, notes, label, mine
    )


def _spans(text: str, clauses: list[Clause]) -> Iterable[Span]:
    """Cut a paragraph where quotations begin and end; joined again the spans are the text."""
    places = [(text.find(c.quote), c) for c in clauses]
    edges = {0, len(text)}
    for start, clause in places:
        edges |= {start, start + len(clause.quote)}
    cuts = sorted(edges)
    for start, end in zip(cuts, cuts[1:], strict=False):
        ids = tuple(c.id for at, c in places if at <= start and end <= at + len(c.quote))
        yield Span(text[start:end], ids)
