"""Who is asked where nobody acts: the secretary-general for a name, the mayor for his word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from apps.notifications.models import Message
from apps.notifications.reminders import remind
from apps.organisation import services
from apps.organisation.vocabulary import AbsenceKind
from tests.organisation import factories
from tests.organisation.factories import at

pytestmark = pytest.mark.django_db
NOW = at(8, 9)


@pytest.fixture
def office(db):
    return factories.build()


def told():
    rows = Message.objects.order_by("pk").values_list("person__username", "kind", "subject")
    return [(who, kind, subject) for who, kind, subject in rows]


@pytest.mark.clause("5.9")
def test_both_away_asks_the_secretary_general_once_then_the_mayor(office):
    office.away("vm2", at(8, 10, 0), at(8, 13, 0))
    office.away("vm3", at(8, 10, 0), at(8, 13, 0))
    remind(at=NOW)
    remind(at=NOW + timedelta(minutes=5))
    assert told() == [
        ("sg", "substitute_wanted", "【请提出代行人选】松见山离咸，无人代行"),
        ("sg", "substitute_wanted", "【请提出代行人选】兰照溪离咸，无人代行"),
    ]
    message = Message.objects.earliest("pk")
    assert message.path == "/organisation/arrange/vm2/"
    assert "08月10日00:00至08月13日00:00" in message.text
    services.propose_substitute(
        covers=office.posts["vm2"],
        grantee=office.posts["vm4"],
        from_at=at(8, 10, 0),
        to_at=at(8, 13, 0),
        by=office.people["sg"],
        at=NOW,
    )
    remind(at=NOW + timedelta(minutes=10))
    assert told()[2:] == [
        ("mayor", "substitute_proposed", "【请指定代行人】松见山离咸，已提出人选")
    ]


@pytest.mark.clause("5.8", "5.9")
def test_a_leader_without_partner_is_asked_for_too(office):
    office.away("vm6", at(8, 10, 0), at(8, 13, 0))
    remind(at=NOW)
    assert [who for who, *_ in told()] == ["sg"]


@pytest.mark.clause("5.7")
def test_the_mayor_away_without_a_mandate_prompts_the_office(office):
    office.away("mayor", at(8, 10, 0), at(8, 13, 0), AbsenceKind.OFFICIAL_VISIT_ABROAD)
    remind(at=NOW)
    assert told() == [("sg", "mandate_wanted", "【须报请委托】柏云舟离咸，尚未登记委托")]
    assert "仍呈市长" in Message.objects.get().text


@pytest.mark.clause("5.7", "5.9")
def test_where_somebody_acts_nobody_is_asked(office):
    office.away("vm2", at(8, 10, 0), at(8, 13, 0))
    office.away("mayor", at(8, 10, 0), at(8, 13, 0))
    office.mandate(at(8, 10, 0), at(8, 13, 0))
    remind(at=NOW)
    remind(at=at(8, 11))
    assert {kind for _, kind, _ in told()} == {"delegation_granted"}
