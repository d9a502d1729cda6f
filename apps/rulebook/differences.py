"""What changes between two books: clauses, routes, clocks, and what should be read again.

Owns the comparison, in the words of ``telling``. Refuses to judge: a change is shown with what
stood before and what stands after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from apps.rulebook.book import Book
from apps.rulebook.provisions import Provision
from apps.rulebook.provisions.authority import Members, Scope
from apps.rulebook.provisions.clocks import Interval, Quota, Term
from apps.rulebook.provisions.documents import DecisionRoute, RequirementTable, SigningMatrix
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Roster, Ruling
from apps.rulebook.provisions.limits import Duration, StepLimits
from apps.rulebook.telling import tell

_GROUPS: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("由谁办理", (Chain, DecisionRoute, SigningMatrix)),
    ("时限和间隔", (Duration, Term, Interval, StepLimits)),
    ("准与不准", (Ruling,)),
    ("前置程序", (Needs, RequirementTable)),
    ("名单", (Roster, Members, Scope)),
    ("数量", (Quota,)),
    ("选项", (Choices,)),
)
OTHER = "其他规定"
GROUPS = (*(label for label, _ in _GROUPS), OTHER)


@dataclass(frozen=True, slots=True)
class TextChange:
    """One clause whose words differ; an empty side means that it does not stand there."""

    clause: str
    label: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One provision that differs: its lines before and after, without those that stayed."""

    key: str
    title: str
    group: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two books.

    ``clauses``: those of the earlier book whose words differ or whose provision does.
    ``review``: provisions that say the same as before although a clause they cite has changed,
    by key and title; somebody should read them again. ``comparable``: both are versions of one
    set of rules, so that a clause of the one is that of the other; where they are not, only the
    provisions are compared, by what they mean.
    """

    earlier: str
    later: str
    texts: tuple[TextChange, ...]
    changes: tuple[Change, ...]
    review: tuple[tuple[str, str], ...]
    clauses: frozenset[str] = frozenset()
    comparable: bool = True

    @property
    def stated(self) -> tuple[str, ...]:
        """The meanings to look at wherever they are printed: changed, or citing changed words."""
        return tuple(sorted(self.keys.union(key for key, _ in self.review)))

    @property
    def keys(self) -> frozenset[str]:
        """The meanings whose answers may differ."""
        return frozenset(c.key for c in self.changes)

    def as_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "earlier": self.earlier,
            "later": self.later,
            "comparable": self.comparable,
            "clauses": [
                {"clause": t.clause, "before": t.before, "after": t.after} for t in self.texts
            ],
            "changes": [
                {"key": c.key, "title": c.title, "group": c.group,
                 "before": list(c.before), "after": list(c.after)}
                for c in self.changes
            ],
            "review": [{"key": key, "title": title} for key, title in self.review],
        }  # fmt: skip


def differences(earlier: Book, later: Book) -> Difference:
    """Return what changes from one book to another."""
    comparable = earlier.entry.series == later.entry.series
    texts = tuple(_texts(earlier, later)) if comparable else ()
    changes = tuple(_changes(earlier, later))
    touched = {t.clause for t in texts if t.after}
    same = set(later.provisions) - {c.key for c in changes}
    review = tuple(
        (key, later.provisions[key].title)
        for key in later.provisions
        if key in same and touched.intersection(later.provisions[key].cited())
    )
    old = [earlier.provisions[c.key] for c in changes if c.key in earlier.provisions]
    clauses = {t.clause for t in texts if t.before}.union(*(rule.cited() for rule in old))
    return Difference(earlier.name, later.name, texts, changes, review, frozenset(clauses),
                      comparable)  # fmt: skip


def _texts(earlier: Book, later: Book) -> Iterable[TextChange]:
    for clause in dict.fromkeys((*earlier.clauses, *later.clauses)):
        one, two = earlier.clauses.get(clause), later.clauses.get(clause)
        before, after = one.quote if one else "", two.quote if two else ""
        if before != after:
            shown = two or one
            assert shown is not None
            yield TextChange(clause, shown.label, shown.title, before, after)


def _changes(earlier: Book, later: Book) -> Iterable[Change]:
    keys = dict.fromkeys((*later.provisions, *earlier.provisions))
    found = [c for key in keys if (c := _change(key, earlier, later)) is not None]
    yield from sorted(found, key=lambda c: GROUPS.index(c.group))


def _change(key: str, earlier: Book, later: Book) -> Change | None:
    old, new = earlier.provisions.get(key), later.provisions.get(key)
    if old is not None and new is not None and old == new:
        return None
    before = [line.text for line in tell(key, earlier)]
    after = [line.text for line in tell(key, later)]
    gone = tuple(text for text in before if text not in after)
    come = tuple(text for text in after if text not in before)
    if not gone and not come and old is not None and new is not None:
        return None
    shown = new or old
    assert shown is not None
    return Change(key, shown.title, _group(shown), gone, come)


def _group(provision: Provision) -> str:
    return next((label for label, kinds in _GROUPS if isinstance(provision, kinds)), OTHER)
