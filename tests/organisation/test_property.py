"""Whatever is entered, nobody gets a hat that the rules do not give.

That switching changes no row of a permission, a step or a grant is tried in tests/matters.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.core.verdicts import Refused
from apps.organisation import authority, services
from apps.organisation.models import ABPair, Absence, Delegation
from apps.organisation.vocabulary import LEADER_ROLES, AbsenceKind, PostRole
from apps.rulebook.terms import Power, words
from tests.organisation.factories import at

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.7", "5.8", "5.9")]
START = at(3, 1, 0)
LEADERS = ["mayor", "evm", "vm1", "vm2", "vm3", "vm4", "vm5", "vm6"]
PERSONAL = {"personal_sign", "read_letter", "redelegate"}

hours = st.integers(0, 12 * 8).map(lambda n: START + timedelta(hours=3 * n))
periods = st.tuples(hours, st.integers(1, 24)).map(
    lambda p: (p[0], p[0] + timedelta(hours=3 * p[1]))
)
absences = st.tuples(
    st.sampled_from(LEADERS),
    periods,
    st.sampled_from(AbsenceKind.values),
    st.booleans(),
    st.sampled_from([True, True, True, False]),
    st.booleans(),
)
mandates = st.tuples(st.just("mandate"), periods)
names = st.tuples(
    st.just("name"), periods, st.sampled_from(LEADERS[1:]), st.sampled_from([*LEADERS[1:], "sg"])
)
meetings = st.tuples(st.just("meeting"), periods, st.sampled_from(LEADERS))
tasks = st.tuples(st.just("task"), periods, st.sampled_from(LEADERS[1:]))
pairings = st.permutations(LEADERS[1:]).map(lambda p: [(p[0], p[1]), (p[2], p[3]), (p[4], p[5])])


def enter(office, pairs, away, mandated):
    """Let exactly these pairs, absences and delegations be there; what is refused is left out."""
    if "dsg" not in office.posts:
        office.staff("dsg", "副秘书长", "szf", PostRole.DEPUTY_SECRETARY_GENERAL)
    for model in (Delegation, Absence, ABPair):
        model.objects.all().delete()
    for one, other in pairs:
        office.pair(one, other)
    for who, (start, end), kind, leaves, approved, early in away:
        try:
            row = office.away(
                who, start, end, kind, leaves_city=leaves, approved_at=START if approved else None
            )
        except Refused:
            continue
        if early:
            services.end_absence(absence=row, by=None, at=start + (end - start) / 2)
    for kind, (start, end), *rest in mandated:
        try:
            if kind == "mandate":
                office.mandate(start, end)
            elif kind == "meeting":
                office.meeting(rest[0], "dsg", start, end)
            elif kind == "task":
                office.task(rest[0], "防汛", start, end)
            else:
                office.named(rest[0], rest[1], start, end)
        except Refused:
            continue


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    pairs=pairings,
    away=st.lists(absences, max_size=8),
    mandated=st.lists(st.one_of(mandates, names, meetings, tasks), max_size=5),
    instants=st.lists(hours, min_size=1, max_size=4),
)
def test_no_second_person_no_second_substitution_no_personal_power(
    office, pairs, away, mandated, instants
):
    enter(office, pairs, away, mandated)
    people = {p.pk: p for p in office.people.values()}
    posts = [p for p in office.posts.values() if p.role in LEADER_ROLES]
    for when in instants:
        worn = [h for p in people.values() for h in authority.hats(p, when)]
        assert all(h.is_own for h in worn if h.post_code == "dsg"), "a meeting puts no hat on"
        found = {a.post.pk: a for a in authority.acting_many(posts, when)}
        own_posts = {h.person_id: h.post_id for h in worn if h.is_own}
        absent = {a.person_id for a in Absence.objects.covering(when) if a.leaves_city}
        for post in posts:
            hats = [h for h in worn if h.post_id == post.pk]
            active = [h for h in hats if not h.stood_in]
            others = [h for h in hats if not h.is_own]
            assert len(active) <= 1, "two people for one post"
            assert len(found[post.pk].people) <= 1
            if others:
                assert [h for _, h in found[post.pk].people] == others
            for hat in others:
                assert hat.for_person_id in absent, "a hat without an absence"
                assert hat.person_id not in absent, "a hat on somebody who is away"
                assert own_posts[hat.person_id] != post.pk
                assert PERSONAL <= hat.excluded_powers, "a personal power passed on"
                assert hat.starts_at <= when < hat.ends_at
                _one_step_only(hat, own_posts)
            for power in words(Power):
                able = {h.person_id for h in hats if h.may(power)}
                assert len(able) <= 1, f"two people with {power} for one post"
                assert len(able) == 1 or not active, f"nobody with {power}"


def _one_step_only(hat, own_posts):
    """The authority row itself must name a post to which the wearer was appointed."""
    kind, pk = hat.source.split(":")
    if kind == "abpair":
        row = ABPair.objects.get(pk=pk)
        assert own_posts[hat.person_id] in (row.post_a_id, row.post_b_id)
    else:
        assert Delegation.objects.get(pk=pk).grantee_id == own_posts[hat.person_id]
