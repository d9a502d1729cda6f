"""The canonical form, pure."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.trail.chain import (
    FIELDS,
    GENESIS,
    JSONS,
    Walk,
    canonical,
    digest,
    instant,
    plain,
    respelled,
)
from apps.trail.models import Channel

AT = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)


def row(seq=1, at=AT, prev=GENESIS, recorded_at=AT, **changes):
    values = {
        "seq": seq,
        "at": at,
        "recorded_at": recorded_at,
        "person_key": "",
        "person_name": "",
        "hat": None,
        "verb": "a.b",
        "subject": "x:1",
        "matter_id": None,
        "cites": [],
        "channel": "web",
        "payload": {},
        **changes,
    }
    values.update({name: canonical(values[name]) for name in JSONS})
    ordered = tuple(values[name] for name in FIELDS)
    return (*ordered, prev, digest(ordered, prev))


def test_the_same_instant_in_another_zone_has_the_same_hash():
    there = AT.astimezone(ZoneInfo("Asia/Shanghai"))
    assert instant(there) == instant(AT) == "2026-06-03T02:00:00.000000+00:00"
    assert row(at=there)[-1] == row()[-1]


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in ("at", "recorded_at")])
def test_every_field_is_under_the_hash(name):
    values = dict(zip(FIELDS, row()[:-2], strict=True))
    other = {**values, name: "另一个"}
    assert digest([*values.values()], GENESIS) != digest([*other.values()], GENESIS)
    assert digest([*values.values()], GENESIS) != digest([*values.values()], "1" * 64)


def test_words_cannot_flow_from_one_field_into_the_next():
    one, other = row(person_key='a"\n"b', person_name="c"), row(person_key="a", person_name="b\nc")
    assert one[-1] != other[-1]


@pytest.mark.parametrize("text", ['{"b": 1, "a": "\\u610f"}', '{"a":"意","b":1}'])
def test_a_database_s_own_spelling_of_json_does_not_matter(text):
    assert respelled(text) == canonical({"a": "意", "b": 1})
    assert respelled(None) == respelled("null") == canonical(None)


def test_plain_data_is_spelled_in_one_way():
    given = {
        1: (date(2026, 6, 3), AT),
        "数": Decimal("1.50"),
        "集": {"b", "a"},
        "渠道": Channel.WEB,
        "零": "a\x00b",
    }
    assert plain(given) == {
        "1": ["2026-06-03", "2026-06-03T02:00:00.000000+00:00"],
        "数": "1.50",
        "集": ["a", "b"],
        "渠道": "web",
        "零": "ab",
    }
    assert type(plain(Channel.WEB)) is str


@pytest.mark.parametrize("value", [1.5, object(), b"x", datetime(2026, 6, 3)])  # noqa: DTZ001
def test_what_reads_back_differently_is_refused(value):
    with pytest.raises(TypeError):
        plain({"x": value})


def test_a_sound_chain_has_no_finding_and_time_going_back_has_one():
    walk, first = Walk(wanted=[2]), row()
    assert list(walk.step(first)) == []
    assert list(walk.step(row(2, prev=first[-1]))) == []
    assert walk.seen[2][1] == 2
    back = row(3, prev=walk.hash, recorded_at=AT.replace(year=2025))
    assert [found.kind for found in walk.step(back)] == ["backwards"]


def test_a_clock_set_right_by_seconds_is_no_finding():
    walk, first = Walk(), row()
    list(walk.step(first))
    assert list(walk.step(row(2, prev=first[-1], recorded_at=AT.replace(hour=1, minute=59)))) == []


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=8,
    )
)
def test_plain_is_idempotent(value):
    assert plain(plain(value)) == plain(value)
