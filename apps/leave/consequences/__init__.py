"""What will follow if a leave is approved: who acts when, what moves to whom, what is in the way.

Asks the same authority that will answer then, of a board on which the absence is drawn in. Nothing
is written and nothing is guessed: what cannot be known yet is left out.
"""

from __future__ import annotations

import datetime as dt

from apps.leave import periods, rules
from apps.leave.consequences.acting import posts_of, spans_of
from apps.leave.consequences.conflicts import conflicts
from apps.leave.consequences.moving import meetings, moved_steps
from apps.leave.consequences.route import stations
from apps.leave.consequences.shapes import Consequences
from apps.leave.models import Leave
from apps.organisation import authority
from apps.organisation.models import Appointment
from apps.organisation.presence import Viewer
from apps.organisation.vocabulary import LEADER_ROLES
from apps.workdays.services import calendar

__all__ = ["Consequences", "of", "spans_of", "stations"]


def of(leave: Leave, at: dt.datetime, viewer: Viewer) -> Consequences:
    """Return what follows from a leave, saved or only thought of, as seen at an instant.

    What else stands in that time (meetings and the like) is told as far as the viewer may read it.
    """
    days = periods.days_of(leave.from_at, leave.to_at, calendar())
    worked = periods.workdays(leave.from_at, leave.to_at, calendar())
    posts = posts_of(leave.person, authority.local_day(leave.from_at))
    leading = [post for post in posts if post.role in LEADER_ROLES]
    spans = [span for post in leading for span in spans_of(leave, post)]
    moved, more = moved_steps(leave, posts, at)
    met = meetings(leave, leading, viewer)
    free = rules.without_request(leave)
    return Consequences(
        asker=leave.person.name,
        total=periods.calendar_days(leave.from_at, leave.to_at),
        worked=periods.number(worked),
        days=days,
        spans=spans,
        moved=moved,
        more=more,
        met=met,
        conflicts=conflicts(leave, spans, met, at),
        route=stations(leave, at),
        needless=free.verdict.reason if free else "",
        needless_cites=free.verdict.cites if free else (),
        balance=_balance(leave),
        back=rules.return_due(leave),
        cover=_cover(leave),
        provisional=not calendar().known_years.issuperset({day.on.year for day in days}),
    )


def _cover(leave: Leave) -> str:
    """Name whoever runs the unit meanwhile; a leader's substitute follows from the rules."""
    if leave.cover is None:
        return ""
    held = Appointment.objects.on(authority.local_day(leave.from_at)).filter(post=leave.cover)
    row = held.select_related("person").first()
    return f"{row.person.name}（{leave.cover.name}）" if row else leave.cover.name


def _balance(leave: Leave) -> str:
    """Say how much annual leave is taken, the request included; nothing for other kinds."""
    said = []
    for year, asked in rules.annual_days(leave, leave.from_at, leave.to_at).items():
        found = rules.annual(leave, year, asked)
        if found is None:
            said.append("未登记参加工作时间，年休假天数不作核算。")
        elif found.most is not None:
            left = found.most - found.count
            rest = f"余{left}天" if left >= 0 else f"超出{-left}天"
            said.append(f"{year}年年休假{found.most}天，含本次共{found.count}天，{rest}。")
    return "".join(dict.fromkeys(said))
