"""How long the rules take: loading a book, asking one question, running every case of a book.

Owns the measurement and its limits. Refuses to read a clock: the caller hands one in, best one
that counts the process's own time, so that other work on the machine does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from apps.rulebook.asks import ASKS
from apps.rulebook.book import Book, load_book
from apps.rulebook.cases import Case, read_cases, run_case

Clock = Callable[[], float]
LOADING, QUESTION, SUITE = 0.2, 0.0001, 2.0
"""Seconds that may be spent: on a book, on one question, on the cases of all books together."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What one book took, in seconds; ``asked`` holds the slowest case of each ask."""

    name: str
    loading: float
    suite: float
    questions: tuple[float, ...]
    asked: tuple[tuple[float, str], ...]

    @property
    def question(self) -> float:
        """The median over all cases."""
        return median(self.questions)


def measure(shelf: Path, clock: Clock, *, times: int = 20) -> list[Speed]:
    """Return the speed of every book of a folder; each question is asked five times ``times``."""
    return [_book(path.parent, clock, times) for path in sorted(shelf.glob("*/book.toml"))]


def _book(root: Path, clock: Clock, times: int) -> Speed:
    loading = min(_took(lambda: load_book(root), clock) for _ in range(5))
    book = load_book(root)
    suite = _took(lambda: [run_case(case, book) for case in read_cases(book)[0]], clock)
    asked = [(_question(case, book, clock, times), case.entry.ask) for case in read_cases(book)[0]]
    slowest: dict[str, float] = {}
    for seconds, ask in asked:
        slowest[ask] = max(seconds, slowest.get(ask, 0.0))
    return Speed(
        book.name, loading, suite, tuple(s for s, _ in asked),
        tuple(sorted(((s, ask) for ask, s in slowest.items()), reverse=True)),
    )  # fmt: skip


def _question(case: Case, book: Book, clock: Clock, times: int) -> float:
    ask, facts = ASKS[case.entry.ask], case.entry.facts
    # Asks take their facts apart, so each gets a dictionary of its own. The best of a few rounds
    # is what the question costs; the rest is what else the processor had to do.
    return (
        min(
            _took(lambda: [ask(dict(facts), book, case.calendar) for _ in range(times)], clock)
            for _ in range(5)
        )
        / times
    )


def _took(what: Callable[[], object], clock: Clock) -> float:
    start = clock()
    what()
    return clock() - start


def too_slow(found: Iterable[Speed]) -> list[str]:
    """Return what took longer than it may, in Chinese; the cases of all books count together."""
    found = list(found)
    told = [
        f"{s.name}：加载{s.loading * 1000:.0f}毫秒，超过{LOADING * 1000:.0f}毫秒"
        for s in found
        if s.loading > LOADING
    ]
    told += [
        f"{s.name}：提问“{ask}”{seconds * 1e6:.0f}微秒，超过{QUESTION * 1e6:.0f}微秒"
        for s in found
        for seconds, ask in s.asked
        if seconds > QUESTION
    ]
    whole = sum(s.suite for s in found)
    return told + ([f"全部实例{whole:.2f}秒，超过{SUITE:.0f}秒"] if whole > SUITE else [])
