"""为什么 of a leave: in every state the route, the limits and the acts, to whoever may read it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.desk.ui_kit import checked
from tests.leave.test_matrix import STATES, reach

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_answer(office, web, clock, state):
    case = reach(office, state)
    clock.now = case.now
    url = reverse("desk:why", args=[case.leave.pk])
    answer = web("nyj.clerk").get(url)
    assert answer.status_code == 200
    html = answer.content.decode()
    checked(html)
    assert [title for title, _ in answer.context["topics"]][0] == "请假程序"
    assert all(line["cites"] for line in dict(answer.context["topics"])["请假程序"])
    labels = [act.label for act in answer.context["blocks"][0]["acts"]]
    assert labels[0] == "阅读本件"
    page = web("nyj.clerk").get(f"/leave/{case.leave.pk}/").content.decode()
    assert f'href="{url}"' in page
    assert web("jyj.clerk").get(url).status_code == 404
