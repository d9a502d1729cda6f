"""Opening a group of steps: who must act next, told and let in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from apps.core.jobs import enqueue
from apps.core.verdicts import Cite, Refused, Verdict
from apps.matters import citing, flow, policies
from apps.matters.models import NO_DUE, Matter, Participation, Step
from apps.matters.participation import take_part
from apps.matters.purposes import purpose_of
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post


def open_route(
    *,
    matter: Any,
    purpose: str,
    posts: Iterable[Post],
    by: Person,
    hat: Hat,
    at: dt.datetime,
    need: str = Step.Need.ALL,
    due_at: dt.datetime | None = None,
    due_provisional: bool = False,
    cites: Iterable[Cite] = (),
    sentence: str = "",
    personal: bool = False,
    group: int | None = None,
    channel: str = "web",
) -> list[Step]:
    """Open one group of steps, tell their posts, and let them read the matter from now on.

    The caller holds the matter's lock. Raises Refused when nobody is there to act: a route is
    never empty.
    """
    posts, cites = list({post.pk: post for post in posts}.values()), tuple(cites)
    if not posts:
        label = purpose_of(matter.kind, purpose).label
        raise Refused(Verdict.deny(f"“{label}”没有可送达的岗位，请管理员先核对分工和岗位"))
    if group is None:
        group = (matter.steps.aggregate(last=Max("group"))["last"] or 0) + 1
    steps = Step.objects.bulk_create(
        [
            Step(
                matter_id=matter.pk,
                post=post,
                hand_on_post_id=hat.post_id,
                purpose=purpose,
                group=group,
                need=need,
                order=order,
                opened_at=at,
                due_at=due_at,
                due_provisional=due_provisional,
                rank_at=due_at or NO_DUE,
                personal=personal,
                cites=[c.as_dict() for c in cites],
                sentence=sentence,
            )
            for order, post in enumerate(posts, 1)
        ]
    )
    citing.brought(matter=matter, steps=steps, cites=cites)
    take_part(matter=matter, posts=[p.pk for p in posts], role=Participation.Role.ADDRESSED, at=at)
    if not matter.in_office and any(post.unit.kind in policies.OFFICE_KINDS for post in posts):
        Matter.objects.filter(pk=matter.pk).update(in_office=True)
        matter.in_office = True
        citing.follow(matter)
    flow.note(
        matter,
        "step_opened",
        by=by,
        hat=hat,
        at=at,
        channel=channel,
        cites=cites,
        payload={
            "purpose": purpose,
            "posts": [p.code for p in posts],
            "sentence": sentence,
            "steps": [s.pk for s in steps],
        },
    )
    for step in steps:
        enqueue("matters.announce", key=f"{step.pk}:1", step_id=step.pk)
    return steps
