"""Papers before the meeting and minutes after it."""

from datetime import date

import pytest

from apps.rulebook.questions.meetings.minutes import (
    IMPORTANCE,
    MAJOR_MATTERS,
    MINUTES,
    MINUTES_REPLY,
)
from apps.rulebook.questions.meetings.papers import DELIVERY, OPENING, PAPERS, PAPERS_ACCESS
from apps.rulebook.rules.clocks import term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, rule_on


def acts(route):
    return [(s.purpose, *(p.role for p in s.posts)) for s in route.stages]


@pytest.mark.clause("21.3", "21.5", "21.6")
@pytest.mark.parametrize("kind", ["plenary", "executive"])
def test_papers_pass_the_office_and_the_mayor_before_anybody_gets_them(book, kind):
    route = chain_of(PAPERS, book, meeting_kind=kind)
    assert acts(route) == [
        ("draft", "unit_head"), ("review", "office"), ("release", "mayor"), ("inform", "office"),
    ]  # fmt: skip
    assert [s.order for s in route.stages] == [1, 2, 3, 4]
    assert {c.clause for c in route.cites} == {"21.6", "21.3", "21.5"}


def test_other_meetings_have_no_release(book):
    for kind in ("topic", "study", "department_work", "government_citywide", "event"):
        purposes = [s.purpose for s in chain_of(PAPERS, book, meeting_kind=kind).stages]
        assert purposes == ["draft"]


@pytest.mark.clause("21.5")
@pytest.mark.parametrize(
    ("meeting", "due"),
    [
        (date(2026, 9, 28), date(2026, 9, 24)),  # the Friday before is a holiday
        (date(2026, 9, 21), date(2026, 9, 20)),  # the Sunday before is worked
        (date(2026, 10, 12), date(2026, 10, 10)),
    ],
)
def test_the_lead_of_papers_counts_working_days_backwards(book, calendar, meeting, due):
    answer = term_of(DELIVERY, meeting, book, calendar, meeting_kind="executive")
    assert answer.due_on == due
    assert (answer.source, answer.soft) == ("office", True)
    assert term_of(DELIVERY, meeting, book, calendar, meeting_kind="topic") is None


@pytest.mark.clause("21.5")
def test_one_missing_delivery_stops_the_meeting_and_none_lets_it_begin(book):
    for count, begins in ((0, True), (1, False), (9, False)):
        ruled = rule_on(OPENING, book, meeting_kind="executive", undelivered=count)
        assert bool(ruled) == begins
        assert not ruled.verdict.soft
    assert "还有9人没有送达记录" in ruled.verdict.reason
    assert rule_on(OPENING, book, meeting_kind="topic", undelivered=9)


@pytest.mark.clause("20.11")
def test_an_observer_reads_the_papers_of_his_own_topic(book):
    asked = {"meeting_kind": "executive", "part": "observer"}
    assert rule_on(PAPERS_ACCESS, book, own_topic=True, restricted=True, **asked)
    assert not rule_on(PAPERS_ACCESS, book, **asked)
    assert rule_on(PAPERS_ACCESS, book, meeting_kind="plenary", part="observer")


@pytest.mark.clause("20.12")
def test_an_outsider_never_gets_what_is_not_public(book):
    for own in (False, True):
        asked = {"meeting_kind": "executive", "part": "invitee", "own_topic": own}
        assert not rule_on(PAPERS_ACCESS, book, restricted=True, **asked)
        assert "没有账号" in rule_on(PAPERS_ACCESS, book, **asked).verdict.reason
    member = {"meeting_kind": "executive", "part": "member", "restricted": True}
    assert rule_on(PAPERS_ACCESS, book, **member)


@pytest.mark.clause("22.1")
@pytest.mark.parametrize("kind", ["plenary", "executive"])
def test_minutes_are_reviewed_one_after_the_other_and_the_mayor_is_waited_for(book, kind):
    route = chain_of(MINUTES, book, meeting_kind=kind)
    assert acts(route) == [
        ("draft", "office"), ("review", "secretary_general"),
        ("review", "executive_vice_mayor"), ("sign", "mayor"),
    ]  # fmt: skip
    orders = [s.order for s in route.stages]
    assert len(set(orders)) == len(orders)
    assert route.final.away == "waits"
    assert all("不能报市长签发" in s.lacking for s in route.stages if s.purpose == "review")


@pytest.mark.clause("22.1")
def test_only_a_mandate_that_says_so_lets_the_executive_vice_mayor_sign(book):
    route = chain_of(MINUTES, book, meeting_kind="executive", signing_mandated=True)
    assert acts(route)[-1] == ("sign", "executive_vice_mayor")
    assert "5.7" in {c.clause for c in route.final.cites}
    assert ("review", "executive_vice_mayor") not in acts(route)


@pytest.mark.clause("22.2")
def test_affected_leaders_are_asked_together_between_the_reviews_and_silence_is_no_consent(book):
    route = chain_of(MINUTES, book, meeting_kind="executive", affects_leaders=True)
    purposes = [s.purpose for s in route.stages]
    assert purposes == ["draft", "review", "consult", "review", "sign"]
    asked = route.stages[2]
    assert (asked.need, asked.silence, asked.away) == ("all", "waits", "substitute")
    assert asked.posts[0].role == "portfolio_leader"
    assert "consult" not in [s.purpose for s in chain_of(MINUTES, book, meeting_kind="topic",
                                                         affects_leaders=True).stages]  # fmt: skip


@pytest.mark.clause("22.2")
def test_the_time_to_answer_is_a_reminder_of_the_office(book, calendar):
    start = date(2026, 9, 30)
    answer = term_of(MINUTES_REPLY, start, book, calendar, meeting_kind="executive")
    assert (answer.due_on, answer.source, answer.soft) == (date(2026, 10, 8), "office", True)
    assert "不视为同意" in answer.sentence
    assert term_of(MINUTES_REPLY, start, book, calendar, meeting_kind="topic") is None


@pytest.mark.clause("23.5")
def test_topic_minutes_are_signed_by_a_leader_whoever_was_in_the_chair(book):
    assert acts(chain_of(MINUTES, book, meeting_kind="topic"))[-1] == ("sign", "chair")
    mandated = chain_of(MINUTES, book, meeting_kind="topic", chaired_on_mandate=True)
    assert acts(mandated) == [("draft", "office"), ("review", "chair"), ("sign", "mandator")]


@pytest.mark.clause("23.6")
@pytest.mark.parametrize("mandated", [False, True])
def test_major_matters_end_with_the_mayor_unless_he_was_in_the_chair(book, mandated):
    asked = {"meeting_kind": "topic", "chaired_on_mandate": mandated}
    route = chain_of(MINUTES, book, major=True, **asked)
    assert acts(route)[-1] == ("approve", "mayor")
    assert "不能编号" in route.final.lacking
    head = chain_of(MINUTES, book, major=True, chaired_by_head=True, **asked)
    assert acts(head)[-1][0] == "sign"


@pytest.mark.clause("23.6", "20.4")
def test_raising_is_easier_than_lowering(book):
    for subject in IMPORTANCE.fact("subject").values:
        may = {
            change: {by for by in IMPORTANCE.fact("by").values
                     if rule_on(IMPORTANCE, book, subject=subject, change=change, by=by)}
            for change in ("raise", "lower")
        }  # fmt: skip
        assert may["lower"] < may["raise"]
    lowered = rule_on(IMPORTANCE, book, subject="minutes", change="lower", by="chair")
    assert not lowered.verdict.soft
    document = rule_on(IMPORTANCE, book, subject="document", change="lower", by="office")
    assert document.override_by == ("office",)


def test_what_hints_at_a_major_matter_is_an_office_list(book):
    assert book.provisions["meetings.major_matters"].source == "office"
    assert "funds" in [e.code for e in choices_of(MAJOR_MATTERS, book)]
