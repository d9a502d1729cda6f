"""The furnished office of the tables of who gets what: every form and every file of the site."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from apps.desk import middleware
from tests.hostile.visits import Target, collect
from tests.permissions.conftest import (
    _typeset_once,
    built,
    clock,
    furnished,
    office,
    seal_keys,
    web,
    world,
)
from tests.permissions.world import VISIT
from tests.typesetting.signature.kit import folders

BACKEND = "django.contrib.auth.backends.ModelBackend"
__all__ = ["_typeset_once", "built", "clock", "furnished", "office", "seal_keys", "web", "world"]


@pytest.fixture
def visit(clock):
    """Everybody comes at the hour of the tables."""
    clock.now = VISIT
    return VISIT


def browser(office):
    """Return what signs somebody of the office in."""

    def signed_in(login: str) -> Client:
        client = Client()
        if login:
            client.force_login(office.people[login], backend=BACKEND)
        return client

    return signed_in


@pytest.fixture(scope="module")
def targets(furnished, django_db_blocker, tmp_path_factory) -> list[Target]:
    """Every form of the site with one person who may post it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(middleware, "timezone", SimpleNamespace(now=lambda: VISIT))
        private, public = folders()
        patch.setattr(settings, "OA_SEAL_KEYS", str(private))
        patch.setattr(settings, "OA_SEAL_PUBLIC", public)
        return collect(furnished, browser(furnished.office))
