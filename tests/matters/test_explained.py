"""`trail verify --deep`: rows of the business edited past the services show, whichever side."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection

from apps.matters import files
from apps.matters.models import Attachment, MatterGroupObjectPermission, Step
from apps.organisation import services
from apps.organisation.models import Person
from apps.organisation.vocabulary import AdminRole
from apps.trail.anchors import anchor
from apps.trail.models import Event
from apps.trail.verification import verify
from tests.matters.house import AT
from tests.trail.unguarded import lifted


@pytest.fixture
def told(house, settings, tmp_path):
    """A step settled, a file added, one removed, an administrator; anchored and sound."""
    settings.OA_ANCHOR_DIR, settings.OA_ANCHOR_KEY = tmp_path, "tests-only"
    slip = house.slip()
    (step,) = house.open(slip, "vm2")
    actor = house.actor(house.owner)
    for name in ("甲.txt", "乙.txt"):
        upload = SimpleUploadedFile(name, name.encode())
        row = files.attach(matter=slip, upload=upload, role="annex", **actor)
    files.remove(attachment=row, reason="误传", **actor)
    house.settle(step, house.holder, opinion="同意。")
    services.ensure_admin_groups()
    admin = services.create_person(login="audit", name="荻审计", by=None, at=AT)
    services.assign_admin_role(person=admin, role=AdminRole.AUDIT, by=None, at=AT)
    anchor(at=AT)
    assert verify(deep=True).findings == []
    return house


def settled():
    return Step.objects.filter(state="settled")


def make_superuser():
    Person.objects.filter(username="audit").update(is_superuser=True)


def promote():
    Person.objects.get(username="nyj.clerk").groups.add(Group.objects.get(name=AdminRole.SYSTEM))


def rewrite_the_file():
    row = Attachment.objects.get(name="甲.txt")
    with open(row.file.path, "wb") as file:
        file.write(b"something else")


def lose_the_file():
    row = Attachment.objects.get(name="甲.txt")
    row.file.storage.delete(row.file.name)


def grant_in_secret():
    step = Step.objects.select_related("post").first()
    MatterGroupObjectPermission.objects.create(
        group_id=step.post.group_id,
        permission=Permission.objects.get(codename="view_matter"),
        content_object_id=step.matter_id,
    )


TAMPERINGS = {
    "a decision turned round": lambda: settled().update(outcome="refuse"),
    "an opinion rewritten": lambda: settled().update(opinion="不同意。"),
    "another hand put under it": lambda: settled().update(
        acted_by=Person.objects.get(username="vm3")
    ),
    "a decision undone": lambda: settled().update(
        state="waiting", outcome="", acted_by=None, acted_at=None, hat=None
    ),
    "another file under the same row": lambda: Attachment.objects.filter(name="甲.txt").update(
        sha256="0" * 64
    ),
    "a file renamed": lambda: Attachment.objects.filter(name="甲.txt").update(name="丙.txt"),
    "a removed file put back": lambda: Attachment.objects.update(removed_at=None),
    "a row of a file deleted": lambda: Attachment.objects.filter(name="甲.txt").delete(),
    "bytes rewritten on the disk": rewrite_the_file,
    "a file lost from the disk": lose_the_file,
    "a grant written by hand": grant_in_secret,
    "an administrator made by hand": promote,
    "an administrator unmade by hand": lambda: Person.objects.get(username="audit").groups.clear(),
    "a superuser": make_superuser,
}


@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS)
def test_what_the_trail_does_not_explain_is_found(told, tampering):
    tampering()
    assert verify().ok  # the chain itself is whole
    report = verify(deep=True)
    assert {found.kind for found in report.findings} == {"unexplained"}


def test_a_decision_that_no_event_tells_of_is_found(told):
    with lifted(connection):
        Event.objects.filter(verb="slip.step_settled").update(verb="slip.step_urged")
    sentences = [f.sentence for f in verify(deep=True).findings if f.kind == "unexplained"]
    assert any("已办理，留痕中没有记录" in sentence for sentence in sentences)


def test_the_command_says_so_and_exits_1(told, capsys):
    call_command("trail", "verify", "--deep")
    assert "留痕完整" in capsys.readouterr().out
    settled().update(opinion="不同意。")
    with pytest.raises(SystemExit):
        call_command("trail", "verify", "--deep")
    assert "意见或者办理人与留痕不符" in capsys.readouterr().out
    Attachment.objects.filter(name="甲.txt").update(removed_at=AT)
    settled().update(opinion="同意。")
    with pytest.raises(SystemExit):
        call_command("trail", "verify", "--deep", "--json")
    assert json.loads(capsys.readouterr().out)["first_bad"] is None
