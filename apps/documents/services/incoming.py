"""收文办理: what follows when a station of an incoming document is settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from apps.core.verdicts import Refused, Verdict
from apps.documents import joint, rules
from apps.documents.models import Document
from apps.documents.services.act import Act
from apps.documents.services.announcing import announce
from apps.documents.services.proving import open_examinations
from apps.documents.services.routing import (
    ROUTE,
    open_posts,
    open_stage,
    posts_in_charge,
    raise_flags,
    registry_posts,
)
from apps.documents.services.wanted import want
from apps.documents.transitions import incoming as t
from apps.matters import flow, numbers, proofs, steps
from apps.matters.models import Matter, NumberEntry, Participation, Step
from apps.matters.participation import take_part
from apps.organisation.authority import resolve
from apps.organisation.wording import said
from apps.rulebook.answers import PostRef

REGISTER_CODE = "收文"


def released(act: Act) -> None:
    """The unit's head signed it out: it goes to the registry of the general office."""

    def sign_out(document: Document) -> None:
        document.signer_name = act.by.name
        document.document_date = timezone.localdate(act.at)

    document = act.enter(t.RELEASE, sign_out)
    open_posts(
        document=document,
        purpose="receive",
        posts=registry_posts(document, act.at),
        sentence=said("各地各部门报送{government}审批的公文，由{office}签收登记"),
        cites=rules.office_review_cites(document),
        **act.actor,
    )


def sent_back(act: Act) -> None:
    """The unit's head wants changes: back to the drafter."""
    document = act.enter(t.SEND_BACK)
    _ask_to_revise(act, document, f"主要负责同志退回修改：{act.step.opinion}")


def received(act: Act) -> None:
    """Signed for; the time is kept, and the registration waits."""

    def stamp(document: Document) -> None:
        document.received_at = act.at

    document = act.enter(t.RECEIVE, stamp)
    open_posts(
        document=document,
        purpose="register",
        posts=registry_posts(document, act.at),
        sentence="已签收，请登记编号",
        **act.actor,
    )


def registered(act: Act) -> None:
    """Give the next incoming number and open the first review."""
    year = timezone.localdate(act.at).year

    def number(document: Document) -> dict[str, Any]:
        live = document.numbers.filter(series__code=REGISTER_CODE).exclude(
            state=NumberEntry.State.VOID
        )
        entry = live.first()
        if entry is None:  # a resent document keeps the number it was first given
            entry = numbers.use(
                entry=numbers.reserve(
                    matter=document, code=REGISTER_CODE, year=year, by=act.by, at=act.at
                )
            )
        document.incoming_number = entry.text
        noted = {"incoming_number": entry.text}
        if "due_on" in act.payload and want(document, act.payload["due_on"], act.at):
            noted["due_on"] = document.due_on.isoformat() if document.due_on else ""
        return noted

    document = act.enter(t.REGISTER, number)
    open_posts(
        document=document,
        purpose="preliminary_review",
        posts=registry_posts(document, act.at),
        sentence=said("请初审：是否应由{government}办理，是否符合行文规则和格式"),
        cites=rules.office_review_cites(document),
        **act.actor,
    )


def accepted(act: Act) -> None:
    """Fit to be handled: the secretariat section of the leader in charge writes its opinion."""
    document = act.enter(t.ACCEPT)
    _ask_for_opinion(act, document, "请提出明确办理意见")
    open_examinations(document=document, again=True, **act.actor)


def returned(act: Act) -> None:
    """Refused at the first review (退文): the sender is told why and may mend it."""
    document = act.enter(t.RETURN)
    _ask_to_revise(act, document, said("{office}退文：{why}", why=act.step.opinion))


def rechecked(act: Act) -> None:
    """The section finds that the first review missed something."""
    document = act.enter(t.RECHECK)
    open_posts(
        document=document,
        purpose="preliminary_review",
        posts=registry_posts(document, act.at),
        sentence=f"退回初审：{act.step.opinion}",
        **act.actor,
    )


def opined(act: Act) -> None:
    """The handling opinion is there: the book says which leaders see it, in which order."""

    def write(document: Document) -> dict[str, Any]:
        document.office_opinion = act.step.opinion
        document.major = bool(act.payload.get("major", document.major))
        found = raise_flags(document, act.payload.get("found", ()))
        document.subject = act.payload.get("subject", document.subject)
        document.co_leaders.set(act.payload.get("co_leaders", ()))
        document.content_version += 1
        return {"major": document.major, **found}

    document = act.enter(t.OPINE, write)
    proofs.sync(matter=document, specs=rules.requirements(document), at=act.at)
    _next_leader(act, document)


def decided(act: Act) -> None:
    """A leader, or a group of leaders, has acted: the next stage opens, or it is decided."""
    outcomes = {s.outcome for s in act.steps if s.state == Step.State.SETTLED}
    if outcomes & {"return", "refuse"}:  # what was asked beside the route is of no use any more
        waiting = act.document.steps.filter(state=Step.State.WAITING)
        if "refuse" not in outcomes:
            waiting = waiting.filter(purpose__in=ROUTE)
        steps.withdraw(matter=act.document, steps=waiting, reason="主批已办结", **act.actor)
    if "return" in outcomes:
        document = act.enter(t.REOPEN)
        _ask_for_opinion(act, document, f"{act.hat.post_name}退回重拟：{act.step.opinion}")
        return
    if "refuse" in outcomes:
        _close_decision(act, Document.Result.REFUSED)
        return
    _next_leader(act, act.document)


def _next_leader(act: Act, document: Document) -> None:
    """Open the first stage of the route that nobody has settled since the last opinion."""
    if document.steps.filter(state=Step.State.WAITING, purpose__in=ROUTE).exists():
        return  # somebody asked beside the route (加签) has not answered yet
    done = act.done_since("opine")
    for stage in rules.decision_route(document, act.at).stages:
        if stage.purpose not in done:
            open_stage(document=document, stage=stage, **act.actor)
            return
    _close_decision(act, Document.Result.AGREED)


def _close_decision(act: Act, result: str) -> None:
    if result == Document.Result.AGREED and (open_gates := rules.before_agreeing(act.document)):
        raise Refused(*open_gates)

    def write(document: Document) -> dict[str, Any]:
        document.result = result
        return {"result": result}

    document = act.enter(t.DECIDE, write)
    open_posts(
        document=document,
        purpose="answer",
        posts=posts_in_charge(document, act.at),
        sentence="领导同志已批示，请答复来文单位",
        **act.actor,
    )


def answered(act: Act) -> None:
    """Send the result to the sender: its clerk and its head read it from now on."""
    document = act.enter(t.ANSWER)
    units = [document.unit, *joint.partners(document)]
    heads = [
        head
        for unit in units
        for head in resolve(PostRef("unit_head", unit=unit.code), unit=unit, at=act.at)
    ]
    posts = [document.drafting_post, *heads]
    take_part(
        matter=document, posts=[p.pk for p in posts], role=Participation.Role.CIRCULATED, at=act.at
    )
    announce(
        document=document,
        posts=posts,
        kind="document.answered",
        at=act.at,
        subject=f"【已批示】{document.title}",
        text=f"{document.incoming_number}，结果：{document.get_result_display()}。"
        f"答复：{act.step.opinion or '见批示'}",
    )


def _ask_to_revise(act: Act, document: Document, sentence: str) -> None:
    open_posts(
        document=document,
        purpose="revise",
        posts=[document.drafting_post],
        sentence=sentence,
        **act.actor,
    )


def _ask_for_opinion(act: Act, document: Document, sentence: str) -> None:
    open_posts(
        document=document,
        purpose="opine",
        posts=posts_in_charge(document, act.at),
        sentence=sentence,
        cites=rules.office_review_cites(document),
        **act.actor,
    )


def take_back(*, matter: Document, steps: list[Step], **actor: Any) -> None:
    """Undo the last hand-on of an incoming document (取回)."""
    purpose = steps[0].purpose
    if matter.steps.filter(state=Step.State.WAITING, purpose__in=ROUTE).exists():
        return  # only a question beside the route (加签) was taken back: the route goes on
    if purpose in ("release", "receive"):
        transition = t.TAKE_BACK if purpose == "release" else t.TAKE_BACK_DELIVERED
        document = flow.enter(transition, matter, **actor)
        assert document.phase == Matter.Phase.DRAFT
        return
    if purpose in ("countersign", "decide", "mayor_decide"):
        document = flow.enter(t.REOPEN, matter, **actor)
        open_posts(
            document=document,
            purpose="opine",
            posts=posts_in_charge(document, actor["at"]),
            sentence="已取回，请重新提出拟办意见",
            **actor,
        )
        return
    raise Refused(Verdict.deny("此环节不能取回"))


HANDLERS: dict[tuple[str, str], Callable[[Act], None]] = {
    ("release", "agree"): released,
    ("release", "return"): sent_back,
    ("receive", "done"): received,
    ("register", "done"): registered,
    ("preliminary_review", "accept"): accepted,
    ("preliminary_review", "return"): returned,
    ("opine", "propose"): opined,
    ("opine", "return"): rechecked,
    ("countersign", "agree"): decided,
    ("countersign", "disagree"): decided,
    ("decide", "agree"): decided,
    ("decide", "refuse"): decided,
    ("decide", "return"): decided,
    ("mayor_decide", "agree"): decided,
    ("mayor_decide", "refuse"): decided,
    ("mayor_decide", "return"): decided,
    ("answer", "done"): answered,
}
