"""The newest anchor of the trail, told to the audit administrators' mailboxes once a day.

A copy outside this machine: whoever rewrites trail and anchor file cannot rewrite what has been
delivered. Owns the words. Refuses to tell an anchor twice.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from apps.notifications.models import Message
from apps.notifications.services import notify
from apps.organisation.models import Person
from apps.organisation.vocabulary import AdminRole
from apps.trail.models import Anchor

TEXT = """留痕截至{at}共{count}条，末条为第{seq}条。
末条哈希：{hash}
锚点签名：{signature}
请妥善保存本邮件。核验留痕时如与本邮件不符，留痕已被改动。"""


def tell_anchor(*, at: datetime) -> list[Message]:
    """Tell the newest anchor to every audit administrator; nothing where none is new."""
    newest = Anchor.objects.order_by("-seq").first()
    if newest is None:
        return []
    people = Person.objects.filter(groups__name=AdminRole.AUDIT, is_active=True)
    stamp = timezone.localtime(newest.at).strftime("%Y年%m月%d日 %H:%M")
    return notify(
        people=people.order_by("pk"),
        kind="trail_anchor",
        key=str(newest.seq),
        at=at,
        subject=f"留痕锚点：第{newest.seq}条",
        text=TEXT.format(
            at=stamp,
            count=newest.count,
            seq=newest.seq,
            hash=newest.hash,
            signature=newest.signature,
        ),
        path="/admin/trail/anchor/",
    )
