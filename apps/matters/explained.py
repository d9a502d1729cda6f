"""Does the trail explain every decision and every file of a matter, and they the trail?

Somebody who edits a row of the business past the services leaves the trail whole; here it shows.
Owns the comparison. Refuses to hold everything in memory: it goes through the matters by ranges.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.models import Max, Q

from apps.matters.grants import differences
from apps.matters.models import Attachment, Handover, Matter, Step
from apps.trail.chain import Finding
from apps.trail.deep import DEEP, unexplained
from apps.trail.models import Event

RANGE = 1000
Said = dict[int, tuple[int, dict[str, Any], str]]  # row -> (seq, payload, person)
Files = set[tuple[int, str]]  # matter and hash


@DEEP.register("matters.steps")
def steps() -> Iterator[Finding]:
    """Compare settled steps with the events of settling them."""
    for within in _ranges():
        said = _said(within, ".step_settled", "step")
        rows = Step.objects.filter(within, state=Step.State.SETTLED).select_related("acted_by")
        for step in rows.order_by("pk").iterator():
            seq, payload, person = said.pop(step.pk, (0, {}, ""))
            told = (payload.get("outcome"), payload.get("opinion", ""), person)
            done = (step.outcome, step.opinion, step.acted_by.key if step.acted_by else "")
            if not seq:
                yield unexplained(f"环节 {step.pk} 已办理，留痕中没有记录")
            elif told != done:
                yield unexplained(f"环节 {step.pk} 的结果、意见或者办理人与留痕不符", seq)
        yield from _orphans(said, "环节")


@DEEP.register("matters.attachments")
def attachments() -> Iterator[Finding]:
    """Compare files with the events of adding and removing them, and with what is on the disk."""
    for within in _ranges():
        added = _said(within, ".attached", "attachment")
        gone = _said(within, ".attachment_removed", "attachment")
        printed, replaced = _printed(within)
        rows = Attachment.objects.filter(within).order_by("pk")
        for row in rows.iterator():
            seq, payload, _ = added.pop(row.pk, (0, {}, ""))
            was_printed = (row.matter_id, row.sha256) in printed
            yield from _file_findings(row, seq, payload, was_printed)
            was_replaced = row.removed_at is not None and (row.matter_id, row.sha256) in replaced
            if (row.removed_at is not None) != (row.pk in gone or was_replaced):
                yield unexplained(f"附件 {row.pk} 的移除与留痕不符", gone.get(row.pk, (0,))[0])
        yield from _orphans(added, "附件")


def _file_findings(
    row: Attachment, seq: int, payload: dict[str, Any], was_printed: bool
) -> Iterator[Finding]:
    if row.role == Attachment.Role.PRINT and was_printed:
        pass
    elif not seq:
        yield unexplained(f"附件 {row.pk} 在留痕中没有记录")
    elif (payload.get("sha256"), payload.get("name")) != (row.sha256, row.name):
        yield unexplained(f"附件 {row.pk} 的名称或者校验值与留痕不符", seq)
    if _digest(row) != row.sha256:
        yield unexplained(f"附件 {row.pk} 的文件缺失，或者内容与登记的校验值不符", seq)


def _digest(row: Attachment) -> str:
    try:
        with row.file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


@DEEP.register("matters.handovers")
def handovers() -> Iterator[Finding]:
    """Compare the lists of work handed over with the events of handing it over."""
    said = {
        subject: (seq, payload, who)
        for subject, seq, payload, who in Event.objects.filter(verb="matters.work_handed_over")
        .order_by("seq")
        .values_list("subject", "seq", "payload", "person_key")
    }
    rows = Handover.objects.select_related("from_post", "to_post", "made_by")
    for row in rows.prefetch_related("lines").order_by("pk"):
        seq, payload, person = said.pop(f"handover:{row.pk}", (0, {}, ""))
        told = (payload.get("from"), payload.get("to"), payload.get("steps"), person)
        steps = sorted(line.step_id for line in row.lines.all())
        done = (row.from_post.code, row.to_post.code, steps, row.made_by.key)
        if not seq:
            yield unexplained(f"移交清单 {row.pk} 在留痕中没有记录")
        elif told != done:
            yield unexplained(f"移交清单 {row.pk} 的岗位、事项或者经办人与留痕不符", seq)
    for subject, (seq, *_) in said.items():
        yield unexplained(f"留痕记有移交清单（{subject}），数据中已不存在", seq)


@DEEP.register("matters.grants")
def grants() -> Iterator[Finding]:
    """Compare grants with the events of granting them."""
    for line in differences():
        yield unexplained(line)


def _ranges() -> Iterator[Q]:
    last = Matter.objects.aggregate(last=Max("pk"))["last"] or 0
    newest = Event.objects.aggregate(last=Max("matter_id"))["last"] or 0
    for start in range(0, max(last, newest) + 1, RANGE):
        yield Q(matter_id__gte=start, matter_id__lt=start + RANGE)


def _said(within: Q, verb: str, key: str) -> Said:
    events = Event.objects.filter(within, verb__endswith=verb).order_by("seq")
    columns = events.values_list("seq", "payload", "person_key")
    return {payload[key]: (seq, payload, who) for seq, payload, who in columns if key in payload}


def _printed(within: Q) -> tuple[Files, Files]:
    """Return the printed files that the trail tells of, and those that a sealed one replaced."""
    made = Q(verb__endswith=".typeset") | Q(verb__endswith=".seal_set")
    events = Event.objects.filter(within & made).values_list("matter_id", "payload")
    told = [(matter or 0, payload) for matter, payload in events]
    return (
        {(matter, p.get("sha256", "")) for matter, p in told},
        {(matter, p["page_sha256"]) for matter, p in told if "page_sha256" in p},
    )


def _orphans(said: Said, what: str) -> Iterator[Finding]:
    for pk, (seq, *_) in said.items():
        yield unexplained(f"留痕记有{what} {pk}，数据中已不存在或者已被改回", seq)
