"""留痕 in the admin is read only."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.trail.anchors import anchor
from apps.trail.tasks import anchor_head
from apps.trail.verbs import name_verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = get_user_model().objects.create_superuser("admin", password="x", name="管理员")
    client.force_login(user)
    return client


def test_an_auditor_reads_events_in_chinese(administrator, write, at):
    name_verbs({"documents.sign": "签发"})
    write(1)
    anchor(at=at)
    page = administrator.get(reverse("admin:trail_event_changelist"), {"q": "松见山"})
    assert "签发" in page.content.decode()
    detail = administrator.get(reverse("admin:trail_event_change", args=[1])).content.decode()
    assert "同意，发" in detail
    assert "_save" not in detail
    assert administrator.get(reverse("admin:trail_anchor_changelist")).status_code == 200


@pytest.mark.parametrize("verb", ["add", "delete"])
def test_nothing_can_be_added_or_deleted(administrator, write, verb):
    write(1)
    args = [] if verb == "add" else [1]
    url = reverse(f"admin:trail_event_{verb}", args=args)
    assert administrator.post(url, {"post": "yes"}).status_code == 403


def test_the_hourly_sweep_writes_an_anchor(write, at, anchor_dir):
    write(1)
    anchor_head(at=at)
    anchor_head(at=at)
    assert len((anchor_dir / "trail-anchors.jsonl").read_text().splitlines()) == 1
