"""The text is complete, mended, and official; every clause stands in it."""

from datetime import date

import pytest

from apps.rulebook import shelf
from apps.rulebook.text import Numbering, chinese_number, chinese_words


@pytest.mark.parametrize(
    ("name", "chapters", "articles", "clauses"),
    [("xianning_2023", 8, 43, 187), ("shifan_2024", 7, 42, 115)],
)
def test_the_book_has_all_chapters_articles_and_clauses(name, chapters, articles, clauses):
    book = shelf.book(name)
    assert len(book.text.chapters) == chapters
    assert [a.number for a in book.articles] == list(range(1, articles + 1))
    assert len(book.clauses) == clauses
    assert {c.article for c in book.clauses.values()} == set(range(1, articles + 1))


def test_every_quotation_is_verbatim_in_its_own_article(any_book):
    articles = {a.number: a for a in any_book.articles}
    for clause in any_book.clauses.values():
        assert clause.quote in articles[clause.article].text, clause.id
        assert clause.title, clause.id


def test_the_text_uses_full_width_punctuation_only(any_book):
    words = "\n".join(a.text for a in any_book.articles) + "\n".join(any_book.text.notice)
    assert not set(words) & set(",;:()?!\"'")


def test_the_notice_is_part_of_the_text(book):
    assert book.text.notice_title == "市人民政府关于印发咸宁市人民政府工作规则的通知"
    assert book.text.notice[0] == "各县、市、区人民政府，市政府各部门，咸宁高新区管委会："
    assert "2023年6月7日" in book.text.notice
    assert book.text.notice[-1] == "（此件公开发布）"


@pytest.mark.parametrize(
    ("article", "mended"),
    [
        (22, "市长签发。涉及到分管副市长工作的"),
        (30, "牵头加强协调，市政府副秘书长协助"),
        (43, "2018年10月31日市政府印发"),
        (43, "咸政发〔2018〕18号"),
    ],
)
def test_defects_of_the_source_are_mended_with_a_footnote(book, article, mended):
    source = book.articles[article - 1]
    assert mended in source.text
    assert any(p.notes for p in source.paragraphs)
    assert len(book.text.footnotes) == 5


@pytest.mark.clause("43.1")
def test_the_book_holds_from_its_date_of_issue(book):
    assert book.reference == "咸政发〔2023〕6号"
    assert book.issued_on == date(2023, 6, 7)
    assert book.effective_from == date(2023, 6, 7)
    assert book.effective_to is None
    assert book.title == book.text.title == "咸宁市人民政府工作规则"
    assert repr(book) == "<Book xianning_2023>"
    assert not book.holds_on(date(2023, 6, 6))
    assert book.holds_on(date(2026, 1, 1))
    assert book.entry.predecessor == "咸政发〔2018〕18号"


@pytest.mark.parametrize(
    ("clause", "label"),
    [
        ("4.1", "第四条"),
        ("5.9", "第五条第三款"),
        ("30.5", "第三十条第二款"),
        ("31.2", "第三十一条第二款"),
        ("20.7", "第二十条第一款第（五）项"),
        ("20.9", "第二十条第二款"),
    ],
)
def test_a_citation_names_article_paragraph_and_item(book, clause, label):
    cite = book.cite(clause)
    assert (cite.clause, cite.book, cite.label) == (clause, "xianning_2023", label)
    assert cite.quote == book.clauses[clause].quote


def test_every_citation_says_where_its_clause_stands_and_in_which_book(any_book):
    numbering = Numbering(**any_book.entry.numbering.model_dump())
    for clause in any_book.clauses.values():
        cite = any_book.cite(clause.id)
        assert (cite.book, cite.quote) == (any_book.name, clause.quote)
        (article,) = [a for a in any_book.articles if a.number == clause.article]
        assert cite.label.startswith(article.label)
        if clause.item:
            item = numbering.item_label.format(n=numbering.numeral(clause.item))
            assert cite.label.endswith(item)


def test_clauses_carry_class_and_module(book):
    assert book.clauses["27.7"].classes == ("soft", "routable")
    assert book.clauses["30.5"].classes == ("hard", "routable")
    assert book.clauses["16.1"].module == "disclosure"
    assert book.clauses["30.5"].anchor == "clause-30-5"


@pytest.mark.parametrize(
    ("words", "number"), [("一", 1), ("十", 10), ("十九", 19), ("四十三", 43), ("一百零五", 105)]
)
def test_chinese_numerals_are_read_and_written(words, number):
    assert chinese_number(words) == number
    assert chinese_words(number) == words


def test_words_that_are_no_numeral_give_zero():
    assert chinese_number("甲") == 0
    assert chinese_number("12") == 12


def test_numerals_up_to_999_survive_the_round_trip():
    assert all(chinese_number(chinese_words(n)) == n for n in range(1, 1000))
