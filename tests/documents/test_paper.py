"""Decisions on paper: entered with their scan, by whom, and for what."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.verdicts import Refused
from apps.documents import presenting
from apps.documents.services.paper import record_paper_decision
from apps.matters import files
from apps.trail.models import Event
from tests.documents.desk import File, S, reach
from tests.documents.test_handling import PNG

# --- decisions on paper


def scanned(file: File, name: str = "批示.png"):
    upload = SimpleUploadedFile(name, PNG, content_type="image/png")
    return files.attach(matter=file.document, upload=upload, role="scan", **file.actor("wd2"))


def test_a_decision_on_paper_is_entered_with_its_scan(office):
    file = reach(office, S.DECIDING)
    scan = scanned(file)
    done = record_paper_decision(
        step=file.step("decide"),
        outcome="agree",
        opinion="同意。松见山 6月3日",
        decided_by=office.people["vm2"],
        scan=scan,
        **file.actor("wd2"),
    )
    assert (done.acted_by.username, done.recorded_by.username) == ("vm2", "wd2")
    assert (done.channel, done.scan_id) == ("paper", scan.pk)
    assert file.fresh().state == S.ANSWERING
    event = Event.objects.filter(matter_id=file.document.pk, verb="document.step_settled")
    last = event.order_by("-seq")[0]
    assert last.payload["recorded_by"] == "芹登记"
    assert last.payload["scan"] == scan.sha256
    assert last.get_channel_display() == "代录纸质批示"
    row = next(r for r in presenting.trail(file.document)[0] if r["recorded_by"])
    assert row["scan_url"] == f"/documents/{file.document.pk}/files/{scan.pk}/"


def test_no_paper_without_scan_office_and_hat(office):
    file, other = reach(office, S.DECIDING), reach(office, S.DECIDING)
    scan, foreign = scanned(file), scanned(other)
    good = {
        "step": file.step("decide"),
        "outcome": "agree",
        "opinion": "同意。",
        "decided_by": office.people["vm2"],
        "scan": scan,
    }
    for change, login, words in (
        ({"scan": None}, "wd2", "请上传批示原件的扫描件"),
        ({"scan": foreign}, "wd2", "请上传批示原件的扫描件"),
        ({}, "nyj.clerk", "由市政府办公室代录"),
        ({}, "vm3", "由市政府办公室代录"),
        ({"decided_by": office.people["vm3"]}, "wd2", "不能行使该岗位职权"),
    ):
        with pytest.raises(Refused, match=words):
            record_paper_decision(**{**good, **change}, **file.actor(login))
    assert file.fresh().state == S.DECIDING


def test_only_a_decision_comes_on_paper(office):
    file = reach(office, S.DELIVERED)
    with pytest.raises(Refused, match="不能代录"):
        record_paper_decision(
            step=file.step("receive"),
            outcome="done",
            opinion="收。",
            decided_by=office.people["wd"],
            scan=scanned(file),
            **file.actor("wd2"),
        )
