"""Adjectives of messages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from apps.organisation.models import Person


class MessageQuerySet(models.QuerySet):
    def of(self, person: Person) -> Self:
        """Messages to one person; nobody reads another's."""
        return self.filter(person=person)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def since(self, instant: datetime) -> Self:
        return self.filter(created_at__gte=instant)
