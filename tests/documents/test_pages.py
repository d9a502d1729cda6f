"""Every address of documents, as whoever should and as an outsider; nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.documents.models import Document
from apps.documents.services import consulting, silence
from apps.documents.urls import urlpatterns
from apps.matters.models import Attachment, Finding
from tests.documents.desk import REQUEST, S, prepare, reach
from tests.documents.office import NOW
from tests.documents.sealing import registered
from tests.documents.test_handling import PNG
from tests.typesetting.docx.corpus import SAMPLES

FORM = {
    **REQUEST,
    "addressees": "市人民政府",
    "handling": "internal",
    "urgency": "normal",
    "matters_count": "1",
}
OUT_FORM = {
    "document_kind": "notice",
    "addressees": "各县、市、区人民政府，市政府各部门",
    "body_text": "现就有关事项通知如下。",
    "issuer": "city_government",
    "doc_class": "ordinary",
    "handling": "internal",
    "urgency": "normal",
    "title": "咸宁市人民政府关于某事的通知",
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
    "remove_attachment": (
        "incoming",
        S.DRAFTING,
        "nyj.clerk",
        "post",
        {"reason": "传错文件"},
        S.DRAFTING,
    ),
    "amend": (
        "outgoing",
        S.FINAL_CHECK,
        "wd",
        "post",
        {"title": "改后的标题", "body_text": "改后的正文。", "reason": "不符"},
        S.SIGNING,
    ),
    "disclose": ("outgoing", S.NUMBERED, "wd", "post", {"disclosure": "proactive"}, S.NUMBERED),
    "find": (
        "outgoing",
        S.CLEARING,
        "m2",
        "post",
        {"disclosure-result": "satisfied", "disclosure-reason": "已定。"},
        S.CLEARING,
    ),
    "call_in": ("incoming", S.ANSWERING, "mayor", "post", {"instruction": "请再议。"}, S.OPINING),
    "consult": ("incoming", S.DRAFTING, "nyj.clerk", "post", {"days": "5"}, S.DRAFTING),
    "extend": (
        "incoming",
        S.DRAFTING,
        "zjj.clerk",
        "post",
        {"until": "2026-06-20", "reason": "须会商"},
        S.DRAFTING,
    ),
    "answer_extension": ("incoming", S.DRAFTING, "nyj.clerk", "post", {"agree": "1"}, S.DRAFTING),
    "late": ("incoming", S.DRAFTING, "zjj.head", "post", {"opinion": "建议缓办"}, S.DRAFTING),
    "settle": (
        "incoming",
        S.DECIDING,
        "vm2",
        "post",
        {"outcome": "agree", "opinion": "同意。", "version": "1"},
        S.ANSWERING,
    ),
    "note": ("incoming", S.DECIDING, "vm2", "post", {"opinion": "拟同意。"}, S.DECIDING),
    "hand_over": (
        "incoming",
        S.DECIDING,
        "vm2",
        "post",
        {"to": "vm4", "reason": "涉及建设工作"},
        S.DECIDING,
    ),
    "add": (
        "incoming",
        S.DECIDING,
        "vm2",
        "post",
        {"posts": ["vm4"], "reason": "请清扬同志阅提"},
        S.DECIDING,
    ),
    "urge": ("incoming", S.DECIDING, "nyj.clerk", "post", {}, S.DECIDING),
    "paper": (
        "incoming",
        S.DECIDING,
        "wd",
        "post",
        {"decided_by": "vm2", "outcome": "agree", "opinion": "同意。"},
        S.ANSWERING,
    ),
    "pdf": ("incoming", S.DECIDING, "vm2", "get", {}, 200),
    "ofd": ("incoming", S.DECIDING, "vm2", "get", {}, 200),
    "slip": ("incoming", S.DECIDING, "vm2", "get", {}, 200),
    "measures": ("incoming", S.DECIDING, "vm2", "get", {}, 200),
    "docx": ("incoming", S.DECIDING, "vm2", "get", {}, 200),
    "seal": ("outgoing", S.NUMBERED, "wd", "post", {}, S.NUMBERED),
    "import_new": (None, None, "nyj.clerk", "post", FORM, 200),
    "import": ("incoming", S.DRAFTING, "nyj.clerk", "post", FORM, 200),
    "preview_new": (None, None, "nyj.clerk", "post", FORM, 200),
    "preview": ("incoming", S.DRAFTING, "nyj.clerk", "post", FORM, 200),
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
    if name in ("import", "import_new"):
        found["file"] = SimpleUploadedFile("请示.docx", SAMPLES["bare_lines"].build())
    return found


def address(name: str, file, attachment: int = 0) -> str:
    if name == "index":
        return reverse("documents:index")
    if name in ("new", "import_new", "preview_new"):
        return reverse(f"documents:{name}", args=["incoming"])
    held = [attachment]
    rest = {"find": ["disclosure"], "attachment": held, "remove_attachment": held}.get(name, [])
    if name in ("extend", "answer_extension", "late"):
        rest = [file.document.consultations.get().pk]
    if name in ("settle", "note", "hand_over", "add", "urge", "paper"):
        rest = [file.step().pk]
    return reverse(f"documents:{name}", args=[file.document.pk, *rest])


def test_every_address_is_in_the_table():
    assert set(ADDRESSES) == {p.name for p in urlpatterns}


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_right_person_gets_through_and_an_outsider_finds_nothing(office, web, name, seal_keys):
    direction, state, login, method, values, follows = ADDRESSES[name]
    file = reach(office, state, direction) if state else None
    if name == "seal":
        registered(office)
        prepare(file, "dispatch")
    if name == "split":
        Document.objects.filter(pk=file.document.pk).update(matters_count=2)
    if name in ("consult", "extend", "answer_extension", "late"):
        _ask(office, file, name)
    held = 0
    if name in ("attachment", "remove_attachment"):
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


def _ask(office, file, name: str, unit: str = "zjj") -> None:
    """Bring a draft to where an act of a consultation is due: a unit is asked, asks, is silent."""
    file.document.other_units.add(office.units[unit])
    if name == "consult":
        return
    (row,) = consulting.send(document=file.document, **file.actor("nyj.clerk"))
    if name == "answer_extension":
        day = NOW.date() + dt.timedelta(days=20)
        silence.ask_extension(
            consultation=row, until=day, way="", reason="会商", **file.actor(f"{unit}.clerk")
        )
    if name == "late":
        silence.deem(at=NOW + dt.timedelta(days=30))


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
    for verb, who in (
        ("disclose", "mayor"),
        ("amend", "mayor"),
        ("send", "mayor"),
        ("give-up", "mayor"),
        ("take-back", "mayor"),
        ("attach", "nyj.clerk"),
    ):
        refused = web(who).post(f"/documents/{file.document.pk}/{verb}/")
        assert refused.status_code == 403, verb
    assert file.fresh().state == state


def test_proofs_are_entered_only_while_they_count_and_by_whom_they_concern(office, web):
    file = reach(office, S.CLEARING, "outgoing", doc_class="normative")
    url = reverse("documents:find", args=[file.document.pk, "legality_review"])
    values = {"legality_review-result": "satisfied", "legality_review-reason": "合法。"}
    assert web("mayor").post(url, values).status_code == 403
    proof = {"legality_review-file": SimpleUploadedFile("意见.txt", "合法".encode())}
    refused = web("m2").post(url, values)
    assert refused.status_code == 403
    assert "由市司法局出具" in refused.content.decode()
    assert web("sfj.clerk").post(url, {**values, **proof}).status_code == 302
    finding = Finding.objects.get(requirement__key="legality_review")
    assert finding.evidence.name == "意见.txt"
    done = reach(office, S.ISSUED, "outgoing")
    late = web("m2").post(reverse("documents:find", args=[done.document.pk, "disclosure"]), values)
    assert late.status_code == 403
