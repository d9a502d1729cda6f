"""Reading the ledger: whose records a person sees, and adjectives of dated records.

Matters of this room (topics, letters) are read like every matter; the plain records here follow
the same posts, so that a page never shows one and hides the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from apps.matters.querysets import MatterQuerySet, reading_posts
from apps.organisation import authority
from apps.organisation.vocabulary import UnitDuty

if TYPE_CHECKING:
    from apps.organisation.authority import Hat

# Sections that keep the registers of all leaders: incoming letters, the ledger, supervision.
KEEPERS = (UnitDuty.REGISTRY, UnitDuty.GENERAL_SECTION, UnitDuty.SUPERVISION_OFFICE)


def reads_every_leader(hats: Iterable[Hat]) -> bool:
    """Say whether these hats see the ledger of every leader."""
    standing = authority.standing(hats)
    return standing.reads_all or standing.office or bool(standing.duties & set(KEEPERS))


class RecordQuerySet(models.QuerySet):
    """Adjectives of what a leader did on a day."""

    def visible_to(self, hats: Iterable[Hat]) -> Self:
        """Narrow to what these hats may read."""
        hats = tuple(hats)
        return self if reads_every_leader(hats) else self.filter(leader__in=reading_posts(hats))

    def standing(self) -> Self:
        """Leave out what was struck out."""
        return self.filter(voided_at__isnull=True)


class ActivityQuerySet(RecordQuerySet):
    """Adjectives of activities, which may last several days."""

    def touching(self, first: dt.date, last: dt.date) -> Self:
        """Narrow to those with a day in the period, both ends included."""
        return self.filter(from_on__lte=last, to_on__gte=first)


class ContactPointQuerySet(RecordQuerySet):
    """Adjectives of contact points, which hold from one day to another."""

    def holding(self, first: dt.date, last: dt.date) -> Self:
        """Narrow to those that hold on a day of the period."""
        open_or_later = Q(to_on__isnull=True) | Q(to_on__gte=first)
        return self.filter(open_or_later, from_on__lte=last)


class ResearchTopicQuerySet(MatterQuerySet):
    """Adjectives of research topics."""

    def counted(self) -> Self:
        """Leave out those that were given up."""
        return self.exclude(phase="withdrawn")


class PublicLetterQuerySet(MatterQuerySet):
    """Adjectives of letters."""

    def unread(self) -> Self:
        """Narrow to letters that still wait for the addressee."""
        return self.filter(state="waiting")


__all__ = [
    "KEEPERS",
    "ActivityQuerySet",
    "ContactPointQuerySet",
    "PublicLetterQuerySet",
    "RecordQuerySet",
    "ResearchTopicQuerySet",
    "reads_every_leader",
]
