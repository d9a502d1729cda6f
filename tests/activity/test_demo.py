"""The demonstration's year: through the services, around any day, the same when loaded again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command

from apps.activity import demo, ledger
from apps.activity.models import Activity, PublicLetter, Reception, ResearchTopic
from apps.organisation import demo as organisation
from apps.organisation.models import Post
from tests.organisation.factories import ZONE

MODELS = (Activity, Reception, ResearchTopic, PublicLetter)


@pytest.mark.django_db
@pytest.mark.parametrize("day", [(2026, 6, 3), (2026, 11, 26), (2027, 1, 2)], ids=str)
def test_it_shows_an_office_in_the_middle_of_its_year(day):
    at = dt.datetime(*day, 10, tzinfo=ZONE)
    for year in (2026, 2027, 2028):
        call_command("load_calendar", year, verbosity=0)
    organisation.load(at=at, password="Guihua-2026-Yanshi", pin="202606")
    demo.load(at=at)
    counts = [model.objects.count() for model in MODELS]
    demo.load(at=at + dt.timedelta(hours=1))
    assert [model.objects.count() for model in MODELS] == counts
    posts = list(Post.objects.filter(role__in=("mayor", "executive_vice_mayor", "vice_mayor")))
    years = ledger.load(posts, year=at.year, today=at.date())
    assert len(years) == 8
    assert not Activity.objects.filter(to_on__gt=at.date()).exists()
    assert {x.state for x in PublicLetter.objects.all()} >= {"waiting", "answered"}
    if at.month > 2:
        states = {y.grassroots().state for y in years}
        assert states >= {"behind"}
        assert any(y.crowded() for y in years)
        assert {y.research().state for y in years} >= {"met", "over"}
        assert {t.state for t in ResearchTopic.objects.all()} == {
            "opened", "investigating", "reported", "finished",
        }  # fmt: skip
