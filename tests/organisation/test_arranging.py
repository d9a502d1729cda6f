"""Nobody is chosen silently: the secretary-general proposes on a page, the mayor names on it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.desk import middleware
from apps.organisation import arranging, authority
from apps.organisation.models import Delegation
from apps.organisation.vocabulary import AbsenceKind
from apps.trail.models import Event
from tests.organisation.factories import at

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.9")]
NOW = at(8, 9)


@pytest.fixture
def both_away(office):
    """vm2 is away for three days, his partner vm3 for the middle one; asked on the day before."""
    office.away("vm2", at(8, 10, 0), at(8, 13, 0))
    office.away("vm3", at(8, 11, 0), at(8, 12, 0), AbsenceKind.VACATION)
    return office


@pytest.fixture
def web(client, monkeypatch, both_away):
    class Clock:
        now = staticmethod(lambda: NOW)

    monkeypatch.setattr(middleware, "timezone", Clock)

    def signed_in(login):
        client.force_login(
            both_away.people[login], backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return signed_in


def page(code="vm2"):
    return reverse("organisation:arrange", args=[code])


def form(office, to="vm4", **more):
    hours = {"from_at": "2026-08-11T00:00", "to_at": "2026-08-12T00:00"}
    return {"grantee": office.posts[to].pk, "reason": "分管相近", **hours, **more}


def test_only_the_hours_without_anybody_are_wanted_and_known_beforehand(both_away):
    one, other = arranging.wanted(NOW)
    assert (one.post.code, one.name) == ("vm2", "松见山")
    assert (one.from_at, one.to_at) == (at(8, 11, 0), at(8, 12, 0))
    assert (other.post.code, other.from_at) == ("vm3", at(8, 11, 0))
    assert [cite.clause for cite in one.gap.cites] == []
    assert "秘书长" in one.gap.reason
    assert arranging.wanted(at(7, 1)) == []
    assert [code for code, _ in _codes(one)] == ["evm", "vm1", "vm4", "vm5", "vm6", "sg"]


def _codes(one):
    return [(post.code, name) for post, name in arranging.candidates(one.from_at, one.post)]


def test_the_secretary_general_proposes_and_the_mayor_names_on_the_page(web, both_away):
    seen = web("sg").get(page()).content.decode()
    assert "提出代行人选" in seen
    assert "竺清扬（副市长）" in seen
    assert web("sg").post(page(), form(both_away)).status_code == 302
    proposal = Delegation.objects.get()
    assert (proposal.granted_at, proposal.proposed_by.username) == (None, "sg")
    assert authority.acting(both_away.posts["vm2"], at(8, 11, 9)).people == ()
    seen = web("mayor").get(page()).content.decode()
    assert "杉致和建议由" in seen
    assert web("mayor").post(page(), form(both_away)).status_code == 302
    people = authority.acting(both_away.posts["vm2"], at(8, 11, 9)).people
    assert [(p.username, hat.capacity) for p, hat in people] == [("vm4", "named")]
    assert authority.acting(both_away.posts["vm2"], at(8, 12, 9)).people[0][0].username == "vm3"
    verbs = Event.objects.filter(subject=f"delegation:{proposal.pk}").order_by("seq")
    assert [(e.verb.split(".")[1], e.person_key) for e in verbs] == [
        ("substitute_proposed", "sg"),
        ("substitute_named", "mayor"),
    ]
    assert [w.post.code for w in arranging.wanted(NOW)] == ["vm3"]
    assert web("mayor").get(page()).status_code == 404


def test_the_mayor_names_somebody_else_or_other_hours_and_the_proposal_is_over(web, both_away):
    web("sg").post(page(), form(both_away))
    web("mayor").post(page(), form(both_away, "vm5", from_at="2026-08-10T12:00"))
    assert authority.acting(both_away.posts["vm2"], at(8, 11, 9)).people[0][0].username == "vm5"
    assert not Delegation.objects.proposed(NOW).exists()


def test_a_second_proposal_takes_the_place_of_the_first(web, both_away):
    web("sg").post(page(), form(both_away))
    web("sg").post(page(), form(both_away, "evm"))
    assert [d.grantee.code for d in Delegation.objects.proposed(NOW)] == ["evm"]


@pytest.mark.parametrize("login", ["vm4", "evm", "vm2"])
def test_nobody_else_proposes_or_names(web, both_away, login):
    assert web(login).get(page()).status_code == 403
    assert web(login).post(page(), form(both_away)).status_code == 403
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"grantee": ""}, "请选择代行人"),
        ({"grantee": "9" * 30}, "代行人：所选项不存在，请重新选择"),
        ({"to_at": "2026-08-10T00:00"}, "截止时间应晚于起始时间"),
        ({"from_at": "<script>"}, "时间请写成"),
        ({"reason": "长" * 201}, "200"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_kept(web, both_away, values, words):
    answer = web("sg").post(page(), form(both_away, **values))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert "<script>" not in text.replace("<script nonce", "").replace("<script src", "")
    assert not Delegation.objects.exists()


def test_somebody_who_is_away_himself_is_not_named(both_away):
    from apps.core.verdicts import Refused
    from apps.organisation import services

    with pytest.raises(Refused, match="兰照溪届时也离咸"):
        services.propose_substitute(
            covers=both_away.posts["vm2"],
            grantee=both_away.posts["vm3"],
            from_at=at(8, 11, 0),
            to_at=at(8, 12, 0),
            by=both_away.people["sg"],
            at=NOW,
        )


@pytest.mark.parametrize("code", ["vm4", "mayor", "nobody"])
def test_a_post_that_needs_nobody_has_no_such_page(web, code):
    assert web("sg").get(page(code)).status_code == 404


def test_the_overview_leads_there_for_those_whose_part_it_is(web, both_away):
    on = {"on": "2026-08-11"}
    for login, words in (("sg", "提出代行人选"), ("mayor", "指定代行人"), ("vm4", "")):
        text = web(login).get(reverse("organisation:roles"), on).content.decode()
        assert (page() in text) == bool(words), login
        assert words in text
