"""Each rule finds its fault and points at it; what only looks like one is left alone."""

from __future__ import annotations

import importlib.util
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.typesetting.manuscript import blocks_to_text
from apps.typesetting.textrules import RULES, Draft, embedded_requests, inspect
from tests.typesetting.documents import RULES as REAL_RULES
from tests.typesetting.documents import SPECIMENS
from tests.typesetting.textrules.cases import FOUND, LEFT_ALONE, body

ROOT = Path(__file__).resolve().parents[3]
KINDS = {
    "up": "request_for_instructions", "up_single": "request_for_instructions", "letter": "letter",
    "order": "order", "minutes": "minutes",
}  # fmt: skip


def texts():
    """The demonstration's texts, read without the app that loads them."""
    path = ROOT / "apps" / "documents" / "demo" / "texts.py"
    spec = importlib.util.spec_from_file_location("demo_texts", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("rule", "fields", "words"), FOUND)
def test_a_fault_is_found_at_its_words_and_nothing_else_is_said(rule, fields, words):
    remarks = inspect(Draft(**fields))
    own = [r for r in remarks if r.rule == rule]
    assert own, [(r.rule, r.sentence) for r in remarks]
    assert any(words in r.quote for r in own), [r.quote for r in own]
    for remark in own:
        assert remark.sentence.endswith("。")
        assert remark.mend.endswith(("。", "。”"))
        assert remark.place


def test_every_rule_has_a_case():
    assert {rule for rule, _, _ in FOUND} == set(RULES)


@pytest.mark.parametrize("fields", LEFT_ALONE)
def test_what_is_right_is_left_alone(fields):
    assert [(r.rule, r.quote, r.sentence) for r in inspect(Draft(**fields))] == []


def test_the_real_rules_raise_no_alarm():
    draft = Draft(
        kind="notice",
        title="市人民政府关于印发咸宁市人民政府工作规则的通知",
        addressees="各县、市、区人民政府，市政府各部门，咸宁高新区管委会",
        body_text="《咸宁市人民政府工作规则》已经市第六届人民政府第29次常务会议审议通过，现予印发。",
        annex_title="咸宁市人民政府工作规则",
        annex_text=REAL_RULES,
    )
    assert inspect(draft) == ()
    assert len(draft.annex) == 98


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_specimens_raise_no_alarm(name):
    gongwen = SPECIMENS[name]
    annexes = "\n".join(blocks_to_text(annex.blocks) for annex in gongwen.annexes)
    draft = Draft(
        kind=KINDS.get(name, "notice"), title=gongwen.title, addressees=gongwen.addressees,
        body_text=blocks_to_text(gongwen.body), annex_text=annexes, notes=gongwen.notes,
    )  # fmt: skip
    assert inspect(draft) == ()


def demonstration() -> list[Draft]:
    """Every document of the demonstration as it is drafted there."""
    demo, found = texts(), []
    for _, subject, background, ask in demo.requests():
        text = demo.request_body(background, ask)
        title = f"市农业农村局关于{subject}的请示"
        found.append(Draft("request_for_instructions", title, "市人民政府", text))
    for line in demo.REPORTS.splitlines():
        _, subject, fact = line.split("|")
        found.append(Draft("report", f"市统计局关于{subject}的报告", "", demo.report_body(fact)))
    for line in demo.OUTGOING.splitlines():
        _, _, _, kind, title, text = line.split("|")
        measures = f"\n{demo.MEASURES}" if kind in ("notice", "circular") else ""
        found.append(Draft(kind, title, "", text + measures))
    return found


def test_the_demonstration_raises_no_alarm():
    drafts = demonstration()
    assert len(drafts) > 200
    alarms = [(d.title, r.rule, r.sentence) for d in drafts for r in inspect(d)]
    assert alarms == []


PHRASES = re.compile("[妥当]否[，,]?请.{0,4}[批审]示|[请恳].{0,6}批准")


def test_a_request_inside_a_report_is_found_where_it_stands():
    draft = Draft(**body("现报告如下。\n恳请批准追加经费80万元。\n妥否，请批示。", "report"))
    found = list(embedded_requests(draft, PHRASES))
    assert [(r.line, r.quote) for r in found] == [(2, "恳请批准"), (3, "妥否，请批示")]
    assert not [r for r in inspect(draft) if r.rule == "结尾用语"], "said once, by the book's rule"


def test_remarks_come_in_the_order_of_the_form():
    draft = Draft(
        kind="notice", title="关于某事，的报告", notes="（此件公开发布",
        body_text="甲，，乙。\n二、丙", annex_text="第二条　丁。",
    )  # fmt: skip
    places = [(r.field, r.line) for r in inspect(draft)]
    order = ("title", "body_text", "annex_text", "notes")
    assert places == sorted(places, key=lambda place: (order.index(place[0]), place[1]))
    assert {place[0] for place in places} == set(order)


SIGNS = (
    "一二三（）()〔〕[]《》“”\"'、，。.:：;1234567890年月日号第条章是妥否请批示发函｜\n \t关于通知"
)
TEXT = st.text(st.sampled_from(SIGNS), max_size=120)


@given(st.sampled_from(["", *KINDS.values(), "notice", "report"]), TEXT, TEXT, TEXT)
def test_whatever_is_typed_is_inspected_and_each_quote_stands_in_its_paragraph(
    kind, title, text, annex
):
    draft = Draft(kind=kind, title=title, body_text=text, annex_text=annex)
    fields = {"title": title, "body_text": text, "annex_text": annex}
    for remark in inspect(draft):
        lines = [line.strip(" \t\u3000\ufeff") for line in fields[remark.field].splitlines()]
        lines = [line for line in lines if line]
        assert remark.line <= len(lines)
        if remark.quote:
            assert remark.quote in lines[remark.line - 1]


HOSTILE = (
    "《关于" * 30_000, "“" * 100_000, "中" + "," * 100_000, "一、" * 50_000, "发〔 " * 30_000,
    "请" * 100_000, " " * 100_000, "一是" * 50_000, "2026年" * 30_000, "、" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_takes_long(text):
    began = time.process_time()
    inspect(Draft(kind="request_for_instructions", title=text[:200], body_text=text))
    assert time.process_time() - began < 8
