"""办公室约定: only where no rule gives a number, from a day on, with a reason, while cases hold."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.core.verdicts import Refused
from apps.organisation import services
from apps.organisation.models import OfficeConvention
from apps.organisation.policies import conventions as policy
from apps.organisation.vocabulary import AdminRole
from apps.rulebook import shelf
from apps.rulebook.errors import Problem
from apps.rulebook.rules.deadlines import deadline, step_deadline
from apps.trail.models import Event
from apps.workdays.services import calendar
from tests.organisation.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
REVIEW = ("legality_review.opinion", "value")
DECIDE = ("matters.step_limits", "rows.4.normal")
NAME = shelf.DEFAULT


def agree(place=REVIEW, value=10, from_on=TODAY, reason="市司法局来函商定", by=None):
    return services.agree(place=place, value=value, from_on=from_on, reason=reason, by=by, at=NOW)


def days_of(on: date) -> int:
    return deadline(REVIEW[0], on, shelf.book_on(NAME, on), calendar()).days


def test_a_number_holds_from_its_day_on_and_the_days_before_keep_the_old_one(office):
    agree(from_on=TODAY + timedelta(7))
    assert [days_of(TODAY + timedelta(n)) for n in (0, 6, 7, 30)] == [7, 7, 10, 10]
    agree(value=12, from_on=TODAY + timedelta(20))
    assert [days_of(TODAY + timedelta(n)) for n in (7, 20)] == [10, 12]


def test_a_station_gets_the_days_that_the_office_agreed(office):
    agree(place=DECIDE, value=4)
    due = step_deadline("decide", "normal", TODAY, shelf.book_on(NAME, TODAY), calendar())
    assert due.days == 4
    assert "办公室约定" in due.sentence


def test_it_is_kept_with_version_actor_reason_and_trail(office):
    person = office.person("biz", "蕨业务")
    row = agree(by=person)
    assert (row.set_by, row.reason) == (person, "市司法局来函商定")
    assert row.history.get().history_user == person
    event = Event.objects.get(verb="organisation.convention_agreed")
    assert event.payload["before"] == 7
    assert event.payload["value"] == 10


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"from_on": TODAY - timedelta(1)}, "起用日期不得早于今天"),
        ({"reason": " "}, "请写明理由"),
        ({"place": ("consultation.reply", "value")}, "由规则规定，不能由办公室约定"),
        ({"value": -1}, "不能为负数"),
        ({"value": None}, "应当是一个数"),
        ({"place": ("matters.step_limits", "rows.4.urgent"), "value": 9}, "越急越短"),
    ],
)
def test_what_may_not_be_agreed_is_refused_in_a_sentence(office, given, told):
    with pytest.raises(Refused, match=told):
        agree(**given)
    assert not OfficeConvention.objects.exists()


def test_a_change_is_refused_while_a_case_fails_and_the_case_is_shown(office, monkeypatch):
    failing = Problem(
        "cases/limits.toml", "合法性审核", 12, "“due”应为10", "已知：送审；应当：7个工作日",
        ("28.3",),
    )  # fmt: skip
    monkeypatch.setattr(policy, "failing_cases", lambda book: (failing,))
    told = "1个实例不成立：“合法性审核”（已知：送审；应当：7个工作日）"
    with pytest.raises(Refused, match=told) as refused:
        agree()
    # People who set numbers read no files and no keys: the case, and where it comes from.
    assert "toml" not in str(refused.value)
    assert [c.clause for v in refused.value.verdicts for c in v.cites] == ["28.3"]


def test_a_plan_is_not_published_while_a_case_fails(departments, monkeypatch):
    plan = services.create_plan(
        name="新方案", effective_from=TODAY + timedelta(30), by=None, at=NOW
    )
    for unit, leader in (("jtj", "vm4"), ("nyj", "vm2"), ("fgb", "evm")):
        services.set_leader(
            plan=plan,
            unit=departments.units[unit],
            leader=departments.posts[leader],
            by=None,
            at=NOW,
        )
    failing = Problem("cases/limits.toml", "甲", 12, "“甲”不成立", "已知：乙；应当：丙")
    monkeypatch.setattr(policy, "failing_cases", lambda book: (failing,))
    with pytest.raises(Refused, match="“甲”（已知：乙；应当：丙）"):
        services.publish_plan(plan=plan, by=None, at=NOW)
    monkeypatch.undo()
    assert services.publish_plan(plan=plan, by=None, at=NOW).state == "published"


def test_one_value_a_day_and_a_reason_are_held_by_the_database(office):
    row = agree()
    for change in ({}, {"reason": "", "from_on": TODAY + timedelta(1)}):
        copy = OfficeConvention(
            **{f.attname: getattr(row, f.attname) for f in row._meta.fields if f.attname != "id"}
        )
        for name, value in change.items():
            setattr(copy, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()


class TestAdmin:
    @pytest.fixture
    def page(self, client, office):
        services.ensure_admin_groups()

        def sign_in(role):
            person = office.person(f"a{AdminRole.values.index(role)}", "管理")
            services.assign_admin_role(person=person, role=role, by=None, at=NOW)
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            return client

        return sign_in

    ADD = "admin:organisation_officeconvention_add"
    LIST = "admin:organisation_officeconvention_changelist"

    @pytest.mark.parametrize("role", AdminRole.values)
    def test_only_the_business_administrator_agrees_and_the_auditor_reads(self, page, role):
        client = page(role)
        add, read = client.get(reverse(self.ADD)), client.get(reverse(self.LIST))
        assert add.status_code == (200 if role == AdminRole.BUSINESS else 403)
        reads = role in (AdminRole.BUSINESS, AdminRole.AUDIT)
        assert read.status_code == (200 if reads else 403)

    def test_it_is_entered_listed_and_never_edited(self, page):
        client = page(AdminRole.BUSINESS)
        from django.utils import timezone

        today = timezone.localdate()
        answer = client.post(
            reverse(self.ADD),
            {"place": "|".join(REVIEW), "value": "9", "from_on": f"{today}", "reason": "商定"},
        )
        assert answer.status_code == 302, answer.content.decode()
        row = OfficeConvention.objects.get()
        assert (row.key, row.value) == (REVIEW[0], 9)
        assert "合法性审核的时间" in client.get(reverse(self.LIST)).content.decode()
        change = reverse("admin:organisation_officeconvention_change", args=[row.pk])
        assert client.get(change).status_code == 200
        assert client.post(change, {"value": "1"}).status_code == 403
        shown = client.get(reverse(self.ADD)).content.decode()
        assert "合法性审核的时间：期限（9）" in shown

    def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(self, page):
        client = page(AdminRole.BUSINESS)
        answer = client.post(
            reverse(self.ADD),
            {"place": "|".join(REVIEW), "value": "9", "from_on": "2020-01-01", "reason": "商定"},
        )
        body = answer.content.decode()
        assert "起用日期不得早于今天" in body
        assert 'value="9"' in body
        assert "商定" in body


def test_a_convention_of_another_version_is_passed_over(office):
    row = agree()
    OfficeConvention.objects.filter(pk=row.pk).update(path="gone")
    assert days_of(TODAY) == 7
    assert dataclasses.is_dataclass(shelf.book_on(NAME, TODAY))
