"""The pages of the rules: reading, trying, comparing, the guide; nothing is written by any."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from apps.organisation.authority import law
from apps.rulebook import shelf
from apps.rulebook.inquiries import INQUIRIES
from apps.trail.models import Event
from tests.desk.ui_kit import checked
from tests.documents.office import build

pytestmark = pytest.mark.django_db
BOOK = shelf.book()


@pytest.fixture
def clerk(db):
    cache.clear()
    client = Client()
    client.force_login(
        build().people["nyj.clerk"], backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def words(answer):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", answer.content.decode()))


class TestReading:
    def test_every_article_has_its_page_with_every_word(self, clerk):
        for article in BOOK.articles:
            answer = clerk.get(reverse("desk:article", args=[article.number]))
            assert answer.status_code == 200
            checked(answer.content.decode())
            text = words(answer)
            for paragraph in article.paragraphs:
                assert re.sub(r"\s+", "", paragraph.text) in text

    def test_without_a_number_the_first_article_carried_out_is_shown(self, clerk):
        answer = clerk.get(reverse("desk:rules"))
        assert answer.status_code == 200
        assert "系统这样执行" in words(answer)

    def test_an_article_that_does_not_exist_is_404(self, clerk):
        assert clerk.get(reverse("desk:article", args=[999])).status_code == 404
        assert clerk.get(reverse("desk:rules") + "?book=nothing").status_code == 404

    def test_words_are_found_with_their_article(self, clerk):
        assert "第二条" in words(clerk.get(reverse("desk:rules"), {"q": "服务型政府"}))
        assert "没有找到" in words(clerk.get(reverse("desk:rules"), {"q": "没有这几个字"}))
        hostile = clerk.get(reverse("desk:rules"), {"q": '<script>alert("x")</script>'})
        assert hostile.status_code == 200
        assert "<script>alert" not in hostile.content.decode()

    def test_what_the_text_leaves_open_and_where_a_number_comes_from_are_shown(self, clerk):
        text = words(clerk.get(reverse("desk:article", args=[40])))
        assert "条文未写明，系统不自行判断" in text
        assert "非规则规定" in words(clerk.get(reverse("desk:article", args=[38])))

    def test_a_clause_shows_its_lines_and_cases(self, clerk):
        text = words(clerk.get(reverse("desk:clause", args=["31.2"])))
        assert "须本人签署" in text
        assert "实例" in text
        bare = clerk.get(
            reverse("desk:clause", args=["31.2"]), headers={"x-requested-with": "fetch"}
        )
        assert "data-clause" in bare.content.decode()

    def test_the_whole_text_can_be_printed(self, clerk):
        assert "打印全文" in words(clerk.get(reverse("desk:rules_text")))


class TestTrying:
    def test_every_question_the_book_answers_is_listed_and_opens(self, clerk):
        listing = clerk.get(reverse("desk:try_index")).content.decode()
        for key in INQUIRIES:
            url = reverse("desk:try", args=[key])
            assert (url in listing) == (key in BOOK.provisions), key
            page = clerk.get(url)
            assert page.status_code == 200, key
            checked(page.content.decode())

    def test_an_unknown_question_is_404(self, clerk):
        assert clerk.get("/rules/try/no.such/").status_code == 404

    def test_the_answer_names_its_clause_and_its_row(self, clerk):
        answer = clerk.get(
            reverse("desk:try", args=["documents.signing"]),
            {"asked": "1", "issuer": "city_government", "doc_class": "bill"},
        )
        text = words(answer)
        assert "由市长签署" in text
        assert "须本人办理" in text
        assert "第三十一条第二款" in text
        assert "由“签发权限”第2行得出" in text

    def test_a_past_day_asks_the_rules_of_that_day(self, clerk):
        url = reverse("desk:try", args=["documents.decision_route"])
        assert "没有施行中的规则" in words(clerk.get(url, {"asked": "1", "on_day": "2020-01-01"}))
        assert "批示" in words(clerk.get(url, {"asked": "1", "on_day": "2024-01-01"}))

    def test_another_book_can_be_asked_the_same(self, clerk):
        url = reverse("desk:try", args=["documents.signing"])
        facts = {"asked": "1", "issuer": "city_government", "doc_class": "ordinary"}
        ours = words(clerk.get(url, facts))
        theirs = words(clerk.get(url, {**facts, "book_name": "shifan_2024"}))
        assert "由分管领导签发" in ours
        assert "由常务副县长签发" in theirs

    @pytest.mark.parametrize(
        ("key", "facts", "told"),
        [
            ("documents.signing", {"issuer": "nobody", "doc_class": "bill"}, "请从列出的项目"),
            ("consultation.reply", {"start": "昨天"}, "日期"),
            ("consultation.reply", {"start": "2026-03-09", "days": "-4"}, "不能小于"),
            ("leave.annual_days", {"years": "99999999", "count": "0"}, "不能大于"),
        ],
    )
    def test_wrong_facts_are_told_beside_their_field(self, clerk, key, facts, told):
        answer = clerk.get(reverse("desk:try", args=[key]), {"asked": "1", **facts})
        assert answer.status_code == 422
        assert told in words(answer)

    def test_the_end_of_time_is_told_and_not_500(self, clerk):
        answer = clerk.get(
            reverse("desk:try", args=["consultation.reply"]), {"asked": "1", "start": "9999-12-31"}
        )
        assert answer.status_code == 422
        assert "日期应在1900年至2199年之间" in words(answer)

    def test_a_limit_of_ones_own_is_left_open_and_counts_where_it_is_given(self, clerk):
        url = reverse("desk:try", args=["consultation.reply"])
        page = clerk.get(url).content.decode()
        assert re.search(r'<input[^>]*name="days"', page)
        assert not re.search(r'<input[^>]*name="days"[^>]*value=', page)
        given = {"asked": "1", "start": "2026-03-09"}
        assert "2026年3月18日" in words(clerk.get(url, given))
        assert "2026年3月12日" in words(clerk.get(url, {**given, "days": "3"}))

    def test_nothing_is_written(self, clerk):
        before = Event.objects.count()
        clerk.get(reverse("desk:try", args=["consultation.reply"]),
                  {"asked": "1", "start": "2026-03-09"})  # fmt: skip
        assert Event.objects.count() == before

    def test_every_question_answers_its_first_choices(self, clerk):
        for key, one in INQUIRIES.items():
            if key not in BOOK.provisions:
                continue
            facts = {"asked": "1"}
            for fact in one.facts:
                if not fact.is_flag and not fact.number:
                    facts[fact.name] = str(fact.column(BOOK.listed)[0])
            given = {"day": "2026-03-09", "number": "1", "text": "甲"}
            facts |= {i.name: given[i.kind] for i in one.inputs if not i.optional}
            answer = clerk.get(reverse("desk:try", args=[key]), facts)
            assert answer.status_code == 200, (key, words(answer)[:800])


class TestComparing:
    def test_versions_are_listed_with_their_standing(self, clerk):
        text = words(clerk.get(reverse("desk:rules_versions")))
        assert "本单位现行" in text
        assert "其他地方的规则" in text

    def test_two_books_are_compared(self, clerk):
        url = reverse("desk:rules_versions")
        text = words(clerk.get(url, {"earlier": BOOK.name, "later": "shifan_2024"}))
        assert "由谁办理" in text
        assert "时限和间隔" in text
        assert "7个工作日内" in text
        assert "10日内" in text
        assert "不是同一套" in text
        assert clerk.get(url, {"earlier": BOOK.name, "later": "nothing"}).status_code == 404

    def test_the_guide_lists_everything_that_can_be_regulated(self, clerk):
        from apps.rulebook.meanings import MEANINGS

        page = clerk.get(reverse("desk:rules_guide"))
        checked(page.content.decode())
        text = words(page)
        assert "怎样写一部规则" in text
        assert all(key in text for key in MEANINGS)

    def test_the_guide_says_of_every_key_what_it_takes_and_means(self, clerk):
        from apps.rulebook.reference import codes, reference

        page = clerk.get(reverse("desk:rules_guide")).content.decode()
        for part in reference():
            (block,) = re.findall(rf'<details[^>]*id="p-{part.name}".*?</details>', page, re.S)
            for key in part.keys:
                assert f"<code>{key.name}</code>" in block, (part.name, key.name)
                assert escape(key.means) in block, (part.name, key.name)
                assert escape(key.takes) in block, (part.name, key.name)
        for _, called in codes(BOOK):
            for code, word in called.items():
                assert f"<code>{code}</code> {escape(word)}" in page, code

    def test_the_guide_shows_what_a_sentence_may_hold_and_which_marks_are_known(self, clerk):
        page = clerk.get(reverse("desk:rules_guide")).content.decode()
        (row,) = re.findall(r'<tr id="m-leave.notice".*?</tr>', page, re.S)
        assert "<code>{due}</code>" in row
        assert "<code>{absent_days}</code>" in row
        (row,) = re.findall(r'<tr id="m-leave.kinds".*?</tr>', page, re.S)
        assert "标记：" in row
        assert "<code>abroad</code>" in row


class TestOfAnotherPlace:
    """What a page calls a place, and the numbers it gives as examples, are the book's."""

    @pytest.fixture
    def there(self, clerk, monkeypatch):
        monkeypatch.setattr(shelf, "_ours", "shifan_2024")
        law.book_on.cache_clear()
        yield clerk
        law.book_on.cache_clear()

    def test_a_search_without_a_hit_shows_how_a_number_of_this_place_is_written(self, there):
        text = words(there.get(reverse("desk:search"), {"q": "没有这几个字"}))
        assert shelf.book("shifan_2024").reference in text
        assert BOOK.reference not in text

    def test_who_is_there_and_who_is_away_is_said_as_in_this_place(self, there):
        text = words(there.get(reverse("organisation:roles")))
        assert "在县" in text
        assert "离县" in text
        assert "在咸" not in text
        assert "离咸" not in text


@pytest.mark.parametrize(
    "url",
    ["/rules/", "/rules/31/", "/rules/text/", "/rules/try/", "/rules/try/leave.route/",
     "/rules/versions/", "/rules/guide/", "/rules/clause/31.2/"],
)  # fmt: skip
def test_a_stranger_is_sent_to_sign_in(client, url):
    answer = client.get(url)
    assert answer.status_code == 302
    assert "/login/" in answer["location"]


class TestCites:
    """A clause that is named on a page opens in place, as a chip or as words that unfold."""

    TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

    def test_no_page_prints_a_verdict_with_its_clauses_as_plain_words(self):
        plain = re.compile(r"\b(verdict|gap)\.sentence\b|\bcite\.label\b")
        unfolds = {"_cite.html"}
        faults = [
            path.name
            for path in self.TEMPLATES.rglob("*.html")
            if plain.search(path.read_text(encoding="utf-8")) and path.name not in unfolds
        ]
        assert faults == []

    def test_every_page_with_chips_carries_the_place_where_they_open(self, clerk):
        rules = ("/rules/31/", "/rules/clause/31.2/", "/rules/try/documents.signing/")
        others = ("/", "/search/?q=分工", "/organisation/", "/rules/versions/", "/no/such/")
        for page in (*rules, *others):
            html = clerk.get(page).content.decode()
            assert 'id="clause"' in html, page
            assert "js/dialogs.js" in html, page

    def test_in_place_the_clause_does_not_send_one_away_again(self, clerk):
        url = reverse("desk:clause", args=["31.2"])
        assert "在工作规则中查看" in clerk.get(url).content.decode()
        bare = clerk.get(url, headers={"x-requested-with": "fetch"}).content.decode()
        assert "在工作规则中查看" not in bare
