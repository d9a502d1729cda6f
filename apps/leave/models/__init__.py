"""What the room of leave keeps: requests, and the ledger of annual leave."""

from apps.leave.models.leave import Leave, LeaveQuerySet
from apps.leave.models.ledger import LedgerEntry, Service

__all__ = ["Leave", "LeaveQuerySet", "LedgerEntry", "Service"]
