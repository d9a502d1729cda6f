"""领导去向 in the browser's eyes: week, month, phone, print, and whom the page is closed to."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from apps.desk.views.whereabouts import month_of, week_of
from apps.organisation import demo, presence
from apps.organisation.models import Person
from apps.organisation.presence import Entry
from tests.organisation.factories import at

pytestmark = pytest.mark.django_db
PAGE = "/whereabouts/"
BOTH_AWAY = "2026-08-11"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demonstration office, loaded once."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(at=at(6, 2), password="demo-password-2026", pin="518206")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def web(client, loaded):
    def signed_in(login: str):
        person = Person.objects.get(username=login)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_address_has_its_name_and_the_page_of_roles_leads_there(web):
    assert reverse("desk:whereabouts") == PAGE
    assert f"{PAGE}?on=2026-06-04" in text(web("mayor").get("/organisation/?on=2026-06-04"))
    assert f'href="{PAGE}' not in text(web("nyj.clerk").get("/organisation/?on=2026-06-04"))


def test_a_clerk_of_a_department_is_told_whom_the_page_is_for(web):
    answer = web("nyj.clerk").get(PAGE)
    assert answer.status_code == 403
    assert "市政府办公室和各单位负责人查看" in answer.content.decode()


def test_the_week_names_who_is_away_who_acts_and_by_which_clause(web):
    page = text(web("mayor").get(PAGE, {"on": "2026-06-04"}))
    assert "2026年6月1日至6月7日" in page
    assert "出差至6月6日" in page
    assert "代松见山" in page
    assert "第五条第三款" in page
    other = text(web("nyj.head").get(PAGE, {"on": "2026-06-04"}))
    assert "外出至6月6日" in other
    assert "出差至" not in other


def test_each_row_of_the_week_has_fourteen_halves(web):
    page = text(web("mayor").get(PAGE, {"on": "2026-06-04"}))
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = body.split("<tr>")[1:]
    assert len(rows) == 9
    for row in rows:
        assert sum(map(int, re.findall(r'<td colspan="(\d+)"', row))) == 14, row[:200]


@pytest.mark.parametrize("view", ["week", "month"])
def test_both_partners_away_is_amber_and_says_what_is_to_be_done(web, view):
    page = text(web("mayor").get(PAGE, {"on": BOTH_AWAY, "view": view}))
    assert "须作安排" in page
    assert "松见山与兰照溪同时离咸" in page
    assert 'class="is-gap"' in page
    assert "尚须安排" in page


def test_the_month_stands_in_whole_weeks_with_the_days_of_the_notice(web):
    page = text(web("mayor").get(PAGE, {"on": "2026-06-04", "view": "month"}))
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    assert body.count("<tr>") == 5
    assert body.count("<td") == 35
    assert body.count('class="is-other"') == 5
    assert "2026年6月" in page
    assert 'datetime="2026-06-30"' in page


def test_before_after_today_and_the_other_view_are_one_key_away(web):
    page = text(web("mayor").get(PAGE, {"on": "2026-06-04"}))
    for link in (
        'rel="prev" href="/whereabouts/?view=week&amp;on=2026-05-28"',
        'rel="next" href="/whereabouts/?view=week&amp;on=2026-06-11"',
        'data-today href="/whereabouts/?view=week"',
        'href="/whereabouts/?view=month&amp;on=2026-06-04"',
    ):
        assert link in page
    january = text(web("mayor").get(PAGE, {"on": "2026-01-31", "view": "month"}))
    assert "view=month&amp;on=2025-12-31" in january
    assert "view=month&amp;on=2026-02-01" in january


@pytest.mark.parametrize(
    "on", ["2024-02-29", "2199-12-31", "1950-01-01", "abc", "0001-01-01T00:00", "9999-12-31T23:59"]
)
def test_any_date_is_answered(web, on):
    for view in ("week", "month", "'><script>"):
        answer = web("mayor").get(PAGE, {"on": on, "view": view})
        assert answer.status_code == 200
        assert "<script>'" not in answer.content.decode()


def test_a_phone_gets_a_list_by_day_and_paper_the_table(web):
    page = text(web("mayor").get(PAGE, {"on": "2026-06-04"}))
    days = page[page.index('class="wb-days"') :]
    assert "6月4日　星期四" in days
    assert "松见山" in days[: days.index("</ol>")]
    assert 'href="/static/css/whereabouts.css"' in page


def test_an_entry_of_a_source_is_shown_with_its_hour_and_nothing_is_run(web, monkeypatch):
    chair = Person.objects.get(username="vm4").pk

    def meetings(people, from_at, to_at, who):
        yield Entry(chair, at(6, 4, 9), at(6, 4, 11), "<b>常务会议</b>", "m1", where="三楼")

    monkeypatch.setitem(presence.SOURCES._entries, "meetings", meetings)
    page = text(web("mayor").get(PAGE, {"on": "2026-06-04"}))
    assert "<time>09:00</time> &lt;b&gt;常务会议&lt;/b&gt;　三楼" in page


def test_weeks_and_months_begin_and_end_where_they_should():
    assert week_of(date(2026, 6, 7)) == (date(2026, 6, 1), date(2026, 6, 7))
    assert month_of(date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_the_page_asks_the_same_number_of_questions_for_a_week_and_a_month(
    web, django_assert_max_num_queries
):
    client = web("mayor")
    client.get(PAGE, {"on": BOTH_AWAY})
    for view in ("week", "month"):
        with django_assert_max_num_queries(16):
            client.get(PAGE, {"on": BOTH_AWAY, "view": view})
