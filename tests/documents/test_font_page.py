"""公文字体 in the admin: what sets what, substitutes marked, what is missing said in a sentence."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from apps.organisation.vocabulary import AdminRole
from apps.typesetting import fonts
from apps.typesetting.apps import fit_for_pages

PAGE = "/admin/typesetting/fonts/"


@pytest.fixture
def administrator(office, web):
    """Somebody of the office who administers the system."""
    person = office.people["nyj.clerk"]
    person.is_staff = True
    person.save()
    person.groups.add(Group.objects.get_or_create(name=AdminRole.SYSTEM)[0])
    return web("nyj.clerk")


def test_each_role_shows_its_font_and_whether_it_is_a_substitute(administrator, monkeypatch):
    monkeypatch.setattr("apps.organisation.models.Person.has_module_perms", lambda *a: True)
    html = administrator.get(PAGE).content.decode()
    for row in fonts.report():
        assert row.role in html
        assert row.file in html
    marked = sum(row.substitute for row in fonts.report())
    assert html.count("<strong>替代字体</strong>") == marked > 0


def test_what_is_missing_is_said(administrator, monkeypatch):
    monkeypatch.setattr("apps.organisation.models.Person.has_module_perms", lambda *a: True)
    monkeypatch.setattr(fonts, "harfbuzz_ready", lambda: False)
    assert "缺少 libharfbuzz-subset0" in administrator.get(PAGE).content.decode()
    assert [w.id for w in fit_for_pages(None)] == ["typesetting.W001"]


def test_on_a_machine_fit_for_pages_nothing_is_said():
    assert fit_for_pages(None) == []
