"""Rows of the organisation: dated facts, integrity by constraint."""

from apps.organisation.models.authority import ABPair, Delegation, HatClock
from apps.organisation.models.conventions import OfficeConvention
from apps.organisation.models.feeds import CalendarFeed, FeedEntry
from apps.organisation.models.people import Absence, Appointment, Person
from apps.organisation.models.portfolio import Liaison, PortfolioEntry, PortfolioPlan
from apps.organisation.models.units import Post, Unit

__all__ = [
    "ABPair",
    "Absence",
    "Appointment",
    "CalendarFeed",
    "Delegation",
    "FeedEntry",
    "HatClock",
    "Liaison",
    "OfficeConvention",
    "Person",
    "PortfolioEntry",
    "PortfolioPlan",
    "Post",
    "Unit",
]
