"""The delegations of a small office: its people, the forms as posted, one that was granted."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from apps.desk import middleware
from apps.organisation import services
from apps.organisation.models import Delegation
from apps.organisation.vocabulary import DelegationKind, PostRole, UnitKind
from tests.organisation.factories import NOW as FOUNDED
from tests.organisation.factories import at

NOW = at(7, 1)
LIST = reverse("organisation:delegations")
REASON = {"reason": "工作需要", "document": "咸政办函〔2026〕40号"}


@pytest.fixture
def cast(office):
    """The leaders, a deputy secretary-general and the head of a department."""
    office.unit("fgb", "市政府办公室", UnitKind.GENERAL_OFFICE, parent=office.units["szf"])
    office.unit("yjj", "市应急管理局", UnitKind.DEPARTMENT, parent=office.units["szf"])
    office.staff("dsg5", "桐声远", "fgb", PostRole.DEPUTY_SECRETARY_GENERAL)
    office.staff("yjj.head", "荆备豫", "yjj", PostRole.UNIT_HEAD)
    office.plan("2026年分工", FOUNDED.date(), {"yjj": "evm", "fgb": "evm"})
    return office


@pytest.fixture
def web(client, monkeypatch, cast):
    class Clock:
        now = staticmethod(lambda: NOW)

    monkeypatch.setattr(middleware, "timezone", Clock)

    def signed_in(login):
        client.force_login(cast.people[login], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def page(kind):
    return reverse("organisation:delegate", args=[kind])


def meeting(cast, grantor="vm4", grantee="dsg5", **more):
    hours = {"from_at": "2026-07-02T00:00", "to_at": "2026-07-04T00:00"}
    codes = {"grantor": grantor, "grantee": grantee}
    posts = {name: getattr(cast.posts.get(code), "pk", code) for name, code in codes.items()}
    return {**posts, "subject": "城区内涝治理", **hours, **REASON, **more}


def mandate(cast, **more):
    hours = {"from_at": "2026-10-15T00:00", "to_at": "2026-10-21T00:00"}
    posts = {"grantor": cast.posts["mayor"].pk, "grantee": cast.posts["evm"].pk}
    return {**posts, **hours, **REASON, **more}


def confirm(client, url, values):
    """Post twice as a person does: look at what follows, then grant it."""
    seen = client.post(url, values)
    assert seen.status_code == 200, seen.content.decode()
    assert not Delegation.objects.filter(reason=values["reason"]).exists(), "granted unseen"
    mark = re.search(r'name="shown" value="(\w+)"', seen.content.decode())
    assert mark, "nothing to confirm"
    return seen, client.post(url, {**values, "shown": mark.group(1)})


@pytest.fixture
def granted(cast):
    return services.delegate(
        kind=DelegationKind.TOPIC_MEETING,
        grantor=cast.posts["vm4"],
        grantee=cast.posts["dsg5"],
        subject="城区内涝治理",
        from_at=at(7, 1, 0),
        to_at=at(7, 4, 0),
        document="批示",
        reason="出席省里会议",
        by=cast.people["vm4"],
        at=NOW,
    )
