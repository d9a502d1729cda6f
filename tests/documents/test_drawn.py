"""Drawing and measuring: a long page is a job's, a page off the standard is not signed."""

from __future__ import annotations

import pytest

from apps.core.jobs import run_due_jobs
from apps.core.models import Job
from apps.documents import drawn
from apps.documents.page import gongwen
from tests.desk.ui_kit import checked
from tests.documents.desk import S, begin, reach
from tests.documents.office import NOW
from tests.documents.test_pages import settle

LONG = "\n".join(
    f"{n}.各地各部门要压实责任，按时完成第{n}项任务。" + "抓好落实。" * 30 for n in range(1, 121)
)
LONG = LONG[:26_000]


@pytest.fixture(autouse=True)
def _nothing_kept():
    drawn._kept().clear()


def page(web, file, name="page.pdf"):
    return web("nyj.clerk").get(f"/documents/{file.document.pk}/{name}")


def test_a_long_page_is_drawn_by_a_job_and_shown_when_it_is_done(office, web):
    file = begin(office, body_text=LONG)
    first = page(web, file)
    assert first.status_code == 202
    assert "正在排版" in checked(first.content.decode())
    assert first["Refresh"] == "2"
    page(web, file)
    assert Job.objects.filter(name="documents.draw").count() == 1
    run_due_jobs(at=NOW)
    shown = page(web, file)
    assert (shown.status_code, shown["Content-Type"]) == (200, "application/pdf")
    assert not Job.objects.filter(name="documents.draw").exclude(state="done").exists()


def test_whoever_waits_hears_how_far_it_is(office, web):
    file = begin(office, body_text=LONG)
    page(web, file)
    key = Job.objects.get(name="documents.draw").args["page"]
    drawn._kept().set(f"drawn:{key}", 7)
    assert "已排7页" in page(web, file).content.decode()


def test_the_second_format_waits_as_well(office, web):
    file = begin(office, body_text=LONG)
    assert page(web, file, "page.ofd").status_code == 202


def test_a_long_page_that_cannot_be_set_is_refused_at_once(office, web):
    file = begin(office, body_text=f"{LONG}\n乙\U0003106c。")
    answer = page(web, file)
    assert answer.status_code == 422
    assert "没有可用字形" in answer.content.decode()
    assert not Job.objects.filter(name="documents.draw").exists()


def test_a_job_whose_page_is_there_already_draws_nothing(office, monkeypatch):
    monkeypatch.setattr(drawn, "draw", lambda *args, **kwargs: pytest.fail("drawn again"))
    drawn.draw_wanted("nobody-asked")


def test_a_draft_is_measured_with_stand_ins_for_what_is_not_known_yet(office):
    document = begin(office, "outgoing").document
    assert document.reference == ""
    made = drawn.as_issued(document, NOW.date())
    assert made.reference == "待编号〔2026〕1号"
    assert drawn.report_on(made).ok
    assert gongwen(document).reference == ""


def test_the_list_shows_each_fact_with_its_light_and_place(office, web):
    file = begin(office, "outgoing", title="咸宁市人民政府关于水库，堤防有关工作的通知")
    html = checked(page(web, file, "measures/").content.decode())
    assert "有不符合项" in html
    wrong = html[html.index("is-red") :]
    assert wrong.index("标题") < wrong.index("is-green")
    assert "距左边" in wrong
    assert "#page=1" in wrong


def test_a_page_off_the_standard_is_not_signed(office, web):
    file = reach(office, S.SIGNING, "outgoing", title="咸宁市人民政府关于水库，堤防有关工作的通知")
    while file.step().purpose == "review":
        file.settle("review", "agree", "同意。")
    signer = file.step("sign")
    answer = settle(web(login_of(office, signer)), file, "sign", outcome="agree", opinion="发。")
    assert answer.status_code == 422
    assert "版式不符合" in answer.content.decode()
    assert file.fresh().state == S.SIGNING


def test_the_measures_of_a_long_page_are_a_job_s_too(office, web, monkeypatch):
    file = begin(office, body_text=LONG)
    first = page(web, file, "measures/")
    assert first.status_code == 202
    assert "正在排版" in first.content.decode()
    run_due_jobs(at=NOW)
    monkeypatch.setattr(drawn, "measure", lambda *a: pytest.fail("measured while somebody waits"))
    assert "符合标准" in page(web, file, "measures/").content.decode()


def test_a_long_page_is_measured_before_it_is_signed_and_what_was_typed_stays(office, web):
    file = reach(office, S.SIGNING, "outgoing", body_text=LONG)
    while file.step().purpose == "review":
        file.settle("review", "agree", "同意。")
    client = web(login_of(office, file.step("sign")))
    answer = settle(client, file, "sign", outcome="agree", opinion="同意，发。")
    assert answer.status_code == 422
    html = checked(answer.content.decode())
    assert "版式正在检查，已排0页，请稍候再签发" in html
    assert "同意，发。" in html
    assert file.fresh().state == S.SIGNING
    run_due_jobs(at=NOW)
    settle(client, file, "sign", outcome="agree", opinion="同意，发。")
    assert file.fresh().state == S.FINAL_CHECK


def test_a_long_page_is_measured_while_its_signer_reads_it(office, web):
    file = reach(office, S.SIGNING, "outgoing", body_text=LONG)
    while file.step().purpose == "review":
        file.settle("review", "agree", "同意。")
    path = f"/documents/{file.document.pk}/"
    web("nyj.clerk").get(path)
    assert not Job.objects.filter(name="documents.draw").exists()  # he is not the one who signs
    client = web(login_of(office, file.step("sign")))
    client.get(path)
    assert Job.objects.filter(name="documents.draw").count() == 1
    run_due_jobs(at=NOW)
    settle(client, file, "sign", outcome="agree", opinion="同意，发。")
    assert file.fresh().state == S.FINAL_CHECK


def login_of(office, step) -> str:
    """Return who holds the post of a step."""
    from apps.organisation import authority

    person, _ = authority.acting(step.post, NOW).people[0]
    return person.username
