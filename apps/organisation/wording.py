"""Sentences of the site in the words of the place: another city's titles are data.

A sentence in code names bodies and posts by their keys in the vocabulary of a book ("由{office}
签收"); they are filled in as the newest edition of this installation's rules calls them. Refuses a
key that no vocabulary has, with KeyError, as soon as the sentence is said.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.functional import lazy

from apps.rulebook import shelf


def said(text: str, **more: object) -> str:
    """Return a sentence with its names filled in; ``more`` gives what else it leaves open."""
    return text.format_map({**titles(shelf.ours()), **more})


def later(text: str) -> str:
    """Return a sentence that is filled in each time it is read: for labels made on import."""
    return _lazily(text)


def city() -> str:
    """Return the full name of the government: as set for this site, else who issued the rules."""
    return settings.OA_CITY_NAME or shelf.newest().issuer


@cache
def titles(ours: str) -> dict[str, str]:
    """Return what this installation calls units, bodies and posts, by the keys of a vocabulary."""
    words = shelf.newest().vocabulary
    names: list[tuple[str, str]] = [*words.units.items(), *words.bodies.items()]
    names += [*words.posts.items(), ("government", words.government), ("office", words.office)]
    return dict([*names, ("formal", words.formal), ("cover", words.cover)])


_lazily = lazy(said, str)
