"""The route of a leave with the people who stand at each stage now."""

from __future__ import annotations

import datetime as dt

from apps.leave.consequences.shapes import Station
from apps.leave.models import Leave
from apps.leave.services import routing
from apps.organisation import authority
from apps.rulebook.answers import Stage

NOBODY = "没有可送达的岗位，请管理员先核对分工和岗位"


def stations(leave: Leave, at: dt.datetime) -> list[Station]:
    """Return the route with the people who act at each stage now."""
    return [_station(stage, leave, at) for stage in routing.stages_of(leave)]


def _station(stage: Stage, leave: Leave, at: dt.datetime) -> Station:
    posts = routing.posts_of(stage, leave, at)
    if any(ref.role == "office" for ref in stage.posts):
        names = posts[0].unit.name if posts else ""
        return Station(stage.label, names, stage.sentence, stage.cites, "" if names else NOBODY)
    acting = authority.acting_many(posts, at) if posts else []
    people = [
        f"{person.name}（{hat.label}）" if hat.label else person.name
        for one in acting
        for person, hat in one.people
    ]
    gap = NOBODY if not people else ""
    return Station(stage.label, "、".join(people), stage.sentence, stage.cites, gap)
