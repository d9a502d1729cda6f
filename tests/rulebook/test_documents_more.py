"""Documents beyond the built procedures: silence, normative documents, reports, personal works."""

from datetime import date, timedelta

import pytest

from apps.rulebook.book import load_book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.questions import documents as ask
from apps.rulebook.rules.asking import fact_words
from apps.rulebook.rules.clocks import tally, term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, rule_on
from apps.rulebook.terms import DocumentKind, UnitKind, words

DEPARTMENTS = ("department", "dispatched_agency", "affiliated_institution", "subordinate_agency")
SOLEMN = [kind for kind in words(DocumentKind) if kind != "letter"]


def roles(route):
    return [post.role for stage in route.stages for post in stage.posts]


def cited(answer):
    return [cite.clause for cite in answer.cites]


class TestSilence:
    @pytest.mark.clause("29.6")
    def test_it_counts_only_after_the_limit(self, book):
        assert not rule_on(ask.SILENCE, book, about="opinion")
        late = rule_on(ask.SILENCE, book, about="opinion", overdue=True, names={"unit": "财政局"})
        assert late
        assert late.verdict.reason == "财政局“逾期不回复视为无不同意见”。"

    @pytest.mark.clause("29.5")
    def test_an_agreed_later_day_stops_it_for_every_kind_of_reply(self, book):
        for about in ("opinion", "cosign", "legality", "minutes"):
            ruled = rule_on(ask.SILENCE, book, about=about, overdue=True, postponed=True)
            assert not ruled
            assert cited(ruled.verdict) == ["29.5"]

    @pytest.mark.clause("29.6")
    @pytest.mark.parametrize("about", ["legality", "minutes"])
    def test_it_never_replaces_a_review_or_a_leaders_opinion_and_nobody_may_say_so(
        self, book, about
    ):
        ruled = rule_on(ask.SILENCE, book, about=about, overdue=True)
        assert not ruled
        assert not ruled.verdict.soft
        assert ruled.override_by == ()

    @pytest.mark.clause("29.5")
    def test_the_lead_unit_has_the_last_word_on_a_later_day(self, book):
        route = chain_of(ask.POSTPONEMENT, book, about="cosign")
        assert roles(route) == ["consulted_unit", "lead_unit"]
        assert route.final.purpose == "confirm"
        assert all("按原期限计算" in stage.lacking for stage in route.stages)

    def test_a_book_that_does_not_mention_it_gives_nobody_that_right(self, workbench):
        (workbench.root / "provisions/documents_consultation.toml").unlink()
        with pytest.raises(NotRegulated):
            rule_on(ask.SILENCE, load_book(workbench.root), about="opinion", overdue=True)


@pytest.mark.clause("30.4")
def test_a_dispute_is_led_by_one_leader_helped_and_told_at_the_same_time(book):
    route = chain_of(ask.COORDINATION, book, other_leaders=True, names={"leader": "竺清扬"})
    assert roles(route) == ["portfolio_leader", "deputy_secretary_general", "co_leader"]
    assert len({stage.order for stage in route.stages}) == 1
    assert [s.purpose for s in route.stages].count("coordinate") == 1
    assert "由竺清扬牵头" in route.sentence
    assert "主办部门的分管领导" in chain_of(ask.COORDINATION, book).sentence


class TestNormativeDocuments:
    def keys(self, book, **facts):
        return [s.key for s in needs_of(ask.NORMATIVE_NEEDS, book, maker="department", **facts)]

    @pytest.mark.clause("32.1")
    def test_no_number_without_basis_and_own_review_and_nobody_may_waive(self, book):
        specs = needs_of(ask.NORMATIVE_NEEDS, book, maker="department", remits=1)
        assert [s.key for s in specs] == ["basis", "own_legality_review"]
        assert {s.required_before for s in specs} == {"number"}
        assert not any(s.waivable_by for s in specs)
        assert specs[1].by_role == "legal_head"

    @pytest.mark.clause("32.2")
    def test_the_second_department_is_where_others_have_to_be_heard(self, book):
        assert "consultation" not in self.keys(book, remits=1)
        assert "consultation" in self.keys(book, remits=2)
        assert "consultation" in self.keys(book, remits=7)

    @pytest.mark.clause("32.3")
    def test_only_sensitive_matters_of_several_departments_are_asked_first(self, book):
        assert "government_consent" in self.keys(book, remits=2, sensitive=True)
        assert "government_consent" not in self.keys(book, remits=1, sensitive=True)
        assert "government_consent" not in self.keys(book, remits=2)

    @pytest.mark.clause("32.5")
    @pytest.mark.parametrize("days", [0, 29, 87])
    def test_filing_is_due_thirty_days_on_and_never_on_a_day_of_rest(self, book, calendar, days):
        start = date(2026, 4, 15) + timedelta(days=days)
        answer = term_of(ask.FILING_TERM, start, book, calendar, maker="county_government")
        assert answer.due_on >= start + timedelta(days=30)
        assert calendar.is_workday(answer.due_on)
        assert answer.source == "office"
        assert cited(answer) == ["32.5"]

    @pytest.mark.clause("32.6")
    def test_the_justice_bureau_reviews_after_the_maker_has_filed(self, book):
        route = chain_of(ask.FILING, book, maker="department")
        assert roles(route) == ["unit_head", "justice_bureau", "justice_bureau"]
        orders = [stage.order for stage in route.stages]
        assert orders == sorted(set(orders))
        assert cited(route.stages[1]) == ["32.6"]

    @pytest.mark.clause("32.6")
    def test_every_outcome_of_the_review_tells_what_happens_next(self, book):
        outcomes = choices_of(ask.FILING_OUTCOMES, book)
        assert [len(o.marks) for o in outcomes] == [1] * len(outcomes)
        assert {m for o in outcomes for m in o.marks} == set(ask.FILING_OUTCOMES.marks)


class TestDirectives:
    def may(self, book, sender, kind, addressee="county_government", **facts):
        return rule_on(
            ask.DIRECTIVE, book, sender=sender, addressee=addressee, document_kind=kind, **facts
        )

    @pytest.mark.clause("32.4")
    @pytest.mark.parametrize("sender", DEPARTMENTS)
    def test_a_department_may_send_a_county_government_letters_and_nothing_else(self, book, sender):
        for kind in SOLEMN:
            ruled = self.may(book, sender, kind)
            assert not ruled
            assert (ruled.verdict.soft, ruled.verdict.field) == (False, "document_kind")
        assert self.may(book, sender, "letter")

    @pytest.mark.clause("32.4")
    @pytest.mark.parametrize("sender", DEPARTMENTS)
    def test_a_letter_may_not_carry_the_directive_instead(self, book, sender):
        ruled = self.may(book, sender, "letter", directive=True)
        assert not ruled
        assert ruled.verdict.field == "body"

    @pytest.mark.clause("32.4")
    @pytest.mark.parametrize("sender", DEPARTMENTS)
    def test_with_authority_every_kind_goes_with_the_words_that_say_so(self, book, sender):
        for kind in words(DocumentKind):
            ruled = self.may(book, sender, kind, directive=True, authorised=True)
            assert ruled
            assert "经市政府同意" in ruled.verdict.reason

    @pytest.mark.clause("32.4")
    def test_nobody_else_is_hindered(self, book):
        for sender in words(UnitKind):
            for addressee in words(UnitKind):
                if sender in DEPARTMENTS and addressee == "county_government":
                    continue
                assert self.may(book, sender, "notice", addressee, directive=True)


class TestReporting:
    @pytest.mark.clause("39.2", "39.4")
    def test_each_matter_is_reported_by_the_head_and_registered_in_one_place(self, book):
        for entry in choices_of(ask.REPORTABLES, book):
            route = chain_of(ask.REPORTING, book, matter=entry.code)
            desk = "duty_office" if "urgent" in entry.marks else "registry"
            assert roles(route) == ["unit_head", desk]
            assert set(cited(route)) == set(c.clause for c in entry.cites)

    @pytest.mark.clause("39.2")
    def test_what_is_missing_is_named_by_its_matter(self, book):
        route = chain_of(ask.REPORTING, book, matter="plan")
        assert route.stages[0].lacking.startswith("计划“应当向市政府请示报告”")

    @pytest.mark.clause("39.4")
    def test_two_hours_are_in_time_and_a_late_report_is_still_taken(self, book):
        states = [tally(ask.REPORTING_TIME, n, book, grade="gravest") for n in (120, 121)]
        assert [s.state for s in states] == ["met", "over"]
        assert all(s.allowed and s.source == "office" for s in states)
        assert tally(ask.REPORTING_TIME, 999, book, grade="serious").state == "none"


class TestPersonalWorks:
    @pytest.mark.clause("40.3", "40.4")
    def test_a_work_is_arranged_or_approved_and_never_neither(self, book):
        for entry in choices_of(ask.PERSONAL_WORKS, book):
            bare = rule_on(ask.PERSONAL_WORK, book, work=entry.code)
            assert not bare
            assert cited(bare.verdict) == [c.clause for c in entry.cites]
            assert rule_on(ask.PERSONAL_WORK, book, work=entry.code, arranged=True, approved=True)

    @pytest.mark.clause("40.3")
    def test_an_approval_is_no_arrangement(self, book):
        ruled = rule_on(ask.PERSONAL_WORK, book, work="preface", approved=True)
        assert (ruled.verdict.allowed, ruled.verdict.soft) == (False, False)

    @pytest.mark.clause("40.4")
    @pytest.mark.parametrize(
        ("author", "approver"),
        [
            ("executive_vice_mayor", "mayor"),
            ("vice_mayor", "mayor"),
            ("secretary_general", "mayor"),
            ("unit_head", "portfolio_leader"),
            ("mayor", "mayor"),
        ],
    )
    def test_a_speech_is_read_and_then_approved_by_the_one_above(self, book, author, approver):
        route = chain_of(ask.PERSONAL_WORK_APPROVAL, book, work="speech", author=author)
        assert roles(route) == ["secretary_general", approver]
        assert route.final.personal == (author == "mayor")
        assert book.provision(ask.PERSONAL_WORK_APPROVAL.key).source == "office"


def test_a_step_that_names_its_days_has_a_limit(workbench):
    workbench.replace(
        "provisions/supervision_time.toml",
        'who = ["lead_unit"]\nlimit = { value = 10, unit = "day" }\n',
        'who = ["lead_unit"]\n',
    )
    assert "这一环节却没有期限“limit”" in str(workbench.error())


def test_kinds_of_document_are_called_as_the_book_calls_them(book, workbench):
    assert fact_words(ask.DIRECTIVE.fact("document_kind"), book)["letter"] == "函"
    (workbench.root / "provisions/submission.toml").unlink()
    assert fact_words(ask.DIRECTIVE.fact("document_kind"), load_book(workbench.root)) == {}
