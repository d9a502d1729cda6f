"""联合报送: several bodies send one request; each signs the text, and the page names them all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from apps.core.verdicts import Refused
from apps.documents import joint
from apps.documents.forms.draft import DraftForm
from apps.documents.models import Consultation, Document
from apps.documents.page import gongwen
from apps.documents.services import consulting, drafting, proving, silence
from apps.matters import proofs, steps
from apps.matters.models import Finding
from apps.notifications.models import Message
from apps.organisation import authority
from apps.typesetting import check, render
from tests.desk.ui_kit import checked
from tests.documents.desk import File, S, accepted, begin, missing, sentences
from tests.documents.office import NOW
from tests.documents.test_pages import FORM

R = Consultation.Result
TITLE = "市农业农村局等单位关于建设高标准农田的请示"


def together(office, *units: str, **values) -> File:
    """Return a draft of nyj that these units send with it."""
    rows = [office.units[code] for code in units]
    return begin(office, joint_units=rows, title=TITLE, **values)


def ask(file: File) -> list[Consultation]:
    return consulting.send(document=file.document, **file.actor("nyj.clerk"))


def sign(file: File, *units: str) -> None:
    """Let the head of each unit sign."""
    for unit in units:
        file.act(f"{unit}.head", "cosign", "agree", "同意。", post=f"{unit}.head")


def refused_to_send(file: File) -> str:
    with pytest.raises(Refused) as caught:
        file.send()
    assert file.fresh().state == S.DRAFTING
    return sentences(caught.value)


def light(file: File) -> tuple[str, str]:
    """Return result and reason of the proof of the signatures."""
    found = {row.key: finding for row, finding in proofs.lights(file.document)}
    finding = found[joint.SIGNATURE]
    return (finding.result, finding.reason) if finding else ("", "")


@pytest.mark.clause("29.1")
def test_it_goes_out_only_when_everybody_who_sends_it_has_signed(office):
    file = together(office, "czj", "jyj")
    said = refused_to_send(file)
    assert "“联合报送单位签署”尚未完成" in said
    assert "第二十九条" in said
    assert "市财政局尚未签署现在的文稿" in said
    assert "市教育局尚未签署现在的文稿" in said
    assert [row.unit.code for row in ask(file)] == ["jyj", "czj"]
    assert sorted(file.posts("cosign")) == ["czj.deputy", "czj.head", "jyj.deputy", "jyj.head"]
    sign(file, "czj")
    assert light(file) == ("", "")  # the round is not over
    assert "市教育局尚未签署" in refused_to_send(file)
    assert "市财政局尚未签署" not in refused_to_send(file)
    sign(file, "jyj")
    assert light(file) == (
        Finding.Result.SATISFIED,
        "市教育局：市教育局主要负责人已签署；市财政局：市财政局主要负责人已签署",
    )
    file.send()
    file.settle("release", "agree")
    assert file.state == S.DELIVERED


def test_the_page_names_every_body_and_every_signer_and_meets_the_standard(office):
    file = together(office, "czj", "jyj")
    ask(file)
    sign(file, "jyj", "czj")
    file.send()
    file.settle("release", "agree")
    page = replace(gongwen(file.document), reference="咸农发〔2026〕8号")
    names = ("咸宁市农业农村局", "咸宁市教育局", "咸宁市财政局")
    assert page.layout == "up"
    assert page.issuers == page.signatories == names
    assert page.signature_name == ""
    assert page.signers == tuple(
        office.people[f"{unit}.head"].name for unit in ("nyj", "jyj", "czj")
    )
    report = check(render(page).pdf, "up")
    assert [fact.sentence for fact in report.failures] == []


def test_a_change_of_the_text_undoes_the_signatures(office):
    file = together(office, "czj")
    ask(file)
    sign(file, "czj")
    assert light(file)[0] == Finding.Result.SATISFIED
    drafting.edit(
        document=file.document, values={"body_text": "改写。\n妥否，请批示。"},
        **file.actor("nyj.clerk"),
    )  # fmt: skip
    file.fresh()
    assert light(file) == (Finding.Result.FAILED, "市财政局：未签署")
    assert "市财政局尚未签署现在的文稿" in refused_to_send(file)
    assert gongwen(file.document).signers == ()
    ask(file)
    sign(file, "czj")
    assert light(file)[0] == Finding.Result.SATISFIED
    file.send()
    assert file.state == S.RELEASING


def test_whoever_signs_after_a_change_signs_what_he_has_read(office):
    file = together(office, "czj")
    ask(file)
    values = {"body_text": "改写。\n妥否，请批示。"}
    drafting.edit(document=file.document, values=values, **file.actor("nyj.clerk"))
    file.fresh()
    sign(file, "czj")
    assert light(file)[0] == Finding.Result.SATISFIED
    file.send()
    assert file.state == S.RELEASING


def test_an_objection_is_no_signature_and_the_body_may_be_left_out(office):
    file = together(office, "czj", "jyj")
    ask(file)
    file.act("czj.head", "cosign", "disagree", "资金没有着落。", post="czj.head")
    sign(file, "jyj")
    assert light(file)[0] == Finding.Result.FAILED
    assert "市财政局尚未签署" in refused_to_send(file)
    values = {"joint_units": [office.units["jyj"]]}
    drafting.edit(document=file.document, values=values, **file.actor("nyj.clerk"))
    file.fresh()
    ask(file)
    sign(file, "jyj")
    assert [unit.code for unit in joint.partners(file.document)] == ["jyj"]
    assert light(file)[0] == Finding.Result.SATISFIED
    # The dispute does not go away with the name: it is talked over and set out (29.2, 29.3).
    assert missing(file, "submit") == ["head_negotiation", "disagreement_note"]
    assert "尚未签署" not in refused_to_send(file)


def test_silence_is_no_signature_and_the_body_is_asked_again(office):
    file = together(office, "czj")
    ask(file)
    silence.deem(at=NOW + dt.timedelta(days=60))
    row = file.document.consultations.get()
    assert row.result == R.DEEMED
    file.clock.now = NOW + dt.timedelta(days=61)
    assert light(file)[0] == Finding.Result.FAILED
    assert "市财政局尚未签署" in refused_to_send(file)
    assert [again.unit.code for again in ask(file)] == ["czj"]
    sign(file, "czj")
    assert light(file)[0] == Finding.Result.SATISFIED


def test_nobody_signs_for_another(office):
    file = together(office, "czj")
    with pytest.raises(Refused, match="不能代为登记"):
        proving.prove(
            document=file.document, key=joint.SIGNATURE, result=Finding.Result.SATISFIED,
            reason="已在纸质会签单上签署。", **file.actor("nyj.clerk"),
        )  # fmt: skip
    ask(file)
    with pytest.raises(Refused, match="此环节不由您办理"):
        steps.settle(step=file.step("cosign"), outcome="agree", **file.actor("nyj.head"))


@pytest.mark.parametrize(
    ("unit", "says"),
    [
        ("nyj", "市农业农村局为主办单位，不再列为联合报送单位"),
        ("xaq", "联合报送的应当是同级单位，咸安区人民政府与市农业农村局不同级"),
        ("tsx", "不同级"),
    ],
)
def test_only_bodies_of_one_level_send_together(office, unit, says):
    assert says in refused_to_send(together(office, unit))


def test_who_is_asked_to_sign_reads_the_draft_and_nobody_else(office):
    file = together(office, "czj")

    def readers() -> list[str]:
        logins = ("czj.head", "czj.deputy", "czj.clerk", "jyj.head", "mayor", "vm2")
        found = Document.objects
        return [
            login
            for login in logins
            if found.visible_to(authority.hats(office.people[login], file.clock.now)).exists()
        ]

    assert readers() == []
    ask(file)
    assert readers() == ["czj.head", "czj.deputy", "czj.clerk"]


def test_the_leaders_of_all_are_proposed_and_the_answer_goes_to_all(office, web):
    file = together(office, "czj", "jyj")
    ask(file)
    sign(file, "jyj", "czj")
    file.send()
    accepted(file)
    form = web("m2").get(f"/documents/{file.document.pk}/").context["settle_form"]
    assert [post.code for post in form["co_leaders"].initial] == ["vm3", "evm"]
    names = gongwen(file.document).signers
    assert len(names) == 3
    file.settle("opine", "propose", "拟同意。", co_leaders=form["co_leaders"].initial)
    # The opinion makes a newer version of the document; it takes nobody's signature off the page.
    assert gongwen(file.document).signers == names
    assert sorted(file.posts("countersign")) == ["evm", "vm3"]
    while file.waiting() in ("countersign", "decide"):
        file.settle(file.waiting(), "agree", "同意。")
    Message.objects.all().delete()
    file.settle("answer", "done", "请按批示办理。")
    told = set(Message.objects.values_list("person__username", flat=True))
    assert {"nyj.clerk", "nyj.head", "jyj.head", "czj.head"} <= told
    assert gongwen(file.document).signers == names


def test_what_is_issued_here_has_no_partners(office):
    file = begin(office, "outgoing", joint_units=[office.units["czj"]])
    assert joint.partners(file.document) == []
    assert len(gongwen(file.document).issuers) == 1


def test_the_form_offers_bodies_and_only_to_those_who_send_upwards(office):
    upward = DraftForm(direction="incoming").fields["joint_units"].queryset
    kinds = set(upward.values_list("kind", flat=True))
    assert kinds <= joint.KINDS
    assert "joint_units" not in DraftForm(direction="outgoing").fields


def test_drafted_shown_and_sent_for_signature_in_the_browser(office, web):
    client = web("nyj.clerk")
    chosen = {**FORM, "joint_units": [office.units["czj"].pk], "title": TITLE}
    shown = client.post("/documents/new/incoming/preview/", {**chosen, "preview": "1"})
    assert shown["Content-Type"] == "application/pdf"
    client.post("/documents/new/incoming/", {**chosen, "save": "1"})
    document = Document.objects.get()
    page = f"/documents/{document.pk}/"
    html = checked(client.get(page).content.decode())
    assert "联合报送单位签署" in html
    assert f'name="key" value="{joint.SIGNATURE}"' not in html
    assert client.post(f"{page}consult/", {}).status_code == 302
    html = checked(client.get(page).content.decode())
    assert "须签署后才能报送" in html
    assert "逾期视为无不同意见" not in html
    again = client.post(f"{page}send/", {})
    assert again.status_code == 422
    assert "市财政局尚未签署现在的文稿" in again.content.decode()


def test_a_page_opened_before_the_change_signs_nothing(office, web):
    file = together(office, "czj")
    ask(file)
    client = web("czj.head")
    step = file.step("cosign", "czj.head")
    page = f"/documents/{file.document.pk}/"
    shown = client.get(page).context["settle_form"]
    values = {"body_text": "改写。\n妥否，请批示。"}
    drafting.edit(document=file.document, values=values, **file.actor("nyj.clerk"))
    answer = client.post(
        f"{page}steps/{step.pk}/settle/",
        {"outcome": "agree", "opinion": "同意。", "version": shown.initial["version"]},
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "内容已更新，请刷新后再办" in html
    assert "同意。" in html
    assert "改写。" in html
    assert file.document.consultations.get().result == R.WAITING
