"""The mail folder of the demonstration, as a page: what everybody would find in his mailbox.

Exists only with OA_DEMO, which production refuses. Reads files that the file backend wrote;
refuses names that lead out of the folder, and shows a letter only inside a sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from apps.organisation.models import Person

FILE_NAME = re.compile(r"[0-9A-Za-z-]+\.log")
BETWEEN = b"\n" + b"-" * 79 + b"\n"
LINK = re.compile(r"https?://\S+")
FILES_READ = 400
SHOWN = 100
LONG_AGO = datetime.min.replace(tzinfo=UTC)
# Letters carry their style in attributes, as mail programs want it; nothing else is allowed.
LETTER_POLICY = {
    "default-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": [SELF],
    "form-action": [NONE],
    "base-uri": [NONE],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of the folder: its file, its place in the file, and what a list shows."""

    name: str
    number: int
    to: str
    subject: str
    sent_at: datetime | None
    mail: EmailMessage

    @property
    def id(self) -> str:
        """The name of this letter in the address of a page."""
        return f"{self.name}:{self.number}"

    @property
    def text(self) -> str:
        """The plain body."""
        part = self.mail.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def html(self) -> str:
        """The HTML body; links open beside the frame, which may show nothing but this."""
        part = self.mail.get_body(("html",))
        body = part.get_content() if part else ""
        return body.replace("<head>", '<head><base target="_blank">', 1)

    @property
    def link(self) -> str:
        """The first address that the letter names."""
        found = LINK.search(self.text)
        return found.group() if found else ""


def letters() -> Iterator[Letter]:
    """Yield the letters of the folder, newest first."""
    folder = Path(settings.OA_MAIL_DIR)
    files = sorted(folder.glob("*.log"), reverse=True) if folder.is_dir() else []
    for file in files[:FILES_READ]:
        yield from reversed(_read(file))


def _read(file: Path) -> list[Letter]:
    parts = [part for part in file.read_bytes().split(BETWEEN) if part.strip()]
    return [_letter(file.name, number, part) for number, part in enumerate(parts)]


def _letter(name: str, number: int, raw: bytes) -> Letter:
    mail = message_from_bytes(raw.lstrip(b"\n"), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    date = mail["Date"]
    return Letter(
        name,
        number,
        str(mail["To"] or ""),
        str(mail["Subject"] or ""),
        parsedate_to_datetime(str(date)) if date else None,
        mail,
    )


def find(letter_id: str) -> Letter | None:
    """Return one letter by its name in an address, or None."""
    name, _, number = letter_id.partition(":")
    file = Path(settings.OA_MAIL_DIR) / name
    if not FILE_NAME.fullmatch(name) or not number.isdecimal() or not file.is_file():
        return None
    return next((one for one in _read(file) if one.number == int(number)), None)


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the folder, of one recipient where ``to`` names him, and one opened letter."""
    _demonstration_only()
    to = request.GET.get("to", "")
    every = sorted(letters(), key=lambda one: one.sent_at or LONG_AGO, reverse=True)
    shown = [one for one in every if not to or one.to == to][:SHOWN]
    wanted = request.GET.get("open", "")
    opened = find(wanted) if wanted else None
    context = {
        "letters": shown,
        "opened": opened,
        "to": to,
        "recipients": _recipients({one.to for one in every}),
        "owner": Person.objects.filter(email=to).first() if to else None,
    }
    return render(request, "mail/demo_mailbox.html", context)


def _recipients(addresses: set[str]) -> list[tuple[str, str]]:
    """Return each address with the name of whose it is, by address."""
    people = Person.objects.filter(email__in=addresses).values_list("email", "name")
    names = dict(people)
    return [(address, names.get(address, "")) for address in sorted(addresses)]


@login_not_required
@csp(LETTER_POLICY)  # type: ignore[arg-type]  # the decorator types one argument only
@xframe_options_sameorigin
@require_safe
def letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    """Show the HTML body of one letter, as a mail program would."""
    _demonstration_only()
    found = find(letter_id)
    if found is None or not found.html:
        raise Http404
    return HttpResponse(found.html, headers={"Cache-Control": "no-store"})


def _demonstration_only() -> None:
    if not settings.OA_DEMO:
        raise Http404
