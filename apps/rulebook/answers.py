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
    "Entry",
    "Gap",
    "Group",
    "Milestone",
    "PostRef",
    "RequirementSpec",
    "Route",
    "Ruled",
    "Signing",
    "Stage",
    "Tally",
    "Trace",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class Trace:
    """What gave an answer: the provision's key and title, and the row of its table.

    ``row`` counts from 1; 0 is the row for everything else, or a provision without rows.
    """

    provision: str
    title: str = ""
    row: int = 0


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

    Of a chain: stages with the same ``order`` run side by side; ``label`` is the official's verb;
    ``away`` says who acts in the holder's absence (``instead`` names the roles); ``silence``
    whether an expired limit counts as consent; ``days`` and ``unit`` are the stage's own limit;
    ``lacking`` is what is said where the stage was not done.
    """

    purpose: str
    posts: tuple[PostRef, ...]
    need: Literal["all", "any"] = "all"
    personal: bool = False
    cites: tuple[Cite, ...] = ()
    sentence: str = ""
    order: int = 0
    label: str = ""
    away: str = "substitute"
    instead: tuple[str, ...] = ()
    silence: str = "waits"
    days: int | None = None
    unit: str = ""
    lacking: str = ""

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
    trace: tuple[Trace, ...] = ()

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
    trace: tuple[Trace, ...] = ()

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
    trace: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a limit (ends 24:00), how it was counted, and whether it may move.

    ``provisional``: the year's holiday notice is not entered. ``soft``: overrun is allowed with
    a recorded reason. ``source``: rules, law or office (办公室约定, 非规则规定). ``milestones``
    are what should have happened on the way.
    """

    due_on: date
    days: int
    unit: str
    provisional: bool = False
    cites: tuple[Cite, ...] = ()
    sentence: str = ""
    soft: bool = False
    source: str = "rules"
    milestones: tuple[Milestone, ...] = ()
    trace: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point on the way to a deadline."""

    label: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Ruled:
    """Yes or no, who may lift a no with a reason, and the row that said so."""

    verdict: Verdict
    override_by: tuple[str, ...] = ()
    trace: tuple[Trace, ...] = ()

    def __bool__(self) -> bool:
        return self.verdict.allowed


@dataclass(frozen=True, slots=True)
class Group:
    """Some people of a list, by meaning: the module turns it into posts.

    ``part``: member, observer, invitee, participant, informed. ``head_of``: heads of units of
    these kinds. ``chosen_by``: the role that chooses them, from units of ``from_kinds``.
    """

    part: str
    roles: tuple[str, ...] = ()
    head_of: tuple[str, ...] = ()
    chosen_by: str = ""
    from_kinds: tuple[str, ...] = ()
    sentence: str = ""
    cites: tuple[Cite, ...] = ()
    trace: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of the book."""

    code: str
    name: str
    note: str = ""
    marks: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """How long it has been since the last time.

    ``state``: green, amber (more than the interval) or none (no interval is set). ``due_on`` is
    the last day on which the state is green; ``days`` since the last time, None where there
    was none.
    """

    state: Literal["green", "amber", "none"]
    due_on: date | None = None
    days: int | None = None
    sentence: str = ""
    cites: tuple[Cite, ...] = ()
    soft: bool = True
    source: str = "rules"
    trace: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A number against its limits.

    ``state``: met, short (fewer than ``least``), behind (fewer than the even pace), over (more
    than ``most``) or none (no limit is set). ``allowed`` is false only where one more would be
    refused, or where so few are. ``share`` is what is owed by the day asked about. ``growth``: by
    how many percent the number is above (below) that of the same period before; None where there
    was nothing. ``per`` is within what the book counts.
    """

    state: Literal["met", "short", "behind", "over", "none"]
    count: int
    least: int | None = None
    most: int | None = None
    share: int | None = None
    growth: int | None = None
    allowed: bool = True
    sentence: str = ""
    cites: tuple[Cite, ...] = ()
    source: str = "rules"
    trace: tuple[Trace, ...] = ()
    per: str = ""
