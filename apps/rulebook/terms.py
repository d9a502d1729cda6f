"""The words in which code and books speak to each other: meanings, never one city's names.

Owns the closed lists of meanings (roles, unit kinds, purposes, powers, capacities, classes).
Refuses Chinese names and article numbers: those belong to a book.
"""

from __future__ import annotations

from typing import Literal, get_args

ClauseClass = Literal["hard", "soft", "routable", "measurable", "disclosure", "principle"]
Module = Literal[
    "org",
    "rulebook",
    "meetings",
    "documents",
    "supervision",
    "leave",
    "proposals",
    "disclosure",
    "activity",
]
Source = Literal["rules", "law", "office"]
"""Where a provision comes from: the book's own text, a superior norm, 办公室约定."""

Role = Literal[
    "mayor",
    "executive_vice_mayor",
    "vice_mayor",
    "portfolio_leader",
    "co_leader",
    "delegate",
    "secretary_general",
    "deputy_secretary_general",
    "registry",
    "secretariat",
    "justice_bureau",
    "unit_head",
    "unit_deputy",
    "unit_clerk",
    "applicant",
    "office",
    "chair",
    "mandator",
    "legal_head",
    "lead_unit",
    "supporting_unit",
    "consulted_unit",
    "instructing_leader",
    "supervision_office",
    "disclosure_section",
    "duty_office",
]
"""Posts by meaning. ``portfolio_leader``, ``co_leader``, ``delegate``, ``chair`` and ``mandator``
are relations: the facts of a matter say who that is. ``office``: whoever handles it there."""
UnitKind = Literal[
    "government",
    "general_office",
    "section",
    "department",
    "dispatched_agency",
    "affiliated_institution",
    "subordinate_agency",
    "county_government",
    "township_government",
    "external",
]
Body = Literal[
    "superior_government",
    "superior_government_office",
    "superior_party_office",
    "superior_department",
    "party_committee",
    "party_committee_meeting",
    "party_coordination_body",
    "party_committee_office",
    "congress",
    "congress_committee",
    "cppcc",
]
"""Bodies above or beside the government: 上级政府、党委、人大、政协。"""
Direction = Literal["upward", "downward", "lateral", "public"]
DocumentKind = Literal[
    "resolution",
    "decision",
    "order",
    "communique",
    "proclamation",
    "public_notice",
    "opinion",
    "notice",
    "circular",
    "report",
    "request_for_instructions",
    "reply_to_request",
    "bill",
    "letter",
    "minutes",
]
Handling = Literal["public", "internal"]
Issuer = Literal["city_government", "general_office", "department"]
DocClass = Literal[
    "upward_report",
    "major_policy",
    "bill",
    "government_rule",
    "decision_or_order",
    "important_policy",
    "normative",
    "ordinary",
]
AbsenceKind = Literal[
    "official_visit_abroad",
    "business_trip",
    "vacation",
    "sick_leave",
    "personal_leave",
    "study",
]
Capacity = Literal["holder", "acting_head", "ab", "delegation", "named", "acting_mayor"]
Power = Literal[
    "release",
    "register",
    "opine",
    "countersign",
    "decide",
    "mayor_decide",
    "review",
    "sign",
    "personal_sign",
    "final_check",
    "convene_plenary",
    "convene_executive",
    "read_letter",
    "approve_leave",
    "name_substitute",
    "redelegate",
]
Purpose = Literal[
    "release",
    "register",
    "opine",
    "countersign",
    "decide",
    "mayor_decide",
    "review",
    "sign",
    "final_check",
    "dispatch",
]
Urgency = Literal["normal", "urgent", "most_urgent"]
Milestone = Literal[
    "submit",
    "meeting",
    "sign",
    "dispatch",
    "close",
    "number",
    "assign",
    "reply",
    "publish",
]
"""What a requirement must precede: 报送、上会、签发、印发、办结、编号、交办、答复、公开."""
DurationUnit = Literal["workday", "day", "month", "month_day"]
Period = Literal["year", "half_year", "quarter", "month", "term", "matter", "standing"]
"""Within what a number is counted; ``matter``: for one matter; ``standing``: at any one time."""
Part = Literal["member", "observer", "invitee", "participant", "informed"]
"""As what somebody belongs to a list: 出席、列席、邀请、参加、知会。"""
Act = Literal[
    "draft",
    "propose",
    "compile",
    "review",
    "consult",
    "coordinate",
    "approve",
    "confirm",
    "decide",
    "sign",
    "release",
    "convene",
    "chair",
    "file",
    "report",
    "inform",
    "register",
    "assign",
    "handle",
    "reply",
    "verify",
    "publish",
    "close",
]
"""What a step of a chain asks of a post; each module maps it to a purpose of its own."""


def words(kind: object) -> tuple[str, ...]:
    """Return the members of one of the closed lists above, in their order."""
    return get_args(kind)
