"""Telling people: write a message, send its mail, mark it read.

Rows and jobs are written in the caller's transaction, so that nothing is told that did not
happen. Refuses to send inside a request: ``deliver`` is called by the mail worker only.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.core.jobs import enqueue
from apps.core.verdicts import Refused, Verdict
from apps.notifications.mail import message_id_of, one_line, send
from apps.notifications.models import Message
from apps.notifications.renderers import write
from apps.organisation.models import Person

PENDING = Message.MailState.PENDING
UNSENT = (Message.MailState.PENDING, Message.MailState.FAILED)


def notify(
    *,
    people: Iterable[Person],
    kind: str,
    key: str,
    subject: str,
    text: str,
    path: str,
    at: datetime,
    mail: bool = True,
    renderer: str = "",
    renderer_args: dict[str, Any] | None = None,
) -> list[Message]:
    """Tell people one occurrence, each at most once; returns their messages, old ones included.

    ``kind`` and ``key`` name the occurrence; ``path`` is an address inside the site. With
    ``mail`` a letter is sent to those who have an address, written by ``renderer`` when sent.
    """
    wanted = {person.pk: person for person in people if person.is_active}
    rows = [
        Message(
            person=person,
            kind=kind,
            key=key,
            subject=one_line(subject),
            text=text,
            path=path,
            created_at=at,
            renderer=renderer,
            renderer_args=renderer_args or {},
            mail_state=PENDING if mail and person.email else Message.MailState.NONE,
            message_id=message_id_of(kind, key, person.pk),
        )
        for person in wanted.values()
    ]
    with transaction.atomic():
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        written = list(Message.objects.filter(kind=kind, key=key, person__in=wanted).order_by("pk"))
        for message in written:
            if message.mail_state == PENDING:
                enqueue("notifications.deliver", key=str(message.pk), message_id=message.pk)
    return written


def deliver(*, message_id: int, at: datetime) -> bool:
    """Send the mail of a message unless it is sent; True if the server took it now.

    The letter is written here. A lasting refusal of the server marks the message and raises
    Refused (an incident at once); any other failure is raised and tried again. Killed between
    the server's answer and our mark, the next run sends the same letter with the same id.
    """
    message = Message.objects.select_related("person").get(pk=message_id)
    if message.mail_state not in UNSENT:
        return False
    person = message.person
    letter = write(message, at) if person.is_active and person.email else None
    if letter is None:
        _mark(message, mail_state=Message.MailState.NONE)
        return False
    try:
        send(message, letter, to=person.email, at=at)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as failure:
        code, reason = _answer_of(failure)
        if code < 500:
            raise
        _mark(message, mail_state=Message.MailState.FAILED)
        sentence = f"邮件服务器拒收（{code} {reason}），请核对收件地址"
        raise Refused(Verdict.deny(sentence)) from failure
    return _mark(message, mail_state=Message.MailState.SENT, sent_at=at, recipient=person.email)


def _mark(message: Message, **changes: Any) -> bool:
    rows = Message.objects.filter(pk=message.pk, mail_state__in=UNSENT)
    return rows.update(**changes) == 1


def _answer_of(
    failure: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused,
) -> tuple[int, str]:
    code: int
    reason: bytes | str
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        code, reason = next(iter(failure.recipients.values()))
    else:
        code, reason = failure.smtp_code, failure.smtp_error
    words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return code, one_line(words, 120)


def mark_read(
    *, person: Person, messages: Iterable[int] | None = None, path: str = "", at: datetime
) -> int:
    """Mark a person's messages as read and return how many: those named, or all.

    With ``path`` only those that lead to that page: whoever stands on it has been told.
    """
    rows = Message.objects.of(person).unread()
    if messages is not None:
        rows = rows.filter(pk__in=list(messages))
    if path:
        rows = rows.filter(path=path)
        if not rows.exists():  # a page is opened far more often than told about: look, do not lock
            return 0
    return rows.update(read_at=at)


def unread_count(*, person: Person, cap: int = 100) -> int:
    """Return how many messages a person has not read, counting no further than ``cap``."""
    return Message.objects.of(person).unread().order_by()[:cap].count()


def newest(*, person: Person, limit: int = 50) -> list[Message]:
    """Return a person's newest messages; one query."""
    return list(Message.objects.of(person).newest_first()[:limit])
