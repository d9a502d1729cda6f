"""Answers that carry their reason: what a rule or a policy says, and by which clause.

Owns the three shapes every room speaks in (Cite, Verdict, Refused). Refuses to know any rule:
a clause id is a value here, never a constant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Cite:
    """One clause of one book: its id, the label an official reads, and the words themselves."""

    clause: str
    book: str = ""
    label: str = ""
    quote: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the JSON form kept in trail events and steps."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, with the sentence and the clauses that gave it.

    ``field`` names the form field a refusal is about; ``soft`` marks a refusal that a named
    person may override with a recorded reason (原则上、一般).
    """

    allowed: bool
    reason: str = ""
    cites: tuple[Cite, ...] = ()
    field: str = ""
    soft: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    @classmethod
    def allow(cls, reason: str = "", cites: Iterable[Cite] = ()) -> Verdict:
        """Return a yes, with the sentence that explains it."""
        return cls(True, reason, tuple(cites))

    @classmethod
    def deny(
        cls, reason: str, cites: Iterable[Cite] = (), *, field: str = "", soft: bool = False
    ) -> Verdict:
        """Return a no; ``reason`` is a Chinese sentence that a user reads."""
        return cls(False, reason, tuple(cites), field, soft)

    @property
    def sentence(self) -> str:
        """The reason followed by its clauses in brackets, for plain-text places."""
        labels = "、".join(dict.fromkeys(c.label for c in self.cites if c.label))
        return f"{self.reason}（依据{labels}）" if labels else str(self.reason)


class Refused(Exception):
    """A service says no: carries every verdict that stood in the way.

    Views show the reasons beside what the user typed; nothing is written.
    """

    def __init__(self, *verdicts: Verdict) -> None:
        self.verdicts = tuple(v for v in verdicts if not v.allowed)
        super().__init__("；".join(v.sentence for v in self.verdicts))

    @property
    def verdict(self) -> Verdict:
        """The first refusal."""
        return self.verdicts[0]
