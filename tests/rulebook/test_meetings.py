"""Kinds of meeting, who organises, chairs and approves, when the notice goes out, what changes."""

import pytest

from apps.rulebook.questions.meetings.calling import (
    APPROVER,
    CHAIR,
    CHANGE,
    NOTICE,
    ORGANISER,
    REQUEST,
    REQUEST_NEEDS,
)
from apps.rulebook.questions.meetings.kinds import FORMS, KINDS, LEVELS
from apps.rulebook.rules import authority
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, rule_on

CHAIRS = CHAIR.fact("chair").values


def codes(entries):
    return [e.code for e in entries]


def marked(book, mark):
    return [e.code for e in choices_of(KINDS, book) if mark in e.marks]


def acts(route):
    return [(s.purpose, *(p.role for p in s.posts)) for s in route.stages]


def chairs(book, kind, *, mandated):
    asked = {c: rule_on(CHAIR, book, meeting_kind=kind, chair=c, mandated=mandated) for c in CHAIRS}
    return [c for c, ruled in asked.items() if ruled]


@pytest.mark.clause("18.1")
def test_two_meetings_are_statutory_and_a_meeting_without_a_kind_cannot_be_asked_about(book):
    assert marked(book, "statutory") == ["plenary", "executive"]
    assert set(marked(book, "papers")) == set(marked(book, "statutory"))
    with pytest.raises(TypeError, match="缺少事实“meeting_kind”"):
        rule_on(ORGANISER, book, by_office=True)


@pytest.mark.clause("18.1", "21.2", "21.3", "23.2", "26.3")
def test_before_the_notice_and_the_release_everything_may_change(book):
    for kind in codes(choices_of(KINDS, book)):
        for element in CHANGE.fact("element").values:
            assert rule_on(CHANGE, book, meeting_kind=kind, element=element)
        late = {"notified": True, "released": True}
        assert not rule_on(CHANGE, book, meeting_kind=kind, element="kind", **late)
        assert rule_on(CHANGE, book, meeting_kind=kind, element="time_and_place", **late)


@pytest.mark.clause("21.3")
def test_released_papers_are_fixed_only_where_papers_are_released(book):
    for kind in codes(choices_of(KINDS, book)):
        ruled = rule_on(CHANGE, book, meeting_kind=kind, element="papers", released=True)
        assert bool(ruled) == (kind not in marked(book, "papers"))
    assert not rule_on(CHANGE, book, meeting_kind="plenary", element="papers", released=True)


@pytest.mark.clause("21.4", "23.1", "25.12")
def test_the_office_organises_what_the_government_holds_and_departments_hold_their_own(book):
    kinds = codes(choices_of(KINDS, book))
    refused = [k for k in kinds if not rule_on(ORGANISER, book, meeting_kind=k)]
    assert refused == ["plenary", "executive", "topic", "government_citywide"]
    for kind in refused:
        assert rule_on(ORGANISER, book, meeting_kind=kind, by_office=True)


@pytest.mark.clause("19.2", "20.2")
@pytest.mark.parametrize("kind", ["plenary", "executive"])
def test_only_the_mayor_chairs_and_by_his_mandate_the_executive_vice_mayor(book, kind):
    assert chairs(book, kind, mandated=False) == ["mayor"]
    assert chairs(book, kind, mandated=True) == ["mayor", "executive_vice_mayor"]
    ruled = rule_on(CHAIR, book, meeting_kind=kind, chair="vice_mayor", mandated=True)
    assert not ruled.verdict.soft
    assert ruled.verdict.field == "chair"


@pytest.mark.clause("19.2", "20.2")
@pytest.mark.parametrize("kind", ["plenary", "executive"])
@pytest.mark.parametrize("mandated", [False, True])
def test_the_chair_agrees_with_what_the_capacities_allow(book, kind, mandated):
    power = f"convene_{kind}"
    granted = (power,) if mandated else ()
    acting = authority.capacity_may(power, "acting_mayor", book, granted=granted)
    ruled = rule_on(CHAIR, book, meeting_kind=kind, chair="executive_vice_mayor",
                    mandated=mandated)  # fmt: skip
    assert bool(ruled) == bool(acting) == mandated


@pytest.mark.clause("23.1", "23.4")
def test_city_leaders_chair_topic_meetings_and_the_secretariat_only_by_mandate(book):
    leaders = ["mayor", "executive_vice_mayor", "vice_mayor"]
    assert chairs(book, "topic", mandated=False) == leaders
    deputies = ["secretary_general", "deputy_secretary_general"]
    assert chairs(book, "topic", mandated=True) == [*leaders, *deputies]
    names = {"mandator": "竺清扬副市长"}
    ruled = rule_on(CHAIR, book, meeting_kind="topic", chair="deputy_secretary_general",
                    mandated=True, names=names)  # fmt: skip
    assert ruled.verdict.reason == "受竺清扬副市长委托，由副秘书长召集和主持。"


@pytest.mark.clause("26.2")
def test_a_study_session_is_chaired_by_the_mayor_unless_he_mandates_somebody(book):
    assert chairs(book, "study", mandated=False) == ["mayor"]
    assert chairs(book, "study", mandated=True) == list(CHAIRS)


def test_whoever_the_rules_do_not_name_is_not_refused_the_chair(book):
    for kind in ("department_work", "department_citywide", "event", "government_citywide"):
        assert chairs(book, kind, mandated=False) == list(CHAIRS)


@pytest.mark.clause("25.1", "25.9")
def test_exactly_the_kinds_that_need_approval_wait_for_it(book):
    for kind in codes(choices_of(KINDS, book)):
        facts = {"meeting_kind": kind, "level": "city", "settled": True}
        assert rule_on(NOTICE, book, approved=True, **facts)
        waits = not rule_on(NOTICE, book, **facts)
        assert waits == (kind in marked(book, "approval"))


@pytest.mark.clause("21.2", "23.2", "26.3")
def test_exactly_the_kinds_with_topics_wait_until_these_are_settled(book):
    for kind in codes(choices_of(KINDS, book)):
        facts = {"meeting_kind": kind, "level": "city", "approved": True}
        waits = not rule_on(NOTICE, book, **facts)
        assert waits == (kind in marked(book, "topics"))


@pytest.mark.clause("25.7")
@pytest.mark.parametrize("level", ["township", "village"])
def test_below_the_county_the_level_is_named_as_what_wants_approval(book, level):
    for kind in marked(book, "approval"):
        ruled = rule_on(NOTICE, book, meeting_kind=kind, level=level)
        assert not ruled
        assert ruled.verdict.field == "level"
        assert [c.clause for c in ruled.verdict.cites] == ["25.7"]
        assert rule_on(NOTICE, book, meeting_kind=kind, level=level, approved=True)
    assert codes(choices_of(LEVELS, book))[-2:] == ["township", "village"]


@pytest.mark.clause("25.11")
def test_the_office_never_issues_the_notice_of_a_department_not_even_an_approved_one(book):
    for kind in marked(book, "department"):
        ruled = rule_on(NOTICE, book, meeting_kind=kind, level="city", by_office=True,
                        approved=True)  # fmt: skip
        assert not ruled
        assert not ruled.verdict.soft
        assert "不为部门召开的会议发会议通知" in ruled.verdict.reason


@pytest.mark.clause("25.4", "25.9")
@pytest.mark.parametrize("kind", ["department_citywide", "event"])
def test_consent_comes_before_the_request_and_the_request_before_the_approval(book, kind):
    route = chain_of(REQUEST, book, meeting_kind=kind, level="city")
    assert acts(route) == [
        ("confirm", "portfolio_leader"), ("propose", "unit_head"), ("review", "office"),
    ]  # fmt: skip
    assert [s.order for s in route.stages] == [1, 2, 3]
    assert "请示退回" in route.stages[0].lacking


@pytest.mark.clause("25.12")
def test_the_opinion_of_the_office_cannot_be_left_out(book):
    route = chain_of(REQUEST, book, meeting_kind="government_citywide", level="village")
    assert acts(route)[-1] == ("review", "office")
    approval = chain_of(APPROVER, book, meeting_kind="government_citywide", level="village")
    assert approval.final.need == "any"
    assert [p.role for p in approval.final.posts] == ["mayor", "executive_vice_mayor"]


@pytest.mark.clause("25.1", "25.5", "25.7")
@pytest.mark.parametrize("wide", [{"level": "township"}, {"level": "city", "invites_lower": True}])
def test_a_work_meeting_that_reaches_the_counties_goes_the_way_of_a_citywide_one(book, wide):
    own = chain_of(REQUEST, book, meeting_kind="department_work", level="city")
    assert acts(own) == [("draft", "unit_clerk")]
    wide_route = chain_of(REQUEST, book, meeting_kind="department_work", **wide)
    citywide = chain_of(REQUEST, book, meeting_kind="department_citywide", **wide)
    assert acts(wide_route) == acts(citywide)


@pytest.mark.clause("25.4")
def test_who_finally_approves_is_an_office_convention_by_scale(book):
    table = book.provisions["meetings.approver"]
    assert table.source == "office"
    assert table.basis
    asked = {"meeting_kind": "department_citywide", "level": "city"}
    assert acts(chain_of(APPROVER, book, **asked)) == [("approve", "portfolio_leader")]
    for wider in ({"invites_lower": True}, {"level": "township"}):
        assert acts(chain_of(APPROVER, book, **(asked | wider))) == [("approve", "mayor")]
    work = {"meeting_kind": "department_work", "level": "city"}
    assert acts(chain_of(APPROVER, book, **work)) == [("approve", "unit_head")]


def test_kinds_that_need_no_approval_are_called_by_whoever_chairs(book):
    for kind in ("plenary", "executive", "topic", "study"):
        assert kind not in marked(book, "approval")
        route = chain_of(APPROVER, book, meeting_kind=kind, level="city")
        assert acts(route) == [("convene", "chair")]


@pytest.mark.clause("25.2", "25.10")
def test_every_request_names_its_money_and_its_size_and_nobody_waives_that(book):
    for kind in codes(choices_of(KINDS, book)):
        specs = needs_of(REQUEST_NEEDS, book, meeting_kind=kind)
        wanted = ["budget", "scale"] if kind in marked(book, "approval") else []
        assert [s.key for s in specs] == wanted
        assert all(s.waivable_by == () and s.required_before == "submit" for s in specs)


@pytest.mark.clause("25.6", "26.4")
def test_video_is_counted_and_never_required(book):
    meeting = choices_of(FORMS, book, meeting_kind="government_citywide")
    assert codes(meeting) == ["onsite", "secure_video", "web_video"]
    assert [e.code for e in meeting if "video" in e.marks] == ["secure_video", "web_video"]
    assert [e.code for e in meeting if "asks_why" in e.marks] == ["onsite"]
    study = choices_of(FORMS, book, meeting_kind="study")
    assert len(study) == 5
    assert {c.clause for e in study for c in e.cites} == {"26.4"}
