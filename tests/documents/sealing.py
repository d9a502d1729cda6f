"""A registered seal, its keys, and documents at the point where it is used."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from apps.core.jobs import run_due_jobs
from apps.documents.models import Document, Seal
from apps.documents.services import sealing
from apps.documents.services.seals import register_seal
from tests.documents.desk import File, prepare, reach
from tests.documents.office import NOW, Office
from tests.typesetting.signature.kit import svg

S = Document.State


def registered(office: Office, unit: str = "szf", keepers: tuple = ("wd", "wd2"),
               **changes) -> Seal:  # fmt: skip
    """Return a seal that the registry keeps."""
    values = {
        "unit": office.units[unit],
        "name": office.units[unit].name,
        "diameter_mm": Decimal("45.0"),
        "keepers": [office.posts[k] if isinstance(k, str) else k for k in keepers],
        "valid_from_on": dt.date(NOW.year, 1, 1),
        "valid_to_on": None,
        "image": svg(),
        "by": office.people["secadmin"],
        "at": NOW,
    }
    return register_seal(**{**values, **changes})


def numbered(office: Office, **values) -> File:
    """Return a document with its number and its checked page."""
    file = reach(office, S.NUMBERED, "outgoing", **values)
    prepare(file, "dispatch")
    return file


def used(file: File, login: str = "wd2") -> Document:
    """Let a keeper press 用印."""
    sealing.use_seals(document=file.document, **file.actor(login))
    return file.fresh()


def worked(file: File) -> Document:
    """Let the worker do what is due."""
    while run_due_jobs(at=file.clock.tick()):
        pass
    return file.fresh()


def sealed(office: Office, **values) -> File:
    """Return a document whose seal is on the file."""
    file = numbered(office, **values)
    used(file)
    sealing.set_seals(
        document_id=file.document.pk, version=file.document.content_version, at=file.clock.tick()
    )
    file.fresh()
    return file


def file_of(document: Document) -> bytes:
    with document.print_file.file.open("rb") as found:
        return found.read()
