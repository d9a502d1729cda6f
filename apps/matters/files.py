"""Files of a matter: taken in, handed out, taken back.

The one door for every upload, whatever page or import it comes from. Owns the stored file and its
row. Refuses what ``file_checks`` refuses, and never rewrites or deletes a file that has a row:
removal is a mark. Who may attach to what is asked by the module, before it comes here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import F

from apps.core.jobs import enqueue
from apps.core.verdicts import Refused, Verdict
from apps.matters import decision_links, file_checks, flow
from apps.matters.downloads import download_response, open_for_reading
from apps.matters.models import Attachment, Finding, Matter, Step
from apps.organisation.authority import Hat
from apps.organisation.models import Person

__all__ = ["attach", "download_response", "open_for_reading", "remove", "sweep_strays"]

log = logging.getLogger(__name__)
FOLDER = "attachments"
# No upload takes longer from its first byte to the row that names it.
STRAY_AFTER = dt.timedelta(days=1)
_ENDED = (Matter.Phase.CLOSED, Matter.Phase.WITHDRAWN)


def attach(
    *,
    matter: Any,
    upload: File[bytes],
    role: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
) -> Attachment:
    """Check an upload and keep it with the matter; raises Refused with ``field="file"``.

    The same bytes given again under the same name and role return the row that is there.
    """
    name, media_type = file_checks.inspect(
        name=upload.name or "",
        stream=upload,
        size=upload.size or 0,
        limit=settings.OA_ATTACHMENT_MAX_BYTES,
    )
    size, digest = upload.size, _digest(upload)
    row = Attachment(
        matter_id=matter.pk,
        role=role,
        name=name,
        size=size,
        sha256=digest,
        media_type=media_type,
        uploaded_at=at,
        uploaded_by=by,
    )
    with transaction.atomic():
        fresh = flow.lock(matter)
        _refuse_ended(fresh, role)
        known = fresh.attachments.filter(
            role=role, name=name, sha256=digest, removed_at__isnull=True
        ).first()
        if known is not None:
            return known
        _keep(row, upload)
        _content_changed(fresh, role, at)
        flow.note(fresh, "attached", by=by, hat=hat, at=at, channel=channel, payload=_facts(row))
        return row


def remove(
    *,
    attachment: Attachment,
    reason: str,
    by: Person,
    hat: Hat,
    at: dt.datetime,
    channel: str = "web",
) -> Attachment:
    """Take an attachment out of the matter with a reason; the stored file stays as a record."""
    if not reason.strip():
        raise Refused(Verdict.deny("请写明移除原因", field="reason"))
    with transaction.atomic():
        fresh = flow.lock(attachment.matter)
        row = fresh.attachments.get(pk=attachment.pk)
        _refuse_removal(fresh, row)
        changed = Attachment.objects.filter(pk=row.pk, removed_at__isnull=True).update(
            removed_at=at
        )
        if changed != 1:
            raise Refused(Verdict.deny("附件已移除"))
        _content_changed(fresh, row.role, at)
        flow.note(
            fresh,
            "attachment_removed",
            by=by,
            hat=hat,
            at=at,
            channel=channel,
            payload={**_facts(row), "reason": reason.strip()},
        )
        row.refresh_from_db()
        return row


def sweep_strays(*, at: dt.datetime) -> int:
    """Delete files that no row names, left by a crash or an undone transaction; return how many.

    Young ones stay: their row may be about to be committed.
    """
    storage = Attachment._meta.get_field("file").storage  # type: ignore[union-attr]
    gone = 0
    for folder in _folders(storage, FOLDER):
        kept = set(
            Attachment.objects.filter(file__startswith=folder).values_list("file", flat=True)
        )
        for name in storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if path not in kept and storage.get_modified_time(path) < at - STRAY_AFTER:
                storage.delete(path)
                gone += 1
    if gone:
        log.warning("attachments: %s files without a row deleted", gone)
    return gone


def _folders(storage: Any, top: str) -> list[str]:
    return [f"{top}/{name}" for name in storage.listdir(top)[0]] if storage.exists(top) else []


def _digest(stream: IO[bytes] | File[bytes]) -> str:
    stream.seek(0)
    found = hashlib.file_digest(stream, "sha256")  # type: ignore[arg-type]
    stream.seek(0)
    return found.hexdigest()


def _keep(row: Attachment, upload: File[bytes]) -> None:
    """Write the file and its row; a row that cannot be written leaves no file behind."""
    row.file.save(row.name, upload, save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except BaseException:
        row.file.storage.delete(str(row.file.name))
        raise


def _refuse_ended(matter: Any, role: str) -> None:
    """A closed matter keeps its annexes as decided; proofs may still come in until it is void."""
    ended = _ENDED if role == Attachment.Role.ANNEX else (Matter.Phase.WITHDRAWN,)
    if matter.phase in ended:
        label = Matter.Phase(matter.phase).label
        raise Refused(Verdict.deny(f"本件{label}，不能再添加文件", field="file"))


def _refuse_removal(matter: Any, row: Attachment) -> None:
    if matter.phase in _ENDED:
        raise Refused(Verdict.deny(f"本件{Matter.Phase(matter.phase).label}，文件不能移除"))
    if row.role == Attachment.Role.PRINT:
        raise Refused(Verdict.deny("印发稿由系统生成，不能移除"))
    proves = Finding.objects.filter(evidence_id=row.pk).exists()
    if proves or Step.objects.filter(scan_id=row.pk).exists():
        raise Refused(Verdict.deny("该文件已作为办理依据，不能移除"))


def _content_changed(matter: Any, role: str, at: dt.datetime) -> None:
    """What deciders were shown has changed: a new version, old mail links dead, told again."""
    if role == Attachment.Role.ANNEX:
        Matter.objects.filter(pk=matter.pk).update(content_version=F("content_version") + 1)
        matter.refresh_from_db(fields=["content_version"])
    flow.touch(matter=matter, at=at)
    if decision_links.content_changed(matter=matter, at=at):
        waiting = matter.steps.filter(state=Step.State.WAITING).values_list("pk", flat=True)
        for pk in waiting:
            enqueue("matters.announce", step_id=pk)


def _facts(row: Attachment) -> dict[str, Any]:
    return {
        "attachment": row.pk,
        "role": row.role,
        "name": row.name,
        "size": row.size,
        "sha256": row.sha256,
    }
