"""Why is it here, what is next, until when; and why may somebody act, or why not.

Owns the putting side by side of answers that others give: the steps, the policies, the
transitions and, through the module, the book. Decides nothing and writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from apps.core.verdicts import Verdict
from apps.matters import flow, policies
from apps.matters.models import Matter, Participation, Step
from apps.matters.purposes import Purpose, Topic, kind_of, purpose_of
from apps.organisation import authority
from apps.organisation.authority import Acting, Hat
from apps.organisation.models import Appointment, Post

NO_HAT = Verdict.deny("没有任职，不能办理")


@dataclass(frozen=True, slots=True)
class Place:
    """One purpose of one group that waits: its first step stands for all; who acts for each."""

    step: Step
    purpose: Purpose
    steps: tuple[Step, ...]
    who: tuple[Acting, ...]

    @property
    def one_is_enough(self) -> bool:
        """Whether any of the posts may act for all."""
        return self.step.need == Step.Need.ANY


@dataclass(frozen=True, slots=True)
class Next:
    """One verb that may come next, where it leads, and what stands in its way now."""

    label: str
    standing: str
    refusals: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One act, and whether somebody may do it now."""

    label: str
    verdict: Verdict


def module_object(matter: Matter) -> Any:
    """Return the module's own row of a matter."""
    return flow.model_of(matter.kind)._default_manager.get(pk=matter.pk)


def waiting(matter: Matter) -> list[Step]:
    """Return the steps that wait, in their order."""
    rows = matter.steps.filter(state=Step.State.WAITING)
    related = rows.select_related("post", "post__unit", "matter", "hand_on_post")
    return list(related.order_by("group", "order"))


def places(steps: Iterable[Step], at: dt.datetime) -> list[Place]:
    """Return where a matter waits, one place for each purpose of a group; four queries."""
    steps = list(steps)
    acting = authority.acting_many([s.post for s in steps], at) if steps else []
    found: dict[tuple[int, str], list[tuple[Step, Acting]]] = {}
    for step, who in zip(steps, acting, strict=True):
        found.setdefault((step.group, step.purpose), []).append((step, who))
    return [
        Place(
            rows[0][0],
            purpose_of(rows[0][0].matter.kind, purpose),
            tuple(step for step, _ in rows),
            tuple(who for _, who in rows),
        )
        for (_, purpose), rows in found.items()
    ]


def ahead(matter: Any, at: dt.datetime) -> list[Next]:
    """Return the verbs that lead on from where the matter stands, each with what is missing."""
    why = kind_of(matter.kind).why
    return [
        Next(t.label, t.standing, tuple(v for v in t.rule(matter, at) if not v.allowed))
        for t in (why.table(matter) if why else ())
        if matter.state in t.sources
    ]


def topics(matter: Any, at: dt.datetime) -> list[Topic]:
    """Return what the book answers about the matter now."""
    why = kind_of(matter.kind).why
    return [t for t in why.answers(matter, at) if t.lines] if why else []


def wearers(post: Post, at: dt.datetime) -> list[Hat]:
    """Return the hats of a post: whoever acts for it now, and its holder if that is another."""
    hats = [hat for _, hat in authority.acting(post, at).people]
    holders = Appointment.objects.on(authority.local_day(at)).filter(post=post)
    for row in holders.select_related("person"):
        own = [h for h in authority.hats(row.person, at) if h.post_id == post.pk and h.is_own]
        hats += [h for h in own if h.person_id not in {worn.person_id for worn in hats}]
    return hats


def acts(matter: Any, found: Iterable[Place], hats: Iterable[Hat], at: dt.datetime) -> list[Act]:
    """Return every act on a matter, and whether these hats may do it: reading, steps, verbs."""
    hats, found = tuple(hats), tuple(found)
    lines = [Act("阅读本件", _may_read(matter, hats))]
    for place in found:
        lines += _acts_of_step(place, hats)
    if found:
        last = matter.steps.aggregate(last=Max("group"))["last"]
        steps = list(matter.steps.filter(group=last).select_related("matter"))
        lines.append(Act("取回", policies.can_recall(hats, matter, steps)))
    why = kind_of(matter.kind).why
    lines += [Act(*line) for line in why.acts(hats, matter, at)] if why else []
    return lines


def _may_read(matter: Matter, hats: tuple[Hat, ...]) -> Verdict:
    if not Matter.objects.visible_to(hats).filter(pk=matter.pk).exists():
        return Verdict.deny("没有参与本件办理，岗位也没有统览的权限，不能阅读")
    rows = Participation.objects.filter(matter_id=matter.pk, post_id__in=[h.post_id for h in hats])
    roles = dict.fromkeys(Participation.Role(r).label for r in rows.values_list("role", flat=True))
    return Verdict.allow(f"参与本件：{'、'.join(roles)}" if roles else "岗位可以统览")


def _acts_of_step(place: Place, hats: tuple[Hat, ...]) -> list[Act]:
    """Return what may be done with a place; the step of one's own post speaks first."""
    posts = {hat.post_id for hat in hats}
    steps = sorted(place.steps, key=lambda step: step.post_id not in posts)
    answers = [policies.can_settle(hats, step) for step in steps]
    number = next((n for n, verdict in enumerate(answers) if verdict), 0)
    label = place.purpose.label
    found = [Act(f"办理“{label}”", answers[number])]
    if answers[number]:
        found.append(Act("转办", policies.can_hand_over(hats, steps[number])))
        found.append(Act("加签", policies.can_add(hats, steps[number])))
    return [*found, Act(f"催办“{label}”", policies.can_urge(hats, steps[0]))]


def best(answers: Iterable[Iterable[Verdict]]) -> Verdict:
    """Return a yes if one hat has it, else the first hat's first refusal; one answer a hat."""
    first = None
    for verdicts in answers:
        refusals = [v for v in verdicts if not v.allowed]
        if not refusals:
            return Verdict.allow()
        first = refusals[0] if first is None else first
    return NO_HAT if first is None else first
