"""What each module's steps are called, how they may end, and who is told.

The kernel knows no purpose by itself: a module registers its own in ``AppConfig.ready()``, and
the inbox, the action panel and the mail page all read the same entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from apps.core.verdicts import Verdict
from apps.matters.verbs import ACTS
from apps.rulebook.book import Book
from apps.rulebook.said import Said
from apps.trail.verbs import name_verbs


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a step may end.

    ``ends_group`` takes the step back from the others of its group; ``needs_opinion`` makes the
    opinion compulsory; ``web_only`` keeps it off the mail page; ``returns`` says that the matter
    goes back the way it came (退回).
    """

    key: str
    label: str
    needs_opinion: bool = False
    ends_group: bool = False
    web_only: bool = False
    phrases: tuple[str, ...] = ()
    returns: bool = False


def way_back(key: str, label: str) -> Outcome:
    """Return an ending that sends the matter back: for all of the group, and with a reason."""
    return Outcome(key, label, needs_opinion=True, ends_group=True, returns=True)


@dataclass(frozen=True, slots=True)
class Purpose:
    """One kind of step of one kind of matter.

    ``power`` is the word the book uses when it says which capacity may do it; ``risk`` is the
    class of the mail link (L0 link, L1 link and PIN, L2 sign in); ``mail`` says whether the step
    is announced by mail at all; ``consequence`` is what happens next, shown before the act.
    """

    key: str
    label: str
    power: str
    outcomes: tuple[Outcome, ...]
    risk: str = "L1"
    mail: bool = True
    consequence: str = ""
    phrases: tuple[str, ...] = ()
    may_hand_over: bool = True
    may_recall: bool = False
    may_add: bool = False
    decides: bool = False

    def outcome(self, key: str) -> Outcome | None:
        """Return the outcome of that key, or None."""
        return next((o for o in self.outcomes if o.key == key), None)


def _no_step_to_settle(**settled: Any) -> None:
    """Stand in for the handler of a kind whose matters have no steps."""
    raise LookupError("this kind of matter has no steps")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a book answers to one question about a matter, in lines that name their rows."""

    title: str
    lines: tuple[Said, ...]
    book: Book


@dataclass(frozen=True, slots=True)
class Why:
    """What a module adds to the page that says why and why not; all of it only asks.

    ``table`` (matter) -> the transitions of its procedure; ``answers`` (matter, at) -> topics;
    ``acts`` (hats, matter, at) -> label and verdict of each act that is not a step.
    """

    table: Callable[[Any], Iterable[Any]]
    answers: Callable[[Any, datetime], Iterable[Topic]]
    acts: Callable[..., Iterable[tuple[str, Verdict]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a module tells the kernel of its kind of matter.

    A kind that is kept and never waits for anybody (a research topic) has no purposes.
    """

    key: str
    label: str
    model: str  # "app_label.ModelName"
    purposes: Mapping[str, Purpose] = field(default_factory=dict)
    settled: Callable[..., None] = _no_step_to_settle
    recalled: Callable[..., None] | None = None
    content: Callable[[Any], dict[str, Any]] = field(default=lambda matter: {})
    url: Callable[[int], str] = field(default=lambda pk: "")
    extra_policy: Callable[..., Any] | None = None
    # (step) -> (due_at, provisional) counted again from the step's opening, None for no limit.
    limit: Callable[..., Any] | None = None
    # (matters, directories, *, at or quarter, most) -> which leaders each meets under each of
    # several directories (see ``replay``); and the condition "no leader has decided it yet".
    replay: Callable[..., Any] | None = None
    undecided: Callable[[], Any] | None = None
    why: Why | None = None
    # What a book calls the things this module asks it about: beginnings of keys.
    asks: tuple[str, ...] = ()


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Put a module's kind on the kernel's list; called from ``AppConfig.ready()`` only.

    ValueError where one purpose would mean two things: the inbox asks by purpose alone.
    """
    for other in _kinds.values():
        for key, purpose in kind.purposes.items():
            known = other.purposes.get(key)
            differs = known and (known.power, known.decides) != (purpose.power, purpose.decides)
            if other.key != kind.key and differs:
                raise ValueError(f"purpose {key!r} differs between {other.key} and {kind.key}")
    _kinds[kind.key] = kind
    name_verbs({f"{kind.key}.{verb}": name for verb, name in ACTS.items()})


def kind_of(key: str) -> Kind:
    """Return the registered kind; a KeyError is a programming error."""
    return _kinds[key]


@lru_cache(maxsize=65536)
def url_of(kind: str, pk: int) -> str:
    """Return the page of a matter; kept, since a list asks for fifty of them each time."""
    return _kinds[kind].url(pk)


def kinds() -> tuple[Kind, ...]:
    """Return all registered kinds."""
    return tuple(_kinds.values())


def purpose_of(kind: str, purpose: str) -> Purpose:
    """Return the purpose of a step; a KeyError is a programming error."""
    return _kinds[kind].purposes[purpose]
