"""The whole site run by the invented county: every page that can be reached stands, in its words.

Not a line of Python differs; the demonstration office is furnished by the services under the
county's rules, and then walked through by people of every part of it.
"""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from apps.activity import demo as activity
from apps.documents.demo.load import build
from apps.documents.demo.plan import plan
from apps.leave import demo as leave
from apps.organisation import demo as organisation
from apps.organisation.authority import law
from apps.organisation.models import ABPair, Delegation, Person
from apps.rulebook import shelf
from apps.workdays.services import calendar, seed_year
from tests.organisation import factories

LINK = re.compile(r'(?:href|action)="([^"#]+)')
# Words of Xianning that the county's own rules do not use for something else (its superior is a
# 市政府, and its rules say that there are no AB角).
TITLE = re.compile("市人民政府|市长|秘书长|市司法局|互为AB角|分工与AB角|咸宁|离咸|返咸|在咸")
# Leaving the site, files that belong to other tests, and what opens the list of all rules.
AWAY = re.compile(r"/(log|static/|demo/|.*\.(pdf|xlsx|ics|docx|ofd)|admin/.*(history|delete))")
LOGINS = (
    "mayor",
    "vm2",
    "sg",
    "wd",
    "m2",
    "nyj.clerk",
    "nyj.head",
    "xa.head",
    "sysadmin",
    "bizadmin",
)
MOST = 90


@pytest.fixture
def county(db):
    """The demonstration office under the county's rules."""
    ours = shelf.ours()
    shelf.use("shifan_2024")
    law.book_on.cache_clear()
    cache.clear()
    at = timezone.now()
    for year in range(at.year - 1, at.year + 2):
        seed_year(year)
    organisation.load(at=at, password="Guihua-2026-Yanshi", pin="202606")
    days = calendar()
    for entry in plan()[:30]:
        build(entry, at=at, days=days)
    leave.load(at=at)
    activity.load(at=at)
    yield
    shelf.use(ours)
    law.book_on.cache_clear()
    cache.clear()


def walk(login: str):
    """Yield (address, page) of what somebody reaches by links alone, breadth first."""
    client = Client()
    person = Person.objects.get(username=login)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    waiting, seen, kinds = ["/"], {"/"}, {}
    while waiting and len(seen) < 2000:
        here = waiting.pop(0)
        # Fifty rows of one list are one page seen fifty times.
        kind = re.sub(r"\d+", "N", urlsplit(here).path)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] > 3:
            continue
        answer = client.get(here)
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        yield here, answer.status_code, text
        if sum(kinds.values()) > MOST * 3 or answer.status_code != 200:
            continue
        for found in LINK.findall(text):
            there = urljoin(here, unescape(found))
            if there.startswith("/") and not AWAY.match(there) and there not in seen:
                seen.add(there)
                waiting.append(there)


def named(text: str) -> set[str]:
    """Return what stands around every word of a city that is not this one."""
    text = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    return {text[max(m.start() - 12, 0) : m.end() + 12] for m in TITLE.finditer(text)}


def test_every_page_of_the_county_stands_and_speaks_its_words(county):
    broken, foreign, pages = [], set(), set()
    for login in LOGINS:
        for address, status, text in walk(login):
            pages.add(re.sub(r"\d+", "N", urlsplit(address).path))
            if status >= 500:
                broken.append((login, address, status))
            if not address.startswith("/rules/"):
                foreign |= {(address, around) for around in named(text)}
    assert broken == []
    assert not foreign
    assert len(pages) > 100


def test_what_the_county_does_not_know_is_left_out(county):
    assert not ABPair.objects.exists()
    assert not Delegation.objects.filter(kind="topic_meeting").exists()
    assert shelf.newest().issuer == "示范县人民政府"
    signed_out = Client().get("/login/").content.decode()
    assert "示范县人民政府" in signed_out


@pytest.mark.django_db
def test_a_day_before_any_rules_hold_is_told_in_a_sentence(client, monkeypatch):
    office = factories.build()
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(office.people["mayor"], backend=backend)
    before = timezone.make_aware(dt.datetime(2020, 6, 1, 9))  # noqa: DTZ001
    monkeypatch.setattr(timezone, "now", lambda: before)
    for address in ("/rules/", "/rules/try/", "/rules/guide/", "/leave/"):
        answer = client.get(address)
        assert answer.status_code == 403, address
        assert "2023年6月7日起施行" in answer.content.decode(), address
    assert client.get("/").status_code == 200
