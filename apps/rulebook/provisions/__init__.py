"""What can be regulated: every meaning that code may ask a book about, with its schema.

A key that is not listed here is a fault of the book; a key that a book leaves out is
"not regulated" and the caller's declared default applies.
"""

from __future__ import annotations

from apps.rulebook.provisions.authority import (
    ActingMayor,
    BothAway,
    Capacities,
    Members,
    Pairing,
    Portfolio,
    Scope,
    SpecialTask,
    Standing,
    Substitution,
)
from apps.rulebook.provisions.base import Provision, Step
from apps.rulebook.provisions.documents import (
    DecisionRoute,
    HandlingOpinion,
    Numbering,
    RequirementTable,
    SigningMatrix,
)
from apps.rulebook.provisions.limits import Duration, StepLimits, Version
from apps.rulebook.provisions.submission import (
    Classification,
    DocumentKinds,
    EmbeddedRequest,
    HeadRelease,
    LevelSkipping,
    RequiredForm,
    Rule,
    SingleAddressee,
    SingleMatter,
)

__all__ = ["SCHEMAS", "Duration", "Provision", "Step"]

SCHEMAS: dict[str, type[Provision]] = {
    "authority.members": Members,
    "authority.scope": Scope,
    "authority.standing": Standing,
    "authority.portfolio": Portfolio,
    "authority.special_task": SpecialTask,
    "authority.acting_mayor": ActingMayor,
    "authority.pairing": Pairing,
    "authority.substitution": Substitution,
    "authority.both_away": BothAway,
    "authority.capacities": Capacities,
    "documents.kinds": DocumentKinds,
    "documents.required_form": RequiredForm,
    "documents.level_skipping": LevelSkipping,
    "documents.single_addressee": SingleAddressee,
    "documents.single_matter": SingleMatter,
    "documents.embedded_request": EmbeddedRequest,
    "documents.personal_addressee": Rule,
    "documents.head_release": HeadRelease,
    "documents.classification": Classification,
    "documents.handling_opinion": HandlingOpinion,
    "documents.decision_route": DecisionRoute,
    "documents.signing": SigningMatrix,
    "documents.numbering": Numbering,
    "documents.requirements": RequirementTable,
    "documents.issue_after_meeting": Duration,
    "consultation.reply": Duration,
    "disclosure.publication": Duration,
    "public_comment.length": Duration,
    "legality_review.opinion": Duration,
    "party_report.sending": Duration,
    "matters.step_limits": StepLimits,
    "rulebook.version": Version,
}
