"""Telling people that they were entrusted with something, or that it was taken back.

Owns the words. A mail about it carries no link that decides: who stands in for whom is settled
after signing in.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from apps.notifications.services import notify
from apps.organisation import authority
from apps.organisation.hooks import delegation_told
from apps.organisation.models import Appointment, Delegation, Person

WORDS = {"granted": "【委托】{what}", "revoked": "【撤销委托】{what}"}


@delegation_told.register("notifications")
def tell_parties(row: Delegation, what: str, by: Person | None, at: datetime) -> None:
    """Write the message to both sides and to whoever is stood in for, but not to the actor."""
    start, end = (timezone.localtime(t) for t in (row.from_at, row.to_at))
    hours = f"{start:%Y年%m月%d日 %H:%M}至{end:%Y年%m月%d日 %H:%M}"
    named = row.get_kind_display() + (f"“{row.subject}”" if row.subject else "")
    text = f"{row.grantor.name}委托{row.grantee.name}：{named}，{hours}。"
    if what == "revoked":
        text = f"{text}已于{timezone.localtime(at):%m月%d日 %H:%M}撤销，自即时起停止。"
    posts = {row.grantor_id, row.grantee_id, row.covers_id} - {None}
    held = Appointment.objects.on(authority.local_day(at)).filter(post__in=posts)
    people = Person.objects.filter(pk__in=held.values("person"))
    notify(
        people=people.exclude(pk=by.pk if by else 0).order_by("pk"),
        kind=f"delegation_{what}",
        key=f"{row.pk}:{at.isoformat()}",
        subject=WORDS[what].format(what=named),
        text=text,
        path=reverse("organisation:delegation", args=[row.pk]),
        at=at,
    )
