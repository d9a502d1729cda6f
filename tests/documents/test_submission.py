"""What may be sent to the city government, and what the sender is told otherwise."""

from __future__ import annotations

import pytest

from apps.core.verdicts import Refused
from apps.documents.models import Document
from apps.documents.services import drafting
from apps.matters import reading, steps
from apps.matters.models import Link
from apps.organisation import authority
from apps.trail.models import Event
from tests.documents.desk import File, S, begin, reach, sentences
from tests.documents.office import NOW


def refused(file: File, **kwargs) -> Refused:
    """Send the draft, which must be refused, and return the refusal."""
    with pytest.raises(Refused) as caught:
        drafting.submit(
            document=file.document, **file.actor(file.document.drafting_post.code), **kwargs
        )
    assert file.fresh().state == S.DRAFTING
    return caught.value


def article(refusal: Refused, field: str) -> str:
    """Return the article that stands beside the refusal of a field."""
    verdict = next(v for v in refusal.verdicts if v.field == field)
    return verdict.cites[0].clause


@pytest.mark.clause("27.1")
@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"contact_name": ""}, "contact", "联系人和电话"),
        ({"contact_phone": ""}, "contact", "联系人和电话"),
        ({"body_text": " "}, "body_text", "请填写正文"),
        ({"addressees": []}, "addressees", "请填写主送机关"),
        ({"document_kind": "notice"}, "kind", "不用于这一行文方向"),
    ],
)
def test_a_request_lacking_what_its_form_demands_is_not_sent(office, values, field, words):
    refusal = refused(begin(office, **values))
    assert field in [v.field for v in refusal.verdicts]
    assert words in sentences(refusal)


@pytest.mark.clause("27.1")
def test_the_signer_is_whoever_released_it_and_no_name_that_was_typed(office):
    file = reach(office, S.RELEASING, signer_name="谁都行")
    assert file.document.signer_name == ""
    file.settle("release", "agree")
    assert file.document.signer_name == "市农业农村局主要负责人"
    assert file.document.document_date == NOW.date()


@pytest.mark.clause("27.1")
def test_a_fault_of_form_is_returned_with_its_reason_and_sent_again_as_a_new_version(office):
    file = reach(office, S.RETURNED)
    number, version = file.document.incoming_number, file.document.content_version
    assert "未附可行性论证材料" in file.step("revise").sentence
    drafting.edit(
        document=file.document,
        values={"body_text": "已附材料。妥否，请批示。"},
        **file.actor("nyj.clerk"),
    )
    file.fresh()
    file.send()
    for purpose, outcome in (("release", "agree"), ("receive", "done"), ("register", "done")):
        file.settle(purpose, outcome)
    assert file.document.content_version > version
    assert file.document.incoming_number == number == "收文〔2026〕1号"


@pytest.mark.clause("27.3")
def test_a_township_may_not_skip_its_county(office):
    refusal = refused(begin(office, unit="tsx"))
    assert article(refusal, "addressees") == "27.3"
    file = begin(office, unit="tsx", skip_approval="市政府办公室2026年5月20日批准")
    file.send()
    assert file.state == S.RELEASING


@pytest.mark.clause("27.3")
def test_a_county_reports_to_the_city_directly(office):
    file = reach(office, S.OPINING, unit="xaq", title="咸安区人民政府关于修建道路的请示")
    assert file.posts("opine") == ["m4", "m4.b"]


@pytest.mark.clause("27.4")
def test_only_one_body_is_addressed(office):
    refusal = refused(begin(office, addressees=["市人民政府", "市委"]))
    assert "只能主送一个机关，其他用抄送；现填了2个" in sentences(refusal)
    assert article(refusal, "addressees") == "27.4"


@pytest.mark.clause("27.4")
def test_the_same_matter_is_not_sent_to_somebody_else_as_well(office):
    first = begin(office)
    first.send()
    first.settle("release", "agree")
    for title in (first.document.title, "市农业农村局关于建设“高标准农田”有关事项的请示"):
        second = begin(office, addressees=["市人民政府办公室"], title=title)
        assert "不再重复报送" in sentences(refused(second)), title
    other = begin(office, addressees=["市人民政府办公室"], title="市农业农村局关于另一件事的请示")
    other.send()
    assert other.state == S.RELEASING


@pytest.mark.clause("27.5")
def test_a_request_asks_for_one_thing_and_is_split_into_two_drafts(office):
    file = begin(office, matters_count=2)
    assert article(refused(file), "matters") == "27.5"
    parts = drafting.split(
        document=file.document,
        titles=["关于经费的请示", " ", "关于编制的请示"],
        **file.actor("nyj.clerk"),
    )
    assert [p.title for p in parts] == ["关于经费的请示", "关于编制的请示"]
    assert file.fresh().state == S.WITHDRAWN
    links = Link.objects.filter(target_id=file.document.pk, kind=Link.Kind.SPLITS)
    assert {link.source_id for link in links} == {p.pk for p in parts}
    for part in parts:
        assert (part.state, part.matters_count) == (S.DRAFTING, 1)
        file.document = part
        file.send()
        assert file.state == S.RELEASING


def test_one_title_is_no_split(office):
    file = begin(office, matters_count=2)
    with pytest.raises(Refused, match="每件一行"):
        drafting.split(document=file.document, titles=["只有一件"], **file.actor("nyj.clerk"))
    assert Document.objects.count() == 1


REPORT = {
    "document_kind": "report",
    "title": "市农业农村局关于抗旱情况的报告",
    "body_text": "现将情况报告如下。恳请批准追加经费80万元。特此报告。",
}


@pytest.mark.clause("27.6")
def test_a_report_that_asks_for_something_is_stopped_and_goes_on_with_a_reason(office):
    file = begin(office, **REPORT)
    refusal = refused(file)
    (verdict,) = refusal.verdicts
    assert verdict.soft
    assert "恳请批准" in verdict.sentence
    assert "请写明理由" in sentences(refused(file, overridden=[verdict], reason=" "))
    file.document = drafting.submit(
        document=file.document,
        overridden=[verdict],
        reason="只是转述来信内容",
        **file.actor("nyj.clerk"),
    )
    assert file.state == S.RELEASING
    event = Event.objects.get(matter_id=file.document.pk, verb="document.submitted")
    assert event.payload["opinion"] == "只是转述来信内容"
    assert verdict.reason in event.payload["overridden"]
    file.settle("release", "agree")
    assert file.state == S.DELIVERED


@pytest.mark.clause("27.6")
def test_a_hard_refusal_cannot_be_overridden(office):
    file = begin(office, addressees=["市人民政府", "市委"])
    hard = refused(file).verdicts
    assert sentences(refused(file, overridden=hard, reason="就要这样")) == sentences(Refused(*hard))


@pytest.mark.clause("27.7")
def test_a_leader_is_not_addressed_in_person_unless_he_asked_for_it(office):
    file = begin(office, addressed_to_person=True)
    refusal = refused(file)
    assert article(refusal, "addressees") == "27.7"
    drafting.edit(
        document=file.document,
        values={"assignment_reference": "兰照溪同志2026年5月12日批示"},
        **file.actor("nyj.clerk"),
    )
    file.send()
    assert file.state == S.RELEASING


@pytest.mark.clause("30.1")
def test_no_leader_sees_it_before_the_office_has_given_a_clear_opinion(office):
    file = reach(office, S.OPINING)
    vm2 = authority.hats(office.people["vm2"], file.clock.now)
    assert reading.inbox(hats=vm2) == []
    assert not Document.objects.visible_to(vm2).exists()
    with pytest.raises(Refused, match="须写明意见"):
        file.act("m2", "opine", "propose", " ")
    assert file.fresh().state == S.OPINING
    file.act("m2", "opine", "propose", "拟同意，呈见山同志批示。")
    assert [s.purpose for s in reading.inbox(hats=vm2)] == ["decide"]
    assert file.document.office_opinion == "拟同意，呈见山同志批示。"


@pytest.mark.clause("7.1")
def test_only_the_head_releases_and_a_deputy_has_no_way_round(office):
    file = reach(office, S.RELEASING)
    assert file.posts("release") == ["nyj.head"]
    with pytest.raises(Refused, match="此环节不由您办理"):
        steps.settle(step=file.step("release"), outcome="agree", **file.actor("nyj.deputy"))
    with pytest.raises(Refused, match="此环节不能转办"):
        steps.hand_over(
            step=file.step("release"),
            to=office.posts["nyj.deputy"],
            reason="出差",
            **file.actor("nyj.head"),
        )


@pytest.mark.clause("7.1")
def test_an_acting_head_releases_with_his_capacity_in_the_record(office):
    from apps.organisation import services
    from apps.organisation.models import Appointment

    seat = Appointment.objects.get(post__code="nyj.head")
    services.end_appointment(appointment=seat, on=NOW.date().replace(day=2), by=None, at=NOW)
    services.appoint(
        person=office.people["nyj.deputy"],
        post=office.posts["nyj.head"],
        kind="acting_head",
        from_on=NOW.date(),
        by=None,
        at=NOW,
    )
    file = reach(office, S.RELEASING)
    step = file.act("nyj.deputy", "release", "agree", post="nyj.head")
    assert file.state == S.DELIVERED
    assert step.hat["label"] == "主持工作"
