"""Whatever the facts: one answer, always the same, with clauses that exist, no empty route."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.rulebook import shelf
from apps.rulebook.provisions import documents as tables
from apps.rulebook.provisions.authority import Substitution
from apps.rulebook.provisions.limits import Duration
from apps.rulebook.rules import authority
from apps.rulebook.rules.documents import (
    DecisionFacts,
    DraftFacts,
    SigningFacts,
    SubmissionFacts,
    check_submission,
    deadline,
    decision_route,
    may_sign,
    requirements,
    signing,
)
from apps.rulebook.terms import (
    AbsenceKind,
    Capacity,
    Direction,
    DocClass,
    DocumentKind,
    Issuer,
    Milestone,
    Power,
    Role,
    UnitKind,
    words,
)
from apps.workdays.calendar import WorkCalendar

BOOKS = [shelf.book(name) for name in shelf.names()]
CALENDAR = WorkCalendar({date(2026, 10, 1): False, date(2026, 10, 10): True}, frozenset({2026}))
LIMITS = [
    (book, key)
    for book in BOOKS
    for key, rule in book.provisions.items()
    if isinstance(rule, Duration)
]

text = st.text(max_size=30)
posts = st.sampled_from(["", "mayor", "evm", "vm1", "vm2", "vm3"])
flags = st.booleans()
one_of = st.sampled_from
books = one_of(BOOKS)

submissions = st.builds(
    SubmissionFacts,
    kind=one_of((*words(DocumentKind), "memo", "")),
    direction=one_of(words(Direction)),
    sender_unit_kind=one_of((*words(UnitKind), "")),
    sender_name=text,
    addressees=st.lists(text, max_size=3).map(tuple),
    addressee_is_person=flags,
    assigned_by_leader=flags,
    released_by_head=flags,
    head_has_read=flags,
    signer_present=flags,
    contact_present=flags,
    matters_count=st.integers(0, 5),
    title=text,
    body=text | st.just("恳请批准追加经费80万元。") | st.just("机密★"),
    classification=one_of(("public", "internal", "公开", "内部", "秘密", "")),
    level_skipped=flags,
    skip_approved=flags,
    duplicates=st.integers(0, 2),
    opinion=st.none() | text,
    embedded_confirmed_none=flags,
)
decisions = st.builds(
    DecisionFacts,
    kind=one_of(words(DocumentKind)),
    sender_code=text,
    leader_post=posts,
    delegation_post=posts,
    delegation_ref=text,
    co_leaders=st.lists(posts.filter(bool), max_size=4).map(tuple),
    major=flags,
    sender_is_mayor_portfolio=flags,
    mayor_post=one_of(("", "mayor")),
    sender_name=text,
    leader_name=text,
    co_leader_names=st.lists(text, max_size=4).map(tuple),
)
signings = st.builds(
    SigningFacts,
    issuer=one_of(("city_government", "general_office")),
    doc_class=one_of(words(DocClass)),
    important=flags,
    leader_post=posts,
    choose_mayor=flags,
    leader_is_mayor=flags,
    signer_away=flags,
    leader_name=text,
)
drafts = st.builds(
    DraftFacts,
    issuer=one_of(words(Issuer)),
    doc_class=one_of(words(DocClass)),
    important=flags,
    normative=flags,
    major_decision=flags,
    public_interest=flags,
    stability_risk=flags,
    market_activity=flags,
    other_units=st.lists(text, max_size=2).map(tuple),
    disagreement=flags,
    disputed=flags,
    meeting_required=flags,
    party_committee=flags,
    party_report=flags,
    secret_by_law=flags,
    department_name=text,
)


def cited(answer, book):
    assert answer.cites
    for cite in answer.cites:
        assert cite == book.cite(cite.clause)


@given(submissions, books)
def test_every_refusal_of_a_submission_has_field_sentence_and_clause(facts, book):
    answers = check_submission(facts, book)
    assert answers == check_submission(facts, book)
    for verdict in answers:
        assert not verdict.allowed
        assert verdict.field
        assert verdict.reason
        cited(verdict, book)


@given(decisions, books)
def test_every_document_is_decided_by_somebody_and_nobody_acts_twice(facts, book):
    route = decision_route(facts, book)
    assert route == decision_route(facts, book)
    assert [s.purpose for s in route.stages].count("decide") == 1
    assert route.sentence
    cited(route, book)
    for stage in route.stages:
        assert stage.posts
        assert all(p.post or p.role for p in stage.posts)
        cited(stage, book)
    before = [s for s in route.stages if s.purpose != "mayor_decide"]
    named = [p.post for s in before for p in s.posts if p.post]
    assert len(named) == len(set(named))


@given(signings, books)
def test_every_document_has_a_way_to_be_signed_or_a_reason_why_not(facts, book):
    answer = signing(facts, book)
    assert answer == signing(facts, book)
    assert bool(answer.options) != bool(answer.refused)
    for verdict in answer.refused:
        cited(verdict, book)
    for route in answer.options:
        assert route.stages
        assert route.label
        assert route.final.purpose == "sign"
        assert route.final.personal == answer.personal
        cited(route, book)


@given(signings, one_of(words(Role)), one_of(words(Capacity)), books)
def test_who_may_sign_agrees_with_the_ways_to_sign(facts, role, capacity, book):
    verdict = may_sign(facts, role, capacity, book)
    cited(verdict, book)
    finals = {p.role for route in signing(facts, book).options for p in route.final.posts}
    if verdict:
        assert role in finals
    elif capacity == "holder":
        assert role not in finals
    if signing(facts, book).personal and capacity not in ("holder", "acting_head"):
        assert not verdict


@given(drafts, books)
def test_requirements_are_distinct_and_refer_to_each_other(facts, book):
    specs = requirements(facts, book)
    assert specs == requirements(facts, book)
    keys = [s.key for s in specs]
    assert len(keys) == len(set(keys))
    for spec in specs:
        assert spec.label
        assert spec.reason
        assert spec.required_before in words(Milestone)
        assert set(spec.after) <= set(keys[: keys.index(spec.key)])
        cited(spec, book)


@given(one_of(LIMITS), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
@settings(deadline=None)
def test_no_limit_ends_on_the_wrong_side_of_its_start(limit, start):
    book, meaning = limit
    answer = deadline(meaning, start, book, CALENDAR)
    assert answer == deadline(meaning, start, book, CALENDAR)
    assert answer.due_on > start
    assert answer.sentence


@given(one_of((*words(Power), "circulate", "")), one_of(words(Capacity)), books)
def test_every_power_in_every_capacity_has_one_answer(power, capacity, book):
    verdict = authority.capacity_may(power, capacity, book)
    assert verdict.reason
    cited(verdict, book)
    if power in words(Power):
        assert (power in authority.excluded_powers(capacity, book)) == (not verdict)


@given(
    st.builds(
        authority.AbsenceFacts,
        kind=one_of(words(AbsenceKind)),
        leaves_city=flags,
        role=one_of(words(Role)),
        approved=flags,
        has_partner=flags,
        partner_away=flags,
        substitutable=flags,
        name=text,
        partner_name=text,
    ),
    books,
)
def test_a_substitute_starts_only_where_every_condition_holds(facts, book):
    rule = book.provision("authority.substitution", Substitution)
    verdict = authority.substitution(facts, book)
    assert verdict.reason
    assert verdict.allowed == (
        (facts.leaves_city or not rule.must_leave)
        and (facts.approved or not rule.must_be_approved)
        and facts.has_partner
        and facts.substitutable
        and not facts.partner_away
        and facts.role in rule.roles
        and facts.kind in rule.kinds
    )


def test_the_columns_of_the_tables_are_the_facts_of_the_rules():
    assert set(tables.SIGNING_DOMAIN) <= set(SigningFacts.__dataclass_fields__)
    columns = set(tables.REQUIREMENT_DOMAIN) - {"touches_others", "joint"}
    assert columns == set(DraftFacts.__dataclass_fields__) - {
        "other_units", "joint_units", "department_name",
    }  # fmt: skip
