"""The office of the documents' tests, furnished once for a module with what addresses lead to."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog

from apps.leave.services import ledger
from apps.notifications.services import notify
from apps.organisation import services
from apps.trail.anchors import anchor
from apps.workdays.models import CalendarDay
from tests.documents.conftest import _typeset_once, built, clock, office, seal_keys, web
from tests.documents.desk import S, reach
from tests.documents.office import NOW
from tests.documents.sealing import numbered, registered, used
from tests.permissions.world import World
from tests.typesetting.signature.kit import folders

__all__ = ["_typeset_once", "built", "clock", "office", "seal_keys", "web"]


@pytest.fixture(scope="module")
def world(built, django_db_blocker) -> World:
    """The documents that addresses lead to; every test rolls back what it does to them."""
    with django_db_blocker.unblock():
        return World(built)


@pytest.fixture(scope="module")
def furnished(built, world, django_db_blocker, tmp_path_factory) -> World:
    """One row at least of every model that the administration shows."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        from django.conf import settings

        patch.setattr(settings, "OA_ANCHOR_DIR", tmp_path_factory.mktemp("anchors"))
        patch.setattr(settings, "OA_ANCHOR_KEY", "tests-only")
        reach(built, S.ISSUED, "outgoing")
        world.link(used=False)
        _authority(built)
        _sign_ins()
        day = CalendarDay.objects.earliest("pk")
        day.name = f"{day.name}（改）"
        day.save()
        told = {"kind": "test", "key": "1", "path": "/", "at": NOW, "mail": False}
        notify(people=[built.people["nyj.clerk"]], subject="通知", text="通知内容", **told)
        services.agree(
            place=("legality_review.opinion", "value"),
            value=10,
            from_on=NOW.date(),
            reason="市司法局来函商定",
            by=built.people["bizadmin"],
            at=NOW,
        )
        private, public = folders()
        patch.setattr(settings, "OA_SEAL_KEYS", str(private))
        patch.setattr(settings, "OA_SEAL_PUBLIC", public)
        registered(built)
        used(numbered(built))
        _annual_leave(built)
        anchor(at=NOW)
    return world


def _authority(office) -> None:
    start, end = NOW + dt.timedelta(days=9), NOW + dt.timedelta(days=10)
    office.away("vm2", start, end)
    office.mandate(start, end)


def _sign_ins() -> None:
    tried = {"username": "nyj.clerk", "ip_address": "192.0.2.1", "user_agent": "x"}
    page = {"path_info": "/login/", "http_accept": "*/*"}
    AccessAttempt.objects.create(**tried, **page, failures_since_start=3)
    AccessLog.objects.create(**tried, **page)
    AccessFailureLog.objects.create(**tried, **page)


def _annual_leave(office) -> None:
    """A date of service and a correction of the ledger of annual leave."""
    given = {"person": office.people["vm2"], "by": office.people["bizadmin"], "at": NOW}
    ledger.enter_service(started_on=dt.date(1994, 7, 1), **given)
    ledger.adjust(year=NOW.year, days=Decimal("0.5"), note="漏登半天", **given)
