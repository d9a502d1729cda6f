"""The verbs of the organisation: what they write, and what they refuse in which words."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from apps.core.verdicts import Refused
from apps.organisation import services
from apps.organisation.hooks import hats_changed
from apps.organisation.models import ABPair, Appointment, Delegation, Person, Post
from apps.organisation.vocabulary import DelegationKind, PostRole
from apps.trail.models import Event
from tests.organisation.factories import NOW, SINCE, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def changes(monkeypatch):
    """Collects what is announced to rooms above."""
    heard = []
    monkeypatch.setattr(
        hats_changed, "_entries", {"test": lambda posts, when: heard.append((posts, when))}
    )
    return heard


@pytest.mark.clause("5.8")
def test_a_leader_with_a_partner_cannot_be_paired_again(office):
    with pytest.raises(Refused) as refusal:
        office.pair("vm3", "vm4")
    assert refusal.value.verdict.reason.startswith("兰照溪已与松见山互为AB角")
    assert refusal.value.verdict.cites


@pytest.mark.clause("5.8")
@pytest.mark.parametrize(("one", "other"), [("vm6", "mayor"), ("vm6", "sg"), ("vm6", "vm6")])
def test_only_two_different_vice_mayors_are_paired(office, one, other):
    with pytest.raises(Refused):
        office.pair(one, other)


@pytest.mark.clause("5.8")
def test_a_pair_that_ended_frees_both(office):
    row = ABPair.objects.get(post_a=office.posts["vm2"])
    services.unpair(pair=row, on=date(2026, 6, 30), by=None, at=at(6, 1))
    with pytest.raises(Refused):
        office.pair("vm3", "vm6", from_on=date(2026, 6, 30))
    assert office.pair("vm3", "vm6", from_on=date(2026, 7, 1)).pk


def test_the_database_itself_refuses_what_must_never_stand(office):
    a, b = office.posts["vm2"], office.posts["vm3"]
    for row in (
        ABPair(post_a=b, post_b=a, from_on=SINCE, to_on=SINCE),
        ABPair(post_a=a, post_b=office.posts["vm6"], from_on=SINCE),
        Appointment(person=office.people["vm6"], post=a, from_on=date(2026, 5, 1)),
        Appointment(
            person=office.people["vm6"], post=a, from_on=date(2027, 5, 1), to_on=date(2027, 4, 1)
        ),
        Delegation(
            kind="named_substitute",
            grantor=a,
            grantee=b,
            from_at=NOW,
            to_at=at(2, 1),
            granted_at=NOW,
        ),
        Delegation(
            kind="special_task", grantor=a, grantee=b, from_at=NOW, to_at=at(2, 1), granted_at=NOW
        ),
        Delegation(
            kind="acting_mayor", grantor=a, grantee=a, from_at=NOW, to_at=at(2, 1), granted_at=NOW
        ),
        Post(
            code="mayor2",
            name="市长",
            unit=office.units["szf"],
            role=PostRole.MAYOR,
            group=office.posts["sg"].group,
        ),
        Person(username="MAYOR", name="重名"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_one_holder_at_a_time_and_the_refusal_names_him(office):
    with pytest.raises(Refused, match="由梅若川任职"):
        office.seat("vm6", "vm1", from_on=date(2026, 9, 1))


def test_appointing_is_in_the_trail_and_has_a_version_by_its_actor(office):
    actor = office.people["sg"]
    person = office.person("new", "杏知夏")
    office.post("x", "新岗位", "szf", PostRole.SECTION_MEMBER)
    row = services.appoint(
        person=person, post=office.posts["x"], from_on=SINCE, by=actor, at=at(3, 3)
    )
    event = Event.objects.get(subject=f"appointment:{row.pk}")
    assert (event.verb, event.person_key, event.at) == ("organisation.appointed", "sg", at(3, 3))
    version = row.history.get()
    assert (version.history_user, version.history_date) == (actor, at(3, 3))


@pytest.mark.clause("5.9")
def test_absences_announce_both_partners_now_and_when_hats_change(office, changes):
    absence = office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    both = tuple(sorted((office.posts["vm2"].pk, office.posts["vm3"].pk)))
    assert changes == [(both, NOW), (both, at(6, 3, 0)), (both, at(6, 8, 0))]
    changes.clear()
    services.end_absence(absence=absence, by=None, at=at(6, 6, 12))
    assert changes == [(both, at(6, 6, 12))]


def test_unapproved_absences_announce_nothing_until_approved(office, changes):
    absence = office.away("vm2", at(6, 3, 0), at(6, 8, 0), approved_at=None)
    assert changes == []
    services.approve_absence(absence=absence, by=office.people["mayor"], at=at(6, 1))
    assert [when for _, when in changes] == [at(6, 1), at(6, 3, 0), at(6, 8, 0)]


def test_nobody_approves_his_own_absence(office):
    absence = office.away("vm2", at(6, 3, 0), at(6, 8, 0), approved_at=None)
    with pytest.raises(Refused, match="本人不能批准本人的外出"):
        services.approve_absence(absence=absence, by=office.people["vm2"], at=at(6, 1))


def test_nobody_is_away_twice_at_once(office):
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    with pytest.raises(Refused, match="重叠"):
        office.away("vm2", at(6, 7, 0), at(6, 9, 0))
    assert office.away("vm2", at(6, 8, 0), at(6, 9, 0)).pk
    with pytest.raises(Refused, match="返回时间应晚于离开时间"):
        office.away("vm2", at(7, 7, 0), at(7, 7, 0))


def test_an_extended_absence_keeps_the_substitute_longer(office):
    from apps.organisation import authority

    absence = office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    services.change_absence(
        absence=absence, from_at=at(6, 3, 0), to_at=at(6, 10, 0), by=None, at=at(6, 7)
    )
    people = authority.acting(office.posts["vm2"], at(6, 9)).people
    assert [p.username for p, _ in people] == ["vm3"]


@pytest.mark.clause("5.7")
def test_a_mandate_goes_to_the_executive_vice_mayor_only_and_once(office):
    def mandate(grantee):
        return services.delegate(
            kind=DelegationKind.ACTING_MAYOR,
            grantor=office.posts["mayor"],
            grantee=office.posts[grantee],
            from_at=at(10, 15, 0),
            to_at=at(10, 21, 0),
            document="委托书",
            by=None,
            at=NOW,
        )

    with pytest.raises(Refused, match="不能受托主持市政府工作"):
        mandate("vm1")
    mandate("evm")
    with pytest.raises(Refused, match="同一期间已有"):
        mandate("evm")


def test_a_mandate_cannot_name_a_personal_power(office):
    with pytest.raises(Refused):
        office.mandate(at(10, 15, 0), at(10, 21, 0), powers=["personal_sign"])


def test_what_was_entrusted_cannot_be_entrusted_again(office):
    office.away("mayor", at(10, 15, 0), at(10, 21, 0))
    office.mandate(at(10, 15, 0), at(10, 21, 0))
    with pytest.raises(Refused):
        services.delegate(
            kind=DelegationKind.SPECIAL_TASK,
            grantor=office.posts["mayor"],
            grantee=office.posts["vm4"],
            subject="防汛",
            from_at=at(10, 16, 0),
            to_at=at(10, 18, 0),
            by=office.people["evm"],
            at=at(10, 16),
            document="会议记录",
        )
    with pytest.raises(Refused, match="不得转委托"):
        services.delegate(
            kind=DelegationKind.SPECIAL_TASK,
            grantor=office.posts["evm"],
            grantee=office.posts["vm4"],
            subject="防汛",
            from_at=at(10, 16, 0),
            to_at=at(10, 18, 0),
            by=office.people["evm"],
            at=at(10, 16),
        )


def test_somebody_else_records_the_mayors_decision_only_with_its_paper(office):
    terms = dict(
        kind=DelegationKind.SPECIAL_TASK,
        grantor=office.posts["mayor"],
        grantee=office.posts["vm4"],
        subject="防汛",
        from_at=at(7, 1, 0),
        to_at=at(8, 1, 0),
        by=office.people["sg"],
        at=at(6, 30),
    )
    with pytest.raises(Refused, match="依据文件"):
        services.delegate(**terms)
    assert services.delegate(**terms, document="市长批示〔2026〕3号").granted_by.username == "sg"


@pytest.mark.clause("5.9")
def test_only_the_secretary_general_proposes_and_a_name_is_given_once(office):
    terms = dict(
        covers=office.posts["vm2"],
        grantee=office.posts["vm4"],
        from_at=at(8, 10, 0),
        to_at=at(8, 13, 0),
        at=at(8, 9),
    )
    with pytest.raises(Refused):
        services.propose_substitute(**terms, by=office.people["vm1"])
    proposal = services.propose_substitute(**terms, by=office.people["sg"])
    with pytest.raises(Refused):
        services.name_substitute(proposal=proposal, by=office.people["sg"], at=at(8, 9))
    services.name_substitute(
        proposal=proposal, by=office.people["mayor"], at=at(8, 9), grantee=office.posts["vm5"]
    )
    proposal.refresh_from_db()
    assert proposal.grantee.code == "vm5"
    with pytest.raises(Refused, match="不能重复指定"):
        services.name_substitute(proposal=proposal, by=office.people["mayor"], at=at(8, 9))
