"""A year of activities, receptions, topics and letters around a day, through the services."""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.activity import policies, rules
from apps.activity.demo import texts
from apps.activity.models import Activity
from apps.activity.services import activities, contacts, letters, receptions, topics
from apps.core.verdicts import Refused
from apps.matters import steps
from apps.matters.models import Step
from apps.organisation import authority
from apps.organisation.demo.naming import local
from apps.organisation.models import Post
from apps.organisation.vocabulary import LEADER_ROLES

SPACE = uuid.UUID("6f0c3f0e-6a3e-4d0e-9d0b-3d0f1c1c7a10")
DAY = dt.timedelta(days=1)
STAGES = ("opened", "investigating", "reported", "finished")


def load(*, at: dt.datetime) -> int:
    """Enter what is missing; returns how many activities stand. A second call adds nothing.

    Nothing is entered where the book in force has no such ledger.
    """
    today = timezone.localdate(at)
    book = rules.book_on(today)
    if book is None or "grassroots" not in dict(rules.choices(rules.questions.KINDS, book)):
        return 0
    posts = Post.objects.filter(role__in=LEADER_ROLES, abolished_on__isnull=True)
    for post in posts.select_related("unit").order_by("position", "pk"):
        if post.code in texts.LEADERS:
            with transaction.atomic():
                _Year(post, at).enter()
    _letters(at)
    return Activity.objects.count()


def _key(*parts: object) -> uuid.UUID:
    return uuid.uuid5(SPACE, ":".join(map(str, parts)))


def actor(post: Post, at: dt.datetime) -> dict[str, Any] | None:
    """Return who enters for a leader: his section, or he himself; None where nobody is there."""
    section = authority.serving(post, role="secretariat", at=at)
    for one in (*section, post):
        for person, hat in authority.acting(one, at).people:
            if policies.keeps(hat, post.pk):
                return {"by": person, "hat": hat, "at": at}
    return None


class _Year:
    """One leader's year up to a day."""

    def __init__(self, post: Post, at: dt.datetime) -> None:
        self.post, self.at = post, at
        self.today = timezone.localdate(at)
        self.first = dt.date(self.today.year, 1, 1)
        self.random = Random(post.code)  # noqa: S311 (a plan that repeats itself, no secret)
        self.topics, self.point, self.days = texts.LEADERS[post.code]
        self.actor = actor(post, at)

    def enter(self) -> None:
        """Enter point, topics, days out and receptions."""
        if self.actor is None:
            return
        made = [self._topic(n, *line) for n, line in enumerate(self.topics)]
        name, sort, place = self.point
        point = contacts.record(
            leader=self.post,
            values={"name": name, "sort": sort, "place": place, "from_on": self.first},
            form_key=_key(self.post.code, "point"),
            **self.actor,
        )
        open_topics = [t for t in made if t.phase == "in_hand"]
        for month in range(1, self.today.month + 1):
            self._month(month, point, open_topics)
        self._receptions()

    def _topic(self, number: int, title: str, aim: str, upto: str) -> Any:
        assert self.actor is not None
        planned = dt.date(self.today.year, 9 + number, 30)
        topic = topics.create(
            leader=self.post, year=self.today.year,
            values={"title": title, "aim": aim, "planned_on": planned},
            form_key=_key(self.post.code, "topic", number, self.today.year), **self.actor,
        )  # fmt: skip
        acts = (
            ("opened", lambda: topics.start(topic=topic, **self.actor)),
            ("investigating", lambda: topics.report(
                topic=topic, report=f"关于{title}的调研报告", conclusion="情况清楚，建议可行。",
                **self.actor)),
            ("reported", lambda: topics.finish(
                topic=topic, result="有关建议已写入工作方案。", **self.actor)),
        )  # fmt: skip
        for state, act in acts[: STAGES.index(upto)]:
            if topic.state == state:
                topic = act()  # type: ignore[no-untyped-call]  # a lambda has no types
        return topic

    def _month(self, month: int, point: Any, open_topics: list[Any]) -> None:
        first = dt.date(self.today.year, month, 1)
        # A handful of days, no two of them alike, none of them to come.
        days = sorted(self.random.sample(range(1, 27), self.days))
        for number, day in enumerate(days):
            on = first + (day - 1) * DAY
            values = self._outing(number, on)
            if number == 0 and month % 3 == 2:
                values |= {"kind": "contact_point", "contact_point": point, "place": point.place,
                           "title": f"走访联系点{point.name}"}  # fmt: skip
            elif number == 1 and open_topics:
                values |= {"kind": "research", "topic": open_topics[0]}
            if values["to_on"] <= self.today:
                self._record(values, _key(self.post.code, "activity", on))

    def _outing(self, number: int, on: dt.date) -> dict[str, Any]:
        random = self.random
        long = number == 2 and random.random() < 0.3
        place, errand = random.choice(texts.PLACES), random.choice(texts.ERRANDS)
        return {
            "kind": "grassroots", "title": f"到{place}{errand}", "place": place, "from_on": on,
            "to_on": on + DAY if long else on, "companions": random.choice((2, 3, 3, 4, 5, 7)),
            "organiser": "government",
        }  # fmt: skip

    def _record(self, values: dict[str, Any], key: uuid.UUID) -> None:
        assert self.actor is not None
        try:
            activities.record(leader=self.post, values=values, form_key=key, **self.actor)
        except Refused:  # a book with other kinds or stricter numbers: the rest still stands
            return

    def _receptions(self) -> None:
        assert self.actor is not None
        book = rules.book_on(self.today)
        known = dict(rules.choices(rules.questions.RECEPTIONS, book)) if book else {}
        for number, line in enumerate(texts.VISITORS):
            way, who, many, title, answer = line
            turn = (number + len(self.post.code)) % 2 == 0 or self.post.code == "vm5"
            if way not in known or not turn:
                continue
            back = dt.timedelta(days=9 + 40 * number)
            on = max(self.first, self.today - back)
            key = _key(self.post.code, "reception", self.today.year, number)
            values = {
                "way": way, "on": on,
                "place": local("市信访接待中心") if way == "reception" else "现场",
                "visitors": who, "visitor_count": many,
                "title": local(title), "outcome": local(answer),
                "due_on": on + 30 * DAY,
            }  # fmt: skip
            row = receptions.record(leader=self.post, values=values, form_key=key, **self.actor)
            kept = number == 0 or self.post.code in ("vm2", "vm5") and number == 1
            if not kept and row.followed_on is None and on < self.today:
                text = "责任单位已办理，已回访来访人。"
                receptions.follow(reception=row, on=self.today, text=text, **self.actor)


def _letters(at: dt.datetime) -> None:
    """Put some letters before the leaders, one of them carried out."""
    today = timezone.localdate(at)
    for number, (code, title, text, upto) in enumerate(texts.LETTERS):
        post = Post.objects.filter(code=code).select_related("unit").first()
        who = actor(post, at) if post else None
        if post is None or who is None:
            continue
        values = {
            "title": local(title), "body_text": local(text),
            "writer": "来信群众", "writer_contact": "",
            "received_on": max(dt.date(today.year, 1, 1), today - dt.timedelta(days=3 + number)),
        }  # fmt: skip
        with transaction.atomic():
            key = _key("letter", number, today.year)
            letter = letters.register(leader=post, values=values, form_key=key, **who)
            for purpose, outcome in (("read_letter", "instruct"), ("handle_letter", "done")):
                if upto and (purpose == "read_letter" or upto == "done"):
                    _settle(letter, purpose, outcome, at)


def _settle(letter: Any, purpose: str, outcome: str, at: dt.datetime) -> None:
    """Settle a waiting step in the name of whoever is there; the addressee may be away."""
    rows = letter.steps.filter(state=Step.State.WAITING, purpose=purpose)
    step = rows.select_related("post", "matter").first()
    if step is None:
        return
    for person, hat in authority.acting(step.post, at).people:
        if hat.is_own:
            opinion = texts.ANSWERS[outcome]
            steps.settle(step=step, outcome=outcome, opinion=opinion, by=person, hat=hat, at=at)
            return
