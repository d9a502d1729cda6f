"""Drafts: one of a form, of the book of its day, and changed by its own unit alone."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.documents import rules
from apps.documents.forms.draft import DraftForm
from apps.documents.models import Document
from apps.documents.page import gongwen
from apps.documents.services import drafting
from apps.rulebook import shelf
from tests.documents.desk import REQUEST, File, S, begin, reach
from tests.documents.office import NOW
from tests.documents.test_pages import FORM
from tests.organisation.factories import ZONE


def test_the_form_leaves_out_what_belongs_to_the_other_direction(office):
    for direction, absent in (
        ("incoming", DraftForm.OUTGOING_ONLY),
        ("outgoing", DraftForm.INCOMING_ONLY),
    ):
        assert not set(absent) & set(DraftForm(direction=direction).fields)


def test_the_same_form_makes_one_draft(office):
    import uuid

    key = uuid.uuid4()
    file = File(office)
    first, second = (
        drafting.create(
            direction="incoming", values=REQUEST, form_key=key, **file.actor("nyj.clerk")
        )
        for _ in range(2)
    )
    assert first.pk == second.pk
    with pytest.raises(Refused, match="请写明|已"):
        drafting.create(
            direction="incoming", values=REQUEST, form_key=key, **file.actor("jyj.clerk")
        )


@pytest.mark.parametrize("login", ["vm2", "sg", "dsg1", "mayor"])
def test_leaders_do_not_draft(office, login):
    with pytest.raises(Refused, match="您的岗位不起草公文"):
        drafting.create(direction="incoming", values=REQUEST, **File(office).actor(login))


def test_the_book_of_the_draft_answers_even_after_a_year(office):
    file = begin(office)
    assert rules.book_of(file.document).name == file.document.book == "xianning_2023"


def test_a_draft_of_the_small_hours_is_opened_under_the_book_of_that_morning(office):
    first = shelf.in_force(NOW.date()).effective_from
    morning = dt.datetime.combine(first, dt.time(0, 30), tzinfo=ZONE).astimezone(dt.UTC)
    assert morning.date() < first
    file = begin(office)
    draft = drafting.create(
        direction="incoming",
        values=REQUEST,
        by=office.people["nyj.clerk"],
        hat=file.hat("nyj.clerk"),
        at=morning,
    )
    assert draft.book == "xianning_2023"


@pytest.mark.parametrize("login", ["nyj.deputy", "nyj.head", "nyj.clerk"])
def test_colleagues_of_the_unit_may_change_a_draft_and_others_not(office, login):
    file = begin(office)
    drafting.edit(document=file.document, values={"notes": login}, **file.actor(login))
    for other in ("jyj.clerk", "wd", "vm2", "mayor"):
        with pytest.raises(Refused, match="起草由"):
            drafting.edit(document=file.document, values={"notes": "x"}, **file.actor(other))
    assert file.fresh().notes == login


def test_a_stale_editor_is_told_and_changes_nothing(office):
    file = begin(office)
    drafting.edit(
        document=file.document, values={"notes": "甲"}, version=1, **file.actor("nyj.clerk")
    )
    with pytest.raises(Refused, match="已由他人修改"):
        drafting.edit(
            document=file.document, values={"notes": "乙"}, version=1, **file.actor("nyj.head")
        )
    assert file.fresh().notes == "甲"


def test_a_list_of_names_is_measured_as_the_text_that_was_typed(office):
    for typed in ("名" * 601, "市人民政府\x00"):
        form = DraftForm({"addressees": typed}, direction="incoming")
        assert "addressees" in form.errors, typed[:10]


def test_a_split_title_is_no_longer_than_a_title(office):
    file = begin(office, matters_count=2)
    with pytest.raises(Refused, match="标题不能超过300个字"):
        drafting.split(
            document=file.document, titles=["甲事", "长" * 301], **file.actor("nyj.clerk")
        )
    assert Document.objects.count() == 1


# --- the sender's own number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("咸农文〔2026〕8号", "咸农文〔2026〕8号"),
        (" 咸农文[2026] 8号 ", "咸农文〔2026〕8号"),
        ("咸农文（2026）12号", "咸农文〔2026〕12号"),
        ("", ""),
    ],
)
def test_the_number_of_the_sender_is_kept_as_the_standard_writes_it(web, typed, kept):
    answer = web("nyj.clerk").post("/documents/new/incoming/", {**FORM, "reference": typed})
    assert answer.status_code == 302
    document = Document.objects.get()
    assert document.reference == kept
    assert gongwen(document).reference == kept


@pytest.mark.parametrize("typed", ["8号", "咸农文〔2026〕08号", "咸农文〔26〕8号", "咸农文2026-8"])
def test_what_is_no_number_is_refused_and_what_was_typed_stays(web, typed):
    answer = web("nyj.clerk").post("/documents/new/incoming/", {**FORM, "reference": typed})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "发文字号写作“机关代字〔年份〕序号”" in html
    assert typed in html
    assert not Document.objects.exists()


def test_what_is_issued_here_takes_its_number_from_the_ledger_only(office):
    file = begin(office, "outgoing", reference="咸政发〔2026〕999号")
    assert file.document.reference == ""


def test_the_list_shows_our_number_once_there_is_one(office, web):
    file = reach(office, S.REGISTERED, reference="咸农文〔2026〕8号")
    html = web("wd").get("/documents/").content.decode()
    assert file.document.incoming_number in html
    assert "咸农文〔2026〕8号" in web("wd").get(f"/documents/{file.document.pk}/").content.decode()


def test_a_number_of_this_office_is_no_sender_s_to_give(office):
    file = begin(office, reference="咸政发〔2026〕999号")
    with pytest.raises(Refused, match="“咸政发”是本系统编号用的机关代字") as caught:
        file.send()
    assert [verdict.field for verdict in caught.value.verdicts] == ["reference"]
