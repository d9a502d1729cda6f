"""The same form twice, at the same instant, or over a change made meanwhile."""

from __future__ import annotations

import pytest

from apps.activity.models import Activity
from apps.activity.services import activities, writing
from apps.core.verdicts import Refused
from tests.activity.desk import TODAY


def test_the_same_form_sent_twice_makes_one_record_and_nobody_else_may_send_it(office, desk):
    import uuid

    key = uuid.uuid4()
    values = {"kind": "other", "title": "甲", "from_on": TODAY, "to_on": TODAY, "place": "乙"}
    post = office.posts["vm2"]
    one = activities.record(leader=post, values=values, form_key=key, **desk.actor("m2"))
    two = activities.record(leader=post, values=values, form_key=key, **desk.actor("m2"))
    assert one.pk == two.pk
    with pytest.raises(Refused, match="已由他人"):
        activities.record(leader=post, values=values, form_key=key, **desk.actor("vm2"))


def test_the_same_form_at_the_same_instant_makes_one(office, desk, monkeypatch):
    """Neither sees the other before it writes: the database tells, and nobody gets an error."""
    import uuid

    from apps.activity.services import matters, topics

    key, post = uuid.uuid4(), office.posts["vm2"]
    values = {"kind": "other", "title": "甲", "from_on": TODAY, "to_on": TODAY, "place": "乙"}
    one = activities.record(leader=post, values=values, form_key=key, **desk.actor("m2"))
    first = topics.create(
        leader=post, year=2026, values={"title": "题"}, form_key=key, **desk.actor("m2")
    )
    for module in (writing, topics):
        seen, found = [], module.made_by

        def late(model, form_key, by, seen=seen, found=found):
            seen.append(form_key)
            return found(model, form_key, by) if len(seen) > 1 else None

        monkeypatch.setattr(module, "made_by", late)
    assert matters.made_by is not topics.made_by
    two = activities.record(leader=post, values=values, form_key=key, **desk.actor("m2"))
    second = topics.create(
        leader=post, year=2026, values={"title": "题"}, form_key=key, **desk.actor("m2")
    )
    assert (one.pk, first.pk) == (two.pk, second.pk)


def test_a_change_made_meanwhile_is_not_overwritten(office, desk):
    row = desk.activity()
    activities.change(activity=row, values={"title": "先改"}, version=1, **desk.actor("m2"))
    with pytest.raises(Refused, match="他人修改"):
        activities.change(activity=row, values={"title": "后改"}, version=1, **desk.actor("vm2"))
    assert Activity.objects.get(pk=row.pk).title == "先改"
    assert [h.history_user.name for h in row.history.order_by("history_id")] == [
        "松见山",
        "薇拟办2",
    ]
