"""提级: the leader above all others takes up what another decides, or has decided.

Owns the two acts. What was decided stays in the record; refuses to decide in anybody's place: the
document goes its way again, and comes to him at the end of it.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.verdicts import Cite, Refused, Verdict
from apps.documents import rules
from apps.documents.models import Document
from apps.documents.services.announcing import announce
from apps.documents.services.routing import ROUTE, open_posts, posts_in_charge
from apps.documents.transitions import incoming as t
from apps.matters import flow, steps
from apps.matters.models import Participation, Step
from apps.matters.participation import take_part
from apps.organisation import authority
from apps.organisation.authority import Hat, law
from apps.organisation.models import Post


def call_in(*, document: Document, instruction: str, **actor: Any) -> Document:
    """Record the instruction: the document comes to him too, or is taken up again (5.1).

    Raises Refused where the state, the hat or a missing instruction is in the way.
    """
    words = instruction.strip()
    if not words:
        raise Refused(Verdict.deny("请写明批示意见", field="instruction"))
    hat: Hat = actor["hat"]
    with transaction.atomic():
        fresh: Document = flow.lock(document)
        again = fresh.state in t.CALL_BACK.sources

        def write(row: Document) -> dict[str, Any]:
            if authority.confirmed(hat, actor["at"]) is None:
                raise Refused(Verdict.deny(f"您已不能以{hat.label or hat.post_name}的身份办理"))
            before = row.result
            row.major = True
            if again:
                row.result = ""
                row.content_version += 1
            return {"result_before": before} if again and before else {}

        fresh = flow.enter(
            t.CALL_BACK if again else t.CALL_UP,
            fresh,
            opinion=words,
            cites=_cites(hat, actor),
            write=write,
            **actor,
        )
        take_part(
            matter=fresh, posts=[hat.post_id], role=Participation.Role.DECIDED, at=actor["at"]
        )
        if again:
            _open_again(fresh, words, **actor)
        _tell(fresh, words, **actor)
        return fresh


def _cites(hat: Hat, actor: dict[str, Any]) -> tuple[Cite, ...]:
    """Return the clauses by which this capacity decides everything."""
    day = timezone.localdate(actor["at"])
    return law.capacity_may("mayor_decide", hat.capacity, day).cites


def _open_again(document: Document, instruction: str, **actor: Any) -> None:
    """Take back the answer that waits, and ask for the opinion on which all decide anew."""
    waiting = document.steps.filter(state=Step.State.WAITING)
    steps.withdraw(matter=document, steps=waiting, reason="提级重办", **actor)
    open_posts(
        document=document,
        purpose="opine",
        posts=posts_in_charge(document, actor["at"]),
        sentence=f"{actor['hat'].post_name}批示提级重办：{instruction}",
        cites=rules.office_review_cites(document),
        **actor,
    )


def _tell(document: Document, instruction: str, **actor: Any) -> None:
    """Tell whoever decides or decided it; the sender too, once it has been answered."""
    at = actor["at"]
    wanted = Post.objects.filter(steps__matter=document, steps__purpose__in=ROUTE).exclude(
        pk=actor["hat"].post_id
    )
    posts = list(wanted.distinct())
    if document.steps.filter(purpose="answer", state=Step.State.SETTLED).exists():
        posts.append(document.drafting_post)
    announce(
        document=document,
        posts=posts,
        kind="document.called_in",
        key=f"{at:%Y%m%d%H%M%S}",
        at=at,
        subject=f"【提级办理】{document.title}",
        text=f"{actor['hat'].post_name}批示：{instruction}",
    )
