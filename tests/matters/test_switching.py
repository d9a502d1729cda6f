"""Switching a substitute on or off writes no permission, no step and no grant: checksums agree.

Whatever is entered, a waiting step has at most one person who may settle it, and the inbox says
the same as the policy.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.core.jobs import run_due_jobs
from apps.matters import grants, policies, reading
from apps.matters.models import (
    Matter,
    MatterGroupObjectPermission,
    MatterUserObjectPermission,
    Participation,
    Step,
)
from apps.organisation import authority
from apps.organisation.models import Person
from tests.matters.house import AT
from tests.organisation.test_property import (
    START,
    absences,
    enter,
    hours,
    mandates,
    meetings,
    names,
    pairings,
)

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.9")]
TABLES = (
    Group.permissions.through,
    Person.groups.through,
    Person.user_permissions.through,
    MatterGroupObjectPermission,
    MatterUserObjectPermission,
    Participation,
    Step,
    Matter,
)


def checksums() -> dict[str, str]:
    """Return a checksum of every row of the tables that say who may do and read what."""
    found = {}
    for table in TABLES:
        rows = list(table._default_manager.order_by("pk").values_list())
        found[table._meta.db_table] = (
            f"{len(rows)}:{hashlib.sha256(repr(rows).encode()).hexdigest()}"
        )
    return found


@pytest.fixture
def busy(house):
    """Steps that wait for leaders, one of them personal, and a grant beside them."""
    before = START - timedelta(days=1)
    for number, (post, purpose, personal) in enumerate(
        [
            ("mayor", "mayor_decide", False),
            ("mayor", "decide", True),
            ("evm", "decide", False),
            ("vm2", "decide", False),
            ("vm3", "decide", False),
            ("vm4", "release", False),
        ]
    ):
        slip = house.slip(f"事项{number}", opened_at=before, latest_at=before)
        house.open(slip, post, purpose=purpose, personal=personal)
    grants.grant(
        matter=slip,
        posts=[house.office.posts["nyj.head"]],
        reason="知悉",
        **house.actor(house.owner),
    )
    run_due_jobs(at=AT)
    return house


def test_the_checksums_would_notice(busy):
    before = checksums()
    Step.objects.filter(pk=Step.objects.earliest("pk").pk).update(personal=True)
    grants.revoke(
        matter=Matter.objects.latest("pk"),
        post=busy.office.posts["nyj.head"],
        reason="收回",
        **busy.actor(busy.owner),
    )
    after = checksums()
    changed = {table for table in before if before[table] != after[table]}
    assert changed >= {Step._meta.db_table, MatterGroupObjectPermission._meta.db_table}


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    pairs=pairings,
    away=st.lists(absences, max_size=6),
    mandated=st.lists(st.one_of(mandates, names, meetings), max_size=4),
    instants=st.lists(hours, min_size=1, max_size=3),
)
def test_switching_changes_no_row_and_one_person_at_most_may_settle_a_step(
    busy, pairs, away, mandated, instants
):
    before = checksums()
    enter(busy.office, pairs, away, mandated)
    people = list(busy.office.people.values())
    waiting = list(Step.objects.select_related("matter", "post").order_by("pk"))
    for when in instants:
        able: dict[int, list[str]] = {step.pk: [] for step in waiting}
        for person in people:
            hats = authority.hats(person, when)
            shown = {row.pk for row in reading.inbox(hats=hats)}
            may = {step.pk for step in waiting if policies.can_settle(hats, step)}
            assert shown == may, person.username
            for pk in may:
                able[pk].append(person.username)
        assert all(len(who) <= 1 for who in able.values()), able
        for step in (s for s in waiting if s.personal):
            assert able[step.pk] == [step.post.code], "a personal act stays with the holder"
    assert checksums() == before


@pytest.mark.clause("5.7")
def test_what_a_mandate_does_not_name_still_waits_for_the_mayor_who_is_away(busy):
    """The mayor left without letting anybody grant leave: such a step is his, wherever he is."""
    from apps.matters.purposes import Purpose
    from tests.matters.house import AGREE, PURPOSES

    office = busy.office
    PURPOSES["approve"] = Purpose("approve", "批准请假", "approve_leave", (AGREE,), decides=True)
    try:
        slip = busy.slip("请假")
        (step,) = busy.open(slip, "mayor", purpose="approve")
        office.away("mayor", AT - timedelta(days=1), AT + timedelta(days=2))
        office.mandate(AT - timedelta(days=1), AT + timedelta(days=2))
        mayor, evm = (authority.hats(office.people[who], AT) for who in ("mayor", "evm"))
        assert policies.can_settle(mayor, step)
        assert not policies.can_settle(evm, step)
        assert step.pk in {row.pk for row in reading.inbox(hats=mayor)}
        assert step.pk not in {row.pk for row in reading.inbox(hats=evm)}
    finally:
        del PURPOSES["approve"]
