"""Who sees and does what: lists, pages, inbox and search agree, and every leak is named.

Each address with each persona stands in tests/permissions/addresses.csv; here is what a table of
addresses does not show: that lists hold what their pages show and nothing else.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from apps.activity import policies
from apps.activity.models import Activity, ContactPoint, PublicLetter, Reception, ResearchTopic
from apps.activity.services import activities, contacts, letters, receptions, topics, writing
from apps.core.verdicts import Refused
from apps.organisation import authority
from tests.activity.desk import TODAY
from tests.documents.office import NOW
from tests.documents.personas import PERSONAS, enter

# login -> the leaders whose ledger he reads (in the office of the tests), and those he enters for
READS = {
    "mayor": ("mayor evm vm2 vm3 vm4 sg", "mayor"),
    "sg": ("mayor evm vm2 vm3 vm4 sg", "mayor evm vm2 vm3 vm4 sg"),
    "wd": ("mayor evm vm2 vm3 vm4 sg", "mayor evm vm2 vm3 vm4 sg"),
    "wd2": ("mayor evm vm2 vm3 vm4 sg", "mayor evm vm2 vm3 vm4 sg"),
    "evm": ("evm", "evm"),
    "vm2": ("vm2", "vm2"),
    "vm4": ("vm4", "vm4"),
    "dsg1": ("mayor evm", "mayor evm"),
    "m1.b": ("mayor evm", "mayor evm"),
    "dsg2": ("vm2", "vm2"),
    "m2": ("vm2", "vm2"),
    "m4": ("vm4", "vm4"),
    "nyj.head": ("", ""),
    "nyj.clerk": ("", ""),
    "sysadmin": ("", ""),
    "secadmin": ("", ""),
    "auditadmin": ("", ""),
    "bizadmin": ("", ""),
}
LEADERS = ("mayor", "evm", "vm2", "vm3", "vm4", "sg")
MODELS = (Activity, Reception, ContactPoint, ResearchTopic, PublicLetter)


@pytest.fixture
def full(office, desk):
    """One row of each sort for every leader."""
    for leader in LEADERS:
        desk.activity(leader)
        desk.reception(leader)
        desk.point(leader)
        desk.topic(leader=leader)
        desk.letter(leader=leader)
    return desk


@pytest.mark.parametrize("login", READS)
def test_everybody_reads_the_ledgers_he_should_and_no_other(full, office, login):
    worn = authority.hats(office.people[login], full.now)
    wanted = set(READS[login][0].split())
    for model in MODELS:
        found = {row.leader.code for row in model.objects.visible_to(worn)}
        assert found == wanted, f"{model.__name__}: leaks {found - wanted}, lacks {wanted - found}"


@pytest.mark.parametrize("login", READS)
def test_everybody_enters_for_the_leaders_he_should_and_no_other(office, desk, login):
    worn = authority.hats(office.people[login], desk.now)
    entered = {c for c in LEADERS if policies.can_record(worn, office.posts[c].pk)}
    assert entered == set(READS[login][1].split())
    for code in set(LEADERS) - entered:
        if worn:
            with pytest.raises(Refused):
                desk.activity(code, by=login)


def test_a_partner_acting_reads_and_enters_nothing(full, office):
    office.away("vm2", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=2))
    worn = authority.hats(office.people["vm3"], full.now)
    acting = next(h for h in worn if h.post_code == "vm2")
    assert {r.leader.code for r in Activity.objects.visible_to(worn)} == {"vm2", "vm3"}
    actor = {"by": office.people["vm3"], "hat": acting, "at": full.now}
    mine = {m: m.objects.get(leader=office.posts["vm2"]) for m in MODELS}
    refused = (
        lambda: writing.void(record=mine[Activity], reason="x", **actor),
        lambda: activities.change(activity=mine[Activity], values={"title": "x"}, **actor),
        lambda: contacts.change(point=mine[ContactPoint], values={"name": "x"}, **actor),
        lambda: receptions.change(reception=mine[Reception], values={"title": "x"}, **actor),
        lambda: receptions.follow(reception=mine[Reception], on=TODAY, text="x", **actor),
        lambda: topics.start(topic=mine[ResearchTopic], **actor),
        lambda: topics.edit(topic=mine[ResearchTopic], values={"title": "x"}, **actor),
        lambda: letters.withdraw(letter=mine[PublicLetter], reason="x", **actor),
    )
    for act in refused:
        with pytest.raises(Refused):
            act()
    # The leader himself, though somebody acts for him, still tells what he does.
    assert full.activity("vm2", title="出差途中").pk


def test_the_addressee_does_not_make_a_letter_go_away(full, office):
    letter = PublicLetter.objects.get(leader=office.posts["vm2"])
    for login in ("vm2", "m2", "dsg2"):
        with pytest.raises(Refused, match="登记人"):
            letters.withdraw(letter=letter, reason="不看", **full.actor(login))


def test_pages_lists_workbook_and_inbox_agree(full, office, web, clock):
    for persona, login in PERSONAS.items():
        if not login or login == "nyj.gone":
            continue
        clock.now = enter(office, persona) if "AB" not in persona else clock.now
        client = web(login)
        for model, name in (
            (Activity, "activity"), (Reception, "reception"), (ContactPoint, "contact"),
            (ResearchTopic, "topic"), (PublicLetter, "letter"),
        ):  # fmt: skip
            for row in model.objects.select_related("leader"):
                page = client.get(reverse(f"activity:{name}", args=[row.pk])).status_code
                whole = client.get(reverse("activity:leader", args=[row.leader_id]))
                shown = whole.status_code == 200 and (
                    reverse(f"activity:{name}", args=[row.pk]) in whole.content.decode()
                )
                assert (page == 200) == shown, f"{persona} {name} of {row.leader.code}: {page}"
        waiting = client.get("/").content.decode()
        for letter in PublicLetter.objects.select_related("leader"):
            listed = reverse("activity:letter", args=[letter.pk]) in waiting
            assert listed == (letter.leader.code == login), f"inbox of {persona}"


def test_absent_and_invisible_look_the_same(full, office, web):
    client = web("vm4")
    for model, name in ((Activity, "activity"), (ResearchTopic, "topic"), (PublicLetter, "letter")):
        row = model.objects.get(leader=office.posts["vm2"])
        for pk in (row.pk, 999_999):
            assert client.get(reverse(f"activity:{name}", args=[pk])).status_code == 404
    for pk in (office.posts["vm2"].pk, office.posts["nyj.head"].pk, 999_999):
        assert client.get(reverse("activity:leader", args=[pk])).status_code == 404


def test_a_step_or_file_of_another_letter_is_not_found_under_this_one(office, desk, web):
    mine, other = desk.letter(), desk.letter(title="另一封")
    step = desk.step(other)
    url = reverse("activity:letter_settle", args=[mine.pk, step.pk])
    said = {"outcome": "instruct", "opinion": "请办理。", "version": "1"}
    assert web("vm2").post(url, said).status_code == 404
