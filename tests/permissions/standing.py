"""What the addresses of standing in lead to: a delegation, a hand-over, a plan that is tried."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from apps.matters import handovers
from apps.organisation import authority, services
from apps.organisation.forms import GrantForm
from tests.documents.desk import S
from tests.documents.office import NOW, UNITS

Where = tuple[str, dict[str, Any]]


def delegations(world: Any) -> Where:
    return reverse("organisation:delegations"), {}


def delegation(world: Any) -> Where:
    return reverse("organisation:delegation", args=[_entrusted(world).pk]), {}


def revoke(world: Any) -> Where:
    values = {"reason": "本人主持", "document": "松见山同志批示"}
    return reverse("organisation:revoke", args=[_entrusted(world).pk]), values


def _entrusted(world: Any) -> Any:
    return world.office.meeting("vm2", "dsg2", NOW, NOW + dt.timedelta(days=9))


def delegate(world: Any) -> Where:
    """vm2 entrusts dsg2 with a meeting, having seen what follows."""
    posts, start = world.office.posts, NOW + dt.timedelta(days=2)
    values = {
        "grantor": posts["vm2"].pk,
        "grantee": posts["dsg2"].pk,
        "subject": "春耕生产",
        "from_at": f"{start:%Y-%m-%dT%H:%M}",
        "to_at": f"{start + dt.timedelta(days=1):%Y-%m-%dT%H:%M}",
        "document": "松见山同志批示",
        "reason": "出席省里会议",
    }
    form = GrantForm(
        values,
        kind="topic_meeting",
        grantors=[(posts["vm2"], "松见山")],
        grantees=[(posts["dsg2"], "副秘书长2")],
        day=NOW.date(),
    )
    assert form.is_valid(), form.errors
    return reverse("organisation:delegate", args=["topic_meeting"]), {
        **values,
        "shown": form.mark(),
    }


def suppose(world: Any) -> Where:
    return reverse("organisation:suppose"), {}


def handover_list(world: Any) -> Where:
    return reverse("desk:handovers"), {}


def handover_post(world: Any) -> Where:
    step = world.file("incoming", S.DECIDING).step()
    values = {
        "picked": [step.pk],
        "to": world.office.posts["vm4"].pk,
        "reason": "分工调整",
        "document": "",
    }
    return reverse("desk:handover_post", args=[step.post.code]), values


def handover(world: Any) -> Where:
    vm2 = world.office.people["vm2"]
    (hat,) = [h for h in authority.hats(vm2, NOW) if h.is_own]
    row = handovers.hand_over_work(
        picked=[world.file("incoming", S.DECIDING).step()],
        to=world.office.posts["vm4"],
        reason="分工调整",
        by=vm2,
        hat=hat,
        at=NOW + dt.timedelta(hours=4),
    )
    return reverse("desk:handover", args=[row.pk]), {}


def plans(world: Any) -> Where:
    return reverse("desk:plans"), {}


def plan_preview(world: Any) -> Where:
    return reverse("desk:plan_preview", args=[_drafted(world).pk]), {}


def plan_publish(world: Any) -> Where:
    return reverse("desk:plan_publish", args=[_drafted(world).pk]), {}


def _drafted(world: Any) -> Any:
    office = world.office
    row = services.create_plan(
        name="下半年分工", effective_from=dt.date(2026, 7, 1), by=None, at=NOW
    )
    leaders = {code: leader for code, *_, leader in UNITS if leader} | {"fgb": "evm"}
    for unit, leader in {**leaders, "nyj": "vm4"}.items():
        services.set_leader(
            plan=row, unit=office.units[unit], leader=office.posts[leader], by=None, at=NOW
        )
    return row


PLACES = {
    "delegations": delegations,
    "delegation": delegation,
    "revoke": revoke,
    "delegate": delegate,
    "suppose": suppose,
    "handovers": handover_list,
    "handover_post": handover_post,
    "handover": handover,
    "plans": plans,
    "plan_preview": plan_preview,
    "plan_publish": plan_publish,
}
