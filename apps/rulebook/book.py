"""One version of one city's working rules: its text, its clauses, its provisions.

Owns ``Book`` and ``load_book``. Refuses to load half a book: any fault in any file raises
BookError with all of them. Nothing here changes after loading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, overload

from apps.core.verdicts import Cite, Verdict
from apps.rulebook.clauses import Clause
from apps.rulebook.errors import BookError, NotRegulated, Problem
from apps.rulebook.loading import Parts, listed_in, read_parts
from apps.rulebook.provisions import Provision
from apps.rulebook.questions import Listed
from apps.rulebook.schemas import BookEntry, Vocabulary
from apps.rulebook.text import Article, BookText

__all__ = ["Book", "BookError", "Clause", "NotRegulated", "Problem", "load_book"]

P = TypeVar("P", bound=Provision)


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Book:
    """A loaded book; ask it by meaning (``provision``), cite it by clause id (``cite``)."""

    path: Path
    entry: BookEntry
    text: BookText
    clauses: Mapping[str, Clause]
    provisions: Mapping[str, Provision]
    not_executable: Mapping[str, str]
    not_yet: Mapping[str, str]
    listed: Listed
    _cites: dict[str, Cite]
    _together: dict[tuple[str, ...], tuple[Cite, ...]]

    def __repr__(self) -> str:
        return f"<Book {self.name}>"

    @property
    def name(self) -> str:
        """The folder's name, kept on matters: ``xianning_2023``."""
        return self.entry.name

    @property
    def title(self) -> str:
        """The full official title."""
        return self.entry.title

    @property
    def issuer(self) -> str:
        """The full name of the government whose rules these are."""
        return self.entry.issuer

    @property
    def reference(self) -> str:
        """The document number (文号)."""
        return self.entry.reference

    @property
    def issued_on(self) -> date:
        """The date of issue (发文日期)."""
        return self.entry.issued_on

    @property
    def effective_from(self) -> date:
        """The first day on which the book holds."""
        return self.entry.effective_from

    @property
    def effective_to(self) -> date | None:
        """The last day on which the book holds, or None while it is in force."""
        return self.entry.effective_to

    @property
    def vocabulary(self) -> Vocabulary:
        """What posts, units of time and sources are called here."""
        return self.entry.vocabulary

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in order."""
        return self.text.articles

    def holds_on(self, on: date) -> bool:
        """Say whether the book is in force on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def cite(self, clause: str) -> Cite:
        """Return the citation of a clause (label and quoted words); KeyError for no such id."""
        return self._cites[clause]

    def cites(self, clauses: Iterable[str]) -> tuple[Cite, ...]:
        """Return the citations of several clauses, each once, in the order given."""
        ids = tuple(clauses)
        found = self._together.get(ids)
        if found is None:
            found = self._together[ids] = tuple(self._cites[c] for c in dict.fromkeys(ids))
        return found

    @overload
    def provision(self, key: str) -> Provision: ...
    @overload
    def provision(self, key: str, kind: type[P]) -> P: ...
    def provision(self, key: str, kind: type[Any] = Provision) -> Any:
        """Return what the book says on a meaning; raises NotRegulated where it is silent."""
        found = self.provisions.get(key)
        if found is None or not isinstance(found, kind):
            raise NotRegulated(self.name, key)
        return found

    def find(self, key: str, kind: type[P]) -> P | None:
        """Return what the book says on a meaning, or None where it is silent."""
        found = self.provisions.get(key)
        return found if isinstance(found, kind) else None

    def say(self, sentence: str, cites: tuple[Cite, ...], **blanks: object) -> str:
        """Fill a sentence of the book; ``{quote}`` is the words of the first clause cited."""
        return sentence.format(quote=cites[0].quote if cites else "", **blanks)

    def allow(self, sentence: str, clauses: Iterable[str], **blanks: object) -> Verdict:
        """Return a yes in the book's words."""
        cites = self.cites(clauses)
        return Verdict.allow(self.say(sentence, cites, **blanks), cites)

    def deny(
        self,
        sentence: str,
        clauses: Iterable[str],
        *,
        field: str = "",
        soft: bool = False,
        **blanks: object,
    ) -> Verdict:
        """Return a no in the book's words, on a form field, overridable where ``soft``."""
        cites = self.cites(clauses)
        return Verdict.deny(self.say(sentence, cites, **blanks), cites, field=field, soft=soft)


def load_book(path: str | Path) -> Book:
    """Load a book from its folder; raises BookError naming every file, key and line at fault."""
    root = Path(path)
    parts = read_parts(root)
    if parts.problems or parts.entry is None or parts.text is None:
        raise BookError(sorted(parts.problems, key=lambda p: (p.file, p.line, p.key)))
    return _assemble(root, parts, parts.entry, parts.text)


def _assemble(root: Path, parts: Parts, entry: BookEntry, text: BookText) -> Book:
    cites = {c.id: Cite(c.id, entry.name, c.label, c.quote) for c in parts.clauses.values()}
    return Book(
        path=root,
        entry=entry,
        text=text,
        clauses=MappingProxyType(parts.clauses),
        provisions=MappingProxyType(parts.provisions),
        not_executable=MappingProxyType(parts.not_executable),
        not_yet=MappingProxyType(parts.not_yet),
        listed=MappingProxyType(listed_in(parts.provisions)),
        _cites=cites,
        _together={},
    )
