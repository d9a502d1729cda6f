"""为什么 of a topic and of a letter: the book's answers, the acts, to whoever may read it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from apps.matters.purposes import kinds
from apps.rulebook import shelf
from tests.activity.desk import L, T
from tests.desk.ui_kit import checked

pytestmark = pytest.mark.django_db


def shown(web, login, matter):
    answer = web(login).get(reverse("desk:why", args=[matter.pk]))
    assert answer.status_code == 200
    checked(answer.content.decode())
    return answer


@pytest.mark.parametrize("state", T.values)
def test_a_topic_says_how_many_a_year_has_and_what_may_be_done(desk, web, state):
    topic = desk.topic(state)
    answer = shown(web, "m2", topic)
    topics = dict(answer.context["topics"])
    assert all(line["cites"] for line in topics["一年主持几个重点调研课题"])
    labels = {act.label: act.verdict for act in answer.context["blocks"][0]["acts"]}
    assert bool(labels["开始调研"]) == (state == T.OPENED)
    assert bool(labels["形成报告"]) == (state == T.INVESTIGATING)
    if state == T.OPENED:  # a stage may not be left out
        assert "应当先登记" in labels["形成报告"].reason
    page = web("m2").get(f"/activity/topics/{topic.pk}/").content.decode()
    assert reverse("desk:why", args=[topic.pk]) in page
    assert web("nyj.clerk").get(reverse("desk:why", args=[topic.pk])).status_code == 404


@pytest.mark.parametrize("state", L.values)
def test_a_letter_says_that_the_addressee_reads_it_himself(desk, web, state):
    letter = desk.letter(state, leader="vm2")
    answer = shown(web, "vm2", letter)
    topics = dict(answer.context["topics"])
    assert topics["群众来信由谁批示"][0]["cites"]
    labels = {act.label: act.verdict for act in answer.context["blocks"][0]["acts"]}
    assert labels["转督办"]
    assert web("nyj.clerk").get(reverse("desk:why", args=[letter.pk])).status_code == 404


def test_every_kind_of_matter_says_what_it_asks_of_a_book_and_why():
    known = shelf.book().provisions
    for kind in kinds():
        assert kind.why is not None, kind.key
        assert kind.asks, kind.key
        assert all(any(key.startswith(ask) for key in known) for ask in kind.asks), kind.key
