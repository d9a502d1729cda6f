"""Less paper: what is checked before issuing, how much is issued, how many bulletins."""

import pytest

from apps.rulebook.book import load_book
from apps.rulebook.questions import documents as ask
from apps.rulebook.rules.clocks import tally
from apps.rulebook.rules.rulings import choices_of, rule_on, suggested

RESTRAINT = "provisions/documents_restraint.toml"


def point(book, code, form):
    return rule_on(ask.REVIEW_POINT, book, point=code, form=form)


class TestReviewPoints:
    @pytest.mark.clause("33.2")
    @pytest.mark.parametrize("form", ["government", "office"])
    def test_a_departments_own_affair_is_sent_back_for_good(self, book, form):
        ruled = point(book, "department_matter", form)
        assert not ruled
        assert ruled.override_by == ()

    @pytest.mark.clause("32.2", "33.2")
    def test_one_affair_has_always_one_form_left(self, book):
        for code in ("department_matter", "several_remits"):
            assert point(book, code, "joint")
        assert point(book, "department_matter", "single")
        assert point(book, "several_remits", "government")

    @pytest.mark.clause("33.3", "33.5", "33.6")
    @pytest.mark.parametrize("code", ["already_regulated", "local_rules", "division_plan"])
    def test_what_is_a_matter_of_judgement_may_be_reasoned_by_the_office(self, book, code):
        ruled = point(book, code, "single")
        assert ruled.verdict.soft
        assert "secretary_general" in ruled.override_by

    @pytest.mark.clause("33.5")
    def test_a_departments_lawyer_may_confirm_its_authority_but_not_repeat_an_old_document(
        self, book
    ):
        assert "legal_head" in point(book, "local_rules", "joint").override_by
        assert "legal_head" not in point(book, "already_regulated", "joint").override_by

    @pytest.mark.clause("33.5", "33.6")
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("各县（市、区）要在一个月内出台配套办法", ["local_rules"]),
            ("各地要制定实施细则，附重点任务分工方案", ["local_rules", "division_plan"]),
            ("各地制定配套措施", ["local_rules"]),
            ("各地各部门要加强协作", []),
            ("制定实施细则由市司法局承担", []),
        ],
    )
    def test_words_only_hint(self, book, text, codes):
        assert [e.code for e in suggested(ask.REVIEW_POINTS, text, book)] == codes

    @pytest.mark.clause("32.2", "33.3", "33.6")
    def test_the_list_tells_code_what_to_ask_where(self, book):
        marked = {
            mark: [e.code for e in choices_of(ask.REVIEW_POINTS, book) if mark in e.marks]
            for mark in ("normative", "similar", "attached")
        }
        assert marked == {
            "normative": ["several_remits"],
            "similar": ["already_regulated"],
            "attached": ["division_plan"],
        }

    @pytest.mark.clause("33.2")
    def test_every_point_has_an_answer_in_every_form(self, book):
        for entry in choices_of(ask.REVIEW_POINTS, book):
            verdicts = [
                point(book, entry.code, form).verdict
                for form in ("single", "joint", "government", "office")
            ]
            assert any(not v.allowed for v in verdicts), entry.code
            assert all(v.cites for v in verdicts)


class TestNumbers:
    @pytest.mark.clause("33.1")
    @pytest.mark.parametrize(
        ("count", "previous", "state", "says"),
        [
            (61, 55, "over", "去年同期55件，+11%"),
            (55, 55, "met", "去年同期55件，+0%"),
            (44, 55, "met", "去年同期55件，-20%"),
            (2, 0, "over", "去年同期0件，+2件"),
        ],
    )
    def test_the_volume_is_held_against_last_year(self, book, count, previous, state, says):
        answer = tally(ask.VOLUME, count, book, counter="office", previous=previous)
        assert answer.state == state
        assert says in answer.sentence
        assert answer.allowed

    @pytest.mark.clause("33.1", "33.4")
    def test_no_counter_may_grow_by_a_single_document(self, book):
        for entry in choices_of(ask.COUNTERS, book):
            answers = [
                tally(ask.VOLUME, count, book, counter=entry.code, previous=100)
                for count in (100, 101)
            ]
            assert [a.state for a in answers] == ["met", "over"]
            assert answers[0].cites == entry.cites

    @pytest.mark.clause("33.1")
    def test_ten_pages_and_last_years_number_are_the_offices_own_and_only_warn(self, book):
        pages = [tally(ask.LENGTH, n, book, document_kind="notice") for n in (10, 11)]
        assert [p.state for p in pages] == ["met", "over"]
        grown = tally(ask.VOLUME, 2, book, counter="office", previous=1)
        assert all(answer.source == "office" and answer.allowed for answer in (*pages, grown))

    @pytest.mark.clause("33.4")
    def test_without_last_years_number_it_only_counts(self, book):
        answer = tally(ask.VOLUME, 4, book, counter="supporting")
        assert (answer.state, answer.growth) == ("none", None)
        assert answer.sentence == "配套类发文今年以来4件。"

    @pytest.mark.clause("33.1")
    def test_another_book_may_ask_for_less_than_last_year_and_refuse(self, workbench):
        workbench.replace(
            RESTRAINT, "most_of_previous = 100", "most_of_previous = 90\nsoft = false"
        )
        copy = load_book(workbench.root)
        answers = [tally(ask.VOLUME, n, copy, counter="office", previous=50) for n in (44, 45, 46)]
        assert [a.state for a in answers] == ["met", "met", "over"]
        assert [a.allowed for a in answers] == [True, False, False]

    def test_a_limit_is_one_number_or_one_share(self, workbench):
        workbench.replace(RESTRAINT, "most_of_previous = 100", "most_of_previous = 100\nmost = 3")
        assert "不能都写" in str(workbench.error())

    def test_a_share_of_last_year_says_how_it_compares(self, workbench):
        compared = 'compared = "{counter}今年以来{count}件，去年同期{previous}件，{growth}。"\n'
        workbench.replace(RESTRAINT, compared, "")
        assert "要写明比较的说法“compared”" in str(workbench.error())

    def test_what_is_compared_is_said_only_where_there_is_something_to_compare(self, workbench):
        plain = 'sentence = "{counter}今年以来{count}件。"'
        workbench.replace(RESTRAINT, plain, 'sentence = "比去年{growth}。"')
        assert "只写在与上一期比较的" in str(workbench.error())

    @pytest.mark.clause("33.10")
    def test_the_electronic_share_is_shown_and_not_judged(self, book):
        for share in (0, 50, 100):
            answer = tally(ask.ELECTRONIC_SHARE, share, book, material="bulletin")
            assert (answer.state, answer.allowed) == ("none", True)
            assert answer.sentence == f"本月电子简报资料占{share}%。"

    @pytest.mark.clause("33.7")
    def test_the_first_bulletin_is_free_and_the_second_needs_the_secretary_general(self, book):
        for about in ("work", "important_meeting"):
            assert rule_on(ask.BULLETIN, book, about=about)
            second = rule_on(ask.BULLETIN, book, about=about, active=1)
            assert second.verdict.soft
            assert second.override_by == ("secretary_general",)

    @pytest.mark.clause("33.8")
    @pytest.mark.parametrize("active", [0, 1, 5])
    def test_an_ordinary_meeting_has_none_whoever_asks(self, book, active):
        ruled = rule_on(ask.BULLETIN, book, about="ordinary_meeting", active=active)
        assert not ruled
        assert (ruled.verdict.soft, ruled.override_by) == (False, ())

    @pytest.mark.clause("33.7")
    def test_another_book_may_leave_a_unit_two(self, workbench):
        workbench.replace(RESTRAINT, "active = { least = 1 }", "active = { least = 2 }")
        copy = load_book(workbench.root)
        assert rule_on(ask.BULLETIN, copy, about="work", active=1)
        assert not rule_on(ask.BULLETIN, copy, about="work", active=2)


def test_a_sentence_has_only_the_blanks_that_its_kind_of_answer_fills(workbench):
    workbench.replace(RESTRAINT, "{unit}已有{active}种", "{unit}至迟{due}已有{active}种")
    assert "句子里不能用“{due}”" in str(workbench.error())
