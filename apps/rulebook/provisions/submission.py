"""What a book says about documents sent up to the city government (行文规则)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import model_validator

from apps.rulebook.provisions.base import Cited, Pattern, Provision, blanks
from apps.rulebook.provisions.conditions import Entry
from apps.rulebook.terms import Direction, DocumentKind, Handling, UnitKind, words


class Kind(Entry):
    """One kind of official document: its name and the directions it may take."""

    name: str
    directions: tuple[Direction, ...]


class DocumentKinds(Provision):
    """The kinds of official document and what may be sent upward."""

    kinds: dict[DocumentKind, Kind]
    wrong_direction: Annotated[str, blanks("quote", "kind", "allowed")]
    unknown: Annotated[str, blanks("quote", "allowed")]

    def kind(self, code: str) -> Kind | None:
        """Return the kind of that code, or None."""
        kinds: Mapping[Any, Kind] = self.kinds
        return kinds.get(code)

    @model_validator(mode="after")
    def _complete(self) -> DocumentKinds:
        missing = [k for k in words(DocumentKind) if k not in self.kinds]
        if missing:
            raise ValueError(f"文种不全，缺：{'、'.join(missing)}")
        return self


class RequiredField(Cited):
    """A field that documents of some kinds must carry, and the sentence where it is empty."""

    fact: str
    field: str
    kinds: tuple[DocumentKind, ...] = ()
    directions: tuple[Direction, ...] = ("upward",)
    sentence: Annotated[str, blanks("quote", "kind")]


class RequiredForm(Provision):
    """The elements a document must show before it may be sent."""

    fields: tuple[RequiredField, ...]

    @model_validator(mode="after")
    def _known(self) -> RequiredForm:
        known = ("signer_present", "title", "body", "addressees", "contact_present")
        for row in self.fields:
            if row.fact not in known:
                raise ValueError(f"不认识的要素“{row.fact}”，应为：{'、'.join(known)}")
        return self


class Rule(Provision):
    """A plain prohibition: the form field it concerns, the sentence, and how hard it is."""

    field: str
    soft: bool = False
    sentence: Annotated[str, blanks("quote", "kind", "count", "found", "sender", "classification")]


class LevelSkipping(Rule):
    """Who may write directly to the city government."""

    direct_senders: tuple[UnitKind, ...]


class SingleAddressee(Rule):
    """How many bodies an upward document may be addressed to."""

    most: int = 1
    duplicate: Annotated[str, blanks("quote", "kind", "count")]


class SingleMatter(Rule):
    """Which kinds carry one matter only."""

    kinds: tuple[DocumentKind, ...]
    most: int = 1


class EmbeddedRequest(Rule):
    """Which kinds may not carry a request, and the phrases that show one."""

    kinds: tuple[DocumentKind, ...]
    phrases: tuple[Pattern, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrases as one compiled expression."""
        return re.compile("|".join(f"(?:{p})" for p in self.phrases))


class HeadRelease(Rule):
    """Which kinds the head must release, and which a deputy may after the head has read."""

    head: tuple[DocumentKind, ...]
    deputy_after_head_read: tuple[DocumentKind, ...] = ()


class Classification(Rule):
    """The only markings that may enter the system, and the marks that give a secret away."""

    allowed: dict[Handling, str]
    marks: tuple[Pattern, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """The marks as one compiled expression, or None where the book lists none."""
        return re.compile("|".join(f"(?:{m})" for m in self.marks)) if self.marks else None
