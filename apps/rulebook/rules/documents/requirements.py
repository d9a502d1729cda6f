"""What must be proved before an outgoing draft goes on (前置程序).

Owns the listing of requirements with all their causes. Refuses to know whether they are met:
findings live with the matter.
"""

from __future__ import annotations

from dataclasses import dataclass

from apps.rulebook.answers import RequirementSpec, Trace
from apps.rulebook.book import Book
from apps.rulebook.provisions.conditions import holds
from apps.rulebook.provisions.documents import Cause, RequirementItem, RequirementTable


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What the drafter and the office have ticked about a draft.

    ``issuer``: city_government, general_office, or department (issued in the department's name
    with the city government's consent); ``doc_class``: terms.DocClass.
    ``public_interest`` 公众切身利益; ``stability_risk`` 易引发社会稳定问题;
    ``market_activity`` 涉及市场主体经济活动; ``other_units`` names of units whose powers are
    touched; ``joint_units`` names of those that send it together with the department;
    ``disagreement`` among them; ``disputed`` 争议较大; ``party_committee`` goes on to
    a Party committee meeting; ``party_report`` must be reported to the Party committee;
    ``secret_by_law`` 依法需要保密.
    """

    issuer: str = "city_government"
    doc_class: str = "ordinary"
    important: bool = False
    normative: bool = False
    major_decision: bool = False
    public_interest: bool = False
    stability_risk: bool = False
    market_activity: bool = False
    other_units: tuple[str, ...] = ()
    joint_units: tuple[str, ...] = ()
    disagreement: bool = False
    disputed: bool = False
    meeting_required: bool = False
    party_committee: bool = False
    party_report: bool = False
    secret_by_law: bool = False
    department_name: str = ""


def requirements(facts: DraftFacts, book: Book) -> tuple[RequirementSpec, ...]:
    """Return every prerequisite of a draft with its reason and clauses, in the book's order.

    Empty where the book demands none.
    """
    table = book.find("documents.requirements", RequirementTable)
    if table is None:
        return ()
    situation = _situation(facts)
    applying = [
        (Trace("documents.requirements", table.title, number), item, causes)
        for number, item in enumerate(table.items, 1)
        if (causes := [c for c in item.causes if holds(c.when, situation)])
    ]
    words = {
        "others": "、".join(facts.other_units),
        "partners": "、".join(facts.joint_units),
        "department": facts.department_name or book.vocabulary.drafter,
    }
    keys = frozenset(item.key for _, item, _ in applying)
    return tuple(_spec(item, causes, words, keys, book, trace) for trace, item, causes in applying)


def _situation(facts: DraftFacts) -> dict[str, bool | str]:
    return {
        "issuer": facts.issuer,
        "doc_class": facts.doc_class,
        "important": facts.important,
        "normative": facts.normative or facts.doc_class == "normative",
        "major_decision": facts.major_decision,
        "public_interest": facts.public_interest,
        "stability_risk": facts.stability_risk,
        "market_activity": facts.market_activity,
        "touches_others": bool(facts.other_units),
        "joint": bool(facts.joint_units),
        "disagreement": facts.disagreement,
        "disputed": facts.disputed,
        "meeting_required": facts.meeting_required,
        "party_committee": facts.party_committee,
        "party_report": facts.party_report,
        "secret_by_law": facts.secret_by_law,
    }


def _spec(
    item: RequirementItem,
    causes: list[Cause],
    words: dict[str, str],
    keys: frozenset[str],
    book: Book,
    trace: Trace,
) -> RequirementSpec:
    """Return one requirement; predecessors that this draft does not need are left out."""
    reasons = [book.say(c.reason, book.cites(c.clauses), **words) for c in causes]
    return RequirementSpec(
        key=item.key,
        label=item.label,
        reason="".join(dict.fromkeys(reasons)),
        cites=book.cites([clause for cause in causes for clause in cause.clauses]),
        waivable_by=item.waivable_by,
        required_before=item.required_before,
        after=tuple([key for key in item.after if key in keys]),
        by_role=item.by_role,
        trace=(trace,),
    )
