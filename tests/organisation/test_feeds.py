"""日历订阅: what a person's calendar says, how its things are numbered, and whose it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from apps.core.verdicts import Refused
from apps.organisation import presence, services
from apps.organisation.models import CalendarFeed, FeedEntry
from apps.organisation.presence import Entry
from apps.trail.models import Event
from tests.organisation.factories import at

pytestmark = pytest.mark.django_db
NOW = at(6, 2)


def given(office, login: str = "vm3", when=NOW) -> CalendarFeed:
    person = office.people[login]
    return services.find_feed(services.issue_feed(person=person, by=person, at=when))


def read(feed, when=NOW) -> dict[str, tuple[str, int, bool]]:
    rows = services.read_feed(feed=feed, at=when)
    return {r.uid: (i.words if i else "", r.sequence, r.is_cancelled) for i, r in rows}


def test_an_address_is_shown_once_and_kept_as_a_hash(office):
    person = office.people["vm3"]
    token = services.issue_feed(person=person, by=person, at=NOW)
    feed = services.find_feed(token)
    assert feed.person == person
    assert token not in str(list(CalendarFeed.objects.values()))
    assert token not in str(list(CalendarFeed.history.values()))
    assert token not in str(list(Event.objects.values()))
    event = Event.objects.get(verb="organisation.calendar_issued")
    assert (event.subject, event.person_key) == (f"calendarfeed:{feed.pk}", person.key)


def test_a_new_address_kills_the_old_one_and_calling_in_kills_the_last(office):
    person = office.people["vm3"]
    old = services.issue_feed(person=person, by=person, at=NOW)
    new = services.issue_feed(person=person, by=person, at=NOW)
    assert (services.find_feed(old), services.live_feed(person)) == (None, services.find_feed(new))
    services.revoke_feed(person=person, by=person, at=NOW)
    assert (services.find_feed(new), services.live_feed(person)) == (None, None)
    with pytest.raises(Refused, match="没有正在使用"):
        services.revoke_feed(person=person, by=person, at=NOW)
    assert Event.objects.filter(verb="organisation.calendar_revoked").count() == 2
    assert CalendarFeed.history.filter(revoked_at__isnull=False).count() == 2


def test_nobody_gives_or_takes_the_address_of_another(office):
    for verb in (services.issue_feed, services.revoke_feed):
        with pytest.raises(Refused, match="只能由本人"):
            verb(person=office.people["vm3"], by=office.people["mayor"], at=NOW)


def test_all_addresses_are_called_in_at_once_after_a_leak_or_a_restore(office):
    tokens = []
    for login in ("vm2", "vm3", "vm4"):
        person = office.people[login]
        tokens.append(services.issue_feed(person=person, by=person, at=NOW))
    assert services.call_in_all(person=office.people["vm4"], by=None, at=NOW) == 1
    assert [bool(services.find_feed(token)) for token in tokens] == [True, True, False]
    assert services.call_in_all(by=None, at=NOW) == 2
    assert not any(services.find_feed(token) for token in tokens)
    assert Event.objects.filter(verb="organisation.calendar_revoked").count() == 3


def test_a_closed_account_has_no_calendar_and_a_reopened_one_has_its_own_again(office):
    person = office.people["vm3"]
    token = services.issue_feed(person=person, by=person, at=NOW)
    services.set_active(person=person, active=False, by=None, at=NOW)
    assert services.find_feed(token) is None
    services.set_active(person=person, active=True, by=None, at=NOW)
    assert services.find_feed(token).person == person


@pytest.mark.parametrize("token", ["", "A" * 42, "A" * 44, "A" * 43, "中" * 43, "A" * 42 + "\n"])
def test_what_never_was_an_address_opens_nothing(office, token):
    given(office)
    assert services.find_feed(token) is None


def test_a_calendar_says_own_absences_and_whom_one_acts_for_and_nothing_of_others(office):
    own = office.away("vm3", at(6, 20, 0), at(6, 22, 0), kind="sick_leave", destination="武汉市")
    asked_for = office.away("vm3", at(7, 1, 0), at(7, 2, 0), kind="vacation", approved_at=None)
    trip = office.away("vm2", at(6, 3, 0), at(6, 5, 0))
    office.away("vm4", at(6, 3, 0), at(6, 5, 0), kind="sick_leave")
    found = read(given(office))
    pair = office.posts["vm2"].pairs_as_a.get().pk
    assert found == {
        f"absence-{own.pk}": ("病假", 0, False),
        f"absence-{asked_for.pk}": ("休假（待批）", 0, False),
        f"acting-vm2-abpair-{pair}-{trip.pk}": ("代松见山（副市长）", 0, False),
    }


def test_an_acting_period_carries_its_hours_and_its_clause_also_where_it_began_long_ago(office):
    trip = office.away("vm2", at(3, 1, 0), at(8, 1, 0))
    (item, row), *_ = services.read_feed(feed=given(office), at=NOW)
    assert (item.starts_at, item.ends_at) == (at(3, 1, 0), at(8, 1, 0))
    assert row.uid.endswith(f"-{trip.pk}")
    assert "依据：第五条第三款" in item.notes


def test_an_acting_period_interrupted_by_ones_own_absence_is_two(office):
    office.away("vm2", at(6, 3, 0), at(6, 10, 0))
    office.away("vm3", at(6, 5, 0), at(6, 6, 0))
    rows = services.read_feed(feed=given(office), at=NOW)
    acting = [(i.starts_at, i.ends_at) for i, r in rows if r.uid.startswith("acting-")]
    assert acting == [(at(6, 3, 0), at(6, 5, 0)), (at(6, 6, 0), at(6, 10, 0))]


def test_a_change_gets_the_next_number_and_the_same_name(office):
    trip = office.away("vm2", at(6, 3, 0), at(6, 5, 0))
    feed = given(office)
    (uid,) = read(feed)
    assert read(feed, NOW + timedelta(minutes=5))[uid][1] == 0
    services.change_absence(absence=trip, from_at=trip.from_at, to_at=at(6, 7, 0), by=None, at=NOW)
    changed = NOW + timedelta(minutes=10)
    assert read(feed, changed) == {uid: ("代松见山（副市长）", 1, False)}
    row = FeedEntry.objects.get(uid=uid)
    assert (row.ends_at, row.changed_at) == (at(6, 7, 0), changed)


def test_what_is_called_off_says_so_without_a_word_of_what_it_was(office):
    trip = office.away("vm2", at(6, 3, 0), at(6, 5, 0))
    own = office.away("vm3", at(6, 20, 0), at(6, 22, 0))
    feed = given(office)
    first = read(feed)
    for row in (trip, own):
        services.end_absence(absence=row, by=None, at=NOW)
    gone = read(feed, NOW + timedelta(minutes=5))
    assert gone == {uid: ("", 1, True) for uid in first}
    assert "松见山" not in str(list(FeedEntry.objects.values()))


def test_coming_back_early_shortens_both_calendars(office):
    trip = office.away("vm2", at(6, 1, 0), at(6, 9, 0))
    mine, theirs = given(office, "vm2"), given(office)
    read(mine)
    read(theirs)
    services.end_absence(absence=trip, by=None, at=NOW)
    for feed in (mine, theirs):
        ((item, row),) = services.read_feed(feed=feed, at=NOW + timedelta(minutes=1))
        assert (item.ends_at, row.sequence, row.is_cancelled) == (NOW, 1, False)


def test_what_lies_long_behind_is_neither_called_off_nor_kept_for_ever(office):
    office.away("vm2", at(6, 3, 0), at(6, 5, 0))
    feed = given(office)
    read(feed)
    later = at(6, 5, 0) + timedelta(days=60)
    assert read(feed, later) == {}
    assert not FeedEntry.objects.get().is_cancelled
    office.away("vm3", later + timedelta(days=80), later + timedelta(days=81))
    read(feed, later + timedelta(days=90))
    assert FeedEntry.objects.filter(uid__startswith="acting-").count() == 0


def test_a_source_is_asked_for_this_person_under_his_own_hats(office, monkeypatch):
    seen = []

    def meetings(people, from_at, to_at, who):
        seen.append((set(people), who.person_id, [hat.label for hat in who.hats]))
        yield Entry(who.person_id, at(6, 4, 9), at(6, 4, 10), "专题会议", "meeting-7", where="二楼")

    monkeypatch.setitem(presence.SOURCES._entries, "meetings", meetings)
    office.away("vm2", at(6, 1, 0), at(6, 3, 0))
    feed = given(office)
    assert read(feed)["meeting-7"] == ("专题会议", 0, False)
    me = office.people["vm3"].pk
    assert seen == [({me}, me, ["", "代松见山"])]
    monkeypatch.setitem(presence.SOURCES._entries, "meetings", lambda *asked: ())
    assert read(feed, NOW + timedelta(minutes=1))["meeting-7"] == ("", 1, True)


def test_reading_again_without_a_change_writes_nothing(office, django_assert_max_num_queries):
    office.away("vm2", at(6, 3, 0), at(6, 5, 0))
    feed = given(office)
    read(feed)
    feed = CalendarFeed.objects.select_related("person").get(pk=feed.pk)
    with django_assert_max_num_queries(10) as asked:
        read(feed, NOW + timedelta(minutes=5))
    statements = [q["sql"].lstrip("(") for q in asked.captured_queries]
    assert all(sql.startswith("SELECT") for sql in statements)


def test_a_clerk_has_a_calendar_of_his_own_absences(departments):
    office = departments
    row = office.away("jtj.clerk", at(6, 3, 0), at(6, 4, 0), kind="personal_leave")
    assert read(given(office, "jtj.clerk")) == {f"absence-{row.pk}": ("事假", 0, False)}
