"""What a book says about deciding, signing and preparing documents (呈批、签发、前置程序)."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from apps.rulebook.provisions.base import Cited, Provision, Step, blanks
from apps.rulebook.provisions.conditions import (
    Domain,
    Entry,
    When,
    check_columns,
    check_unique,
    holds,
    situations,
)
from apps.rulebook.terms import DocClass, DocumentKind, Issuer, Milestone, Role, words

YES_NO = (True, False)
ROUTE_DOMAIN: Domain = {
    "several_leaders": YES_NO,
    "delegated": YES_NO,
    "mayor_portfolio": YES_NO,
    "major": YES_NO,
}
SIGNING_DOMAIN: Domain = {
    "issuer": ("city_government", "general_office"),
    "doc_class": words(DocClass),
    "important": YES_NO,
    "leader_is_mayor": YES_NO,
    "signer_away": YES_NO,
}
NUMBERING_DOMAIN: Domain = {
    "issuer": ("city_government", "general_office"),
    "document_kind": words(DocumentKind),
    "doc_class": words(DocClass),
}
REQUIREMENT_DOMAIN: Domain = {
    "issuer": words(Issuer),
    "doc_class": words(DocClass),
    "important": YES_NO,
    "normative": YES_NO,
    "major_decision": YES_NO,
    "public_interest": YES_NO,
    "stability_risk": YES_NO,
    "market_activity": YES_NO,
    "touches_others": YES_NO,
    "joint": YES_NO,
    "disagreement": YES_NO,
    "disputed": YES_NO,
    "meeting_required": YES_NO,
    "party_committee": YES_NO,
    "party_report": YES_NO,
    "secret_by_law": YES_NO,
}


class DecisionRoute(Provision):
    """The stations an incoming document passes before it is decided."""

    steps: tuple[Step, ...]

    @model_validator(mode="after")
    def _always_one_way(self) -> DecisionRoute:
        for number, step in enumerate(self.steps, 1):
            check_columns(step.when, ROUTE_DOMAIN, f"呈批路线第{number}步")
        for facts in situations(ROUTE_DOMAIN):
            purposes = [s.purpose for s in self.steps if holds(s.when, facts)]
            shown = "，".join(f"{k}={'true' if v else 'false'}" for k, v in facts.items())
            if not purposes:
                raise ValueError(f"呈批路线有空档：情形（{shown}）没有任何环节")
            if len(set(purposes)) < len(purposes):
                raise ValueError(f"呈批路线有重叠：情形（{shown}）同一用途出现两次")
        return self


class SigningOption(Entry):
    """One permitted way to sign: its steps in order, and what an official calls it."""

    label: str
    needs_reason: bool = False
    steps: tuple[Step, ...]

    @model_validator(mode="after")
    def _has_steps(self) -> SigningOption:
        if not self.steps:
            raise ValueError("签发方式至少要有一个环节")
        return self


class SigningRow(Cited):
    """One row of the signing matrix: for which documents, which ways, or why none."""

    when: When
    options: tuple[SigningOption, ...] = ()
    personal: bool = False
    refusal: Annotated[str, blanks("quote")] = ""
    denial: Annotated[str, blanks("quote", "post")] = ""

    @model_validator(mode="after")
    def _answers(self) -> SigningRow:
        if bool(self.options) == bool(self.refusal):
            raise ValueError("每一行要么写签发方式，要么写不得制发的理由，二者必居其一")
        if self.options and not self.denial:
            raise ValueError("缺少“denial”：非签发人要求签发时的答复")
        return self


class SigningMatrix(Provision):
    """Who signs what: a decision table over issuer, class, importance and absence."""

    rows: tuple[SigningRow, ...]

    @model_validator(mode="after")
    def _complete(self) -> SigningMatrix:
        check_unique([r.when for r in self.rows], SIGNING_DOMAIN, "签发权限表")
        return self


class Cause(Cited):
    """One reason why a requirement applies: its condition, its sentence, its clauses."""

    when: When
    reason: Annotated[str, blanks("quote", "others", "partners", "department")]


class RequirementItem(Entry):
    """One prerequisite and every cause for it."""

    key: str
    label: str
    required_before: Milestone
    waivable_by: tuple[Role, ...] = ()
    after: tuple[str, ...] = ()
    by_role: str = ""
    causes: tuple[Cause, ...]


class RequirementTable(Provision):
    """Everything that must be proved before a document goes on."""

    items: tuple[RequirementItem, ...]

    @model_validator(mode="after")
    def _consistent(self) -> RequirementTable:
        seen: list[str] = []
        for item in self.items:
            if item.key in seen:
                raise ValueError(f"前置程序“{item.key}”重复")
            seen.append(item.key)
            for number, cause in enumerate(item.causes, 1):
                check_columns(
                    cause.when, REQUIREMENT_DOMAIN, f"前置程序“{item.key}”第{number}个事由"
                )
        for item in self.items:
            for earlier in item.after:
                if earlier not in seen:
                    raise ValueError(f"前置程序“{item.key}”所依的“{earlier}”不存在")
        return self


class HandlingOpinion(Provision):
    """That the office's opinion comes before any leader sees the paper."""

    field: str
    soft: bool = False
    sentence: Annotated[str, blanks("quote")]


class NumberRow(Cited):
    """For which documents, the code (机关代字) before the year."""

    when: When
    code: str


class Numbering(Provision):
    """In which series an outgoing document is numbered: a decision table."""

    rows: tuple[NumberRow, ...]

    @model_validator(mode="after")
    def _complete(self) -> Numbering:
        check_unique([r.when for r in self.rows], NUMBERING_DOMAIN, "文号系列表")
        return self

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all series."""
        return frozenset(row.code for row in self.rows)

    def code(self, issuer: str, document_kind: str, doc_class: str) -> str:
        """Return the code of the series; raises KeyError for an issuer without one."""
        situation = {"issuer": issuer, "document_kind": document_kind, "doc_class": doc_class}
        for row in self.rows:
            if holds(row.when, situation):
                return row.code
        raise KeyError(issuer)
