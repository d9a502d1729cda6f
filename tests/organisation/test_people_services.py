"""The verbs of people: PINs, secrets, administrators and sign-in names."""

from __future__ import annotations

import pytest

from apps.core.verdicts import Refused
from apps.organisation import services
from apps.organisation.models import Person, Post
from apps.organisation.vocabulary import AdminRole, PostRole
from apps.trail.models import Event
from tests.organisation.factories import NOW, at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("pin", "sound"),
    [
        ("518206", True),
        ("111111", False),
        ("123456", False),
        ("654321", False),
        ("12345", False),
        ("abcdef", False),
        ("１２３４５６", False),
    ],
)
def test_a_pin_is_six_digits_that_are_not_easily_guessed(office, pin, sound):
    person = office.people["vm2"]
    if not sound:
        with pytest.raises(Refused, match="审批口令"):
            services.set_pin(person=person, pin=pin, by=person, at=NOW)
        return
    services.set_pin(person=person, pin=pin, by=person, at=NOW)
    assert services.check_pin(person=person, pin=pin, at=NOW)
    assert pin not in str(list(Event.objects.values_list("payload", flat=True)))


def test_five_wrong_pins_lock_for_half_an_hour(office):
    person = office.people["vm2"]
    services.set_pin(person=person, pin="518206", by=person, at=NOW)
    for left in (4, 3, 2, 1):
        assert f"还可以试{left}次" in services.check_pin(person=person, pin="0", at=NOW).reason
    assert "已锁定" in services.check_pin(person=person, pin="0", at=NOW).reason
    assert not services.check_pin(person=person, pin="518206", at=at(1, 5, 10, 29))
    assert services.check_pin(person=person, pin="518206", at=at(1, 5, 10, 30))


def test_secrets_stay_out_of_history_and_a_sign_in_is_no_version(office):
    person = office.people["vm2"]
    fields = {f.name for f in Person.history.model._meta.get_fields()}
    assert not fields & {"password", "pin_hash", "last_login"}
    versions = person.history.count()
    person.last_login = NOW
    person.save(update_fields=["last_login"])
    assert person.history.count() == versions


def test_administrators_are_four_groups_with_disjoint_powers(db):
    groups = services.ensure_admin_groups()
    assert set(groups) == set(AdminRole.values)
    powers = {
        role: {
            (p.content_type_id, p.codename)
            for p in group.permissions.all()
            if not p.codename.startswith("view_")
        }
        for role, group in groups.items()
    }
    for one in powers:
        for other in powers:
            assert one == other or not powers[one] & powers[other], (one, other)
    assert powers[AdminRole.AUDIT] == set()
    business = {
        p.codename
        for g in groups.values()
        for p in g.permissions.all()
        if p.content_type.app_label in ("matters", "documents")
    }
    # No administrator reads a matter: only the number ledger, the mail links without tokens, the
    # register of seals without their images.
    assert business == {
        "view_numberseries",
        "view_numberentry",
        "view_decisionlink",
        "change_decisionlink",
        "view_seal",
        "add_seal",
        "change_seal",
        "view_sealuse",
    }


def test_nobody_holds_two_administrators_roles_or_a_role_and_a_post(office):
    person = office.person("sysadmin", "茅系统")
    services.assign_admin_role(person=person, role=AdminRole.SYSTEM, by=None, at=NOW)
    with pytest.raises(Refused, match="不得由一人兼任"):
        services.assign_admin_role(person=person, role=AdminRole.AUDIT, by=None, at=NOW)
    with pytest.raises(Refused, match="不得兼任管理员"):
        services.assign_admin_role(
            person=office.people["sg"], role=AdminRole.AUDIT, by=None, at=NOW
        )
    with pytest.raises(Refused, match="本人不能"):
        services.withdraw_admin_role(person=person, by=person, at=NOW)


def test_a_post_is_created_with_its_own_group(office):
    post = Post.objects.create_post(
        code="new", name="新岗位", unit=office.units["szf"], role=PostRole.CLERK
    )
    assert post.group.name == "岗位:new"
    assert post.group.user_set.count() == 0


def test_login_names_are_folded(office):
    from apps.organisation.sign_in import folded_username

    assert Person.objects.get_by_natural_key(" VM2 ").username == "vm2"
    assert folded_username(None, {"username": " VM2"}) == "vm2"
    with pytest.raises(Refused, match="已被使用"):
        services.create_person(login="VM2", name="重名", by=None, at=NOW)
