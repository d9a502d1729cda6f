"""Hostile strings in every text field: never a 500, always shown as text."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.activity.models import PublicLetter
from tests.activity.desk import TODAY
from tests.activity.test_pages import NEW
from tests.documents.test_hostile import HOSTILE

EVERY = pytest.mark.parametrize("bad", HOSTILE.values(), ids=HOSTILE)


@EVERY
@pytest.mark.parametrize("name", NEW)
def test_no_field_breaks_and_nothing_is_shown_as_markup(office, web, name, bad):
    model, values = NEW[name]
    url = reverse(name, args=[office.posts["vm2"].pk])
    client = web("m2")
    for field in values:
        answer = client.post(url, {**values, field: bad})
        assert answer.status_code in (302, 422), (field, answer.status_code)
        assert b"<script>alert" not in answer.content
    for extra in ("contact_point", "topic", "unit", "lead_unit", "version", "form_key", "due_on"):
        answer = client.post(url, {**values, extra: bad})
        assert answer.status_code in (302, 422), (extra, answer.status_code)
    for row in model.objects.all():
        page = client.get(reverse(name.removesuffix("_new"), args=[row.pk]))
        assert page.status_code == 200
        assert b"<script>alert" not in page.content
        assert b"<img src=x" not in page.content
    whole = client.get(reverse("activity:leader", args=[office.posts["vm2"].pk]))
    assert whole.status_code == 200
    assert b"<script>alert" not in whole.content
    assert client.get("/activity/export.xlsx").status_code == 200


@EVERY
def test_no_act_breaks(office, desk, web, bad):
    client, topic, row = web("m2"), desk.topic(), desk.reception()
    acts = (
        ("topic_act", [topic.pk, "report"], {"report": bad, "conclusion": bad}),
        ("topic_act", [topic.pk, "drop"], {"reason": bad}),
        ("topic_edit", [topic.pk], {"title": bad, "aim": bad, "version": bad}),
        ("reception_follow", [row.pk], {"followed_on": bad, "follow_up": bad}),
        ("reception_follow", [row.pk], {"followed_on": TODAY.isoformat(), "follow_up": bad}),
        ("reception_void", [row.pk], {"reason": bad}),
    )
    for name, args, values in acts:
        answer = client.post(reverse(f"activity:{name}", args=args), values)
        assert answer.status_code in (302, 422, 403), (name, answer.status_code)
    assert client.get(reverse("activity:topic", args=[topic.pk])).status_code == 200
    assert client.get(reverse("activity:reception", args=[row.pk])).status_code == 200


@EVERY
def test_no_instruction_breaks(office, desk, web, bad):
    letter = desk.letter()
    step = desk.step(letter)
    url = reverse("activity:letter_settle", args=[letter.pk, step.pk])
    for values in (
        {"outcome": bad, "opinion": "x", "version": "1"},
        {"outcome": "instruct", "opinion": "x", "version": bad},
        {"outcome": "instruct", "opinion": bad, "version": "1"},
    ):
        assert web("vm2").post(url, values).status_code in (302, 422)
    page = web("vm2").get(reverse("activity:letter", args=[letter.pk]))
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert PublicLetter.objects.count() == 1
