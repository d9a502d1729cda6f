"""Who wears which hat when, by the acceptance examples of the clauses."""

from __future__ import annotations

import pytest

from apps.organisation import authority, services
from apps.organisation.vocabulary import AbsenceKind, PostRole, UnitKind
from tests.organisation.factories import at

pytestmark = pytest.mark.django_db


def worn(office, login, when):
    return {h.post_code: h for h in authority.hats(office.people[login], when)}


def acting_logins(office, post, when):
    return [p.username for p, _ in authority.acting(office.posts[post], when).people]


@pytest.mark.clause("5.9")
def test_the_partner_acts_from_the_first_to_the_last_minute_of_the_trip(office):
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    for when, expected in (
        (at(6, 2, 23, 59), ["vm2"]),
        (at(6, 3, 0), ["vm3"]),
        (at(6, 7, 23, 59), ["vm3"]),
        (at(6, 8, 0), ["vm2"]),
    ):
        assert acting_logins(office, "vm2", when) == expected, when
    hat = worn(office, "vm3", at(6, 4))["vm2"]
    assert (hat.label, hat.capacity, hat.is_own) == ("代松见山", "ab", False)
    assert hat.cite.label.startswith("第五条")
    assert (hat.starts_at, hat.ends_at) == (at(6, 3, 0), at(6, 8, 0))


@pytest.mark.clause("5.9")
def test_the_absent_leader_keeps_his_own_hat_but_it_is_stood_in(office):
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    assert worn(office, "vm2", at(6, 4))["vm2"].stood_in
    assert not worn(office, "vm2", at(6, 8))["vm2"].stood_in


@pytest.mark.clause("40.9", "5.9")
def test_reporting_the_return_ends_the_substitute_at_once(office):
    absence = office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    services.end_absence(absence=absence, by=None, at=at(6, 6, 12))
    assert acting_logins(office, "vm2", at(6, 6, 11, 59)) == ["vm3"]
    assert acting_logins(office, "vm2", at(6, 6, 12)) == ["vm2"]


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(
    ("kind", "leaves", "approved", "acts"),
    [
        (AbsenceKind.BUSINESS_TRIP, True, True, "vm3"),
        (AbsenceKind.VACATION, True, True, "vm3"),
        (AbsenceKind.OFFICIAL_VISIT_ABROAD, True, True, "vm3"),
        (AbsenceKind.VACATION, False, True, "vm2"),
        (AbsenceKind.SICK_LEAVE, True, True, "vm2"),
        (AbsenceKind.STUDY, True, True, "vm2"),
        (AbsenceKind.BUSINESS_TRIP, True, False, "vm2"),
    ],
)
def test_only_an_approved_listed_absence_out_of_the_city_switches(
    office, kind, leaves, approved, acts
):
    office.away(
        "vm2",
        at(6, 3, 0),
        at(6, 8, 0),
        kind,
        leaves_city=leaves,
        approved_at=at(6, 1) if approved else None,
    )
    assert acting_logins(office, "vm2", at(6, 4)) == [acts]


@pytest.mark.clause("5.9")
def test_half_a_day_counts_by_the_hour(office):
    office.away("vm2", at(6, 3, 12), at(6, 3, 18))
    assert acting_logins(office, "vm2", at(6, 3, 11, 59)) == ["vm2"]
    assert acting_logins(office, "vm2", at(6, 3, 12)) == ["vm3"]
    assert acting_logins(office, "vm2", at(6, 3, 18)) == ["vm2"]


@pytest.mark.clause("5.8", "5.9")
def test_the_executive_vice_mayor_has_a_partner_too(office):
    office.away("evm", at(6, 3, 0), at(6, 8, 0))
    assert acting_logins(office, "evm", at(6, 4)) == ["vm1"]


@pytest.mark.clause("5.9")
def test_both_partners_away_puts_no_hat_on_anybody_and_asks_for_a_name(office):
    office.away("vm2", at(8, 10, 0), at(8, 13, 0))
    office.away("vm3", at(8, 11, 0), at(8, 12, 0), AbsenceKind.VACATION)
    found = authority.acting(office.posts["vm2"], at(8, 11))
    assert found.people == ()
    assert "秘书长" in found.gap.reason
    assert "市长" in found.gap.reason
    everybody = [h for p in office.people.values() for h in authority.hats(p, at(8, 11))]
    assert [h for h in everybody if not h.is_own] == []
    assert acting_logins(office, "vm2", at(8, 12)) == ["vm3"]


@pytest.mark.clause("5.9")
def test_a_partner_away_to_study_cannot_act_either(office):
    office.away("vm2", at(8, 10, 0), at(8, 13, 0))
    office.away("vm3", at(8, 10, 0), at(8, 13, 0), AbsenceKind.STUDY)
    assert authority.acting(office.posts["vm2"], at(8, 11)).people == ()


@pytest.mark.clause("5.9")
def test_the_secretary_general_proposes_and_only_the_mayors_naming_counts(office):
    office.away("vm2", at(8, 10, 0), at(8, 13, 0))
    office.away("vm3", at(8, 10, 0), at(8, 13, 0))
    proposal = services.propose_substitute(
        covers=office.posts["vm2"],
        grantee=office.posts["vm4"],
        from_at=at(8, 10, 0),
        to_at=at(8, 13, 0),
        by=office.people["sg"],
        at=at(8, 9),
    )
    assert acting_logins(office, "vm2", at(8, 11)) == []
    services.name_substitute(proposal=proposal, by=office.people["mayor"], at=at(8, 9, 15))
    hat = worn(office, "vm4", at(8, 11))["vm2"]
    assert (hat.capacity, hat.label) == ("named", "代松见山")
    assert acting_logins(office, "vm2", at(8, 11)) == ["vm4"]
    assert acting_logins(office, "vm3", at(8, 11)) == []


@pytest.mark.clause("5.8")
def test_a_leader_without_partner_is_a_gap(office):
    office.away("vm6", at(6, 3, 0), at(6, 8, 0))
    found = authority.acting(office.posts["vm6"], at(6, 4))
    assert found.people == ()
    assert "荷听雨" in found.gap.reason


@pytest.mark.clause("5.7")
def test_the_mayor_away_with_a_mandate_passes_to_the_executive_vice_mayor(office):
    office.away("mayor", at(10, 15, 0), at(10, 21, 0), AbsenceKind.OFFICIAL_VISIT_ABROAD)
    office.mandate(at(10, 15, 0), at(10, 21, 0))
    hat = worn(office, "evm", at(10, 16))["mayor"]
    assert hat.capacity == "acting_mayor"
    assert "受市长委托主持" in hat.label
    assert hat.cite.label == "第五条第二款"
    assert acting_logins(office, "mayor", at(10, 16)) == ["evm"]
    assert acting_logins(office, "mayor", at(10, 21)) == ["mayor"]
    assert authority.standing(authority.hats(office.people["evm"], at(10, 16))).reads_all
    assert authority.standing(authority.hats(office.people["mayor"], at(10, 16))).reads_all


@pytest.mark.clause("5.7")
def test_without_a_recorded_mandate_nothing_switches_and_the_office_is_told(office):
    office.away("mayor", at(10, 15, 0), at(10, 21, 0), AbsenceKind.OFFICIAL_VISIT_ABROAD)
    found = authority.acting(office.posts["mayor"], at(10, 16))
    assert [p.username for p, _ in found.people] == ["mayor"]
    assert found.gap is not None
    assert not found.gap


@pytest.mark.clause("5.7")
def test_a_mandate_without_an_absence_switches_nothing(office):
    office.mandate(at(10, 15, 0), at(10, 21, 0))
    assert acting_logins(office, "mayor", at(10, 16)) == ["mayor"]


@pytest.mark.clause("5.7", "5.9")
def test_never_through_two_substitutions(office):
    office.away("mayor", at(10, 15, 0), at(10, 21, 0), AbsenceKind.OFFICIAL_VISIT_ABROAD)
    office.mandate(at(10, 15, 0), at(10, 21, 0))
    office.away("evm", at(10, 17, 0), at(10, 18, 0))
    hats = worn(office, "vm1", at(10, 17))
    assert "evm" in hats
    assert "mayor" not in hats
    assert authority.acting(office.posts["mayor"], at(10, 17)).gap is not None


@pytest.mark.clause("5.9")
def test_a_post_marked_not_substitutable_is_never_covered(office):
    post = office.posts["vm2"]
    post.substitutable = False
    post.save()
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    found = authority.acting(post, at(6, 4))
    assert [p.username for p, _ in found.people] == ["vm2"]
    assert found.gap is not None
    assert "vm2" not in worn(office, "vm3", at(6, 4))


@pytest.mark.clause("5.9")
def test_concurrent_posts_give_two_own_hats_and_the_partner_covers_only_the_leaders(office):
    office.unit("swj", "市商务局", UnitKind.DEPARTMENT)
    office.post(
        "swj.head", "市商务局局长", "swj", PostRole.UNIT_HEAD, concurrent_of=office.posts["vm2"]
    )
    office.seat("vm2", "swj.head")
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    assert set(worn(office, "vm2", at(6, 4))) == {"vm2", "swj.head"}
    assert set(worn(office, "vm3", at(6, 4))) == {"vm3", "vm2"}
    assert acting_logins(office, "swj.head", at(6, 4)) == ["vm2"]


@pytest.mark.clause("5.9")
def test_personal_powers_never_pass_on(office):
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    hat = worn(office, "vm3", at(6, 4))["vm2"]
    for power in ("personal_sign", "read_letter", "redelegate", "name_substitute"):
        assert not hat.may(power), power
    assert hat.may("decide")
    assert worn(office, "vm2", at(6, 4))["vm2"].may("personal_sign")


@pytest.mark.clause("5.7")
def test_the_acting_mayor_convenes_the_executive_meeting_only_where_the_mandate_says_so(office):
    office.away("mayor", at(10, 15, 0), at(10, 21, 0), AbsenceKind.OFFICIAL_VISIT_ABROAD)
    office.mandate(at(10, 15, 0), at(10, 18, 0))
    office.mandate(at(10, 18, 0), at(10, 21, 0), powers=["convene_executive"])
    assert not worn(office, "evm", at(10, 16))["mayor"].may("convene_executive")
    assert worn(office, "evm", at(10, 19))["mayor"].may("convene_executive")


def test_closed_accounts_and_vacant_posts_have_no_hats(office):
    services.set_active(person=office.people["vm3"], active=False, by=None, at=at(6, 1))
    office.people["vm3"].refresh_from_db()
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    assert authority.hats(office.people["vm3"], at(6, 4)) == ()
    assert authority.acting(office.posts["vm2"], at(6, 4)).people == ()
    assert authority.acting(office.posts["vm3"], at(6, 4)).gap is not None


def test_an_appointment_ends_after_its_last_day(office):
    from apps.organisation.models import Appointment

    seat = Appointment.objects.get(post=office.posts["vm1"])
    services.end_appointment(appointment=seat, on=at(4, 20).date(), by=None, at=at(4, 20))
    assert "vm1" in worn(office, "vm1", at(4, 20, 23, 59))
    assert worn(office, "vm1", at(4, 21, 0)) == {}


@pytest.mark.parametrize("login", ["mayor", "vm2", "vm3", "sg"])
def test_hats_take_at_most_three_queries(office, login, django_assert_max_num_queries):
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    with django_assert_max_num_queries(3):
        authority.hats(office.people[login], at(6, 4))
    with django_assert_max_num_queries(3):
        hats = authority.hats(office.people[login], at(6, 5))
    with django_assert_max_num_queries(0):
        authority.standing(hats)


def test_switching_a_substitute_on_changes_no_permission_row(office):
    from django.contrib.auth.models import Group, Permission

    def rows():
        return (
            Group.objects.count(),
            Permission.objects.count(),
            sum(p.groups.count() for p in office.people.values()),
        )

    before = rows()
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    authority.hats(office.people["vm3"], at(6, 4))
    assert rows() == before


def test_a_hat_tells_what_the_trail_keeps(office):
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    kept = worn(office, "vm3", at(6, 4))["vm2"].as_dict()
    assert kept["post_code"] == "vm2"
    assert kept["person_name"] == "兰照溪"
    assert kept["for_person_name"] == "松见山"
    assert kept["source"].startswith("abpair:")
    assert kept["cite"]["clause"] == "5.9"
