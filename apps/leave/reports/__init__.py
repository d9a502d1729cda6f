"""Leave and presence in numbers, and what is still open of them.

Counts only what the asker may read; refuses to judge anybody.
"""

from apps.leave.reports.abroad import Journeys, journeys
from apps.leave.reports.counting import Report, report
from apps.leave.reports.lines import Line
from apps.leave.reports.unfinished import Overdue, Unfiled, overdue, unfiled

__all__ = [
    "Journeys", "Line", "Overdue", "Report", "Unfiled",
    "journeys", "overdue", "report", "unfiled",
]  # fmt: skip
