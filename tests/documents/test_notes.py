"""What is written on a step and not decided: kept, handed on with it, read by nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from apps.documents.views import acts
from apps.matters.models import StepNote
from apps.organisation import services
from tests.documents.desk import S, reach
from tests.documents.office import NOW
from tests.documents.test_pages import settle, words

WRITTEN = "拟同意，请农业农村局补充预算后再报。"


def away(office, who: str = "vm2"):
    return office.away(who, NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=2))


def keep(client, file, text: str, **headers):
    step = file.step("decide")
    url = reverse("documents:note", args=[file.document.pk, step.pk])
    return client.post(url, {"opinion": text}, headers=headers)


def page(client, file) -> str:
    answer = client.get(reverse("documents:detail", args=[file.document.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.clause("5.9")
def test_what_the_substitute_wrote_is_before_the_leader_when_he_returns(office, web, clock):
    absence = away(office)
    file = reach(office, S.DECIDING)
    clock.now = file.clock.now
    answer = keep(web("vm3"), file, WRITTEN)
    assert answer.status_code == 302
    assert words(answer) == "意见已暂存，尚未办理"
    own = page(web("vm3"), file)
    assert f"{WRITTEN}</textarea>" in own
    assert "写下，未办理" not in own
    clock.now += dt.timedelta(minutes=30)
    services.end_absence(absence=absence, by=None, at=clock.now)
    back = page(web("vm2"), file)
    assert WRITTEN in back
    assert "代松见山" in back
    assert "写下，未办理" in back
    assert f"{WRITTEN}</textarea>" not in back, "another's words are not put into his mouth"
    assert settle(web("vm2"), file, "decide", outcome="agree", opinion="同意。").status_code == 302
    assert StepNote.objects.count() == 0
    assert WRITTEN not in page(web("vm2"), file)


def test_nobody_reads_a_note_but_whoever_has_the_step(office, web, clock):
    file = reach(office, S.DECIDING)
    clock.now = file.clock.now
    keep(web("vm2"), file, WRITTEN)
    for reader in ("nyj.clerk", "nyj.head", "wd", "m2", "dsg2", "mayor", "sg"):
        assert WRITTEN not in page(web(reader), file), reader
    assert WRITTEN in page(web("vm2"), file)


def test_a_script_keeps_it_without_a_page_and_hears_when_it_may_not(office, web, clock):
    file = reach(office, S.DECIDING)
    clock.now = file.clock.now
    fetched = {"X-Requested-With": "fetch"}
    answer = keep(web("vm2"), file, WRITTEN, **fetched)
    assert (answer.status_code, answer.content) == (204, b"")
    assert StepNote.objects.get().text == WRITTEN
    assert keep(web("vm2"), file, "长" * 4001, **fetched).status_code == 409
    assert keep(web("mayor"), file, "外人", **fetched).status_code == 403
    assert keep(web("jyj.clerk"), file, "外人", **fetched).status_code == 404
    assert StepNote.objects.get().text == WRITTEN
    assert keep(web("vm2"), file, "", **fetched).status_code == 204
    assert StepNote.objects.count() == 0


def test_a_note_is_shown_as_text_and_runs_nothing(office, web, clock):
    absence = away(office)
    file = reach(office, S.DECIDING)
    clock.now = file.clock.now
    keep(web("vm3"), file, "<script>alert(1)</script>\x00</textarea>")
    assert "<script>alert(1)" not in page(web("vm3"), file)
    services.end_absence(absence=absence, by=None, at=clock.now)
    assert "&lt;script&gt;alert(1)" in page(web("vm2"), file)


def test_a_decision_that_came_too_late_leaves_its_words_to_the_leader(
    office, web, clock, monkeypatch
):
    absence = away(office)
    file = reach(office, S.DECIDING)
    clock.now = file.clock.now
    write = acts._settle

    def meanwhile(*said):
        services.end_absence(absence=absence, by=None, at=clock.now + dt.timedelta(seconds=1))
        write(*said)

    monkeypatch.setattr(acts, "_settle", meanwhile)
    answer = settle(web("vm3"), file, "decide", outcome="agree", opinion=WRITTEN)
    assert answer.status_code in (404, 422)
    assert file.state == S.DECIDING
    clock.now += dt.timedelta(seconds=2)
    back = page(web("vm2"), file)
    assert WRITTEN in back
    assert "代松见山" in back
