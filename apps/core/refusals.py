"""The 403 that says why: a verdict on its way from a view to the page of refusals."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from apps.core.verdicts import Verdict


class Forbidden(PermissionDenied):
    """What may not be seen or done, with the reason and its clauses."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(verdict.sentence)
