"""Walking one document through the office: whoever wears the hat at the time acts."""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random
from typing import Any

from django.utils import timezone

from apps.documents import seals
from apps.documents.models import Document
from apps.documents.services import consulting, drafting, printing, proving, sealing
from apps.matters import proofs, steps
from apps.matters.models import Finding, Requirement, Step
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.demo.naming import local
from apps.organisation.models import Person, Post
from apps.rulebook.answers import PostRef
from apps.workdays.calendar import WorkCalendar

# What proofs refer to in the demonstration.
REFERENCES = {"party_report": "咸政报〔2026〕12号"}

# Absences of the demonstration last whole days, so who acts for a post holds for the day.
_worn: dict[tuple[int, dt.date], tuple[tuple[Person, Hat], ...]] = {}


def _local(value: Any) -> Any:
    if isinstance(value, list):
        return [_local(one) for one in value]
    return local(value) if isinstance(value, str) else value


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
        while not (9 <= local.hour < 17 and self.days.is_workday(local.date())):
            early = local.hour < 9 and self.days.is_workday(local.date())
            day = local if early else local + dt.timedelta(days=1)
            local = day.replace(hour=9, minute=self.random.randint(0, 50))
        self.now = min(local, self.limit)
        return self.now


class Walk:
    """One document on its way; each method is one official's act."""

    def __init__(self, clock: Clock, key: uuid.UUID) -> None:
        self.clock = clock
        self.key = key
        self.references = dict(REFERENCES)
        self.document: Document

    def draft(self, unit: str, direction: str, **values: Any) -> None:
        """Let the unit's clerk write the draft."""
        post = self.clerk(unit)
        person, hat = self.wearer(post, self.clock.tick())
        self.document = drafting.create(
            direction=direction,
            values={name: _local(value) for name, value in values.items()},
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
            opinion=local(opinion),
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
        """Let whoever the book names enter every proof that is still missing, in its order."""
        for _ in range(2):  # what a round of consultation brings to light is proved as well
            for row, finding in proofs.lights(self.document):
                if not proofs.is_met(finding):
                    self._prove(row, reasons.get(row.key, "已按规定完成，材料齐备。"))
            self.document.refresh_from_db()

    def _prove(self, row: Requirement, words: str) -> None:
        if row.findings.filter(current=True).exclude(result="failed").exists():
            return  # proved together with another one
        if row.key in consulting.MET_BY_REPLIES:
            self._consult()
        elif self.document.steps.filter(purpose=row.key, state=Step.State.WAITING).exists():
            self.settle(row.key, "agree", words)
        else:
            person, hat = self.wearer(self._supplier(row), self.clock.tick())
            actor: dict[str, Any] = {"by": person, "hat": hat, "at": self.clock.now}
            shown = self._evidence(proving.shape_of(self.document, row.key))
            proving.prove(
                document=self.document,
                key=row.key,
                result=Finding.Result.SATISFIED,
                reason=words,
                **shown,
                **actor,
            )

    def _consult(self) -> None:
        person, hat = self.wearer(self._lead(), self.clock.tick())
        consulting.send(document=self.document, by=person, hat=hat, at=self.clock.now)
        while self.document.steps.filter(purpose="cosign", state=Step.State.WAITING).exists():
            self.settle("cosign", "agree", "无不同意见。")

    def _lead(self) -> Post:
        """Return the section that presents it, or the place that drafts it."""
        steps = self.document.steps.filter(purpose="present", state=Step.State.WAITING)
        first = steps.select_related("post__unit").first()
        return first.post if first else self.document.drafting_post

    def _supplier(self, row: Requirement) -> Post:
        if not row.by_role:
            return self._lead()
        unit = self.document.unit
        return authority.resolve(PostRef(row.by_role), unit=unit, at=self.clock.now)[0]

    def _evidence(self, shape: proving.Shape) -> dict[str, Any]:
        today = timezone.localdate(self.clock.now)
        found: dict[str, Any] = {}
        if shape.reference:
            found["reference"] = self.references.get(shape.key, "市政府常务会议")
        if shape.parts:
            found["parts"] = dict.fromkeys(shape.parts, "见协调情况说明。")
        if shape.day or shape.period:
            found["starts_on"] = today - dt.timedelta(days=45)
        if shape.period:
            found["ends_on"] = today - dt.timedelta(days=5)
        return found

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
