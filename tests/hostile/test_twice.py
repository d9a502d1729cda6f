"""Each act of both paths pressed twice, and pressed on a page that has become stale.

Cases come from the table of purposes and from the table of addresses: a new station or a new act
is tried without anybody thinking of it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from apps.documents.models import Document, Seal
from apps.matters.models import Step
from apps.matters.purposes import Outcome, purpose_of
from apps.trail.models import Event
from tests.documents.desk import STATES, File, S, prepare, reach
from tests.documents.sealing import registered, used
from tests.documents.test_pages import ADDRESSES, _ask, address, values_of, words
from tests.hostile.pages import HAN, read

pytestmark = pytest.mark.usefixtures("visit", "seal_keys")
TYPED = "写了很久的意见，一个字也不能丢。"
PLACES = [(d, s) for d, states in STATES.items() for s in states]
ACTS = [name for name, row in ADDRESSES.items() if row[3] == "post" and row[5] != 200]
# Pressing twice does it twice, and that is what it says: each is its own act in the trail.
REPEATS = {"disclose"}


def stations(file: File) -> list[tuple[Step, Outcome]]:
    """Return every ending of every station that waits."""
    waiting = file.document.steps.filter(state=Step.State.WAITING).select_related("post")
    return [
        (step, outcome)
        for step in waiting.order_by("group", "order")
        for outcome in purpose_of("document", step.purpose).outcomes
    ]


def page_of(client, file: File, step: Step) -> dict[str, Any]:
    """Return what the form of a station holds when its page is opened."""
    html = client.get(f"/documents/{file.document.pk}/").content.decode()
    url = reverse("documents:settle", args=[file.document.pk, step.pk])
    form = next(f for f in read(html).forms if f.action == url)
    values = {n: i.value for n, i in form.inputs.items() if i.kind == "hidden"}
    return {n: v for n, v in values.items() if n != "csrfmiddlewaretoken"}


def settled(step: Step) -> int:
    return Event.objects.filter(verb="document.step_settled", payload__step=step.pk).count()


def ready(office, direction: str, state: str) -> File:
    file = reach(office, state, direction)
    if file.waiting() in ("present", "dispatch"):
        prepare(file, file.waiting())
    return file


def holder(file: File, step: Step) -> str:
    return file.wearer(step.post, file.clock.now)[0].username


def test_every_station_of_both_paths_is_met(office):
    met = {step.purpose for d, s in PLACES for step, _ in stations(reach(office, s, d))}
    assert met >= {"release", "receive", "register", "preliminary_review", "opine", "decide",
                   "answer", "revise", "check", "present", "sign", "final_check",
                   "dispatch"}  # fmt: skip
    assert len(ACTS) > 15


@pytest.mark.parametrize(("direction", "state"), PLACES)
def test_a_station_pressed_twice_is_settled_once(office, web, direction, state):
    from django.db import transaction

    file = ready(office, direction, state)
    for step, outcome in stations(file):
        with transaction.atomic():
            client = web(holder(file, step))
            url = reverse("documents:settle", args=[file.document.pk, step.pk])
            values = {**page_of(client, file, step), "outcome": outcome.key, "opinion": "按程序。"}
            assert client.post(url, values).status_code == 302, outcome
            after, events = file.fresh().state, settled(step)
            again = client.post(url, values)  # the answer got lost, or the finger was quick
            assert again.status_code == 302, outcome
            assert outcome.label in words(again) or "已办理" in words(again)
            assert (file.fresh().state, settled(step), events) == (after, 1, 1)
            transaction.set_rollback(True)
        file.fresh()


@pytest.mark.parametrize(("direction", "state"), PLACES)
def test_a_page_that_another_hand_has_overtaken_keeps_the_opinion(office, web, direction, state):
    from django.db import transaction

    file = ready(office, direction, state)
    for step, outcome in stations(file):
        with transaction.atomic():
            client = web(holder(file, step))
            shown = page_of(client, file, step)
            file.settle(step.purpose, outcome.key, "另一窗口已办。")
            after, done = file.fresh().state, acts_of(file)
            url = reverse("documents:settle", args=[file.document.pk, step.pk])
            answer = client.post(url, {**shown, "outcome": outcome.key, "opinion": TYPED})
            assert answer.status_code == 422, outcome
            page = read(answer.content.decode())
            assert TYPED in page.text
            assert [line for line in page.errors if "已办理" in line], page.errors
            assert (file.fresh().state, acts_of(file)) == (after, done)
            transaction.set_rollback(True)
        file.fresh()


@pytest.mark.parametrize(("direction", "state"), PLACES)
def test_of_two_tabs_that_end_a_station_differently_the_first_counts(office, web, direction, state):
    file = ready(office, direction, state)
    found = stations(file)
    for step in {s.pk: s for s, _ in found}.values():
        ways = [o for s, o in found if s.pk == step.pk]
        client, url = (
            web(holder(file, step)),
            reverse("documents:settle", args=[file.document.pk, step.pk]),
        )
        tabs = [page_of(client, file, step) for _ in (1, 2)]
        first = client.post(url, {**tabs[0], "outcome": ways[0].key, "opinion": "第一个窗口。"})
        assert first.status_code == 302
        second = client.post(url, {**tabs[1], "outcome": ways[-1].key, "opinion": TYPED})
        assert second.status_code == 422
        assert TYPED in second.content.decode()
        assert Step.objects.get(pk=step.pk).outcome == ways[0].key
        return


# --- every other act


def prepared(office, web, name: str) -> tuple[File, str, Any]:
    """Return the document, the address and the browser of an act, ready to be pressed."""
    direction, state, login, *_ = ADDRESSES[name]
    file = reach(office, state, direction)
    if name == "seal":
        if not Seal.objects.filter(unit=office.units["szf"]).exists():
            registered(office)
        prepare(file, "dispatch")
    if name == "split":
        Document.objects.filter(pk=file.document.pk).update(matters_count=2)
    if name in ("consult", "extend", "answer_extension", "late"):
        _ask(office, file, name)
    held = 0
    if name == "remove_attachment":
        web(login).post(f"/documents/{file.document.pk}/attach/", values_of(office, "attach", {}))
        held = file.document.attachments.get().pk
    return file, address(name, file, held), web(login)


def posted(office, name: str) -> dict[str, Any]:
    return values_of(office, name, ADDRESSES[name][4])


def acts_of(file: File) -> list[str]:
    """Return the acts in the trail of a document that somebody has done on purpose."""
    rows = Event.objects.filter(matter_id=file.document.pk).order_by("seq")
    return list(rows.values_list("verb", flat=True))


@pytest.mark.parametrize("name", [n for n in ACTS if n != "settle"])
def test_an_act_pressed_twice_is_done_once_and_says_so(office, web, name):
    file, url, client = prepared(office, web, name)
    first = client.post(url, posted(office, name))
    assert first.status_code == 302, first.content.decode()[:300]
    state, done = file.fresh().state, acts_of(file)
    cache.clear()
    again = client.post(url, posted(office, name))
    assert again.status_code in (302, 403, 404, 422)
    assert file.fresh().state == state
    assert name in REPEATS or acts_of(file) == done, name
    said = words(again) if again.status_code == 302 else again.content.decode()
    assert HAN.search(said)


def move_on(file: File, name: str) -> None:
    """Let somebody else go on with the document meanwhile."""
    waiting = file.waiting()
    file.fresh()
    if name == "seal":
        used(file)
        return
    if file.state in (S.DRAFTING, S.RETURNED):
        if file.document.matters_count == 1:
            file.send()
        else:
            from apps.documents.services import drafting

            drafting.give_up(document=file.document, **file.actor("nyj.clerk"))
        return
    prepare(file, waiting)
    file.settle(waiting, purpose_of("document", waiting).outcomes[0].key, "别人已办。")


def typed(values: dict[str, Any]) -> dict[str, str]:
    """Return the free text of a post, made long enough to be missed."""
    free = ("reason", "opinion", "instruction", "way", "body_text", "titles", "disclosure_ground")
    return {n: f"{TYPED}\n{TYPED}" if n == "titles" else TYPED for n in values
            if n.rpartition("-")[2] in free}  # fmt: skip


@pytest.mark.parametrize("name", [n for n in ACTS if n != "settle"])
def test_an_act_on_a_stale_page_is_refused_in_words_and_keeps_what_was_typed(office, web, name):
    file, url, client = prepared(office, web, name)
    values = posted(office, name)
    values |= typed(values)
    move_on(file, name)
    state = file.fresh().state
    answer = client.post(url, values)
    assert answer.status_code in (302, 403, 404, 422)
    # These hold in the state that follows as well.
    lasting = ("urge", "disclose", "find", "extend", "answer_extension", "late", "call_in")
    if name not in lasting:
        assert file.fresh().state == state
    html = answer.content.decode()
    kept = list(typed(values).values())
    if answer.status_code == 302:
        assert not (kept and "不" in words(answer)), f"refused elsewhere: {words(answer)}"
    elif answer.status_code == 422:
        assert all(text.split("\n")[0] in html for text in kept)
    else:
        assert "data-keep-drafts" in html  # the tab still holds it
