"""Who attends and as what, whom one may invite, leave, filing, standing in, attendance."""

import pytest

from apps.rulebook.book import load_book
from apps.rulebook.questions.meetings.attendance import (
    ABSENCE,
    ABSENCE_ROUTE,
    ATTENDANCE,
    QUORUM,
    STAND_IN,
)
from apps.rulebook.questions.meetings.kinds import KINDS
from apps.rulebook.questions.meetings.people import (
    INVITATION,
    INVITEES,
    ORDINARY_ACTIVITIES,
    ROSTER,
)
from apps.rulebook.rules import authority
from apps.rulebook.rules.clocks import tally
from apps.rulebook.rules.rulings import chain_of, choices_of, roster_of, rule_on

LEADERS = ("mayor", "executive_vice_mayor", "vice_mayor", "secretary_general")
KIND_CODES = (
    "plenary", "executive", "topic", "government_citywide", "study",
    "department_citywide", "department_work", "event",
)  # fmt: skip


def group(book, kind, part):
    (found,) = [g for g in roster_of(ROSTER, book, meeting_kind=kind) if g.part == part]
    return found


@pytest.mark.clause("19.1")
def test_the_plenary_is_the_government_itself(book):
    members = group(book, "plenary", "member")
    for role in members.roles:
        assert authority.is_member(role, "government", book)
    for kind in ("general_office", "department", "subordinate_agency", "county_government"):
        attends = kind in members.head_of
        assert attends == bool(authority.is_member("unit_head", kind, book))


@pytest.mark.clause("20.1")
def test_heads_of_departments_are_never_members_of_the_executive_meeting(book):
    members = group(book, "executive", "member")
    assert members.roles == LEADERS
    assert members.head_of == ()
    assert "department" in group(book, "executive", "observer").from_kinds


@pytest.mark.clause("19.4", "20.11")
def test_observers_are_chosen_by_the_office_and_are_no_members(book):
    for kind in ("plenary", "executive"):
        observers = group(book, kind, "observer")
        assert observers.chosen_by == "office"
        assert observers.roles == ()
        assert "county_government" in observers.from_kinds
    assert "department" not in group(book, "plenary", "observer").from_kinds


@pytest.mark.clause("20.12")
def test_outsiders_are_invited_to_the_executive_meeting_only(book):
    parts = {k: {g.part for g in roster_of(ROSTER, book, meeting_kind=k)} for k in KIND_CODES}
    assert [k for k, found in parts.items() if "invitee" in found] == ["executive"]
    assert [k for k in KIND_CODES if choices_of(INVITEES, book, meeting_kind=k)] == ["executive"]


@pytest.mark.clause("23.3")
def test_the_chair_chooses_who_takes_part_in_a_topic_meeting(book):
    (people,) = roster_of(ROSTER, book, meeting_kind="topic")
    assert (people.part, people.chosen_by) == ("participant", "chair")
    assert {"county_government", "department"} <= set(people.from_kinds)


@pytest.mark.clause("26.2")
def test_a_study_session_calls_in_every_unit_the_rules_bind(book):
    people = group(book, "study", "participant")
    assert people.roles == LEADERS
    for kind in people.head_of:
        assert authority.applies_to(kind, book)
    assert "county_government" not in people.head_of


@pytest.mark.clause("25.3")
@pytest.mark.parametrize("kind", ["department_citywide", "department_work"])
def test_a_leader_at_a_departments_meeting_wants_a_reason_unless_he_heads_it(book, kind):
    asked = {"meeting_kind": kind, "guest": "leader"}
    ruled = rule_on(INVITATION, book, **asked)
    assert not ruled
    assert ruled.verdict.soft
    assert "office" in ruled.override_by
    assert rule_on(INVITATION, book, heads_unit=True, **asked)
    assert rule_on(INVITATION, book, heads_unit=True, ordinary=True, **asked)


@pytest.mark.clause("25.5")
def test_county_leaders_wait_for_approval_and_nobody_lifts_that(book):
    for kind in KIND_CODES:
        ruled = rule_on(INVITATION, book, meeting_kind=kind, guest="lower_leader")
        assert bool(ruled) == (kind not in ("department_citywide", "department_work"))
        assert not ruled.verdict.soft
        assert ruled.override_by == ()
        assert rule_on(INVITATION, book, meeting_kind=kind, guest="lower_leader", approved=True)


@pytest.mark.clause("25.11")
def test_leaders_are_not_sent_to_ordinary_activities_and_only_the_secretary_general_reclassifies(
    book,
):
    for kind in ("event", "government_citywide", "department_work", "department_citywide"):
        ruled = rule_on(INVITATION, book, meeting_kind=kind, guest="leader", ordinary=True)
        assert not ruled
        assert ruled.override_by == ("secretary_general",)
    assert book.provisions["meetings.ordinary_activities"].source == "office"
    assert len(choices_of(ORDINARY_ACTIVITIES, book)) == 5


def test_whoever_the_rules_do_not_name_may_be_invited(book):
    for kind in KIND_CODES:
        for guest in ("unit_leader", "outsider"):
            assert rule_on(INVITATION, book, meeting_kind=kind, guest=guest)


@pytest.mark.clause("24.2", "24.3")
def test_leaders_ask_the_chair_and_the_others_file_with_the_office_beside_that(book):
    for absentee in ABSENCE.fact("absentee").values:
        route = chain_of(ABSENCE_ROUTE, book, meeting_kind="executive", absentee=absentee)
        steps = [(s.order, s.purpose, s.posts[0].role) for s in route.stages]
        files = [] if absentee in LEADERS else [(1, "file", "office")]
        assert steps == [(1, "approve", "chair"), *files]
        assert all(s.lacking for s in route.stages)


@pytest.mark.clause("24.1")
def test_leave_before_the_meeting_is_the_chairs_to_give_for_a_reason(book):
    ruled = rule_on(ABSENCE, book, meeting_kind="topic", absentee="unit_head")
    assert not ruled
    assert ruled.verdict.soft
    assert ruled.override_by == ("chair",)
    assert ruled.verdict.field == "reason"


@pytest.mark.clause("24.1", "24.2", "24.3")
def test_once_the_meeting_has_begun_nobody_gives_leave_any_more(book):
    held = {e.code for e in choices_of(KINDS, book) if "government" in e.marks}
    for kind in KIND_CODES:
        for absentee in ABSENCE.fact("absentee").values:
            ruled = rule_on(ABSENCE, book, meeting_kind=kind, absentee=absentee, started=True)
            assert bool(ruled) == (kind not in held)
            assert not ruled.verdict.soft
            if not ruled:
                clause = "24.2" if absentee in LEADERS else "24.3"
                assert [c.clause for c in ruled.verdict.cites] == [clause]


def test_standing_in_is_a_convention_and_leaders_are_left_to_the_chair(book):
    assert book.provisions["meetings.stand_in"].source == "office"
    assert rule_on(STAND_IN, book, meeting_kind="study", absentee="unit_head")
    for absentee in LEADERS:
        ruled = rule_on(STAND_IN, book, meeting_kind="study", absentee=absentee)
        assert ruled.override_by == ("chair",)


@pytest.mark.clause("24.1")
def test_attendance_and_quorum_are_counted_without_a_limit(book):
    rate = tally(ATTENDANCE, 60, book, meeting_kind="executive")
    assert (rate.state, rate.allowed, rate.least) == ("none", True, None)
    present = tally(QUORUM, 20, book, meeting_kind="executive", counted="deputies")
    assert (present.state, present.source, present.least) == ("none", "office", None)


def test_another_book_may_ask_for_a_quorum(workbench):
    workbench.append(
        "provisions/meetings_attendance.toml",
        '\n[["meetings.quorum".rows]]\nwhen = { meeting_kind = "executive", counted = "members" }\n'
        'least = 50\nsentence = "到会{count}{unit}。"\n'
        'short = "到会{count}{unit}，不足{least}。"\n',
    )
    strict = load_book(workbench.root)
    assert tally(QUORUM, 50, strict, meeting_kind="executive", counted="members").state == "met"
    short = tally(QUORUM, 44, strict, meeting_kind="executive", counted="members")
    assert (short.state, short.sentence) == ("short", "到会44%，不足50。")
    assert tally(QUORUM, 44, strict, meeting_kind="plenary", counted="members").state == "none"
