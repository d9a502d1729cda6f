"""The newest anchor reaches the audit administrators' mailboxes, once, and nobody else."""

import datetime as dt

import pytest
from django.core import mail

from apps.core.jobs import run_due_jobs
from apps.core.sweeps import SWEEPS
from apps.notifications.anchor_letters import tell_anchor
from apps.organisation import services
from apps.organisation.vocabulary import AdminRole
from apps.trail.anchors import anchor
from apps.trail.services import record

NOW = dt.datetime(2026, 6, 2, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DAY = dt.timedelta(days=1)


@pytest.fixture
def auditors(db, settings, tmp_path):
    settings.OA_ANCHOR_DIR, settings.OA_ANCHOR_KEY = tmp_path, "tests-only"
    mail.outbox = []
    services.ensure_admin_groups()
    for login, role in (("audit", AdminRole.AUDIT), ("sys", AdminRole.SYSTEM)):
        person = services.create_person(
            login=login, name=login, email=f"{login}@oa.example", by=None, at=NOW
        )
        services.assign_admin_role(person=person, role=role, by=None, at=NOW)
    run_due_jobs(at=NOW)
    mail.outbox = []


def test_without_an_anchor_nothing_is_told(auditors):
    assert tell_anchor(at=NOW) == []


def test_each_anchor_is_mailed_once_to_the_auditors_alone(auditors):
    row = anchor(at=NOW)
    for _ in range(2):
        tell_anchor(at=NOW)
        run_due_jobs(at=NOW)
    (letter,) = mail.outbox
    assert letter.to == ["audit@oa.example"]
    assert letter.subject == f"留痕锚点：第{row.seq}条"
    for words in (row.hash, row.signature, f"共{row.count}条", "2026年06月02日 10:00"):
        assert words in letter.body
    record(verb="x.y", subject="x:1", at=NOW)
    anchor(at=NOW + DAY)
    tell_anchor(at=NOW + DAY)
    run_due_jobs(at=NOW + DAY)
    assert len(mail.outbox) == 2


def test_it_is_swept_daily():
    assert SWEEPS.get("notifications.tell_anchor") == DAY
