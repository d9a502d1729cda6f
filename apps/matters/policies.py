"""Who may act on a step: the one predicate the page, the inbox and the mail link ask alike.

Reading is never decided here (see ``querysets.visible_to``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from apps.core.verdicts import Cite, Verdict
from apps.matters.purposes import kind_of, purpose_of
from apps.organisation.authority import entrusting, local_day, resolve
from apps.organisation.vocabulary import PostRole, UnitKind
from apps.organisation.wording import said
from apps.rulebook import shelf
from apps.rulebook.answers import PostRef

if TYPE_CHECKING:
    from apps.matters.models import Matter, Requirement, Step
    from apps.organisation.authority import Hat
    from apps.organisation.models import Post


HEADS = (PostRole.UNIT_HEAD, PostRole.SECTION_HEAD)
OFFICE_KINDS = (UnitKind.GENERAL_OFFICE, UnitKind.SECTION)


def stood_in(matter: Matter) -> Verdict:
    """Return the refusal of somebody whose work is done by another while he is away."""
    words = shelf.book(matter.book).vocabulary
    return Verdict.deny(f"您{words.place}期间由他人代行，{words.back}销假后恢复办理")


def of_office(hat: Hat) -> bool:
    """Return whether the hat is one of the general office or its sections, worn in person."""
    return hat.is_own and hat.unit_kind in OFFICE_KINDS


def hat_for(hats: Iterable[Hat], step: Step) -> Hat | None:
    """Return the hat under which this step may be settled; the own hat comes first."""
    power = purpose_of(step.matter.kind, step.purpose).power
    for hat in sorted(hats, key=lambda h: not h.is_own):
        if hat.post_id != step.post_id:
            continue
        if hat.may(power) and not (step.personal and not hat.is_own):
            return hat
        if hat.is_own and step.personal:
            return hat
    return None


def can_settle(hats: Iterable[Hat], step: Step) -> Verdict:
    """Say whether one of these hats may settle the step now."""
    hats = tuple(hats)
    if not step.is_waiting:
        return Verdict.deny("此环节已办理或已撤回，无需再办")
    hat = hat_for(hats, step)
    if hat is None:
        covering = next((h for h in hats if h.post_id == step.post_id), None)
        if covering is not None and covering.stood_in:
            return stood_in(step.matter)
        if covering is not None:
            cites = (covering.cite,) if covering.cite else ()
            return Verdict.deny("此环节须由本人办理，不能代行", cites)
        return Verdict.deny("此环节不由您办理")
    spec = purpose_of(step.matter.kind, step.purpose)
    if spec.decides and not hat.is_own and step.matter.drafted_by_id == hat.person_id:
        return Verdict.deny("代行人不得审批本人经办的事项")
    extra = kind_of(step.matter.kind).extra_policy
    if extra is not None:
        verdict = extra(hat, step)
        if not verdict:
            return verdict
    cites = (hat.cite,) if hat.cite else ()
    return Verdict.allow(hat.label, cites)


def can_hand_over(hats: Iterable[Hat], step: Step) -> Verdict:
    """Say whether the step may be handed to another post (转办); no re-delegation."""
    hats = tuple(hats)
    verdict = can_settle(hats, step)
    if not verdict:
        return verdict
    if not purpose_of(step.matter.kind, step.purpose).may_hand_over:
        return Verdict.deny("此环节不能转办")
    hat = hat_for(hats, step)
    if hat is not None and not hat.is_own:
        return Verdict.deny(said("代行期间不得转授权，请退回{office}重新呈批"))
    return Verdict.allow()


def can_transfer(hats: Iterable[Hat], step: Step, at: dt.datetime) -> Verdict:
    """Say whether a step may be handed over with the other work of its post (工作移交).

    Not the step's own act: its holder may have left. What is somebody's in person never moves.
    """
    if not step.is_waiting:
        return Verdict.deny("此环节已办理或已撤回，无需移交")
    moved = can_move(hats, step.post, at)
    if not moved:
        return moved
    if step.personal:
        cites = tuple(Cite(**c) for c in step.cites)
        return Verdict.deny("此环节须由本人办理，不能移交", cites)
    if not purpose_of(step.matter.kind, step.purpose).may_hand_over:
        return Verdict.deny("此环节不能移交，由继任的同志办理")
    return moved


def can_move(hats: Iterable[Hat], post: Post, at: dt.datetime) -> Verdict:
    """Say whether the work of a post may be handed over under one of these hats."""
    day = local_day(at)
    movers = [_mover(hat, post) for hat in hats if hat.is_own] or ["other"]
    asked = [entrusting.may_move_steps(mover, day) for mover in dict.fromkeys(movers)]
    return next((v for v in asked if v), asked[0])


def _mover(hat: Hat, post: Post) -> str:
    """Return what a hat is to a post whose work is handed over, in the book's words."""
    if hat.post_id == post.pk:
        return "holder"
    if hat.role in HEADS and hat.unit_id == post.unit_id:
        return "head"
    if hat.role == PostRole.SECRETARY_GENERAL:
        return "secretary_general"
    return "deputy_secretary_general" if post.pk in hat.liaison_posts else "other"


def can_add(hats: Iterable[Hat], step: Step) -> Verdict:
    """Say whether another post may be asked to act beside this step (加签)."""
    verdict = can_settle(hats, step)
    if verdict and not purpose_of(step.matter.kind, step.purpose).may_add:
        return Verdict.deny("此环节不能加签")
    return verdict


def can_recall(hats: Iterable[Hat], matter: Matter, steps: Iterable[Step]) -> Verdict:
    """Say whether the last hand-on may be taken back (取回): nobody has acted on it yet."""
    steps, hats = tuple(steps), tuple(hats)
    posts = {hat.post_id for hat in hats if not hat.stood_in}
    if not steps or any(not s.is_waiting for s in steps):
        return Verdict.deny("下一环节已开始办理，不能取回")
    sender = steps[0].hand_on_post_id
    if sender in {hat.post_id for hat in hats if hat.stood_in} - posts:
        return stood_in(matter)
    if sender is None or sender not in posts:
        return Verdict.deny("只有送出此环节的岗位可以取回")
    may_recall = purpose_of(matter.kind, steps[0].purpose).may_recall
    if not may_recall or kind_of(matter.kind).recalled is None:
        return Verdict.deny("此环节不能取回")
    return Verdict.allow()


def can_prove(hat: Hat, row: Requirement, result: str, at: dt.datetime) -> Verdict:
    """Say whether the hat may enter this result: the proof of whom the book names, or a waiver."""
    if hat.stood_in:
        return stood_in(row.matter)
    cites = tuple(Cite(**c) for c in row.cites)
    if result == "waived":
        if any(_is_meant(hat, role, row, at) for role in row.waivable_by):
            return Verdict.allow()
        text = "须由有权岗位决定不适用" if row.waivable_by else "不得以任何理由免除"
        return Verdict.deny(f"“{row.label}”{text}", cites, field="result")
    posts = _meant(row.by_role, row, at) if row.by_role else []
    office = of_office(hat) and any(post.unit.kind in OFFICE_KINDS for post in posts)
    if not row.by_role or office or _is_meant(hat, row.by_role, row, at):
        return Verdict.allow()
    names = "、".join(dict.fromkeys(post.unit.name for post in posts))
    who = f"由{names}出具" if names else "尚未设置出具单位，请管理员先核对单位的职责"
    return Verdict.deny(f"“{row.label}”{who}", cites, field="result")


def _is_meant(hat: Hat, role: str, row: Requirement, at: dt.datetime) -> bool:
    """Whether a role of the book means this hat: its post, or its unit where a unit is meant."""
    posts = _meant(role, row, at)
    if hat.post_id in {post.pk for post in posts}:
        return True
    if role in PostRole.values or role == "portfolio_leader":
        return False
    return hat.is_own and hat.unit_id in {post.unit_id for post in posts}


def _meant(role: str, row: Requirement, at: dt.datetime) -> list[Post]:
    return resolve(PostRef(role), unit=row.matter.unit, at=at)


def can_urge(hats: Iterable[Hat], step: Step) -> Verdict:
    """Say whether the step may be urged (催办): by the office, the drafter or the sender."""
    if not step.is_waiting:
        return Verdict.deny("此环节已办理，无需催办")
    posts = {hat.post_id for hat in hats}
    people = {hat.person_id for hat in hats}
    office = any(of_office(hat) for hat in hats)
    if office or step.hand_on_post_id in posts or step.matter.drafted_by_id in people:
        return Verdict.allow()
    return Verdict.deny(said("催办由{office}、经办人或送出岗位发起"))
