"""发文办理: what follows when a station of an outgoing document is settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.jobs import enqueue
from apps.core.verdicts import Cite, Refused, Verdict
from apps.documents import numbering, rules
from apps.documents.models import Document
from apps.documents.services import consulting
from apps.documents.services.act import Act
from apps.documents.services.announcing import announce
from apps.documents.services.disclosing import record_disclosure
from apps.documents.services.proving import open_examinations
from apps.documents.services.routing import (
    ROUTE,
    open_posts,
    open_stage,
    posts_in_charge,
    raise_flags,
    receiving_posts,
    registry_posts,
)
from apps.documents.transitions import outgoing as t
from apps.matters import circulation, flow, numbers, proofs, steps
from apps.matters.models import NumberEntry, Step
from apps.matters.policies import of_office
from apps.organisation.models import Post
from apps.organisation.wording import said


def checked(act: Act) -> None:
    """The office has read it: the book says what this class of document still needs."""
    document = act.enter(t.PASS_CHECK, lambda it: raise_flags(it, act.payload.get("found", ())))
    proofs.sync(matter=document, specs=rules.requirements(document), at=act.at)
    record_disclosure(document=document, **act.actor)
    _ask_to_present(act, document, "前置程序齐备后按签发权限送签")
    open_examinations(document=document, again=True, **act.actor)


def sent_back(act: Act) -> None:
    """Back to the drafter, with the reason."""
    document = act.enter(t.SEND_BACK)
    consulting.call_off(document=document, reason="退回起草", **act.actor)
    waiting = document.steps.filter(state=Step.State.WAITING)
    steps.withdraw(matter=document, steps=waiting, reason="退回起草", **act.actor)
    open_posts(
        document=document,
        purpose="revise",
        posts=[document.drafting_post],
        sentence=f"{act.hat.post_name}退回：{act.step.opinion}",
        **act.actor,
    )


def presented(act: Act) -> None:
    """The office presents it for signature by one of the ways that the book permits."""

    def choose(document: Document) -> dict[str, Any]:
        options = rules.signing(document, act.at).options
        option = int(act.payload.get("option") or 0)
        if not 0 <= option < len(options):
            raise Refused(Verdict.deny("请选择签发路径", field="option"))
        if options[option].needs_reason and not act.step.opinion:
            raise Refused(Verdict.deny("选择这一签发路径，请写明理由", field="opinion"))
        document.signing_option = option
        return {"route": options[option].sentence}

    document = act.enter(t.PRESENT, choose)
    _next_signer(act, document)


def passed_on(act: Act) -> None:
    """A leader has reviewed it (审核): the next station of the route opens."""
    _next_signer(act, act.document)


def _next_signer(act: Act, document: Document) -> None:
    if document.steps.filter(state=Step.State.WAITING, purpose__in=ROUTE).exists():
        return  # somebody asked beside the route (加签) has not answered yet
    done = act.done_since("present")
    options = rules.signing(document, act.at).options
    if document.signing_option >= len(options):
        raise Refused(Verdict.deny("签发权限已有变化，请退回后重新送签"))
    for stage in options[document.signing_option].stages:
        if stage.purpose not in done:
            open_stage(document=document, stage=stage, **act.actor)
            return


def signed(act: Act) -> None:
    """Signed: the signer, the capacity and the date of the document stand from now on."""

    def stamp(document: Document) -> dict[str, Any]:
        document.signed_by = act.by
        document.signed_hat = act.hat.as_dict()
        document.signer_name = act.by.name
        document.document_date = timezone.localdate(act.at)
        return {"document_date": document.document_date.isoformat()}

    document = act.enter(t.SIGN, stamp)
    _ask_for_final_check(act, document, "已签发，请复核审批手续、内容、文种和格式")


def to_signer_again(act: Act) -> None:
    """A change of substance after the signature goes back to whoever signed."""
    document = act.enter(t.RESIGN)
    _reopen_signature(act.step.opinion, document, act.actor)


def _reopen_signature(why: str, document: Document, actor: dict[str, Any]) -> None:
    assert document.signed_hat is not None  # the state says it was signed
    signer = Post.objects.get(pk=document.signed_hat["post_id"])
    signed = document.steps.filter(purpose="sign", state=Step.State.SETTLED).order_by("-group")[0]
    open_posts(
        document=document,
        purpose="sign",
        posts=[signer],
        personal=signed.personal,
        sentence=f"复核发现须作实质修改：{why}",
        cites=tuple(Cite(**c) for c in signed.cites),
        **actor,
    )


def amend(*, document: Document, values: Mapping[str, str], reason: str, **actor: Any) -> Document:
    """Change the text after the signature; it goes back to the signer in the same act (复核)."""
    if not reason.strip():
        raise Refused(Verdict.deny("请写明修改内容和原因", field="reason"))
    with transaction.atomic():
        fresh = flow.lock(document)
        if not of_office(actor["hat"]):
            raise Refused(Verdict.deny(said("签发后的文稿由{office}复核修改")))

        def write(locked: Document) -> dict[str, Any]:
            for name in ("title", "body_text"):
                if name in values:
                    setattr(locked, name, values[name])
            if refusals := rules.secrecy(locked):
                raise Refused(*refusals)
            locked.content_version += 1
            return {"reason": reason.strip()}

        fresh = flow.enter(t.RESIGN, fresh, opinion=reason, write=write, **actor)
        waiting = fresh.steps.filter(state=Step.State.WAITING)
        steps.withdraw(matter=fresh, steps=waiting, reason="实质修改", **actor)
        _reopen_signature(reason.strip(), fresh, actor)
        return fresh


def numbered(act: Act) -> None:
    """Passed: the next number of the series is taken and used, and the page is typeset."""

    def number(document: Document) -> dict[str, Any]:
        assert document.document_date is not None  # set with the signature
        entry = numbers.use(
            entry=numbers.reserve(
                matter=document,
                code=numbering.number_code(document),
                year=document.document_date.year,
                by=act.by,
                at=act.at,
            )
        )
        document.reference = entry.text
        document.content_version += 1
        document.print_file = None
        document.print_report = None
        return {"reference": entry.text}

    document = act.enter(t.NUMBER, number)
    enqueue(
        "documents.print",
        key=f"{document.pk}:{document.content_version}",
        document_id=document.pk,
        version=document.content_version,
    )
    open_posts(
        document=document,
        purpose="dispatch",
        posts=registry_posts(document, act.at),
        sentence="版式核对无误后印发、分发",
        **act.actor,
    )


def number_voided(act: Act) -> None:
    """The number is void with a reason and stays in the ledger; back to the final check."""
    entry = act.document.numbers.filter(
        state=NumberEntry.State.USED, series__code=numbering.number_code(act.document)
    ).get()
    numbers.void(entry=entry, reason=act.step.opinion, by=act.by, at=act.at)

    def write(document: Document) -> dict[str, Any]:
        document.reference = ""
        return {"voided": entry.text}

    document = act.enter(t.UNNUMBER, write)
    _ask_for_final_check(act, document, f"{entry.text}已作废：{act.step.opinion}")


def issued(act: Act) -> None:
    """Issued: the day is kept, the clock of publication starts, the units receive it."""
    today = timezone.localdate(act.at)

    def write(document: Document) -> dict[str, Any]:
        document.issued_on = today
        if document.disclosure == Document.Disclosure.PROACTIVE:
            document.publish_by = rules.publication_deadline(document, today).due_on
            document.handling = Document.Handling.PUBLIC
        return {"issued_on": today.isoformat(), "disclosure": document.disclosure}

    document = act.enter(t.ISSUE, write)
    posts = receiving_posts(document)
    circulation.circulate(
        matter=document,
        posts=posts,
        purpose="issued",
        by=act.by,
        hat=act.hat,
        at=act.at,
        channel=act.channel,
    )
    announce(
        document=document,
        posts=posts,
        kind="document.issued",
        at=act.at,
        subject=f"【印发】{document.reference}",
        text=f"{document.title}已印发，请签收办理。",
    )


def _ask_to_present(act: Act, document: Document, sentence: str) -> None:
    open_posts(
        document=document,
        purpose="present",
        posts=posts_in_charge(document, act.at),
        sentence=sentence,
        **act.actor,
    )


def _ask_for_final_check(act: Act, document: Document, sentence: str) -> None:
    open_posts(
        document=document,
        purpose="final_check",
        posts=registry_posts(document, act.at),
        sentence=sentence,
        **act.actor,
    )


def take_back(*, matter: Document, steps: list[Step], **actor: Any) -> None:
    """Undo the last hand-on of an outgoing document (取回)."""
    purpose = steps[0].purpose
    if matter.steps.filter(state=Step.State.WAITING, purpose__in=ROUTE).exists():
        return  # only a question beside the route (加签) was taken back: the route goes on
    if purpose == "check":
        flow.enter(t.TAKE_BACK, matter, **actor)
        return
    if purpose in ("review", "sign"):
        document = flow.enter(t.UNPRESENT, matter, **actor)
        open_posts(
            document=document,
            purpose="present",
            posts=posts_in_charge(document, actor["at"]),
            sentence="已取回，请重新送签",
            **actor,
        )
        return
    raise Refused(Verdict.deny("此环节不能取回"))


HANDLERS: dict[tuple[str, str], Callable[[Act], None]] = {
    ("check", "agree"): checked,
    ("check", "return"): sent_back,
    ("present", "done"): presented,
    ("present", "return"): sent_back,
    ("countersign", "agree"): passed_on,
    ("countersign", "disagree"): passed_on,
    ("review", "agree"): passed_on,
    ("review", "return"): sent_back,
    ("sign", "agree"): signed,
    ("sign", "return"): sent_back,
    ("final_check", "pass"): numbered,
    ("final_check", "return"): to_signer_again,
    ("dispatch", "done"): issued,
    ("dispatch", "void"): number_voided,
}
