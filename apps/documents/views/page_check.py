"""What the page checker says of a draft as it is typed: shown beside the form, saved nowhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from apps.core.verdicts import Refused, Verdict
from apps.documents import presenting
from apps.documents.drawn import BeingDrawn
from apps.documents.models import Document
from apps.documents.services import printing
from apps.typesetting import Report
from apps.typesetting.checker import FactResult

Row = tuple[FactResult, str]


@dataclass(frozen=True)
class PageCheck:
    """The measures of a page, or why there are none yet: refused, or still under way."""

    report: Report | None = None
    refusals: tuple[Verdict, ...] = ()
    under_way: BeingDrawn | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every fact with its place, what is wrong first."""
        return tuple(presenting.measured(self.report)) if self.report else ()

    @property
    def off(self) -> tuple[Row, ...]:
        """What is wrong or to be looked at."""
        return tuple(row for row in self.rows if row[0].light != "green")

    @property
    def kept(self) -> tuple[Row, ...]:
        """What keeps the standard."""
        return tuple(row for row in self.rows if row[0].light == "green")


def measured(document: Document, at: dt.datetime) -> PageCheck:
    """Return what the checker says of the page as it would be issued; nothing is saved."""
    try:
        return PageCheck(printing.report(document, at))
    except Refused as refused:
        return PageCheck(refusals=tuple(refused.verdicts))
    except BeingDrawn as under_way:
        return PageCheck(under_way=under_way)
