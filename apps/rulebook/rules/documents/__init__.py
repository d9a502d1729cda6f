"""The rules of documents: sending, deciding, signing, preparing; one module per noun."""

from apps.rulebook.rules.deadlines import deadline
from apps.rulebook.rules.documents.requirements import DraftFacts, requirements
from apps.rulebook.rules.documents.routing import DecisionFacts, decision_route
from apps.rulebook.rules.documents.signing import SigningFacts, may_sign, signing
from apps.rulebook.rules.documents.submission import (
    SubmissionFacts,
    check_submission,
    kind_name,
)

__all__ = [
    "DecisionFacts",
    "DraftFacts",
    "SigningFacts",
    "SubmissionFacts",
    "check_submission",
    "deadline",
    "decision_route",
    "kind_name",
    "may_sign",
    "requirements",
    "signing",
]
