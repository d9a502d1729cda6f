"""后台工作 in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.core.jobs import enqueue
from apps.core.models import Job

pytestmark = pytest.mark.django_db
PAGE = "admin:core_job_changelist"


@pytest.fixture
def administrator(client):
    user = get_user_model().objects.create_superuser("admin", password="x", name="管理员")
    client.force_login(user)
    return client


@pytest.fixture
def incident(at):
    row = enqueue("test.nobody")
    Job.objects.filter(pk=row.pk).update(
        state="incident", attempts=5, finished_at=at, last_error="磁盘已满"
    )
    return row


def test_incidents_can_be_filtered_and_their_reason_read(administrator, incident):
    enqueue("test.quiet")
    page = administrator.get(reverse(PAGE), {"state__exact": "incident"}).content.decode()
    assert "磁盘已满" in page
    assert "异常待处理" in page
    assert reverse("admin:core_job_change", args=[incident.pk]) in page
    assert "1 后台工作" in page


def test_put_back_requeues_incidents_and_says_what_it_left(administrator, incident):
    quiet = enqueue("test.quiet")
    answer = administrator.post(
        reverse(PAGE),
        {"action": "put_back", "_selected_action": [incident.pk, quiet.pk]},
        follow=True,
    ).content.decode()
    assert "已将 1 项异常工作重新排队" in answer
    assert "1 项不是异常工作，未作改动" in answer
    incident.refresh_from_db()
    assert (incident.state, incident.attempts) == ("queued", 0)


def test_jobs_can_be_neither_added_nor_edited_nor_deleted(administrator, incident):
    assert administrator.get(reverse("admin:core_job_add")).status_code == 403
    url = reverse("admin:core_job_change", args=[incident.pk])
    administrator.post(url, {"name": "other", "state": "done"})
    incident.refresh_from_db()
    assert (incident.name, incident.state) == ("test.nobody", "incident")
    assert (
        administrator.post(
            reverse("admin:core_job_delete", args=[incident.pk]), {"post": "yes"}
        ).status_code
        == 403
    )
