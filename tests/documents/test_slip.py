"""处理笺: who wrote what, by rank, in the order of writing; a substitute with whom he acts for."""

from __future__ import annotations

from apps.documents.slip import slip
from apps.typesetting.checker.reading import read_sheets
from tests.documents.desk import S, begin, reach
from tests.documents.personas import ACTING, enter
from tests.documents.test_pages import settle


def test_each_opinion_stands_in_the_row_of_its_rank(office):
    document = reach(office, S.ANSWERED).document
    found = slip(document)
    assert found.head == "咸宁市人民政府办公室公文处理笺"
    assert found.sender == "咸宁市农业农村局"
    assert found.number == document.incoming_number != ""
    assert [rank.label for rank in found.ranks] == ["市长", "副市长", "秘书长"]
    assert [len(rank.opinions) for rank in found.ranks] == [0, 1, 0]
    (wrote,) = found.ranks[1].opinions
    decided = document.steps.get(purpose="decide", state="settled")
    assert (wrote.text, wrote.signed) == (decided.opinion, decided.acted_by.name)
    assert wrote.on == decided.acted_at.date()
    assert found.proposal


def test_a_substitute_signs_with_whom_he_acts_for(office, web, clock):
    clock.now = enter(office, ACTING)
    file = reach(office, S.DECIDING)
    settle(web("vm3"), file, "decide", outcome="agree", opinion="同意，请抓紧办理。")
    (wrote,) = slip(file.fresh()).ranks[1].opinions
    assert wrote.signed == "兰照溪（代松见山）"


def test_what_nobody_has_written_yet_leaves_room_to_write(office):
    found = slip(begin(office).document)
    assert (found.proposal, found.others, found.result) == ((), (), "")
    assert all(rank.opinions == () for rank in found.ranks)


def test_the_slip_is_shown_as_a_page(office, web):
    file = reach(office, S.ANSWERING)
    answer = web("vm2").get(f"/documents/{file.document.pk}/slip.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    sheets = read_sheets(answer.content)
    text = "".join(row.text for sheet in sheets for row in sheet.rows)
    for words in ("公文处理笺", "副市长批示", "同意", file.document.incoming_number):
        assert words in text
