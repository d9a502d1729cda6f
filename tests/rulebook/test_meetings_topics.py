"""What may be put before a meeting, what must be, how a topic is settled and how it ends."""

import pytest

from apps.rulebook.questions.meetings.kinds import KINDS
from apps.rulebook.questions.meetings.topics import (
    CATEGORIES,
    GATES,
    MATTERS,
    RESULTS,
    TOPIC_NEEDS,
    TOPICS,
)
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of

HARD = {
    "20.4": ("rectification", "upward_document"),
    "20.5": ("party_standing_committee", "party_coordination_body"),
    "20.6": (
        "local_regulation", "work_report", "development_plan", "investment_plan",
        "budget_and_accounts", "audit_report", "audit_rectification", "congress_other",
    ),
    "20.7": ("government_rule", "important_document", "department_document"),
}  # fmt: skip


def codes(entries):
    return [e.code for e in entries]


def acts(route):
    return [(s.purpose, *(p.role for p in s.posts)) for s in route.stages]


@pytest.mark.clause("19.3", "20.3", "20.8")
@pytest.mark.parametrize(("kind", "count"), [("plenary", 6), ("executive", 9), ("topic", 0)])
def test_each_meeting_has_its_own_business(book, kind, count):
    entries = choices_of(CATEGORIES, book, meeting_kind=kind)
    assert len(entries) == count
    described = [e.code for e in entries if "described" in e.marks]
    assert described == codes(entries)[-1:]


@pytest.mark.clause("20.3")
def test_what_is_only_passed_on_has_no_result_of_a_decision_and_nothing_is_voted_on(book):
    for kind in ("plenary", "executive"):
        told = choices_of(RESULTS, book, meeting_kind=kind, informative=True)
        decided = choices_of(RESULTS, book, meeting_kind=kind)
        assert not any("adopted" in e.marks for e in told)
        assert any("adopted" in e.marks for e in decided)
        assert not any("vote" in e.marks for e in (*told, *decided))


@pytest.mark.clause("20.7")
def test_adopted_in_principle_is_adopted_and_still_to_be_amended(book):
    results = {e.code: e.marks for e in choices_of(RESULTS, book, meeting_kind="executive")}
    assert results == {
        "adopted": ("adopted",),
        "adopted_in_principle": ("adopted", "amended"),
        "not_adopted": (),
        "withdrawn": ("withdrawn",),
    }


@pytest.mark.clause("20.6")
def test_every_matter_belongs_to_one_category_and_the_congress_has_eight(book):
    found = {
        category: codes(choices_of(MATTERS, book, category=category))
        for category in book.listed["meetings.categories"]
    }
    assert sorted(m for some in found.values() for m in some) == sorted(
        book.listed["meetings.matters"]
    )
    assert len(found["congress"]) == 8
    assert found["plenary_decide"] == []


@pytest.mark.clause("20.4", "20.5", "20.6", "20.7")
@pytest.mark.parametrize(("clause", "matter"), [(c, m) for c, some in HARD.items() for m in some])
def test_these_matters_wait_for_the_executive_meeting_and_nobody_waives_it(book, clause, matter):
    (spec,) = needs_of(GATES, book, meeting_kind="executive", matter=matter)
    assert (spec.key, spec.required_before, spec.waivable_by) == ("adoption", "sign", ())
    assert [c.clause for c in spec.cites] == [clause]
    assert needs_of(GATES, book, meeting_kind="plenary", matter=matter) == ()


@pytest.mark.clause("20.8")
def test_activities_are_only_warned_about_and_the_rest_is_free(book):
    hard = {m for some in HARD.values() for m in some}
    for matter in set(book.listed["meetings.matters"]) - hard:
        specs = needs_of(GATES, book, meeting_kind="executive", matter=matter)
        if matter in ("activity_plan", "activity_bid"):
            assert [(s.key, s.waivable_by) for s in specs] == [
                ("discussion", ("secretary_general",))
            ]
        else:
            assert specs == ()


@pytest.mark.clause("21.1", "21.2")
@pytest.mark.parametrize("kind", ["plenary", "executive"])
def test_a_topic_is_proposed_by_one_leader_and_settled_by_the_mayor_last(book, kind):
    route = chain_of(TOPICS, book, meeting_kind=kind, names={"leader": "竺清扬"})
    assert acts(route)[-1] == ("decide", "mayor")
    (proposal,) = [s for s in route.stages if s.purpose == "propose"]
    assert proposal.need == "any"
    assert [p.role for p in proposal.posts] == ["mayor", "portfolio_leader"]
    assert "竺清扬尚未提出，仍为草拟" in proposal.lacking
    reviews = [s.posts[0].role for s in route.stages if s.purpose == "review"]
    assert reviews == ["secretary_general", "executive_vice_mayor"]
    orders = [s.order for s in route.stages]
    assert len(set(orders)) == len(orders)


@pytest.mark.clause("21.9")
def test_a_disagreement_is_coordinated_before_anybody_proposes_the_topic(book):
    calm = acts(chain_of(TOPICS, book, meeting_kind="executive"))
    heated = acts(chain_of(TOPICS, book, meeting_kind="executive", disagreement=True))
    assert [a for a in heated if a not in calm] == [("coordinate", "portfolio_leader")]
    assert heated.index(("coordinate", "portfolio_leader")) < heated.index(
        ("propose", "mayor", "portfolio_leader")
    )


@pytest.mark.clause("23.2")
def test_the_mayor_is_not_asked_about_the_topic_of_somebody_elses_topic_meeting(book):
    assert acts(chain_of(TOPICS, book, meeting_kind="topic")) == [("decide", "chair")]
    mandated = chain_of(TOPICS, book, meeting_kind="topic", chaired_on_mandate=True)
    assert acts(mandated) == [("decide", "mandator")]


@pytest.mark.clause("26.3")
def test_the_mayor_settles_what_is_studied(book):
    assert acts(chain_of(TOPICS, book, meeting_kind="study"))[-1] == ("decide", "mayor")


@pytest.mark.clause("21.8", "21.9")
def test_only_an_open_consultation_may_be_waived_and_only_by_the_mayor(book):
    specs = needs_of(TOPIC_NEEDS, book, meeting_kind="executive", described=True,
                     touches_others=True, disagreement=True)  # fmt: skip
    assert {s.key: s.waivable_by for s in specs if s.waivable_by} == {"consultation": ("mayor",)}
    by_key = {s.key: s for s in specs}
    note = ("positions_and_grounds", "coordination_process", "preferred_option")
    assert by_key["coordination"].after == note
    assert by_key["coordination"].by_role == "portfolio_leader"
    assert by_key["coordination"].required_before == "meeting"


@pytest.mark.clause("19.3", "20.8", "21.8")
def test_these_proofs_are_asked_of_the_statutory_meetings_only(book):
    facts = {"described": True, "touches_others": True, "disagreement": True}
    asked = [e.code for e in choices_of(KINDS, book)
             if needs_of(TOPIC_NEEDS, book, meeting_kind=e.code, **facts)]  # fmt: skip
    assert asked == ["plenary", "executive"]
    calm = needs_of(TOPIC_NEEDS, book, meeting_kind="plenary")
    assert [s.key for s in calm] == ["category"]
