"""Walking one document through the office: whoever wears the hat at the time acts."""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random
from typing import Any

from django.utils import timezone

from apps.documents import seals
from apps.documents.models import Document
from apps.documents.services import drafting, printing, sealing
from apps.matters import proofs, steps
from apps.matters.models import Finding, Step
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.workdays.calendar import WorkCalendar

# Absences of the demonstration last whole days, so who acts for a post holds for the day.
_worn: dict[tuple[int, dt.date], tuple[tuple[Person, Hat], ...]] = {}


class Clock:
    """Office time that only runs forward: nine to five on working days."""

    def __init__(
        self, start: dt.datetime, limit: dt.datetime, days: WorkCalendar, random: Random
    ) -> None:
        self.now, self.limit, self.days, self.random = start, limit, days, random

    def tick(self) -> dt.datetime:
        """Move on by one to five working hours, never past the limit."""
        self.now += dt.timedelta(minutes=self.random.randint(40, 300))
        local = timezone.localtime(self.now)
        while local.hour >= 17 or not self.days.is_workday(local.date()):
            minute = self.random.randint(0, 50)
            local = (local + dt.timedelta(days=1)).replace(hour=9, minute=minute)
        self.now = min(local, self.limit)
        return self.now


class Walk:
    """One document on its way; each method is one official's act."""

    def __init__(self, clock: Clock, key: uuid.UUID) -> None:
        self.clock = clock
        self.key = key
        self.document: Document

    def draft(self, unit: str, direction: str, **values: Any) -> None:
        """Let the unit's clerk write the draft."""
        post = self.clerk(unit)
        person, hat = self.wearer(post, self.clock.tick())
        self.document = drafting.create(
            direction=direction,
            values=values,
            by=person,
            hat=hat,
            at=self.clock.now,
            form_key=self.key,
        )

    @staticmethod
    def clerk(unit: str) -> Post:
        """Return the post that drafts for a unit: its clerk, or a section's head."""
        posts = Post.objects.filter(unit__code=unit, role__in=["clerk", "section_head"])
        return posts.select_related("unit").order_by("position", "pk")[0]

    def wearer(self, post: Post, at: dt.datetime) -> tuple[Person, Hat]:
        """Return whoever acts for a post; LookupError where nobody may."""
        key = (post.pk, timezone.localdate(at))
        if key not in _worn:
            _worn[key] = authority.acting(post, at).people
        if not _worn[key]:
            raise LookupError(post.code)
        return _worn[key][0]

    def present_wearer(self, post: Post) -> tuple[Person, Hat]:
        """Return whoever acts for a post, waiting some days while nobody may."""
        for _ in range(6):
            try:
                return self.wearer(post, self.clock.tick())
            except LookupError:
                self.clock.now += dt.timedelta(days=1)
        return self.wearer(post, self.clock.now)

    def send(self) -> None:
        """Let the drafter send it on."""
        person, hat = self.wearer(self.document.drafting_post, self.clock.tick())
        self.document = drafting.submit(
            document=self.document, by=person, hat=hat, at=self.clock.now
        )

    def settle(self, purpose: str, outcome: str, opinion: str = "", **payload: Any) -> Step:
        """Settle the first waiting step of a purpose by whoever acts for its post."""
        step = (
            self.document.steps.filter(purpose=purpose, state=Step.State.WAITING)
            .select_related("post__unit", "matter")
            .order_by("order")
            .first()
        )
        if step is None:
            raise LookupError(purpose)
        person, hat = self.present_wearer(step.post)
        done = steps.settle(
            step=step,
            outcome=outcome,
            opinion=opinion,
            by=person,
            hat=hat,
            at=self.clock.now,
            payload=payload,
        )
        self.document.refresh_from_db()
        return done

    def waiting(self) -> str:
        """Return the purpose that waits now, "" for none."""
        row = self.document.steps.filter(state=Step.State.WAITING).order_by("group", "order")
        first = row.first()
        return first.purpose if first else ""

    def prove(self, reasons: dict[str, str]) -> None:
        """Let the presenting section enter every proof that is still missing."""
        step = self.document.steps.filter(
            purpose="present", state=Step.State.WAITING
        ).select_related("post__unit")[0]
        for row, finding in proofs.lights(self.document):
            if finding is None:
                person, hat = self.wearer(step.post, self.clock.tick())
                proofs.find(
                    matter=self.document,
                    key=row.key,
                    result=Finding.Result.SATISFIED,
                    reason=reasons.get(row.key, "已按规定完成，材料齐备。"),
                    by=person,
                    hat=hat,
                    at=self.clock.now,
                )

    def typeset(self) -> None:
        """Make the printed file, as the worker would."""
        printing.make_print(
            document_id=self.document.pk,
            version=self.document.content_version,
            at=self.clock.tick(),
        )
        self.document.refresh_from_db()

    def seal(self) -> None:
        """Let a keeper use the seals that are there, and set them as the worker would."""
        at = self.clock.tick()
        lacking = seals.state_of(self.document, timezone.localdate(at)).lacking
        if not lacking:
            return
        keeper = lacking[0].keepers.select_related("unit").order_by("position", "pk")[0]
        person, hat = self.wearer(keeper, at)
        document = sealing.use_seals(document=self.document, by=person, hat=hat, at=at)
        sealing.set_seals(
            document_id=document.pk, version=document.content_version, at=self.clock.tick()
        )
        self.document.refresh_from_db()
