"""The mail channel: one letter, one recipient, one fixed sender.

Refuses header injection (control characters become spaces), copies to anybody, attachments and
anything that would fetch from outside when opened.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from apps.notifications.models import Message
from apps.notifications.renderers import Letter

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str, limit: int = 200) -> str:
    """Return text as one header line: no line break, no control or direction mark."""
    line = CONTROL.sub(" ", text).strip()
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def message_id_of(kind: str, key: str, person_id: int) -> str:
    """Return the Message-ID of an occurrence: the same each time it is asked for."""
    digest = hashlib.sha256(f"{kind}\n{key}\n{person_id}".encode()).hexdigest()[:40]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def send(message: Message, letter: Letter, *, to: str, at: datetime) -> None:
    """Hand one letter to the mail server; raises what the server or the network raised."""
    mail = EmailMultiAlternatives(
        subject=one_line(letter.subject or message.subject),
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={
            "Message-ID": message.message_id,
            "Date": format_datetime(timezone.localtime(at)),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    mail.attach_alternative(letter.html, "text/html")
    mail.send()
