"""Turning the steps that a book writes into stages with posts, clauses and sentences.

Owns the filling-in; refuses to know which steps there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apps.rulebook.answers import PostRef, Route, Stage, Trace
from apps.rulebook.book import Book
from apps.rulebook.provisions import Step

People = Mapping[str, tuple[PostRef, ...]]


def bracketed(words: str) -> str:
    """Return the words in full-width brackets, or nothing for nothing."""
    return f"（{words}）" if words else ""


def build_stage(
    step: Step, people: People, words: Mapping[str, str], clauses: Iterable[str], book: Book
) -> Stage:
    """Return one stage; ``clauses`` are cited where the step names none of its own."""
    posts = tuple(
        dict.fromkeys(p for role in step.who for p in people.get(role, (PostRef(role=role),)))
    )
    cites = book.cites(step.clauses or clauses)
    sentence = book.say(step.sentence, cites, **words) if step.sentence else ""
    return Stage(step.purpose, posts, step.need, step.personal, cites, sentence)


def build_route(
    stages: Iterable[Stage],
    *,
    label: str = "",
    needs_reason: bool = False,
    trace: tuple[Trace, ...] = (),
) -> Route:
    """Return a route that cites what its stages cite and says what they say."""
    stages = tuple(stages)
    cites = tuple(dict.fromkeys(c for s in stages for c in s.cites))
    sentence = "".join(s.sentence for s in stages)
    return Route(stages, cites, sentence, label, needs_reason, trace)
