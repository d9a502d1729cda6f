"""What the addresses of the leaders' activities lead to: the ledger of vm2, entered each time."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.matters import files
from tests.activity.desk import Desk, T
from tests.activity.test_pages import ACTIVITY, CONTACT, NEW, RECEPTION, TOPIC
from tests.documents.office import Office


def address(office: Office, verb: str) -> tuple[str, dict[str, Any]]:
    """Return where an address leads, and what a sound form there posts."""
    desk, leader = Desk(office), office.posts["vm2"].pk
    if verb in ("index", "export"):
        return reverse(f"activity:{verb}"), {}
    if verb == "leader":
        return reverse("activity:leader", args=[leader]), {}
    if (name := f"activity:{verb}") in NEW:
        return reverse(name, args=[leader]), NEW[name][1]
    sort = verb.partition("_")[0]
    make = {"topic": _topic, "letter": _letter}.get(sort, _record)
    return make(desk, verb)


def _record(desk: Desk, verb: str) -> tuple[str, dict[str, Any]]:
    sort, _, act = verb.partition("_")
    made: Any = {"activity": desk.activity, "reception": desk.reception, "contact": desk.point}
    changed = {"activity": ACTIVITY, "reception": RECEPTION, "contact": CONTACT}[sort]
    posted = {
        "": {**changed, "version": "1"},
        "void": {"reason": "登记有误"},
        "follow": {"followed_on": "2026-06-03", "follow_up": "已修复"},
        "press": {},
    }[act]
    return reverse(f"activity:{verb}", args=[made[sort]().pk]), posted


def _topic(desk: Desk, verb: str) -> tuple[str, dict[str, Any]]:
    topic = desk.topic(T.OPENED)
    rest = ["start"] if verb == "topic_act" else []
    posted = {"topic_edit": {**TOPIC, "version": "1"}}.get(verb, {})
    return reverse(f"activity:{verb}", args=[topic.pk, *rest]), posted


def _letter(desk: Desk, verb: str) -> tuple[str, dict[str, Any]]:
    letter = desk.letter()
    upload = SimpleUploadedFile("来信.txt", "来信内容".encode())
    scan = files.attach(matter=letter, role="annex", upload=upload, **desk.actor("wd"))
    step = desk.step(letter)  # as it is once the scan is there
    rest: list[int] = {"letter_settle": [step.pk], "letter_file": [scan.pk]}.get(verb, [])
    posted = {
        "letter_settle": {"outcome": "instruct", "opinion": "请办理。", "version": step.version},
        "letter_withdraw": {"reason": "重复登记"},
    }.get(verb, {})
    return reverse(f"activity:{verb}", args=[letter.pk, *rest]), posted
