"""Who may do what to a document, apart from settling its steps (see ``matters.policies``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from apps.core.verdicts import Verdict
from apps.documents import joint, seals
from apps.matters.policies import can_prove, of_office
from apps.organisation.vocabulary import PORTFOLIO_ROLES
from apps.organisation.wording import said

if TYPE_CHECKING:
    from apps.documents.models import Consultation, Document
    from apps.matters.models import Requirement
    from apps.organisation.authority import Hat

# States in which proofs are taken, and in which other units are asked.
PROVING = (
    "drafting",
    "returned",
    "checking",
    "clearing",
    "signing",
    "numbered",
    "opining",
    "deciding",
    "answering",
)
CONSULTING = ("drafting", "returned", "checking", "clearing")
WRITERS = ("clerk", "unit_head", "unit_deputy", "section_head", "section_member")


def can_edit(hat: Hat, document: Document) -> Verdict:
    """Say whether the hat may change and send the draft: own staff of the drafting unit."""
    if not document.is_editable:
        return Verdict.deny(f"本件现为“{document.standing}”，不能修改")
    if not hat.is_own:
        return Verdict.deny("起草由本单位人员办理，不能代行")
    if hat.unit_id != document.drafting_post.unit_id:
        return Verdict.deny("起草由主办单位办理")
    return Verdict.allow()


def can_draft(hats: Iterable[Hat]) -> Verdict:
    """Say whether one of the hats may start a document."""
    if any(h.is_own and h.role in WRITERS for h in hats):
        return Verdict.allow()
    return Verdict.deny("您的岗位不起草公文，请由本单位文书办理")


def drafting_hat(hats: Iterable[Hat]) -> Hat | None:
    """Return the hat under which a new document is drafted."""
    return next((h for h in hats if h.is_own and h.role in WRITERS), None)


def can_find(document: Document) -> Verdict:
    """Say whether proofs of prerequisites are still taken; from whom is the kernel's question."""
    if document.state in PROVING:
        return Verdict.allow()
    return Verdict.deny(f"本件现为“{document.standing}”，不能登记前置程序")


def prover(
    hats: Iterable[Hat], document: Document, row: Requirement, result: str, at: dt.datetime
) -> tuple[Hat | None, Verdict]:
    """Return the hat under which a proof may be entered, or why there is none.

    A proof that the book gives to nobody by name is the drafting unit's and the office's.
    """
    verdict = can_find(document)
    refusal = Verdict.deny(said("前置程序由主办单位、有关部门或{office}登记"))
    for hat in hats if verdict else ():
        own = of_office(hat) or hat.unit_id == document.drafting_post.unit_id
        if result != "waived" and not row.by_role and not own:
            continue
        answer = can_prove(hat, row, result, at)
        if answer:
            return hat, answer
        refusal = answer
    return None, refusal if verdict else verdict


def may_enter(hats: Iterable[Hat], document: Document, row: Requirement) -> bool:
    """Say, without asking the database, whether a page should offer to enter this proof."""
    if row.key == joint.SIGNATURE:  # each signs for himself
        return False
    return bool(can_find(document)) and any(_may_enter(hat, document, row) for hat in hats)


def _may_enter(hat: Hat, document: Document, row: Requirement) -> bool:
    office = of_office(hat)
    if not row.by_role and (office or hat.unit_id == document.drafting_post.unit_id):
        return True
    named = {hat.role, hat.unit_duty} - {""}
    if hat.role in PORTFOLIO_ROLES:
        named.add("portfolio_leader")
    return bool(named & {row.by_role, *row.waivable_by})


def can_consult(hat: Hat, document: Document) -> Verdict:
    """Say whether the hat may ask other units about this draft: drafting unit or the office."""
    if document.state not in CONSULTING:
        return Verdict.deny(f"本件现为“{document.standing}”，不能征求意见")
    if of_office(hat) or (hat.is_own and hat.unit_id == document.drafting_post.unit_id):
        return Verdict.allow()
    return Verdict.deny(said("征求意见由主办单位或者{office}办理"))


def can_reply(hat: Hat, row: Consultation) -> Verdict:
    """Say whether the hat speaks for the unit that was asked."""
    if hat.is_own and hat.unit_id == row.unit_id:
        return Verdict.allow()
    return Verdict.deny(f"由{row.unit.short_name}办理")


def can_record_paper(hats: Iterable[Hat]) -> Verdict:
    """Say whether paper 批示 may be entered for a leader (代录): the general office only."""
    if any(of_office(h) for h in hats):
        return Verdict.allow()
    return Verdict.deny(said("纸质批示由{office}代录"))


def can_call_in(hat: Hat, document: Document) -> Verdict:
    """Say whether the hat may call in what is decided by others, or was: it reads all and decides.

    Which post reads everything, and in which capacity it decides, is the book's answer.
    """
    if hat.reads == "all" and hat.may("mayor_decide"):
        return Verdict.allow()
    return Verdict.deny(said("提级办理由{mayor}批示"))


def can_seal(hat: Hat, document: Document) -> Verdict:
    """Say whether the hat may set the seals of the document's issuers: its post keeps them.

    Keeping a seal goes with the post, worn in person; nobody acts for a keeper.
    """
    if not hat.is_own or hat.stood_in:
        return Verdict.deny("用印由保管岗位的人员本人办理，不能代行")
    return seals.keeps(hat.post_id, document)
