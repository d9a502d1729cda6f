"""What a rule answers: routes, requirements, deadlines, each with its sentence and clauses.

Owns the shapes of answers. Refuses to know how an answer was found: that is rules/.
Every ``sentence``, ``reason`` and ``label`` is official Chinese from the book.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from apps.core.verdicts import Cite, Verdict

__all__ = [
    "Cite",
    "Deadline",
    "PostRef",
    "RequirementSpec",
    "Route",
    "Signing",
    "Stage",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class PostRef:
    """A post by meaning (``role``, for ``unit``) or by code (``post`` wins when it is set)."""

    role: str = ""
    unit: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One station of a route: who acts there, for what purpose, and by which clause.

    ``need`` is "all" where every post must act and "any" where one suffices. ``personal`` marks
    an act that nobody may do under another hat.
    """

    purpose: str
    posts: tuple[PostRef, ...]
    need: Literal["all", "any"] = "all"
    personal: bool = False
    cites: tuple[Cite, ...] = ()
    sentence: str = ""

    @property
    def power(self) -> str:
        """The power to ask ``authority.capacity_may`` about before somebody acts here."""
        return f"personal_{self.purpose}" if self.personal else self.purpose


@dataclass(frozen=True, slots=True)
class Route:
    """Stages in order; never empty. ``needs_reason``: choosing it asks for a recorded reason."""

    stages: tuple[Stage, ...]
    cites: tuple[Cite, ...] = ()
    sentence: str = ""
    label: str = ""
    needs_reason: bool = False

    @property
    def final(self) -> Stage:
        """The last stage: the one that decides or signs."""
        return self.stages[-1]


@dataclass(frozen=True, slots=True)
class Signing:
    """The permitted ways to sign one document: the first is the default.

    ``options`` is empty only where ``refused`` says why such a document may not be issued at
    all. ``personal`` is true where the final signature is the post holder's own (签署).
    """

    options: tuple[Route, ...]
    refused: tuple[Verdict, ...] = ()
    personal: bool = False

    @property
    def default(self) -> Route:
        """The first option; an IndexError where signing is refused."""
        return self.options[0]


@dataclass(frozen=True, slots=True)
class RequirementSpec:
    """One prerequisite: what it is, why it applies, who may waive it, what it must precede.

    ``waivable_by`` holds roles and is empty where nobody may waive; ``required_before`` is a
    milestone (submit, meeting, sign, dispatch, close); ``after`` names requirements that must
    be met first; ``by_role`` is the role that supplies the finding ("" for the drafter).
    """

    key: str
    label: str
    reason: str
    cites: tuple[Cite, ...] = ()
    waivable_by: tuple[str, ...] = ()
    required_before: str = "sign"
    after: tuple[str, ...] = ()
    by_role: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a limit (ends 24:00), how it was counted, and whether it may move.

    ``provisional``: the year's holiday notice is not entered. ``soft``: overrun is allowed with
    a recorded reason. ``source``: rules, law or office (办公室约定, 非规则规定).
    """

    due_on: date
    days: int
    unit: str
    provisional: bool = False
    cites: tuple[Cite, ...] = ()
    sentence: str = ""
    soft: bool = False
    source: str = "rules"
