"""Who may enter, change and strike out what in the ledger of a leader.

A leader himself, the deputy secretary-general and the secretariat section who serve him, and the
sections of the general office that keep the registers of all. A substitute never: what somebody
did is told by himself or by those who serve him, and a letter is his own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from apps.activity.querysets import KEEPERS, reads_every_leader
from apps.core.verdicts import Verdict
from apps.organisation.vocabulary import LEADER_ROLES, PostRole, UnitKind
from apps.organisation.wording import later

if TYPE_CHECKING:
    from apps.activity.models import PublicLetter, Reception, Record
    from apps.organisation.authority import Hat

OFFICE_HEADS = (PostRole.UNIT_HEAD, PostRole.UNIT_DEPUTY)
NOT_YOURS = Verdict.deny(
    later("由领导同志本人、联系{deputy_secretary_general}、{secretariat}或者{office}登记，不能代行")
)
NO_PART = Verdict.deny(later("领导活动由{government}领导同志和{office}登记、查看"))
NOT_TAKEN_BACK = Verdict.deny(later("登记有误的来信，由登记人或者{office}撤销"))
VOID = Verdict.deny("此条记录已作废，不能再改")


def keeps_registers(hat: Hat) -> bool:
    """Say whether the hat keeps the registers of all leaders."""
    if not hat.is_own:
        return False
    if hat.unit_kind == UnitKind.SECTION:
        return hat.unit_duty in KEEPERS
    heads = hat.unit_kind == UnitKind.GENERAL_OFFICE and hat.role in OFFICE_HEADS
    return heads or hat.role == PostRole.SECRETARY_GENERAL


def keeps(hat: Hat, leader_id: int) -> bool:
    """Say whether the hat enters what this leader did."""
    own = hat.is_own and (hat.post_id == leader_id or leader_id in hat.liaison_posts)
    return own or keeps_registers(hat)


def recorder(hats: Iterable[Hat], leader_id: int) -> Hat | None:
    """Return the hat under which somebody enters for a leader: his own post goes first."""
    found = [h for h in hats if keeps(h, leader_id)]
    return min(found, key=lambda h: h.post_id != leader_id, default=None)


def can_record(hats: Iterable[Hat], leader_id: int) -> Verdict:
    """Say whether somebody may enter an activity, a reception, a topic or a letter of a leader."""
    return Verdict.allow() if recorder(hats, leader_id) else NOT_YOURS


def can_keep(hat: Hat, row: Any) -> Verdict:
    """Say whether the hat goes on with what was entered for a leader (a topic, a letter)."""
    return Verdict.allow() if keeps(hat, row.leader_id) else NOT_YOURS


def can_change(hats: Iterable[Hat], record: Record) -> Verdict:
    """Say whether somebody may change or strike out a record."""
    if record.is_void:
        return VOID
    return can_record(hats, record.leader_id)


def can_follow(hats: Iterable[Hat], reception: Reception) -> Verdict:
    """Say whether somebody may enter what became of a reception."""
    if reception.followed_on is not None:
        return Verdict.deny("已登记办理和回访情况")
    return can_change(hats, reception)


def can_withdraw(hat: Hat, letter: PublicLetter) -> Verdict:
    """Say whether the hat may take back a letter: whoever registered it, or the registers.

    The addressee does not make a letter to himself go away.
    """
    if hat.is_own and (keeps_registers(hat) or hat.person_id == letter.drafted_by_id):
        return Verdict.allow()
    return NOT_TAKEN_BACK


def taker_back(hats: Iterable[Hat], letter: PublicLetter) -> Hat | None:
    """Return the hat of ``can_withdraw``."""
    return next((h for h in hats if can_withdraw(h, letter)), None)


def can_press(hats: Iterable[Hat], row: Reception | PublicLetter) -> Verdict:
    """Say whether somebody may have it supervised: the leader himself, under his own hat."""
    if any(h.is_own and h.post_id == row.leader_id for h in hats):
        return Verdict.allow()
    return Verdict.deny("转督办由接待、收信的领导同志本人提出")


def presser(hats: Iterable[Hat], row: Reception | PublicLetter) -> Hat | None:
    """Return the hat of ``can_press``."""
    return next((h for h in hats if h.is_own and h.post_id == row.leader_id), None)


def has_part(hats: Iterable[Hat]) -> bool:
    """Say whether somebody has anything to see in the ledger."""
    hats = tuple(hats)
    serves = any(h.is_own and h.liaison_posts for h in hats)
    return serves or reads_every_leader(hats) or any(h.role in LEADER_ROLES for h in hats)


def can_enter(hats: Iterable[Hat]) -> Verdict:
    """Say whether somebody may open the ledger at all."""
    return Verdict.allow() if has_part(hats) else NO_PART
