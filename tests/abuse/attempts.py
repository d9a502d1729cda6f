"""What the abuser does and what the tests look at: pages, forms, traces, the database itself."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.matters.models import DecisionLink, Step
from apps.trail.models import Event
from tests.matters.cast import PIN, Cast

SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
SUBMIT, RESEND = "/m/a/submit", "/m/a/resend"
HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass
class Abuse:
    """The play and one step in it whose mail has gone out."""

    cast: Cast
    step: Step = None  # type: ignore[assignment]
    link: DecisionLink = None  # type: ignore[assignment]
    token: str = ""

    def send(self, **fields: Any) -> Abuse:
        """Open a step and let its mail go out; further calls make further ones."""
        step, link, token = self.cast.sent(**fields)
        return Abuse(self.cast, step, link, token)

    @property
    def page(self) -> str:
        return f"/m/a/{self.token}"

    def form(self, **changes: Any) -> dict[str, Any]:
        """Return what a reader posts half a minute after he opened the page."""
        age, at = changes.pop("age", 30), changes.pop("at", None) or timezone.now()
        return {
            "token": self.token,
            "form": self.cast.form(self.link, age=age, at=at),
            "outcome": "agree",
            "opinion": "同意。",
            "pin": PIN,
            **changes,
        }

    def post(self, client: Client | None = None, **changes: Any) -> Any:
        return (client or Client()).post(SUBMIT, self.form(**changes))

    def untouched(self) -> bool:
        """Answer whether nothing was decided and the link still lives with all its tries."""
        step = Step.objects.get(pk=self.step.pk)
        link = DecisionLink.objects.get(pk=self.link.pk)
        kept = (step.state, step.version, step.outcome) == ("waiting", self.step.version, "")
        return kept and (link.state, link.pin_failures) == ("active", 0)

    def undecided(self) -> bool:
        """Answer whether nothing was decided, whatever became of the link."""
        step = Step.objects.get(pk=self.step.pk)
        return step.outcome == "" and not self.decisions()

    def decisions(self) -> int:
        """Return how often the step was decided, counted in the trail."""
        return Event.objects.filter(verb="paper.step_settled", payload__step=self.step.pk).count()

    def refusals(self) -> list[str]:
        """Return the reasons for which this link refused, oldest first."""
        rows = Event.objects.filter(verb="paper.link_refused", payload__link=self.link.pk)
        return [event.payload["reason"] for event in rows.order_by("seq")]


def hidden_fields(answer: Any) -> dict[str, str]:
    """Return the hidden fields of a page, as a machine reads them."""
    return dict(HIDDEN.findall(answer.content.decode()))


def sentence(answer: Any) -> str:
    """Return the one sentence of a stale page."""
    return re.search(r'role="status"><p>(.*?)</p>', answer.content.decode()).group(1)


def bare(answer: Any) -> str:
    """Return a page without what differs in every answer."""
    return re.sub(r'(nonce|value)="[^"]*"', "", answer.content.decode())


def every_row() -> dict[str, list[str]]:
    """Return the whole database, table by table, as a dump would show it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(repr(_readable(row)) for row in cursor.fetchall())
    return found


def _readable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)


def differing(before: dict[str, list[str]]) -> set[str]:
    """Return the tables whose rows are others than before."""
    after = every_row()
    return {table for table in after if after[table] != before.get(table)}
