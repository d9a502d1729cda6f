"""Entering things into the ledger through the services, the way the office would."""

from __future__ import annotations

import datetime as dt
from typing import Any

from apps.activity.models import Activity, ContactPoint, PublicLetter, Reception, ResearchTopic
from apps.activity.services import activities, contacts, letters, receptions, topics
from apps.matters import pressing, steps
from apps.matters.models import Matter, Step
from apps.organisation import authority
from apps.organisation.authority import Hat
from tests.documents.office import NOW, Office

TODAY = NOW.date()
T, L = ResearchTopic.State, PublicLetter.State


class Desk:
    """The ledger of one office; every act takes a minute."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.now = NOW

    def hat(self, login: str, post: str = "") -> Hat:
        """Return a person's hat of a post, or his own one."""
        worn = authority.hats(self.office.people[login], self.now)
        return next(h for h in worn if (h.post_code == post if post else h.is_own))

    def actor(self, login: str, post: str = "") -> dict[str, Any]:
        """Return the keyword arguments that name who acts, as what and when."""
        self.now += dt.timedelta(minutes=1)
        return {"by": self.office.people[login], "hat": self.hat(login, post), "at": self.now}

    def activity(self, leader: str = "vm2", by: str = "", **values: Any) -> Activity:
        """Enter an activity: a day in a village, unless something else is said."""
        first = values.get("from_on", TODAY)
        usual = {
            "kind": "grassroots", "title": "到汀泗桥镇查看早稻生产", "place": "汀泗桥镇",
            "from_on": first, "to_on": first, "half_day": False, "companions": 3,
            "organiser": "government", "for_profit": False, "arrangement": "", "findings": "",
            "contact_point": None, "topic": None,
        }  # fmt: skip
        post = self.office.posts[leader]
        actor = self.actor(by or leader)
        return activities.record(leader=post, values={**usual, **values}, **actor)

    def reception(self, leader: str = "vm2", by: str = "", **values: Any) -> Reception:
        """Enter a reception."""
        usual = {
            "way": "reception", "on": TODAY, "place": "市信访接待中心", "visitors": "村民代表",
            "visitor_count": 3, "title": "反映灌溉渠道年久失修", "outcome": "请市水利部门核实",
            "unit": self.office.units["nyj"], "due_on": TODAY + dt.timedelta(days=20),
        }  # fmt: skip
        post = self.office.posts[leader]
        actor = self.actor(by or leader)
        return receptions.record(leader=post, values={**usual, **values}, **actor)

    def point(self, leader: str = "vm2", by: str = "", **values: Any) -> ContactPoint:
        """Enter a contact point."""
        usual = {
            "name": "星星村", "sort": "村", "place": "汀泗桥镇", "from_on": dt.date(2026, 1, 5),
            "to_on": None,
        }  # fmt: skip
        post = self.office.posts[leader]
        actor = self.actor(by or leader)
        return contacts.record(leader=post, values={**usual, **values}, **actor)

    def topic(self, state: str = T.OPENED, leader: str = "vm2", **values: Any) -> ResearchTopic:
        """Return a topic of a state, carried there by the leader's own section."""
        usual = {
            "title": "丘陵地区农业机械化的难点和对策", "aim": "摸清底数，提出对策。",
            "lead_unit": self.office.units["nyj"], "planned_on": dt.date(2026, 9, 30),
        }  # fmt: skip
        post = self.office.posts[leader]
        by = {"vm2": "m2", "vm3": "m3", "vm4": "m4"}.get(leader, leader)
        year = values.pop("year", TODAY.year)
        topic = topics.create(leader=post, year=year, values={**usual, **values}, **self.actor(by))
        if state == T.DROPPED:
            return topics.drop(topic=topic, reason="与省里课题重复", **self.actor(by))
        if state in (T.INVESTIGATING, T.REPORTED, T.FINISHED):
            topic = topics.start(topic=topic, **self.actor(by))
        if state in (T.REPORTED, T.FINISHED):
            report = {"report": "关于丘陵地区农机化的调研报告", "conclusion": "补短板。"}
            topic = topics.report(topic=topic, **report, **self.actor(by))
        if state == T.FINISHED:
            topic = topics.finish(topic=topic, result="写入实施意见。", **self.actor(by))
        return topic

    def letter(self, state: str = L.WAITING, leader: str = "vm2", **values: Any) -> PublicLetter:
        """Return a letter of a state, registered by the registry."""
        usual = {
            "title": "反映村级道路破损", "writer": "张某某", "writer_contact": "13800000000",
            "received_on": TODAY, "body_text": "我村道路破损严重，请领导关心。",
        }  # fmt: skip
        letter = letters.register(
            leader=self.office.posts[leader], values={**usual, **values}, **self.actor("wd")
        )
        if state == L.WITHDRAWN:
            return letters.withdraw(letter=letter, reason="重复登记", **self.actor("wd"))
        if state in (L.HANDLING, L.ANSWERED):
            self.settle(letter, leader, "instruct", "请市交通运输部门核实办理。")
        if state == L.ANSWERED:
            self.settle(letter, {"vm2": "m2"}.get(leader, "wd"), "done", "已修复，已答复。")
        return PublicLetter.objects.get(pk=letter.pk)

    def step(self, letter: PublicLetter) -> Step:
        """Return the step that waits."""
        rows = letter.steps.filter(state=Step.State.WAITING)
        return rows.select_related("post", "matter").get()

    def settle(self, letter: PublicLetter, login: str, outcome: str, opinion: str = "") -> Step:
        """Settle the waiting step as one person, whether or not he should."""
        step = self.step(letter)
        worn = authority.hats(self.office.people[login], self.now)
        hat = next((h for h in worn if h.post_id == step.post_id), None) or worn[0]
        self.now += dt.timedelta(minutes=1)
        return steps.settle(
            step=step, outcome=outcome, opinion=opinion, by=self.office.people[login], hat=hat,
            at=self.now,
        )  # fmt: skip

    def offer_supervision(self) -> list[pressing.Cause]:
        """Register a room that takes up what is pressed; returns what it was given."""
        given: list[pressing.Cause] = []

        @pressing.presses.register(pressing.SUPERVISION)
        def press(*, cause: pressing.Cause, by: Any, hat: Any, at: dt.datetime) -> Matter:
            given.append(cause)
            return Matter.objects.create(
                kind="document", title=f"督办：{cause.title}", unit=cause.leader.unit,
                drafted_by=by, opened_at=at, latest_at=at, book="xianning_2023",
                phase=Matter.Phase.IN_HAND,
            )  # fmt: skip

        return given
