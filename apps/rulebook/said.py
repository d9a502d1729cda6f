"""One sentence of a tried rule, and what a try-out asks for besides facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from apps.core.verdicts import Cite
from apps.rulebook.answers import Trace

Tone = Literal["yes", "no", "soft", "step", "due", "need", "plain"]


@dataclass(frozen=True, slots=True)
class Said:
    """One line of an answer: ``head`` is the short answer, ``text`` the sentence.

    ``trace`` is the row that gave it; ``beside``: happens side by side with the line before.
    """

    tone: Tone
    head: str
    text: str = ""
    cites: tuple[Cite, ...] = ()
    trace: tuple[Trace, ...] = ()
    beside: bool = False
    source: str = "rules"


@dataclass(frozen=True, slots=True)
class Input:
    """A day, a number or a text that a rule needs besides its facts."""

    name: str
    label: str
    kind: Literal["day", "number", "text"]
    optional: bool = False
