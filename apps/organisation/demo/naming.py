"""The demonstration office in the words of whichever rules this installation runs under.

The tables are written for a city (市). Under the rules of a county its posts, bodies and units are
called as that book calls them; under Xianning's own nothing changes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from apps.rulebook import shelf
from apps.rulebook.book import Book

# What of the city's words is said differently elsewhere; the longest goes first.
POSTS = {"市长": "mayor", "常务副市长": "executive_vice_mayor", "副市长": "vice_mayor"}
OFFICERS = {"秘书长": "secretary_general", "副秘书长": "deputy_secretary_general"}
BODIES = {
    "市委": "party_committee", "市委办公室": "party_committee_office",
    "市人大常委会": "congress_committee", "市政协": "cppcc",
}  # fmt: skip
LEVEL = "市"
# A 市 that is the level of this government, and no part of a word: at the beginning of a name,
# or after 全 and 我.
PREFIX = re.compile(f"(?:(?<=^)|(?<=[全我])){LEVEL}(?!场)")


def local(text: str) -> str:
    """Return a text of the tables as it reads under the rules of this installation."""
    words, pattern, level = _words(shelf.ours())
    return PREFIX.sub(level, pattern.sub(lambda found: words[found[0]], text))


def of_county() -> bool:
    """Say whether the rules are a county's, which has towns where a city has counties."""
    return _words(shelf.ours())[2] != LEVEL


@cache
def _words(ours: str) -> tuple[dict[str, str], re.Pattern[str], str]:
    book: Book = shelf.newest()
    said = book.vocabulary
    posts: dict[Any, str] = said.posts  # type: ignore[assignment]  # keys are plain words here
    bodies: dict[Any, str] = said.bodies  # type: ignore[assignment]
    words = {
        "咸宁市人民政府": book.issuer, "市人民政府": said.formal, "市政府办公室": said.office,
        "市政府": said.government, "咸政": book.reference.split("政")[0] + "政",
        "咸宁市": book.issuer.removesuffix("人民政府"),
        "咸宁": book.issuer.removesuffix("人民政府").rstrip("市县区"),
    }  # fmt: skip
    words |= {word: posts[key] for word, key in (POSTS | OFFICERS).items()}
    words |= {word: bodies[key] for word, key in BODIES.items()}
    longest = sorted(words, key=len, reverse=True)
    # A city of the same name as its level (赤壁市) stays what it is.
    return words, re.compile(f"(?<![壁市])(?:{'|'.join(longest)})"), said.government[0]
