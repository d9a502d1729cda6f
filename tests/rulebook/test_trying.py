"""The lines of a try-out: what is said of steps, intervals, and words that a book has itself."""

from datetime import date

from apps.rulebook.inquiries import INQUIRIES
from apps.rulebook.provisions.clocks import Quota
from apps.rulebook.provisions.kinds import Chain, Ruling
from apps.rulebook.questions import QUESTIONS
from apps.rulebook.questions.base import body, document_kind
from apps.rulebook.rules.clocks import period_of
from apps.rulebook.rules.rulings import rule_on
from apps.rulebook.telling_kinds import tell_row
from tests.rulebook.pocket import Pocket, asking, made


def test_silence_that_counts_as_consent_is_said_with_its_step(county, calendar):
    facts = {f.name: f.default for f in INQUIRIES["meetings.minutes"].facts}
    facts |= {"meeting_kind": "executive", "affects_leaders": True}
    lines = INQUIRIES["meetings.minutes"].ask(facts, county, calendar)
    (asked,) = [line for line in lines if "会签" in line.head]
    assert asked.head == "分管领导会签（2日，逾期不答复视为同意）"


def test_an_interval_says_until_when_it_is_kept(any_book, calendar):
    inquiry = INQUIRIES["meetings.frequency"]
    facts = {"meeting_kind": "executive", "last": date(2026, 3, 2), "on": date(2026, 3, 9)}
    (line,) = inquiry.ask(facts, any_book, calendar)
    assert line.tone == "yes"
    assert line.head.startswith("未超过间隔，至2026年")
    (late,) = inquiry.ask({**facts, "on": date(2026, 12, 1)}, any_book, calendar)
    assert (late.tone, late.head[:5]) == ("soft", "已超过间隔")


def test_yes_no_numbers_and_kinds_of_document_are_said_in_the_words_of_the_book(pocket, book):
    words = "{urgent}、{days}、{kind}"
    facts = (*asking(Ruling).facts, document_kind("kind", "文种"))
    question = asking(Ruling, facts=facts)
    table = made(Ruling, otherwise={"effect": "no", "sentence": words})
    given = {"level": "low", "days": 3, "kind": "request_for_instructions"}
    answer = rule_on(question, pocket(question, table), urgent=True, **given)
    assert answer.verdict.reason == "是、3、请示"
    answer = rule_on(question, pocket(question, table), **given)
    assert answer.verdict.reason == "否、3、请示"


def test_a_body_above_the_government_is_called_as_the_book_calls_it(book, county):
    question = asking(Ruling, facts=(body("to", "报备机关"),))
    answer = {"effect": "no", "sentence": "尚未向{to}报备。"}
    table = made(Ruling, clauses=[], otherwise=answer)
    told = [
        rule_on(question, Pocket(one, question, table), to="superior_government_office")
        for one in (book, county)
    ]
    assert [t.verdict.reason for t in told] == [
        "尚未向省政府办公厅报备。",
        "尚未向市政府办公室报备。",
    ]


def test_a_name_that_was_given_goes_before_the_word_for_nobody(pocket):
    question = asking(Ruling, names={"leader": "分管领导"})
    table = made(Ruling, otherwise={"effect": "no", "sentence": "请{leader}批。"})
    book = pocket(question, table)
    assert rule_on(question, book, level="low").verdict.reason == "请分管领导批。"
    named = rule_on(question, book, level="low", names={"leader": "松见山"})
    assert named.verdict.reason == "请松见山批。"


def test_who_acts_in_whose_absence_is_told_with_the_step(book):
    steps = [{"order": 1, "act": "sign", "label": "签发", "who": ["mayor"], "away": "instead",
              "instead": ["executive_vice_mayor"]}]  # fmt: skip
    ((_, _, told, _),) = tell_row(made(Chain, steps=steps), book)
    assert told == "第1步　市长签发，不在时改由他人办理（常务副市长）"


def test_the_period_is_that_of_the_row_else_of_the_table_and_none_of_a_silent_book(pocket):
    question = asking(Quota, facts=(asking(Quota).facts[1],))
    rows = [{"when": {"urgent": True}, "per": "month", "sentence": "按月。"}]
    table = made(Quota, counts="x", measure="次", per="year", rows=rows,
                 otherwise={"sentence": "按年。"})  # fmt: skip
    book = pocket(question, table)
    assert period_of(question, book, urgent=True) == "month"
    assert period_of(question, book) == "year"
    assert period_of(question, Pocket(book, question, None)) is None


def test_no_fact_is_called_like_what_its_rule_counts_with():
    counted = {"start", "days", "last", "on", "begins", "ends", "since", "previous", "count",
               "names", "mark", "text", "question", "book", "calendar", "quote"}  # fmt: skip
    routed = (Chain, Ruling)
    for question in QUESTIONS.values():
        # A chain and a ruling count nothing, so that "days" there is a fact like any other.
        taken = {"names", "question", "book", "quote"} if question.kind in routed else counted
        assert not taken & {f.name for f in question.facts}, question.key
        assert not set(question.kind.counted) & {f.name for f in question.facts}, question.key


def test_a_book_may_ask_for_earlier_notice_of_a_longer_leave(pocket, book, calendar):
    from apps.rulebook.provisions.clocks import Term
    from apps.rulebook.rules.clocks import term_of

    question = QUESTIONS["leave.notice"]
    limits = [({"most": 3}, 1), ({"least": 4}, 5)]
    rows = [
        {"when": {"absent_days": days}, "sentence": "提前{days}{unit}。",
         "limit": {"value": value, "unit": "day", "direction": "before"}}
        for days, value in limits
    ]  # fmt: skip
    asked = pocket(question, made(Term, rows=rows))
    facts = {"applicant": "unit_head", "unit_kind": "department", "leave_kind": "vacation"}
    told = [
        term_of(question, date(2026, 3, 20), asked, calendar, **facts, absent_days=days)
        for days in (3, 4)
    ]
    assert [t.due_on for t in told] == [date(2026, 3, 19), date(2026, 3, 15)]
    assert [t.sentence for t in told] == ["提前1日。", "提前5日。"]
