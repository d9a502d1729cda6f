"""What a document page shows, as plain values: trail, stations, reasons.

Decides no permission and writes nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from apps.documents.models import Document
from apps.matters import trail_rows
from apps.matters.models import Attachment
from apps.matters.purposes import Purpose
from apps.trail.models import Event
from apps.typesetting.checker import FactResult, Report

S = Document.State
INCOMING_STATIONS = (
    ("起草", {S.DRAFTING, S.RETURNED}),
    ("部门签发", {S.RELEASING}),
    ("签收登记", {S.DELIVERED, S.RECEIVED}),
    ("初审", {S.REGISTERED}),
    ("拟办", {S.OPINING}),
    ("领导批示", {S.DECIDING}),
    ("答复", {S.ANSWERING}),
    ("办结", {S.ANSWERED}),
)
OUTGOING_STATIONS = (
    ("起草", {S.DRAFTING}),
    ("核稿", {S.CHECKING}),
    ("前置程序", {S.CLEARING}),
    ("签发", {S.SIGNING}),
    ("复核编号", {S.FINAL_CHECK}),
    ("印发", {S.NUMBERED}),
    ("已印发", {S.ISSUED}),
)
# Events that a reader of the trail wants beside the settled steps.
SHOWN = {
    "document.created": "起草",
    "document.edited": "修改",
    "document.submitted": "送出",
    "document.called_up": "提级办理",
    "document.called_back": "提级重办",
    "document.step_recalled": "取回",
    "document.step_handed_over": "转办",
    "document.step_added": "加签",
    "document.step_passed": "办理人变更",
    "document.withdrawn": "撤销",
    "document.step_urged": "催办",
    "document.circulated": "传阅",
    "document.finding": "前置程序",
    "document.consulted": "征求意见",
    "document.extension_asked": "商请延期",
    "document.extension_answered": "答复延期",
    "document.deemed": "视为无不同意见",
    "document.late_opinion": "逾期意见",
    "document.typeset": "排版",
    "document.sealed": "用印",
    "document.seal_set": "加盖印章",
    "document.attached": "添加附件",
    "document.attachment_removed": "移除附件",
    "document.disclosure_set": "确定公开属性",
    "document.granted": "授权阅读",
    "document.sent_to_signer": "送原签发人复审",
}
# What an auditor reads for the acts on a seal itself.
SEAL_VERBS = {
    "seal.registered": "登记印章",
    "seal.keepers_changed": "变更印章保管岗位",
    "seal.withdrawn": "停用印章",
    "seal.reported_lost": "印章挂失",
}
# What follows an ending other than the station's usual one, said before the act.
AFTERWARDS = {
    ("release", "return"): "退回起草人修改，改好后再送签发",
    ("preliminary_review", "return"): "退来文单位，所写理由一并送达",
    ("opine", "return"): "退文电科重新初审",
    ("countersign", "disagree"): "意见记入办理轨迹，随件呈主批领导",
    ("decide", "return"): "退秘书科重新拟办",
    ("mayor_decide", "return"): "退秘书科重新拟办",
    ("check", "return"): "退起草单位修改，改好后再送核稿",
    ("present", "return"): "退起草单位修改，改好后再送核稿",
    ("review", "return"): "退起草单位修改，改好后再送核稿",
    ("sign", "return"): "退起草单位修改，改好后再送核稿",
    ("final_check", "return"): "送原签发人复审",
    ("dispatch", "void"): "文号作废并留下记录，本件重新复核编号",
}


def stations(document: Document, events: list[Event]) -> list[dict[str, Any]]:
    """Return the path with the day each station was last reached and where it stands now."""
    path = INCOMING_STATIONS if document.is_incoming else OUTGOING_STATIONS
    reached: dict[str, dt.datetime] = {}
    for event in events:
        target = event.payload.get("to")
        if target:
            reached[target] = max(event.at, reached.get(target, event.at))
    now = next((n for n, (_, states) in enumerate(path) if document.state in states), 0)
    over = document.phase in ("closed", "withdrawn")
    shown = []
    for number, (label, states) in enumerate(path):
        days = [reached[s] for s in states if s in reached]
        day = max(days) if days else (document.opened_at if number == 0 else None)
        state = "later"
        if number < now or (over and number == now):
            state = "done"
        elif number == now:
            state = "current"
        here = number == now
        at = day if number <= now else None
        shown.append({"label": label, "state": state, "at": at, "here": here})
    return shown


def trail(document: Document) -> tuple[list[dict[str, Any]], list[Event]]:
    """Return the trail, newest first, and the events behind it."""
    rows, events = trail_rows.trail(document, SHOWN)
    scans = _scans(document) if any(row["scan"] for row in rows) else {}
    return [{**row, "scan_url": scans.get(row["scan"], "")} for row in rows], events


def _scans(document: Document) -> dict[str, str]:
    """Return where the scans of decisions on paper are read, by their hashes."""
    rows = document.attachments.filter(role=Attachment.Role.SCAN, removed_at__isnull=True)
    return {
        digest: reverse("documents:attachment", args=[document.pk, pk])
        for digest, pk in rows.values_list("sha256", "pk")
    }


def afterwards(purpose: Purpose, outcome: str) -> str:
    """Return what follows when a station ends so."""
    return AFTERWARDS.get((purpose.key, outcome), purpose.consequence)


def measured(report: Report) -> list[tuple[FactResult, str]]:
    """Return the facts of a page with their places, what is wrong first, then what to look at."""
    ranks = {"red": 0, "amber": 1, "green": 2}
    facts = sorted(report.facts, key=lambda fact: (ranks[fact.light], fact.page))
    return [(fact, _place(fact)) for fact in facts]


def _place(fact: FactResult) -> str:
    if fact.box is None:
        return f"第{fact.page}页"
    left, top, _, _ = fact.box
    return f"第{fact.page}页，距左边{left:.0f}毫米、上边{top:.0f}毫米"
