"""Lists of the administration of the organisation: who acts, who is found, what is told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.organisation import services
from apps.organisation.models import (
    ABPair,
    Person,
    Post,
)
from apps.organisation.vocabulary import AdminRole
from tests.organisation import test_admin as rooms
from tests.organisation.factories import NOW, at
from tests.organisation.test_admin import AUDIT, BUSINESS, SECURITY, SYSTEM, url

pytestmark = pytest.mark.django_db
admins = rooms.admins
as_role = rooms.as_role


@pytest.mark.parametrize("role", [*AdminRole.values, "vm2"])
def test_who_acts_is_for_administrators(as_role, role):
    page = as_role(role).get("/admin/organisation/who-acts/?on=2026-06-04")
    assert page.status_code == (302 if role == "vm2" else 200)


def test_who_acts_names_the_substitute_the_clause_and_the_gaps(as_role, office):
    office.away("vm2", at(6, 3, 0), at(6, 8, 0))
    office.away("vm6", at(6, 3, 0), at(6, 8, 0))
    text = as_role(AUDIT).get("/admin/organisation/who-acts/?on=2026-06-04").content.decode()
    assert "代松见山" in text
    assert "第五条第三款" in text
    assert "没有生效的分工方案" in text
    assert text.count("荷听雨") >= 2
    for wrong in ("x", "2026-13-45", "9999-99-99T99", "<script>"):
        page = as_role(AUDIT).get("/admin/organisation/who-acts/", {"on": wrong})
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_people_are_found_by_initials_in_autocomplete(as_role, office):
    page = as_role(BUSINESS).get(
        "/admin/autocomplete/",
        {
            "app_label": "organisation",
            "model_name": "absence",
            "field_name": "person",
            "term": "sjs",
        },
    )
    assert [r["text"] for r in page.json()["results"]] == ["松见山"]


def test_posts_are_found_and_listed_with_whoever_holds_them(as_role, office):
    page = as_role(BUSINESS).get(
        "/admin/autocomplete/",
        {
            "app_label": "organisation",
            "model_name": "abpair",
            "field_name": "post_a",
            "term": "松见山",
        },
    )
    assert [r["text"] for r in page.json()["results"]] == ["松见山　副市长（vm2）"]
    listed = as_role(BUSINESS).get(url(ABPair, "changelist")).content.decode()
    assert "松见山　副市长（vm2）" in listed
    posts = as_role(SYSTEM).get(url(Post, "changelist")).content.decode()
    assert "松见山" in posts


def test_the_list_of_people_is_filtered_by_the_roles_of_administrators_alone(as_role):
    page = as_role(SECURITY).get(url(Person, "changelist"))
    assert "岗位:" not in page.content.decode()
    only = as_role(SECURITY).get(url(Person, "changelist"), {"role": AUDIT})
    assert [p.name for p in only.context["cl"].result_list] == ["管理2"]


def test_a_new_delegation_asks_for_its_paper_and_shows_nothing_that_cannot_be_filled_in(as_role):
    page = as_role(BUSINESS).get(reverse("admin:organisation_delegation_add"))
    assert page.context["adminform"].form.fields["document"].required
    assert "批准时间" not in page.content.decode()


def test_versions_are_told_in_words(as_role, office):
    person = office.people["vm2"]
    services.change_person(person=person, by=None, at=NOW)
    page = as_role(SYSTEM).get(url(Person, "history", person.pk)).content.decode()
    assert "系统" in page
    assert "style=" not in page[page.index('id="change-history"') :]
    assert ">None<" not in page
