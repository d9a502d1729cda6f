"""What is read of a topic and of a letter before deciding: what mail links are bound to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from apps.activity.models import PublicLetter, ResearchTopic


def letter(matter: PublicLetter) -> dict[str, Any]:
    """Return everything shown to the addressee; any difference makes old links stale."""
    return {
        "title": matter.title,
        "kind_label": "群众来信",
        "sender": matter.writer,
        "received_on": matter.received_on,
        "addressees": [matter.person.name],
        "body_text": matter.body_text,
        "version": matter.content_version,
    }


def topic(matter: ResearchTopic) -> dict[str, Any]:
    """Return what a reader of a topic reads."""
    return {
        "title": matter.title,
        "kind_label": "调研课题",
        "body_text": matter.aim,
        "version": matter.content_version,
    }


def letter_url(pk: int) -> str:
    """Return the page of a letter."""
    return reverse("activity:letter", args=[pk])


def topic_url(pk: int) -> str:
    """Return the page of a topic."""
    return reverse("activity:topic", args=[pk])
