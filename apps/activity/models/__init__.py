"""What the ledger of the leaders' activities keeps: records, topics, letters."""

from apps.activity.models.letter import PublicLetter
from apps.activity.models.records import Activity, ContactPoint, Reception, Record
from apps.activity.models.topic import ResearchTopic

__all__ = ["Activity", "ContactPoint", "PublicLetter", "Reception", "Record", "ResearchTopic"]
