"""Who may do what to a document, apart from settling its steps (see ``matters.policies``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from apps.core.verdicts import Verdict
from apps.documents import seals
from apps.matters.policies import of_office

if TYPE_CHECKING:
    from apps.documents.models import Document
    from apps.organisation.authority import Hat

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


def can_find(hat: Hat, document: Document) -> Verdict:
    """Say whether the hat may enter proofs of prerequisites: drafting unit or the office."""
    if document.state not in ("drafting", "checking", "clearing", "signing", "numbered"):
        return Verdict.deny(f"本件现为“{document.standing}”，不能登记前置程序")
    if of_office(hat) or hat.unit_id == document.drafting_post.unit_id:
        return Verdict.allow()
    if document.other_units.filter(pk=hat.unit_id).exists():
        return Verdict.allow()
    return Verdict.deny("前置程序由主办单位、相关部门或市政府办公室登记")


def can_record_paper(hats: Iterable[Hat]) -> Verdict:
    """Say whether paper 批示 may be entered for a leader (代录): the general office only."""
    if any(of_office(h) for h in hats):
        return Verdict.allow()
    return Verdict.deny("纸质批示由市政府办公室代录")


def can_seal(hat: Hat, document: Document) -> Verdict:
    """Say whether the hat may set the seals of the document's issuers: its post keeps them.

    Keeping a seal goes with the post, worn in person; nobody acts for a keeper.
    """
    if not hat.is_own or hat.stood_in:
        return Verdict.deny("用印由保管岗位的人员本人办理，不能代行")
    return seals.keeps(hat.post_id, document)
