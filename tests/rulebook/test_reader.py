"""The reader shows the whole text, cut at its clauses, with what the system does beside it."""

from apps.rulebook import reader
from apps.rulebook.book import load_book
from apps.rulebook.cases import cases_by_clause


def test_the_reader_shows_every_word_once(any_book):
    articles = [a for c in reader.chapters(any_book) for a in c.articles]
    assert len(articles) == len(any_book.articles)
    for shown, source in zip(articles, any_book.articles, strict=True):
        assert shown.anchor == f"art-{source.number}"
        words = ["".join(s.text for s in p.spans) for p in shown.paragraphs]
        assert words == [p.text for p in source.paragraphs]


def test_every_clause_is_marked_in_its_words(any_book):
    for chapter in reader.chapters(any_book):
        for article in chapter.articles:
            for applied in article.applied:
                marked = "".join(
                    span.text
                    for paragraph in article.paragraphs
                    for span in paragraph.spans
                    if applied.clause.id in span.clauses
                )
                assert marked == applied.clause.quote


def test_what_applies_is_told_by_standing(book):
    by_id = {a.clause.id: a for c in reader.chapters(book) for x in c.articles for a in x.applied}
    assert len(by_id) == 187
    routed = by_id["30.5"]
    assert routed.standing == "enforced"
    (carrying,) = routed.provisions
    assert (carrying.key, carrying.source_label) == ("documents.decision_route", "工作规则")
    assert "批示：分管领导" in "".join(line.says for line in carrying.lines)
    assert by_id["1.1"].standing == "shown"
    assert "制定依据" in by_id["1.1"].says
    assert by_id["24.1"].standing == "not_yet"
    assert by_id["29.6"].standing == "enforced"
    assert by_id["36.3"].standing == "not_yet"
    assert by_id["36.3"].provisions[0].lines


def test_a_clause_that_nothing_carries_out_yet_is_told_with_its_reason(workbench):
    workbench.replace("not_executable.toml", '"1.1", ', "")
    waiting = load_book(workbench.root)
    told = reader.applies(waiting.clauses["1.1"], waiting)
    assert (told.standing, told.says, told.provisions) == ("not_yet", "", ())
    listed = 'module = "rulebook"\nreason = "尚未整理"\nclauses = ["1.1"]\n'
    workbench.append("not_yet.toml", f"\n[[group]]\n{listed}")
    waiting = load_book(workbench.root)
    assert reader.applies(waiting.clauses["1.1"], waiting).says == "尚未整理"


def test_an_article_counts_what_is_carried_out(book):
    article = reader.article(book.articles[30], book)
    assert article.label == "第三十一条"
    assert article.enforced == 6
    assert [p.anchor for p in article.paragraphs] == [f"art-31-{n}" for n in range(1, 5)]


def test_items_have_their_own_anchor_and_mended_words_their_note(book):
    article = reader.article(book.articles[19], book)
    assert "art-20-1-5" in [p.anchor for p in article.paragraphs]
    mended = reader.article(book.articles[42], book).paragraphs[0]
    assert [mark for mark, _ in mended.notes] == ["4", "5"]


def test_search_finds_words_and_nothing_for_nothing(book):
    (hit,) = reader.search("服务型政府", book)
    assert hit.article.number == 2
    for _, _, pieces in hit.paragraphs:
        assert set(pieces[1::2]) == {"服务型政府"}
        assert "".join(pieces) in {p.text for p in hit.article.paragraphs}
    titled = next(c for c in book.clauses.values() if c.title == "按分工呈批")
    found = {h.article.number: h for h in reader.search("按分工呈批", book)}
    assert titled in found[titled.article].clauses
    assert reader.search("  ", book) == ()
    assert reader.search("没有这几个字", book) == ()


def test_a_paragraph_has_its_label_and_what_applies_to_it(book):
    article = reader.article(book.articles[30], book)
    assert [p.label for p in article.paragraphs] == ["第一款", "第二款", "第三款", "第四款"]
    assert [a.clause.id for p in article.paragraphs for a in p.applied] == [
        a.clause.id for a in article.applied
    ]


def test_what_the_text_leaves_open_is_shown_with_the_article(book):
    article = reader.article(book.articles[39], book)
    assert any("条文未写明" in words for words in article.undecided)


def test_an_article_is_called_by_the_one_provision_that_carries_it_out(book):
    assert reader.title_of(31, book) == "签发权限"
    first = next(c for c in book.clauses.values() if c.article == 2)
    assert reader.title_of(2, book) == first.title
    assert reader.title_of(999, book) == ""


def test_words_are_found_in_cases_and_in_the_names_of_provisions(any_book):
    (case, *_) = [
        c for cases in cases_by_clause(any_book).values() for c in cases if len(c.entry.name) > 3
    ]
    hits = reader.search(case.entry.name, any_book)
    assert case.entry.name in [name for hit in hits for _, name in hit.cases]
    rule = next(p for p in any_book.provisions.values() if p.clauses)
    assert rule.title in [
        title for hit in reader.search(rule.title, any_book) for title in hit.provisions
    ]
    assert reader.search("没有这几个字", any_book) == ()
