"""Sign-in records in the admin: read by two administrators, let in again by one."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from apps.organisation import services
from apps.organisation.vocabulary import AdminRole
from tests.organisation.factories import NOW

pytestmark = pytest.mark.django_db
SYSTEM, SECURITY, AUDIT, BUSINESS = AdminRole.values
MODELS = (AccessAttempt, AccessFailureLog, AccessLog)


@pytest.fixture
def as_role(client, office):
    services.ensure_admin_groups()

    def sign_in(role):
        person = office.person(f"admin{AdminRole.values.index(role)}", "管理员")
        services.assign_admin_role(person=person, role=role, by=None, at=NOW)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def attempt(db):
    return AccessAttempt.objects.create(
        username="vm2",
        ip_address="192.0.2.7",
        user_agent="x",
        path_info="/login/",
        get_data="",
        post_data="",
        failures_since_start=5,
    )


def test_the_pages_speak_chinese(as_role, attempt):
    client = as_role(AUDIT)
    for model in MODELS:
        page = client.get(reverse(f"admin:axes_{model._meta.model_name}_changelist"))
        text = page.content.decode()
        assert "登录" in text
        for foreign in ("Access", "attempt", "Attempt Time", "IP Address", "User Agent"):
            assert f">{foreign}" not in text, (model, foreign)
    shown = client.get(reverse("admin:axes_accessattempt_change", args=[attempt.pk]))
    assert "失败次数" in shown.content.decode()


@pytest.mark.parametrize("role", [SYSTEM, BUSINESS])
def test_others_do_not_see_them(as_role, role, attempt):
    assert as_role(role).get(reverse("admin:axes_accessattempt_changelist")).status_code == 403


def test_security_lets_somebody_in_again_and_audit_may_not(as_role, attempt):
    url = reverse("admin:axes_accessattempt_changelist")
    body = {"action": "let_in_again", "_selected_action": [attempt.pk]}
    as_role(AUDIT).post(url, body)
    assert AccessAttempt.objects.filter(username="vm2").exists()
    as_role(SECURITY).post(url, body)
    assert not AccessAttempt.objects.filter(username="vm2").exists()
    assert LogEntry.objects.get().change_message == "恢复登录"
