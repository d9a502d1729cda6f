"""Who may see where leaders are, and who may read why.

That a leader is out or on leave, until when, and who acts is for city leaders, the general office
and heads of units, who must know whom to turn to. What kind of leave it is, where to and what is
only asked for are for himself, whoever approves, and those in the office who keep the register.
"""

from __future__ import annotations

from collections.abc import Iterable

from apps.core.verdicts import Verdict
from apps.organisation.authority import Hat
from apps.organisation.vocabulary import LEADER_ROLES, PostRole, UnitDuty, UnitKind
from apps.organisation.wording import later

HEADS = (PostRole.UNIT_HEAD, PostRole.UNIT_DEPUTY)
OFFICE = (UnitKind.GENERAL_OFFICE, UnitKind.SECTION)
# Sections that keep the register of leave and the list of who is on duty.
REGISTERS = (UnitDuty.PERSONNEL_SECTION, UnitDuty.DUTY_OFFICE)
NOT_FOR_YOU = Verdict.deny(later("领导同志去向供{government}领导、{office}和各单位负责人查看"))


def can_see_whereabouts(hats: Iterable[Hat]) -> Verdict:
    """Say whether somebody with these hats may see where leaders are."""
    own = [hat for hat in hats if hat.is_own]
    if any(h.role in (*LEADER_ROLES, *HEADS) or h.unit_kind in OFFICE for h in own):
        return Verdict.allow()
    return NOT_FOR_YOU


def reads_reasons(hats: Iterable[Hat]) -> bool:
    """Answer whether these hats read the kind of everybody's absence: who approves, the office."""
    return any(
        hat.role == PostRole.MAYOR
        or hat.is_own
        and (
            hat.role == PostRole.SECRETARY_GENERAL
            or hat.unit_kind == UnitKind.GENERAL_OFFICE
            or hat.unit_duty in REGISTERS
        )
        for hat in hats
    )
