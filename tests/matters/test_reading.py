"""List, page, count, search, detail and inbox say the same, whatever the hats."""

import datetime as dt
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.matters import grants, policies, reading, steps
from apps.matters.backends import PolicyBackend
from apps.matters.models import Matter, Participation, Step
from apps.matters.participation import take_part
from apps.matters.querysets import visible_q
from apps.organisation import authority
from apps.organisation.authority import Standing
from tests.matters.house import AT, PURPOSES

POSTS = ("mayor", "vm2", "vm3", "wd", "jtj.clerk", "nyj.clerk")
OWNERS = ("jtj.clerk", "nyj.clerk", "vm3")
DAYS = st.integers(0, 3).map(lambda n: AT + dt.timedelta(days=n))
MATTERS = st.fixed_dictionaries(
    {
        "owner": st.sampled_from(OWNERS),
        "phase": st.sampled_from(["draft", "in_hand", "closed"]),
        "in_office": st.booleans(),
        "at": DAYS,
    }
)
EVENTS = st.one_of(
    st.tuples(
        st.just("part"),
        st.integers(0, 5),
        st.sampled_from(POSTS),
        st.sampled_from(["drafted", "addressed", "decided", "circulated"]),
        DAYS,
    ),
    st.tuples(st.just("grant"), st.integers(0, 5), st.sampled_from(POSTS), st.none(), DAYS),
    st.tuples(st.just("revoke"), st.integers(0, 5), st.sampled_from(POSTS), st.none(), DAYS),
    st.tuples(
        st.just("step"),
        st.integers(0, 5),
        st.sampled_from(POSTS),
        st.tuples(st.sampled_from(list(PURPOSES)), st.booleans(), st.booleans()),
        DAYS,
    ),
    st.tuples(st.just("withdraw"), st.integers(0, 9), st.sampled_from(POSTS), st.none(), DAYS),
)
HATS = st.fixed_dictionaries(
    {
        "post": st.sampled_from(POSTS),
        "person": st.sampled_from(OWNERS),
        "capacity": st.sampled_from(["holder", "acting_head", "ab", "named", "acting_mayor"]),
        "stood_in": st.booleans(),
        "reads": st.sampled_from(["", "", "", "office", "all"]),
        "kept": st.sets(st.sampled_from(["decide", "release", "register", "mayor_decide"])),
        "serves": st.lists(st.sampled_from(POSTS), max_size=1),
    }
)


@contextmanager
def undone():
    """Run an example and take back whatever it wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_hats(house, drawn):
    hats = []
    for d in drawn:
        own = d["capacity"] in ("holder", "acting_head")
        hats.append(
            house.bare(
                d["post"],
                house.office.people[d["person"]],
                capacity=d["capacity"],
                stood_in=d["stood_in"] and own,
                reads=d["reads"],
                excluded_powers=frozenset() if own else frozenset(d["kept"]),
                liaison_posts=tuple(house.office.posts[p].pk for p in d["serves"]) if own else (),
            )
        )
    return tuple(hats)


def furnish(house, drawn, events):
    """Make the matters and let the events happen to them, through the services."""
    people, posts = house.office.people, house.office.posts
    matters = [
        house.slip(
            f"第{n}件",
            owner=people[d["owner"]],
            phase=d["phase"],
            latest_at=d["at"],
            in_office=d["in_office"],
            closed_at=d["at"] if d["phase"] == "closed" else None,
        )
        for n, d in enumerate(drawn)
    ]
    for verb, place, post, detail, at in events:
        matter = matters[place % len(matters)]
        actor = {**house.actor(house.registry), "at": at}
        if verb == "part":
            matter.refresh_from_db()
            take_part(matter=matter, posts=[posts[post].pk], role=detail, at=at)
        elif verb == "grant":
            grants.grant(matter=matter, posts=[posts[post]], reason="阅", **actor)
        elif verb == "revoke":
            grants.revoke(matter=matter, post=posts[post], reason="收", **actor)
        elif verb == "step":
            _open(house, matter, post, detail, actor)
        else:
            for step in Step.objects.order_by("pk")[place : place + 1]:
                steps.withdraw(matter=step.matter, steps=[step], reason="撤回", **actor)


def _open(house, matter, post, detail, actor):
    purpose, personal, dated = detail
    waiting = {"purpose": purpose, "post": house.office.posts[post], "state": "waiting"}
    if not matter.steps.filter(**waiting).exists():
        house.open(
            matter,
            post,
            purpose=purpose,
            personal=personal,
            by=actor["by"],
            hat=actor["hat"],
            at=actor["at"],
            due_at=actor["at"] if dated else None,
        )


def expected(hats):
    """Say it once more in plain Python, from the rows."""
    own = [h for h in hats if h.is_own]
    posts = {h.post_id for h in hats} | {p for h in own for p in h.liaison_posts}
    everything = any(h.reads == "all" for h in hats)
    office = any(h.reads == "office" for h in own)
    parts = set(Participation.objects.filter(post__in=posts).values_list("matter_id", flat=True))
    return {
        m.pk
        for m in Matter.objects.all()
        if m.pk in parts
        or (everything and m.phase != "draft")
        or (not everything and office and m.in_office)
    }


def pages(hats, size):
    """Walk the list page by page, as a reader does."""
    seen, cursor = [], None
    while True:
        ids = reading.newest_ids(hats=hats, kind="slip", limit=size, before=cursor)
        if not ids:
            return seen
        seen += ids
        last = Matter.objects.get(pk=ids[-1])
        cursor = (last.latest_at, last.pk)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    drawn=st.lists(MATTERS, min_size=1, max_size=6),
    events=st.lists(EVENTS, max_size=14),
    worn=st.lists(HATS, max_size=4),
)
def test_list_detail_search_and_inbox_agree(house, drawn, events, worn):
    with undone():
        furnish(house, drawn, events)
        hats = make_hats(house, worn)
        readable = set(Matter.objects.visible_to(hats).values_list("pk", flat=True))
        assert readable == expected(hats)
        ids = reading.newest_ids(hats=hats, kind="slip", limit=50)
        assert set(ids) == readable
        assert len(ids) == len(readable)
        newest = Matter.objects.filter(pk__in=readable).order_by("-latest_at", "-pk")
        assert ids == list(newest.values_list("pk", flat=True))
        assert pages(hats, 2) == ids
        found = Matter.objects.filter(title__startswith="第").visible_to(hats)
        assert set(found.values_list("pk", flat=True)) == readable
        through = Participation.objects.filter(visible_q(hats, "matter__"))
        assert set(through.values_list("matter_id", flat=True)) == readable
        assert details(house, hats) == readable
        check_inbox(hats)
        assert grants_agree()


def details(house, hats):
    backend, reader = PolicyBackend(), house.outsider
    with patch.object(authority, "hats", lambda person, at: hats):
        return {
            m.pk for m in Matter.objects.all() if backend.has_perm(reader, "matters.view_matter", m)
        }


def check_inbox(hats):
    every = Step.objects.select_related("matter")
    mine = {s.pk for s in every if policies.can_settle(hats, s)}
    shown = reading.inbox(hats=hats)
    assert {s.pk for s in shown} == mine
    assert reading.inbox_count(hats) == len(mine)
    assert [(s.rank_at, s.pk) for s in shown] == sorted((s.rank_at, s.pk) for s in shown)
    readable = set(Matter.objects.visible_to(hats).values_list("pk", flat=True))
    assert {s.matter_id for s in shown} <= readable


def grants_agree():
    """One sort key for all rows of a matter, and one truth about grants."""
    rows = Participation.objects.select_related("matter")
    return all(r.latest_at == r.matter.latest_at for r in rows) and grants.differences() == []


# --- by name: who sees what


def readers(house, matter):
    return {
        login
        for login, person in house.office.people.items()
        if Matter.objects.filter(pk=matter.pk).visible_to(house.hats(person)).exists()
    }


def test_a_draft_is_read_by_its_own_post_alone(house):
    assert readers(house, house.slip(phase="draft")) == {"jtj.clerk"}


def test_a_matter_in_hand_is_read_by_those_who_take_part_and_by_the_mayor(house):
    slip = house.slip()
    house.open(slip, "vm2")
    seen = readers(house, slip)
    assert {"jtj.clerk", "vm2", "mayor"} <= seen
    assert not {"nyj.clerk", "nyj.head", "vm3", "vm4"} & seen


def test_the_partner_reads_while_he_acts_and_not_before_or_after(house):
    slip = house.slip()
    house.open(slip, "vm2")
    house.send_away()

    def sees(at):
        return Matter.objects.visible_to(house.hats(house.partner, at)).filter(pk=slip.pk).exists()

    days = [AT + dt.timedelta(days=n) for n in (-2, 0, 3)]
    assert [sees(at) for at in days] == [False, True, False]


def test_nobody_signed_in_or_no_longer_active_reads_anything(house):
    slip = house.slip()
    house.owner.is_active = False
    assert authority.hats(house.owner, AT) == ()
    assert not PolicyBackend().has_perm(house.owner, "matters.view_matter", slip)
    assert reading.newest_ids(hats=(), kind="slip") == []
    assert reading.inbox(hats=()) == []
    assert reading.inbox_count(()) == 0
    assert not Matter.objects.visible_to(()).exists()
    assert authority.standing(()) == Standing()


def test_other_kinds_do_not_mix_into_a_list(house):
    slip = house.slip()
    assert reading.newest_ids(hats=house.hats(house.owner), kind="slip") == [slip.pk]
    assert reading.newest_ids(hats=house.hats(house.owner), kind="document") == []


def test_many_roles_of_one_post_do_not_shorten_a_page(house):
    post = house.office.posts["jtj.clerk"].pk
    for n in range(12):
        matter = house.slip(f"第{n}件", latest_at=AT + dt.timedelta(minutes=n))
        for role in Participation.Role.values:
            take_part(matter=matter, posts=[post], role=role, at=matter.latest_at)
    hats = house.hats(house.owner)
    assert len(reading.newest_ids(hats=hats, kind="slip", limit=10)) == 10
    assert len(pages(hats, 3)) == 12


# --- cost


@pytest.mark.parametrize("count", [1, 5, 20])
def test_a_list_costs_two_statements_and_an_inbox_one_whatever_the_hats(
    house, count, django_assert_num_queries
):
    slip = house.slip()
    house.open(slip, "vm2")
    codes = list(house.office.posts)[:count]
    reads = "office" if count == 5 else ""
    hats = tuple(house.bare(code, reads=reads) for code in ["vm2", *codes])
    with django_assert_num_queries(2):
        rows = reading.newest(Matter, hats=hats, kind="slip")
        assert [(m.pk, m.unit.name) for m in rows] == [(slip.pk, "市交通运输局")]
    with django_assert_num_queries(1):
        shown = reading.inbox(hats=hats)
        assert [(s.title, s.unit_name) for s in shown] == [(slip.title, "市交通运输局")]
    with django_assert_num_queries(1):
        assert reading.inbox_count(hats) == 1


# --- Django's own question


def test_the_backend_answers_reading_of_matters_and_nothing_else(house, monkeypatch):
    monkeypatch.setattr("apps.matters.backends.timezone.now", lambda: AT)
    slip, backend = house.slip(), PolicyBackend()
    assert backend.authenticate(None, username="x", password="y") is None
    assert backend.has_perm(house.owner, "matters.view_matter", slip)
    assert house.owner.has_perm("matters.view_matter", slip)
    assert not backend.has_perm(house.owner, "matters.change_matter", slip)
    assert not backend.has_perm(house.owner, "documents.view_document", slip)
    assert not backend.has_perm(house.owner, "matters.view_matter", None)
    assert not backend.has_perm(house.owner, "matters.view_matter", house.owner)
    assert not backend.has_perm(house.owner, "matters.view_matter", Matter(kind="slip"))
    assert not house.outsider.has_perm("matters.view_matter", slip)
    assert get_user_model().objects.get(pk=house.owner.pk).has_perm("matters.view_matter") is False
