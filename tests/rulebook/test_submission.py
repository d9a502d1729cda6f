"""What may be sent up to the city government, by the acceptance examples."""

from dataclasses import replace

import pytest

from apps.rulebook.rules.documents import SubmissionFacts, check_submission, kind_name

GOOD = SubmissionFacts(
    sender_name="市水利和湖泊局",
    addressees=("市政府",),
    title="关于修复陆水河堤防的请示",
    body="现有堤防两处渗漏。妥否，请批示。",
)


def refusals(book, **changes):
    return check_submission(replace(GOOD, **changes), book)


def only(book, **changes):
    (verdict,) = refusals(book, **changes)
    return verdict


def clauses(verdict):
    return [c.clause for c in verdict.cites]


def test_a_proper_request_is_accepted(book):
    assert refusals(book) == ()


@pytest.mark.clause("27.1")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signer_present": False}, "signer"),
        ({"title": "  "}, "title"),
        ({"body": ""}, "body"),
        ({"addressees": ()}, "addressees"),
        ({"contact_present": False}, "contact"),
        ({"kind": "notice"}, "kind"),
        ({"kind": "memo"}, "kind"),
    ],
)
def test_a_missing_element_is_named_by_its_field(book, changes, field):
    verdict = only(book, **changes)
    assert verdict.field == field
    assert not verdict.soft
    assert clauses(verdict) == ["27.1"]


@pytest.mark.clause("27.1")
def test_a_document_that_goes_down_needs_no_signer_on_its_face(book):
    assert refusals(book, kind="notice", direction="downward", signer_present=False) == ()


@pytest.mark.clause("27.1")
def test_an_unknown_kind_is_answered_with_the_kinds_that_fit(book):
    assert "可选：意见、报告、请示、议案、函" in only(book, kind="").reason


@pytest.mark.clause("27.3")
def test_a_township_may_not_skip_its_county(book):
    verdict = only(book, sender_unit_kind="township_government", sender_name="汀泗桥镇人民政府")
    assert verdict.reason == (
        "“未经批准不得越级行文”。汀泗桥镇人民政府应当先报其上一级机关；确需越级的，附批准件。"
    )
    assert clauses(verdict) == ["27.3"]


@pytest.mark.clause("27.3")
def test_a_level_skipped_with_approval_is_accepted(book):
    assert only(book, level_skipped=True).field == "addressees"
    assert refusals(book, level_skipped=True, skip_approved=True) == ()
    assert refusals(book, sender_unit_kind="") == ()


@pytest.mark.clause("27.4")
def test_only_one_body_is_addressed(book):
    verdict = only(book, addressees=("市政府", "市委"))
    assert verdict.reason == "只能主送一个机关，其他用抄送；现填了2个。"
    assert clauses(verdict) == ["27.4"]


@pytest.mark.clause("27.4")
def test_the_same_paper_is_not_sent_twice(book):
    assert "已有1件内容相同的请示" in only(book, duplicates=1).reason


@pytest.mark.clause("27.5")
def test_a_request_asks_one_thing(book):
    verdict = only(book, matters_count=2)
    assert (verdict.field, clauses(verdict)) == ("matters", ["27.5"])
    assert verdict.reason == "“请示应当一文一事”，本件写了2件事，应当分开行文。"
    assert refusals(book, kind="letter", matters_count=2) == ()


@pytest.mark.clause("27.6")
@pytest.mark.parametrize(
    "body",
    [
        "恳请批准追加经费80万元。",
        "妥否，请批示。",
        "当否请审示。",
        "请予支持经费50万元。",
        "请予批准。",
    ],
)
def test_a_report_that_asks_is_pointed_out_and_a_person_decides(book, body):
    verdict = only(book, kind="report", body=body)
    assert verdict.soft
    assert verdict.field == "body"
    assert clauses(verdict) == ["27.6"]
    assert refusals(book, kind="report", body=body, embedded_confirmed_none=True) == ()


@pytest.mark.clause("27.6")
@pytest.mark.parametrize("body", ["特此报告。", "建议下一步加强巡查。", "经市政府批准，已开工。"])
def test_a_report_that_suggests_is_left_alone(book, body):
    assert refusals(book, kind="report", body=body) == ()


@pytest.mark.clause("27.7")
def test_a_leader_is_not_addressed_in_person_unless_he_assigned_the_matter(book):
    verdict = only(book, addressees=("兰照溪副市长",), addressee_is_person=True)
    assert verdict.soft
    assert clauses(verdict) == ["27.7"]
    assert refusals(book, addressee_is_person=True, assigned_by_leader=True) == ()


@pytest.mark.clause("7.1")
def test_the_head_releases_requests_and_a_deputy_may_release_reports_he_has_read(book):
    verdict = only(book, released_by_head=False)
    assert (verdict.field, clauses(verdict)) == ("released_by", ["7.1"])
    assert only(book, released_by_head=False, head_has_read=True).field == "released_by"
    report = {"kind": "report", "body": "特此报告。", "released_by_head": False}
    assert only(book, **report).field == "released_by"
    assert refusals(book, **report, head_has_read=True) == ()


@pytest.mark.clause("40.13")
@pytest.mark.parametrize("marking", ["秘密", "机密", "secret", "", "绝密"])
def test_other_markings_than_public_and_internal_are_refused_in_one_sentence(book, marking):
    verdict = only(book, classification=marking)
    assert verdict.reason == "涉密文件不得在本系统处理"
    assert (verdict.field, clauses(verdict)) == ("classification", ["40.13"])


@pytest.mark.clause("40.13")
@pytest.mark.parametrize("marking", ["public", "internal", "公开", "内部"])
def test_public_and_internal_are_accepted_by_code_and_by_word(book, marking):
    assert refusals(book, classification=marking) == ()


@pytest.mark.clause("40.13")
def test_a_mark_of_secrecy_in_the_words_is_refused(book):
    assert only(book, body="机密★1年\n正文").field == "classification"
    assert only(book, title="秘密 ★ 关于某事的请示").field == "classification"


@pytest.mark.clause("30.1")
def test_no_leader_sees_a_paper_without_the_offices_opinion(book):
    verdict = only(book, opinion=" ")
    assert (verdict.field, clauses(verdict)) == ("opinion", ["30.1"])
    assert refusals(book, opinion="拟请竺清扬同志批示。") == ()
    assert refusals(book, opinion=None) == ()


def test_every_refusal_of_a_bad_paper_is_told_at_once(book):
    fields = [v.field for v in refusals(book, classification="秘密", matters_count=3, title="")]
    assert fields == ["classification", "title", "matters"]


def test_kinds_have_the_names_of_the_book(book):
    assert kind_name("request_for_instructions", book) == "请示"
    assert kind_name("memo", book) == "memo"
