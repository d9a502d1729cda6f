"""Drafting and settling in the browser: double clicks, stale pages; nothing typed is lost."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.documents.models import Document
from apps.matters.models import Attachment, Step
from apps.notifications.models import Message
from tests.desk.ui_kit import checked
from tests.documents.desk import S, begin, reach
from tests.documents.test_pages import FORM, OUT_FORM, settle, words

# --- drafting in the browser


def test_a_double_click_makes_one_draft(web):
    client, key = web("nyj.clerk"), str(uuid.uuid4())
    for _ in range(2):
        assert client.post("/documents/new/incoming/", {**FORM, "form_key": key}).status_code == 302
    assert Document.objects.count() == 1


def test_a_double_click_on_send_sends_once(web):
    client, key = web("nyj.clerk"), str(uuid.uuid4())
    codes = [
        client.post("/documents/new/incoming/", {**FORM, "form_key": key, "send": "1"}).status_code
        for _ in range(2)
    ]
    assert codes[0] == 302
    document = Document.objects.get()
    assert document.state == S.RELEASING
    assert document.steps.filter(purpose="release").count() == 1


def test_a_refused_report_keeps_the_draft_and_shows_the_way_out(office, web):
    client = web("nyj.clerk")
    values = {**FORM, "document_kind": "report", "body_text": "恳请批准追加经费80万元。"}
    answer = client.post("/documents/new/incoming/", {**values, "send": "1"})
    assert answer.status_code == 422
    html = checked(answer.content.decode())
    assert "恳请批准" in html
    assert "写明理由，仍然报送" in html
    document = Document.objects.get()
    assert (
        client.post(f"/documents/{document.pk}/send/", {"override": "1", "reason": ""}).status_code
        == 422
    )
    client.post(f"/documents/{document.pk}/send/", {"override": "1", "reason": "转述来信"})
    document.refresh_from_db()
    assert document.state == S.RELEASING


def test_an_outgoing_draft_is_written_and_sent(web):
    answer = web("nyj.clerk").post("/documents/new/outgoing/", {**OUT_FORM, "send": "1"})
    assert answer.status_code == 302
    document = Document.objects.get()
    assert (document.state, document.addressees) == (
        S.CHECKING,
        ["各县、市、区人民政府", "市政府各部门"],
    )


def test_withholding_without_a_ground_is_told_in_a_sentence(web):
    values = {**OUT_FORM, "disclosure": "withheld"}
    answer = web("nyj.clerk").post("/documents/new/outgoing/", values)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "依据" in html
    assert "constraint" not in html.lower()
    assert "document_withheld_has_ground" not in html


def test_a_stale_editor_keeps_what_was_typed(office, web):
    file = begin(office)
    url = f"/documents/{file.document.pk}/edit/"
    assert web("nyj.clerk").post(url, {**FORM, "version": "1", "basis": "甲"}).status_code == 302
    answer = web("nyj.clerk").post(url, {**FORM, "version": "1", "basis": "后来者写的依据"})
    assert answer.status_code == 422
    assert "本件已由他人修改" in answer.content.decode()
    assert "后来者写的依据" in answer.content.decode()
    assert file.fresh().basis == "甲"


# --- settling in the browser


def test_a_stale_page_keeps_the_opinion(office, web):
    file = reach(office, S.DECIDING)
    answer = settle(
        web("vm2"), file, "decide", outcome="agree", opinion="写了很久的意见", version="0"
    )
    assert answer.status_code == 422
    html = checked(answer.content.decode())
    assert "写了很久的意见" in html
    assert "内容已更新，请刷新后再办" in html
    assert file.fresh().state == S.DECIDING
    # What is shown now is the newest: the second press goes through.
    shown = answer.context["settle_form"]["version"].value()
    done = settle(
        web("vm2"), file, "decide", outcome="agree", opinion="写了很久的意见", version=shown
    )
    assert done.status_code == 302


def test_a_refused_opinion_is_kept_beside_its_reason(office, web):
    file = reach(office, S.CLEARING, "outgoing", doc_class="normative")
    answer = settle(
        web("m2"), file, "present", "m2", outcome="done", opinion="拟按程序送签", option="0"
    )
    assert answer.status_code == 422
    assert "拟按程序送签" in answer.content.decode()
    assert "合法性审核”尚未完成" in answer.content.decode()
    nothing = settle(web("m2"), file, "present", "m2", outcome="", opinion="没有选结果")
    assert nothing.status_code == 422
    assert "没有选结果" in nothing.content.decode()


def test_settling_twice_decides_once_and_says_so(office, web):
    file = reach(office, S.DECIDING)
    step = file.step("decide")
    url = reverse("documents:settle", args=[file.document.pk, step.pk])
    values = {"version": step.version, "outcome": "agree", "opinion": "同意。"}
    client = web("vm2")
    assert client.post(url, values).status_code == 302
    same = client.post(url, values)
    assert same.status_code == 302
    assert words(same).endswith("已同意"), "the same press once more is done, not refused"
    again = client.post(url, {**values, "outcome": "refuse", "opinion": "暂缓。"})
    assert again.status_code == 422
    assert "已办理" in words(again) + again.content.decode()
    assert "暂缓。" in again.content.decode(), "what was typed is given back"
    assert file.fresh().result == "agreed"
    assert Step.objects.get(pk=step.pk).outcome == "agree"


def test_presenting_without_a_chosen_way_takes_the_first(office, web):
    file = reach(office, S.CLEARING, "outgoing")
    file.prove({})
    assert settle(web("m2"), file, "present", "m2", outcome="done").status_code == 302
    assert file.fresh().state == S.SIGNING


@pytest.mark.parametrize("option", ["9", "x", "-1"])
def test_a_way_that_does_not_exist_is_refused(office, web, option):
    file = reach(office, S.CLEARING, "outgoing")
    file.prove({})
    answer = settle(web("m2"), file, "present", "m2", outcome="done", option=option)
    assert answer.status_code == 422
    assert file.fresh().state == S.CLEARING


def test_the_opinion_form_carries_what_the_route_needs(office, web):
    file = reach(office, S.OPINING, unit="zjj")
    answer = settle(
        web("m4"),
        file,
        "opine",
        "m4",
        outcome="propose",
        opinion="拟同意。",
        major="on",
        co_leaders=[office.posts["vm3"].pk],
    )
    assert answer.status_code == 302
    file.fresh()
    assert file.document.major
    assert file.posts("countersign") == ["vm3"]


def test_the_partner_decides_on_the_page_under_his_hat(office, web, clock):
    from tests.documents.personas import ACTING, enter

    clock.now = enter(office, ACTING)
    file = reach(office, S.DECIDING)
    html = web("vm3").get(f"/documents/{file.document.pk}/").content.decode()
    assert "代松见山" in html
    assert settle(web("vm3"), file, "decide", outcome="agree", opinion="同意。").status_code == 302
    assert file.fresh().state == S.ANSWERING
    trail = web("nyj.clerk").get(f"/documents/{file.document.pk}/").content.decode()
    assert "兰照溪" in trail
    assert "代松见山" in trail


def test_an_invalid_upload_is_refused_in_words(office, web):
    file = begin(office)
    url = f"/documents/{file.document.pk}/attach/"
    client = web("nyj.clerk")
    for name, data in (("x.exe", b"MZ"), ("假.pdf", b"not a pdf"), ("空.txt", b"")):
        answer = client.post(url, {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422, name
        checked(answer.content.decode())
        assert answer.context["attach_form"].errors["file"], name
    assert "请填写选择文件" not in client.post(url, {}).content.decode()
    assert not Attachment.objects.exists()


def test_a_file_is_taken_out_of_a_draft_with_a_reason_and_stays_in_the_trail(office, web):
    file = begin(office)
    client, page = web("nyj.clerk"), f"/documents/{file.document.pk}/"
    client.post(f"{page}attach/", {"file": SimpleUploadedFile("错.txt", "错了".encode())})
    row = Attachment.objects.get()
    refused = client.post(f"{page}files/{row.pk}/remove/", {"reason": ""})
    assert refused.status_code == 422
    assert "请填写移除原因" in refused.content.decode()
    assert client.post(f"{page}files/{row.pk}/remove/", {"reason": "传错文件"}).status_code == 302
    row.refresh_from_db()
    assert row.removed_at is not None
    html = client.get(page).content.decode()
    assert "没有附件" in html
    assert "移除附件" in html
    assert "传错文件" in html
    assert client.post(f"{page}files/{row.pk}/remove/", {"reason": "再移"}).status_code == 404


def test_after_it_was_sent_no_file_can_be_taken_out(office, web):
    file = begin(office)
    client, page = web("nyj.clerk"), f"/documents/{file.document.pk}/"
    client.post(f"{page}attach/", {"file": SimpleUploadedFile("附件.txt", "内容".encode())})
    file.send()
    answer = client.post(f"{page}files/{Attachment.objects.get().pk}/remove/", {"reason": "反悔"})
    assert answer.status_code == 403
    assert Attachment.objects.get().removed_at is None


def test_leaders_are_offered_by_name_and_never_the_one_who_asks(office, web):
    file = reach(office, S.DECIDING)
    html = web("vm2").get(f"/documents/{file.document.pk}/").content.decode()
    form = html[html.index('id="add"') :]
    form = form[: form.index("</form>")]
    assert "竺清扬　副市长" in form
    assert "松见山" not in form
    assert "vm4" not in form


def test_a_refused_act_leaves_the_forms_beside_it_alone(office, web):
    file = reach(office, S.DECIDING)
    url = f"/documents/{file.document.pk}/steps/{file.step().pk}/add/"
    answer = web("vm2").post(url, {"reason": ""})
    assert answer.status_code == 422
    assert answer.context["add_form"].errors
    assert not answer.context["settle_form"].is_bound


def test_each_ending_says_what_follows(office, web):
    file = reach(office, S.DECIDING)
    html = web("vm2").get(f"/documents/{file.document.pk}/").content.decode()
    assert 'data-then="批示后由办公室答复来文单位"' in html
    assert 'data-then="退秘书科重新拟办"' in html
    assert "选“不同意”“退回重拟”须写明" in html


def test_whoever_opens_the_document_has_read_what_was_told_about_it(office, web):
    file = reach(office, S.ANSWERED)
    mine = Message.objects.filter(person=office.people["nyj.clerk"])
    path = f"/documents/{file.document.pk}/"
    assert mine.filter(path=path, read_at=None).exists()
    web("nyj.clerk").get(path)
    assert not mine.filter(path=path, read_at=None).exists()
