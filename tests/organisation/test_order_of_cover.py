"""A book without pairs: the first leader of a fixed order who is there stands in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from apps.organisation import authority
from apps.organisation.authority import law
from apps.rulebook import shelf
from tests.organisation.factories import at

INSIDE = at(6, 4)
AWAY = (at(6, 3), at(6, 6))
COUNTY = "shifan_2024"


def outcome(office, login: str):
    """Return who stands in by the other city's book, at an instant within the absences."""
    board = replace(authority.board_at(INSIDE), book=shelf.book(COUNTY))
    return authority.outcome(board, office.posts[login].pk)


def wearer(found) -> str:
    return found.substitute[1].person_name if found.substitute else ""


@pytest.mark.clause("7-1", series="shifan")
def test_the_executive_vice_mayor_comes_first_then_the_others_by_their_place(office):
    office.away("vm4", *AWAY)
    found = outcome(office, "vm4")
    assert wearer(found) == "桂知远"
    assert found.substitute[1].source == "order"
    assert found.substitute[1].cite.clause == "7-1"
    assert "按顺序由桂知远代行" in found.substitute[1].reason
    office.away("evm", *AWAY)
    # Then whoever is placed after the one who is away, round to those before him.
    assert wearer(outcome(office, "vm4")) == names(office, "vm5")
    assert wearer(outcome(office, "evm")) == "梅若川"
    office.away("vm5", *AWAY)
    office.away("vm6", *AWAY)
    assert wearer(outcome(office, "vm4")) == "梅若川"


@pytest.mark.clause("7-1", series="shifan")
def test_a_book_may_as_well_count_from_the_first_place_on(office):
    office.away("evm", *AWAY)
    office.away("vm4", *AWAY)
    book = shelf.book(COUNTY)
    rule = book.provisions["authority.substitution"].model_copy(update={"within": "place"})
    plain = replace(book, provisions={**book.provisions, "authority.substitution": rule})
    board = replace(authority.board_at(INSIDE), book=plain)
    assert wearer(authority.outcome(board, office.posts["vm4"].pk)) == "梅若川"


def names(office, login: str) -> str:
    return office.people[login].name


@pytest.mark.clause("8-1", series="shifan")
def test_with_all_of_the_order_away_nobody_is_chosen_and_it_is_said(office):
    for login in ("evm", "vm1", "vm2", "vm3", "vm4", "vm5", "vm6"):
        office.away(login, *AWAY)
    found = outcome(office, "vm4")
    assert found.substitute is None
    assert "顺序内没有在县的领导" in found.gap.reason
    assert not found.holder_acts


def test_no_pair_is_asked_for_where_a_fixed_order_rules(office):
    assert law.order_of_cover(shelf.book(COUNTY)) == ("executive_vice_mayor", "vice_mayor")
    assert law.order_of_cover(shelf.book("xianning_2023")) == ()


@pytest.mark.django_db
def test_the_page_of_roles_lists_the_order_and_asks_for_no_pair(office, client):
    ours = shelf.ours()
    shelf.use(COUNTY)
    law.book_on.cache_clear()
    try:
        office.away("evm", *AWAY)
        client.force_login(
            office.people["mayor"], backend="django.contrib.auth.backends.ModelBackend"
        )
        answer = client.get(reverse("organisation:roles"), {"on": "2026-06-04"})
    finally:
        shelf.use(ours)
        law.book_on.cache_clear()
    assert [leader.role for leader in answer.context["order"]][0] == "executive_vice_mayor"
    assert answer.context["order"][0].is_away
    assert "未结" not in answer.content.decode()
