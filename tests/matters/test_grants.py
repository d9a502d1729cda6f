"""Explicit grants: to posts, by an event, in three places that agree."""

import pytest
from django.core.management import CommandError, call_command
from guardian.shortcuts import assign_perm

from apps.matters import grants
from apps.matters.circulation import circulate, mark_read
from apps.matters.models import Circulation, Matter, MatterGroupObjectPermission, Participation
from apps.trail.models import Event
from tests.matters.house import AT


def reads(house, person, matter):
    return Matter.objects.filter(pk=matter.pk).visible_to(house.hats(person)).exists()


def grant(house, matter, *posts):
    grants.grant(
        matter=matter,
        posts=[house.office.posts[p] for p in posts],
        reason="请阅知",
        **house.actor(house.registry),
    )


def revoke(house, matter, post):
    grants.revoke(
        matter=matter, post=house.office.posts[post], reason="误送", **house.actor(house.registry)
    )


def test_a_grant_lets_a_post_read_and_taking_it_back_ends_that(house):
    slip = house.slip()
    assert not reads(house, house.outsider, slip)
    grant(house, slip, "nyj.clerk")
    assert reads(house, house.outsider, slip)
    assert grants.differences() == []
    revoke(house, slip, "nyj.clerk")
    assert not reads(house, house.outsider, slip)
    assert grants.differences() == []
    verbs = Event.objects.filter(matter_id=slip.pk).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["slip.granted", "slip.revoked"]


def test_granting_twice_leaves_one_row(house):
    slip = house.slip()
    grant(house, slip, "nyj.clerk", "vm4")
    grant(house, slip, "nyj.clerk")
    assert MatterGroupObjectPermission.objects.count() == 2
    assert grants.differences() == []


def test_taking_part_stays_when_a_grant_is_taken_back(house):
    slip = house.slip()
    house.open(slip, "vm2")
    grant(house, slip, "vm2")
    revoke(house, slip, "vm2")
    assert reads(house, house.holder, slip)
    assert grants.differences() == []


def test_a_grant_moves_the_matter_up_for_everybody_alike(house):
    slip = house.slip(latest_at=AT.replace(year=2025))
    grant(house, slip, "vm4")
    slip.refresh_from_db()
    keys = set(Participation.objects.filter(matter=slip).values_list("latest_at", flat=True))
    assert keys == {slip.latest_at} == {AT}


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (
            lambda m, h: MatterGroupObjectPermission.objects.all().delete(),
            ["有参与记录而无授权", "有留痕而无授权"],
        ),
        (
            lambda m, h: Participation.objects.filter(role="granted").delete(),
            ["有授权而无参与记录"],
        ),
        (
            lambda m, h: assign_perm("matters.view_matter", h.office.posts["vm4"].group, m),
            ["岗位vm4：有授权而无参与记录", "岗位vm4：有授权而无留痕"],
        ),
        (lambda m, h: assign_perm("matters.view_matter", h.outsider, m), ["直接给了个人"]),
    ],
)
def test_whatever_is_done_behind_the_service_is_found(house, spoil, says):
    slip = house.slip()
    grant(house, slip, "nyj.clerk")
    spoil(slip, house)
    found = grants.differences()
    assert len(found) == len(says)
    assert all(any(word in line for line in found) for word in says)
    with pytest.raises(CommandError, match="处差异"):
        call_command("verify_grants")


def test_the_command_is_silent_about_nothing_when_all_is_well(house, capsys):
    grant(house, house.slip(), "vm4")
    call_command("verify_grants")
    assert "授权核对无差异" in capsys.readouterr().out


def test_circulation_reaches_each_post_once_and_remembers_the_first_reading(house):
    slip = house.slip()
    posts = [house.office.posts[p] for p in ("vm4", "nyj.clerk")]
    actor = house.actor(house.registry)
    assert circulate(matter=slip, posts=posts, **actor) == 2
    assert circulate(matter=slip, posts=posts, **actor) == 0
    assert Event.objects.filter(verb="slip.circulated").count() == 1
    assert reads(house, house.outsider, slip)
    reader = house.actor(house.outsider)
    assert mark_read(matter_id=slip.pk, **reader) == 1
    assert mark_read(matter_id=slip.pk, **reader) == 0
    assert Circulation.objects.filter(read_by=house.outsider).count() == 1
