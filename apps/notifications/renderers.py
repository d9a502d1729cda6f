"""Who writes the letter of a message: a registry of renderers, asked only while sending.

A renderer gets the message and the instant and returns a Letter, or None when there is nothing
left to say (the matter moved on). Secrets of a letter are made there and exist nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

from apps.core.registry import Registry
from apps.organisation.wording import city

if TYPE_CHECKING:
    from apps.notifications.models import Message


@dataclass(frozen=True, slots=True)
class Letter:
    """The two bodies of one mail; an empty subject keeps the message's own."""

    text: str
    html: str
    subject: str = ""


Renderer = Callable[["Message", datetime], Letter | None]
RENDERERS: Registry[Renderer] = Registry("mail renderer")


def site_url(path: str = "") -> str:
    """Return an address of this site; the host comes from the settings, never from a request."""
    return f"{settings.SITE_URL}{path}"


def letterhead() -> dict[str, Any]:
    """Return what every letter shows of the office itself."""
    return {
        "site": {
            "name": settings.OA_SITE_NAME,
            "city": city(),
            "help_phone": settings.OA_HELP_PHONE,
        }
    }


def write(message: Message, at: datetime) -> Letter | None:
    """Write the letter of a message; LookupError if its renderer is unknown."""
    if message.renderer:
        return RENDERERS.get(message.renderer)(message, at)
    return notice(message, at)


def notice(message: Message, at: datetime) -> Letter:
    """Write the plain letter: the sentence and, where there is one, the way to it."""
    context = {
        **letterhead(),
        "title": message.subject,
        "actor_name": message.person.name,
        "paragraphs": [line for line in message.text.splitlines() if line.strip()],
        "link": site_url(message.path) if message.path else "",
    }
    return Letter(
        text=render_to_string("mail/notice.txt", context),
        html=render_to_string("mail/notice.html", context),
    )
