"""What leave adds to the page that says why and why not: the book's answers, and the acts.

Asks the rules and the policies; decides nothing, writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from apps.core.verdicts import Verdict
from apps.leave import rules, transitions
from apps.leave.models import Leave
from apps.matters import flow, proofs, reasons
from apps.matters.flow import Transition
from apps.matters.policies import can_prove
from apps.matters.purposes import Topic
from apps.organisation.authority import Hat
from apps.rulebook.inquiry_kinds import said_deadline, said_needs, said_route

# The meanings of a book that a leave may come under.
ASKS = ("leave.",)
# Acts of the person's side and of the duty office: no steps.
OWN = (
    transitions.SUBMIT,
    transitions.TAKE_BACK,
    transitions.ASK_CHANGE,
    transitions.CANCEL,
    transitions.RETURN,
)


def table(leave: Leave) -> tuple[Transition, ...]:
    """Return the procedure of a leave."""
    return transitions.TABLE


def answers(leave: Leave, at: dt.datetime) -> Iterable[Topic]:
    """Return what the book says of the route, the notice, the filings and the return."""
    book = rules.book_of(leave)
    yield Topic("请假程序", said_route(rules.route(leave), book), book)
    yield Topic("报备", said_needs(rules.filings(leave), book), book)
    for title, limit in (("报告期限", rules.notice(leave)), ("销假期限", rules.return_due(leave))):
        if limit is not None:
            yield Topic(title, said_deadline(limit), book)


def acts(hats: tuple[Hat, ...], leave: Leave, at: dt.datetime) -> Iterable[tuple[str, Verdict]]:
    """Return the acts that are no steps, each with whether these hats may do it now."""
    for transition in OWN:
        found = (flow.check(transition, leave, hat=hat, at=at) for hat in hats)
        yield transition.label, reasons.best(found)
    for row, finding in proofs.lights(leave):
        if not proofs.is_met(finding):
            proved = ([can_prove(hat, row, "satisfied", at)] for hat in hats)
            yield f"登记“{row.label}”", reasons.best(proved)
