"""By when, on the calendar of 2026, by the acceptance examples."""

from datetime import date

import pytest

from apps.rulebook.errors import NotRegulated
from apps.rulebook.rules import deadlines
from apps.rulebook.rules.documents import deadline


@pytest.mark.parametrize(
    ("meaning", "start", "due"),
    [
        pytest.param("documents.issue_after_meeting", (2026, 9, 28), (2026, 10, 10),
                     marks=pytest.mark.clause("22.3")),
        pytest.param("documents.issue_after_meeting", (2026, 4, 29), (2026, 5, 9),
                     marks=pytest.mark.clause("22.3")),
        pytest.param("consultation.reply", (2026, 9, 24), (2026, 10, 12),
                     marks=pytest.mark.clause("29.4")),
        pytest.param("consultation.reply", (2026, 2, 12), (2026, 2, 28),
                     marks=pytest.mark.clause("29.4")),
        pytest.param("disclosure.publication", (2026, 3, 9), (2026, 4, 7),
                     marks=pytest.mark.clause("16.1")),
        pytest.param("party_report.sending", (2026, 3, 16), (2026, 3, 23),
                     marks=pytest.mark.clause("8.2")),
        pytest.param("public_comment.length", (2026, 6, 1), (2026, 7, 1),
                     marks=pytest.mark.clause("28.5")),
    ],
)  # fmt: skip
def test_the_last_day_of_each_limit(book, calendar, meaning, start, due):
    answer = deadline(meaning, date(*start), book, calendar)
    assert answer.due_on == date(*due)
    assert not answer.provisional
    assert answer.sentence


@pytest.mark.clause("22.3")
def test_a_soft_limit_says_so_and_cites_its_clause(book, calendar):
    answer = deadline("documents.issue_after_meeting", date(2026, 9, 28), book, calendar)
    assert answer.soft
    assert (answer.days, answer.unit, answer.source) == (5, "workday", "rules")
    assert answer.cites == (book.cite("22.3"),)
    assert answer.sentence == ("会议结束后5个工作日内印发，至迟2026年10月10日；逾期应当说明理由。")


@pytest.mark.clause("29.4")
def test_the_lead_unit_may_set_its_own_limit_and_gives_a_reason_for_a_short_one(book, calendar):
    answer = deadline("consultation.reply", date(2026, 9, 28), book, calendar, days=3)
    assert answer.due_on == date(2026, 10, 8)
    assert deadlines.own_limit_needs_reason("consultation.reply", 2, book)
    assert not deadlines.own_limit_needs_reason("consultation.reply", 3, book)


def test_an_own_limit_is_ignored_where_the_book_allows_none(book, calendar):
    fixed = deadline("documents.issue_after_meeting", date(2026, 9, 28), book, calendar, days=90)
    assert fixed.days == 5


def test_a_year_without_its_notice_is_provisional(book, calendar):
    answer = deadline("consultation.reply", date(2026, 12, 28), book, calendar)
    assert answer.provisional
    assert answer.due_on.year == 2027


def test_an_office_convention_is_marked_as_no_rule(book, calendar):
    answer = deadline("legality_review.opinion", date(2026, 5, 25), book, calendar)
    assert answer.source == "office"
    assert answer.sentence.startswith("办公室约定（非规则规定）：7个工作日内")
    assert answer.cites == ()


def test_stations_have_a_limit_that_shrinks_with_urgency(book, calendar):
    start = date(2026, 6, 4)
    due = [
        deadlines.step_deadline("decide", urgency, start, book, calendar).due_on
        for urgency in ("normal", "urgent", "most_urgent")
    ]
    assert due == [date(2026, 6, 8), date(2026, 6, 5), date(2026, 6, 4)]
    assert deadlines.step_deadline("dance", "normal", start, book, calendar) is None


def test_an_unknown_meaning_is_not_regulated(book, calendar):
    with pytest.raises(NotRegulated):
        deadline("documents.dances", date(2026, 1, 5), book, calendar)


@pytest.mark.parametrize(("roll", "due"), [("true", (2026, 10, 8)), ("false", (2026, 10, 1))])
def test_months_and_days_may_roll_to_the_next_working_day(workbench, calendar, roll, due):
    from apps.rulebook.book import load_book

    workbench.replace("provisions/limits.toml", 'value = 30\nunit = "day"',
                      f'value = 3\nunit = "month"\nroll = {roll}')  # fmt: skip
    copy = load_book(workbench.root)
    answer = deadline("public_comment.length", date(2026, 7, 1), copy, calendar)
    assert answer.due_on == date(*due)
    assert "3个月" in answer.sentence
