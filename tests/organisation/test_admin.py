"""The admin of the organisation: who may open what, and that it writes through the services."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.organisation import authority, services
from apps.organisation.models import (
    ABPair,
    Absence,
    Appointment,
    Delegation,
    Liaison,
    Person,
    PortfolioEntry,
    PortfolioPlan,
    Post,
    Unit,
)
from apps.organisation.vocabulary import AdminRole, PostRole
from apps.trail.models import Event
from tests.organisation.factories import NOW, at

pytestmark = pytest.mark.django_db
MODELS = (Unit, Post, Person, Appointment, Absence, PortfolioPlan, Liaison, ABPair, Delegation)
SYSTEM, SECURITY, AUDIT, BUSINESS = AdminRole.values
# model: roles that may open its list, roles that may add
MATRIX = {
    Unit: ({SYSTEM, AUDIT, BUSINESS}, {SYSTEM}),
    Post: ({SYSTEM, AUDIT, BUSINESS}, {SYSTEM}),
    Person: ({SYSTEM, SECURITY, AUDIT, BUSINESS}, {SYSTEM}),
    Appointment: ({SYSTEM, AUDIT, BUSINESS}, {SYSTEM}),
    Absence: ({AUDIT, BUSINESS}, {BUSINESS}),
    PortfolioPlan: ({AUDIT, BUSINESS}, {BUSINESS}),
    Liaison: ({AUDIT, BUSINESS}, {BUSINESS}),
    ABPair: ({AUDIT, BUSINESS}, {BUSINESS}),
    Delegation: ({AUDIT, BUSINESS}, {BUSINESS}),
}


@pytest.fixture
def admins(office):
    services.ensure_admin_groups()
    for number, role in enumerate(AdminRole.values):
        person = office.person(f"admin{number}", f"管理{number}")
        services.assign_admin_role(person=person, role=role, by=None, at=NOW)
        person.refresh_from_db()
        office.people[role] = person
    return office


@pytest.fixture
def as_role(client, admins):
    def sign_in(role):
        client.force_login(admins.people[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def url(model, page, *args):
    return reverse(f"admin:organisation_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("role", [*AdminRole.values, "vm2"])
def test_each_administrator_opens_only_his_own_pages(as_role, role):
    client = as_role(role)
    for model, (readers, adders) in MATRIX.items():
        listed = client.get(url(model, "changelist")).status_code
        added = client.get(url(model, "add")).status_code
        refused = 302 if role == "vm2" else 403
        assert listed == (200 if role in readers else refused), (role, model)
        assert added == (200 if role in adders else refused), (role, model)


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_deleted_in_the_admin(as_role, office, model):
    row = model.objects.order_by("pk").first()
    if row is None:
        row = {
            Absence: lambda: office.away("vm2", at(6, 3), at(6, 4)),
            Delegation: lambda: office.mandate(at(6, 3), at(6, 4)),
            PortfolioPlan: lambda: services.create_plan(
                name="方案", effective_from=date(2026, 1, 1), by=None, at=NOW
            ),
            Liaison: lambda: _liaison(office),
        }[model]()
    for role in AdminRole.values:
        assert as_role(role).post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def _liaison(office):
    office.staff("dsg1", "副秘书长", "szf", PostRole.DEPUTY_SECRETARY_GENERAL)
    return services.attach_deputy(
        deputy=office.posts["dsg1"],
        leader=office.posts["mayor"],
        from_on=date(2026, 1, 1),
        by=None,
        at=NOW,
    )


def test_every_page_of_a_row_opens_for_the_auditor_with_its_history(as_role, office, departments):
    office.away("vm2", at(6, 3), at(6, 4))
    office.mandate(at(6, 3), at(6, 4))
    _liaison(office)
    client = as_role(AUDIT)
    for model in MODELS:
        row = model.objects.order_by("pk").first()
        assert client.get(url(model, "change", row.pk)).status_code == 200, model
        assert client.get(url(model, "history", row.pk)).status_code == 200, model
        version = row.history.first()
        page = reverse(
            f"admin:organisation_{model._meta.model_name}_simple_history", args=(row.pk, version.pk)
        )
        assert client.get(page).status_code == 200, model
        assert client.post(page, {"name": "x"}).status_code == 403, model


@pytest.mark.clause("5.8")
def test_a_pair_in_the_admin_is_refused_with_the_sentence_and_made_through_the_service(
    as_role, office
):
    client = as_role(BUSINESS)
    answer = client.post(
        url(ABPair, "add"),
        {
            "post_a": office.posts["vm3"].pk,
            "post_b": office.posts["vm4"].pk,
            "from_on": "2026-06-01",
        },
    )
    assert "兰照溪已与松见山互为AB角" in answer.content.decode()
    row = ABPair.objects.get(post_a=office.posts["vm2"])
    client.post(url(ABPair, "change", row.pk), {"to_on": "2026-05-31"})
    row.refresh_from_db()
    assert row.to_on == date(2026, 5, 31)
    answer = client.post(
        url(ABPair, "add"),
        {
            "post_a": office.posts["vm6"].pk,
            "post_b": office.posts["vm3"].pk,
            "from_on": "2026-06-01",
        },
    )
    assert answer.status_code == 302
    made = ABPair.objects.get(post_b=office.posts["vm6"])
    event = Event.objects.get(subject=f"abpair:{made.pk}")
    assert (event.verb, event.person_name) == ("organisation.paired", "管理3")


def test_a_plan_is_drafted_with_lines_published_and_then_closed_to_change(as_role, departments):
    client = as_role(BUSINESS)
    units, posts = departments.units, departments.posts
    lines = [("jtj", "vm5"), ("nyj", "vm2"), ("fgb", "evm")]
    begins = timezone.localdate() + timedelta(days=30)
    after = timezone.now() + timedelta(days=31)
    body = {
        "name": "下半年分工",
        "reference": "",
        "effective_from": f"{begins}",
        "effective_to": "",
        "entries-TOTAL_FORMS": len(lines),
        "entries-INITIAL_FORMS": 0,
    }
    for n, (unit, leader) in enumerate(lines):
        body |= {
            f"entries-{n}-unit": units[unit].pk,
            f"entries-{n}-leader": posts[leader].pk,
            f"entries-{n}-relation": "portfolio",
        }
    assert client.post(url(PortfolioPlan, "add"), body).status_code == 302
    plan = PortfolioPlan.objects.get(name="下半年分工")
    assert PortfolioEntry.objects.filter(plan=plan).count() == 3
    assert authority.leader_of(units["jtj"], after).code == "vm4"
    client.post(
        url(PortfolioPlan, "changelist"), {"action": "publish", "_selected_action": [plan.pk]}
    )
    assert authority.leader_of(units["jtj"], after).code == "vm5"
    assert authority.leader_of(units["jtj"], timezone.now()).code == "vm4"
    assert client.post(url(PortfolioPlan, "change", plan.pk), body).status_code == 403


def test_an_incomplete_plan_is_not_published_and_the_page_says_why(as_role, departments):
    client = as_role(BUSINESS)
    plan = services.create_plan(name="缺", effective_from=timezone.localdate(), by=None, at=NOW)
    page = client.post(
        url(PortfolioPlan, "changelist"),
        {"action": "publish", "_selected_action": [plan.pk]},
        follow=True,
    )
    assert "没有分管领导" in page.content.decode()


@pytest.mark.clause("5.9")
def test_an_absence_is_entered_and_ended_in_the_admin(as_role, office):
    client = as_role(BUSINESS)
    body = {
        "person": office.people["vm2"].pk,
        "kind": "business_trip",
        "leaves_city": "on",
        "from_at_0": "2026-06-03",
        "from_at_1": "00:00",
        "to_at_0": "2026-06-08",
        "to_at_1": "00:00",
        "approved_at_0": "2026-06-01",
        "approved_at_1": "09:00",
        "approved_by": office.people["mayor"].pk,
    }
    wrong = client.post(url(Absence, "add"), body | {"to_at_0": "2026-06-01"})
    assert "返回时间应晚于离开时间" in wrong.content.decode()
    assert client.post(url(Absence, "add"), body).status_code == 302
    again = client.post(url(Absence, "add"), body | {"from_at_0": "2026-06-04"})
    assert "重叠" in again.content.decode()
    people = authority.acting(office.posts["vm2"], at(6, 4)).people
    assert [p.username for p, _ in people] == ["vm3"]


def test_a_delegation_is_recorded_with_its_paper_and_never_edited(as_role, office):
    client = as_role(BUSINESS)
    body = {
        "kind": "acting_mayor",
        "grantor": office.posts["mayor"].pk,
        "grantee": office.posts["evm"].pk,
        "powers": ["convene_executive"],
        "from_at_0": f"{timezone.localdate() + timedelta(days=20)}",
        "from_at_1": "00:00",
        "to_at_0": f"{timezone.localdate() + timedelta(days=26)}",
        "to_at_1": "00:00",
    }
    late = body | {"document": "委托书", "from_at_0": f"{timezone.localdate() - timedelta(days=1)}"}
    assert "委托不溯及既往" in client.post(url(Delegation, "add"), late).content.decode()
    assert "请填写依据文件" in client.post(url(Delegation, "add"), body).content.decode()
    answer = client.post(url(Delegation, "add"), body | {"document": "委托书"})
    assert answer.status_code == 302
    row = Delegation.objects.get()
    assert row.powers == ["convene_executive"]
    assert client.post(url(Delegation, "change", row.pk), body).status_code == 403
    client.post(url(Delegation, "changelist"), {"action": "revoke", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert row.revoked_reason.endswith("（依据：委托书）")


def test_an_account_is_made_and_the_form_cannot_make_it_a_superuser(as_role, office):
    client = as_role(SYSTEM)
    answer = client.post(
        url(Person, "add"),
        {
            "username": "New.Clerk",
            "name": "曾知夏",
            "email": "new@oa.example",
            "mobile": "",
            "is_superuser": "on",
            "is_staff": "on",
            "password": "x",
        },
    )
    assert answer.status_code == 302
    person = Person.objects.get(username="new.clerk")
    assert (person.pinyin_full, person.pinyin_initials) == ("zeng zhi xia", "zzx")
    assert not person.is_superuser
    assert not person.is_staff
    assert not person.has_usable_password()


@pytest.mark.parametrize(
    ("action", "role"),
    [
        ("clear_pins", SECURITY),
        ("issue_passwords", SECURITY),
        ("make_audit", SECURITY),
        ("close_accounts", SYSTEM),
    ],
)
def test_actions_on_people_belong_to_one_role_each(as_role, office, action, role):
    target = office.person("target", "杏知夏")
    services.set_pin(person=target, pin="518206", by=None, at=NOW)
    target.refresh_from_db()
    before = (target.pin_hash, target.password, target.is_active, target.is_staff)
    body = {"action": action, "_selected_action": [target.pk]}
    for other in set(AdminRole.values) - {role}:
        as_role(other).post(url(Person, "changelist"), body)
        target.refresh_from_db()
        assert (target.pin_hash, target.password, target.is_active, target.is_staff) == before
    as_role(role).post(url(Person, "changelist"), body)
    target.refresh_from_db()
    assert (target.pin_hash, target.password, target.is_active, target.is_staff) != before
