"""Every address of documents, as whoever should and as an outsider; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.documents.models import Document
from apps.documents.urls import urlpatterns
from apps.matters.models import Attachment, Finding, Step
from tests.desk.ui_kit import checked
from tests.documents.desk import REQUEST, S, begin, reach
from tests.documents.test_handling import PNG

FORM = {**REQUEST, "addressees": "市人民政府", "handling": "internal", "urgency": "normal",
        "matters_count": "1"}
OUT_FORM = {
    "document_kind": "notice", "addressees": "各县、市、区人民政府，市政府各部门",
    "body_text": "现就有关事项通知如下。", "issuer": "city_government", "doc_class": "ordinary",
    "handling": "internal", "urgency": "normal", "title": "咸宁市人民政府关于某事的通知",
}


def words(answer) -> str:
    return "\n".join(str(m) for m in get_messages(answer.wsgi_request))


def settle(client, file, purpose: str, post: str = "", **values):
    """Post the form of the action panel."""
    step = file.step(purpose, post)
    url = reverse("documents:settle", args=[file.document.pk, step.pk])
    return client.post(url, {"version": step.version, **values})


# --- every address, right person and outsider

# name -> (direction, state, who may, method, values, what follows)
ADDRESSES = {
    "index": (None, None, "nyj.clerk", "get", {}, 200),
    "new": (None, None, "nyj.clerk", "get", {}, 200),
    "detail": ("incoming", S.DECIDING, "vm2", "get", {}, 200),
    "edit": ("incoming", S.DRAFTING, "nyj.clerk", "get", {}, 200),
    "send": ("incoming", S.DRAFTING, "nyj.clerk", "post", {}, S.RELEASING),
    "take_back": ("incoming", S.RELEASING, "nyj.clerk", "post", {}, S.DRAFTING),
    "give_up": ("incoming", S.DRAFTING, "nyj.clerk", "post", {}, S.WITHDRAWN),
    "split": ("incoming", S.DRAFTING, "nyj.clerk", "post", {"titles": "甲事\n乙事"}, S.WITHDRAWN),
    "attach": ("incoming", S.DRAFTING, "nyj.clerk", "post", {}, S.DRAFTING),
    "amend": ("outgoing", S.FINAL_CHECK, "wd", "post",
              {"title": "改后的标题", "body_text": "改后的正文。", "reason": "不符"}, S.SIGNING),
    "disclose": ("outgoing", S.NUMBERED, "wd", "post", {"disclosure": "proactive"}, S.NUMBERED),
    "find": ("outgoing", S.CLEARING, "m2", "post",
             {"disclosure-result": "satisfied", "disclosure-reason": "已定。"}, S.CLEARING),
    "settle": ("incoming", S.DECIDING, "vm2", "post",
               {"outcome": "agree", "opinion": "同意。", "version": "1"}, S.ANSWERING),
    "hand_over": ("incoming", S.DECIDING, "vm2", "post",
                  {"to": "vm4", "reason": "涉及建设工作"}, S.DECIDING),
    "add": ("incoming", S.DECIDING, "vm2", "post",
            {"posts": ["vm4"], "reason": "请清扬同志阅提"}, S.DECIDING),
    "urge": ("incoming", S.DECIDING, "nyj.clerk", "post", {}, S.DECIDING),
    "paper": ("incoming", S.DECIDING, "wd", "post",
              {"decided_by": "vm2", "outcome": "agree", "opinion": "同意。"}, S.ANSWERING),
    "pdf": ("incoming", S.DECIDING, "vm2", "get", {}, 200),
    "attachment": ("incoming", S.DRAFTING, "nyj.clerk", "get", {}, 200),
}


def values_of(office, name: str, values: dict) -> dict:
    """Put keys of rows where the table names posts and people."""
    found = dict(values)
    if "to" in found:
        found["to"] = office.posts[found["to"]].pk
    if "posts" in found:
        found["posts"] = [office.posts[p].pk for p in found["posts"]]
    if "decided_by" in found:
        found["decided_by"] = office.people[found["decided_by"]].pk
        found["scan"] = SimpleUploadedFile("批示.png", PNG, content_type="image/png")
    if name == "attach":
        found["file"] = SimpleUploadedFile("附件.txt", "内容".encode())
    return found


def address(name: str, file, attachment: int = 0) -> str:
    if name == "index":
        return reverse("documents:index")
    if name == "new":
        return reverse("documents:new", args=["incoming"])
    rest = {"find": ["disclosure"], "attachment": [attachment]}.get(name, [])
    if name in ("settle", "hand_over", "add", "urge", "paper"):
        rest = [file.step().pk]
    return reverse(f"documents:{name}", args=[file.document.pk, *rest])


def test_every_address_is_in_the_table():
    assert set(ADDRESSES) == {p.name for p in urlpatterns}


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_right_person_gets_through_and_an_outsider_finds_nothing(office, web, name):
    direction, state, login, method, values, follows = ADDRESSES[name]
    file = reach(office, state, direction) if state else None
    if name == "split":
        Document.objects.filter(pk=file.document.pk).update(matters_count=2)
    held = 0
    if name == "attachment":
        web(login).post(f"/documents/{file.document.pk}/attach/", values_of(office, "attach", {}))
        held = Attachment.objects.get().pk
    url = address(name, file, held)
    anonymous = getattr(web(), method)(url)
    assert (anonymous.status_code, "/login/" in anonymous["Location"]) == (302, True)
    if file is not None:
        outsider = getattr(web("jyj.clerk"), method)(url, values_of(office, name, values))
        assert outsider.status_code == 404
        assert file.fresh().state == state
    answer = getattr(web(login), method)(url, values_of(office, name, values))
    if follows == 200:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 302, answer.content.decode()[:500]
        assert file.fresh().state == follows, words(answer)
        assert "不" not in words(answer), words(answer)
    if method == "post":
        assert web(login).get(url).status_code == 405


def test_only_writers_find_the_drafting_page_and_only_two_directions_exist(web):
    answer = web("vm2").get("/documents/new/incoming/")
    assert answer.status_code == 403
    assert "您的岗位不起草公文" in answer.content.decode()
    assert web("nyj.clerk").get("/documents/new/sideways/").status_code == 404


@pytest.mark.parametrize("state", [S.CHECKING, S.CLEARING, S.SIGNING, S.NUMBERED])
def test_a_reader_without_part_is_refused_with_a_reason(office, web, state):
    file = reach(office, state, "outgoing")
    answer = settle(web("mayor"), file, "", outcome="agree", opinion="同意。")
    assert answer.status_code == 403
    assert "此环节不由您办理" in answer.content.decode()
    for verb, who in (("disclose", "mayor"), ("amend", "mayor"), ("send", "mayor"),
                      ("give-up", "mayor"), ("take-back", "mayor"), ("attach", "nyj.clerk")):
        refused = web(who).post(f"/documents/{file.document.pk}/{verb}/")
        assert refused.status_code == 403, verb
    assert file.fresh().state == state


def test_proofs_are_entered_only_while_they_count_and_by_whom_they_concern(office, web):
    file = reach(office, S.CLEARING, "outgoing", doc_class="normative")
    url = reverse("documents:find", args=[file.document.pk, "legality_review"])
    values = {"legality_review-result": "satisfied", "legality_review-reason": "合法。"}
    assert web("mayor").post(url, values).status_code == 403
    proof = {"legality_review-file": SimpleUploadedFile("意见.txt", "合法".encode())}
    assert web("m2").post(url, {**values, **proof}).status_code == 302
    finding = Finding.objects.get(requirement__key="legality_review")
    assert finding.evidence.name == "意见.txt"
    done = reach(office, S.ISSUED, "outgoing")
    late = web("m2").post(reverse("documents:find", args=[done.document.pk, "disclosure"]), values)
    assert late.status_code == 403


# --- the pages themselves


@pytest.mark.parametrize(
    ("direction", "state", "login"),
    [("incoming", S.DRAFTING, "nyj.clerk"), ("incoming", S.REGISTERED, "wd"),
     ("incoming", S.OPINING, "m2"), ("incoming", S.DECIDING, "vm2"),
     ("incoming", S.ANSWERED, "nyj.clerk"), ("outgoing", S.CLEARING, "m2"),
     ("outgoing", S.SIGNING, "vm2"), ("outgoing", S.FINAL_CHECK, "wd"),
     ("outgoing", S.ISSUED, "mayor")],
)
def test_the_page_is_sound_markup_and_says_why(office, web, direction, state, login):
    file = reach(office, state, direction)
    html = checked(web(login).get(f"/documents/{file.document.pk}/").content.decode())
    assert file.document.title in html
    if state == S.DECIDING:
        assert "松见山" in html
        assert "依据" in html


@pytest.mark.parametrize("path", ["/documents/", "/documents/new/incoming/",
                                  "/documents/new/outgoing/", "/documents/?state=deciding&open=1"])
def test_lists_and_forms_are_sound_markup(office, web, path):
    reach(office, S.DECIDING)
    checked(web("nyj.clerk").get(path).content.decode())


def test_the_list_pages_by_cursor_and_ignores_what_is_none(office, web):
    file = reach(office, S.DECIDING)
    client = web("nyj.clerk")
    for before in ("", "x", "2026-06-03", "0001-01-01T00:00:00+14:00,1",
                   "9999-12-31T23:59:59-14:00,1", "2026-13-45T00:00:00+08:00,1",
                   "2026-06-03T00:00:00+08:00,-1", f"2026-06-03T00:00:00+08:00,{'9' * 30}"):
        assert client.get("/documents/", {"before": before}).status_code == 200, before
        assert client.get("/documents/", {"before": before, "q": "的"}).status_code == 200
    at = file.document.latest_at
    for days, seen in ((1, 1), (-1, 0)):
        cursor = f"{(at + dt.timedelta(days=days)).isoformat()},1"
        assert len(client.get("/documents/", {"before": cursor}).context["rows"]) == seen
    for name in ("direction", "state", "kind", "q"):
        assert client.get("/documents/", {name: "'; DROP TABLE x;--"}).status_code == 200


# --- drafting in the browser


def test_a_double_click_makes_one_draft(web):
    client, key = web("nyj.clerk"), str(uuid.uuid4())
    for _ in range(2):
        assert client.post("/documents/new/incoming/", {**FORM, "form_key": key}).status_code == 302
    assert Document.objects.count() == 1


def test_a_double_click_on_send_sends_once(web):
    client, key = web("nyj.clerk"), str(uuid.uuid4())
    codes = [client.post("/documents/new/incoming/", {**FORM, "form_key": key, "send": "1"}
                         ).status_code for _ in range(2)]
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
    assert client.post(f"/documents/{document.pk}/send/", {"override": "1", "reason": ""}
                       ).status_code == 422
    client.post(f"/documents/{document.pk}/send/", {"override": "1", "reason": "转述来信"})
    document.refresh_from_db()
    assert document.state == S.RELEASING


def test_an_outgoing_draft_is_written_and_sent(web):
    answer = web("nyj.clerk").post("/documents/new/outgoing/", {**OUT_FORM, "send": "1"})
    assert answer.status_code == 302
    document = Document.objects.get()
    assert (document.state, document.addressees) == (
        S.CHECKING, ["各县、市、区人民政府", "市政府各部门"],
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
    answer = settle(web("vm2"), file, "decide", outcome="agree", opinion="写了很久的意见",
                    version="0")
    assert answer.status_code == 422
    html = checked(answer.content.decode())
    assert "写了很久的意见" in html
    assert "内容已更新，请刷新后再办" in html
    assert file.fresh().state == S.DECIDING


def test_a_refused_opinion_is_kept_beside_its_reason(office, web):
    file = reach(office, S.CLEARING, "outgoing", doc_class="normative")
    answer = settle(web("m2"), file, "present", "m2", outcome="done", opinion="拟按程序送签",
                    option="0")
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
    again = client.post(url, {**values, "outcome": "refuse"})
    assert again.status_code == 302
    assert "已办理" in words(again)
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
    answer = settle(web("m4"), file, "opine", "m4", outcome="propose", opinion="拟同意。",
                    major="on", co_leaders=[office.posts["vm3"].pk])
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
        assert answer.status_code == 302
        assert words(answer), name
    assert client.post(url, {}).status_code == 302
    assert not Attachment.objects.exists()
