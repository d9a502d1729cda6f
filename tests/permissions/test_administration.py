"""administration.csv: every address of the administration, every administrator, GET and POST.

Beside the letters of ``tables``: ``-`` the row is gone. What an administrator may write is tried in
the tests of each room; here only which pages answer whom, and that nothing can be deleted.
"""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from apps.core.admin import SoundAdmin, field_of
from apps.core.models import Job
from apps.desk.checks import addresses
from apps.matters.models import DecisionLink
from apps.organisation import services
from apps.organisation.models import Person
from apps.organisation.services.administrators import POWERS
from apps.organisation.vocabulary import AdminRole
from apps.trail.models import Event
from tests.documents.office import NOW
from tests.permissions.tables import FOLDER, LETTERS, faults, mark, table, visited
from tests.permissions.world import VISIT

WHO = {
    "匿名": "",
    "文书": "nyj.clerk",
    "市长": "mayor",
    "系统管理员": "sysadmin",
    "安全保密管理员": "secadmin",
    "审计管理员": "auditadmin",
    "业务管理员": "bizadmin",
}
CSV = FOLDER / "administration.csv"
TABLE = table(CSV.name, "地址")
FIXED = {"app_list": ["organisation"]}


def names() -> set[str]:
    """Return the names of all addresses of the administration."""
    return {name for name, _ in addresses() if name.startswith("admin:")}


def model_of(name: str):
    """Return the model whose page an address is, or None."""
    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}_"
        if name.removeprefix("admin:").startswith(label):
            return model
    return None


def place(name: str) -> tuple[str, object, dict]:
    """Return (address, the row it is about, what is posted there)."""
    model = model_of(name)
    page = name.rpartition("_")[2]
    if model is None:
        if name == "admin:view_on_site":
            person = Person.objects.first()
            kind = ContentType.objects.get_for_model(Person).pk
            return reverse(name, args=[kind, person.pk]), None, {}
        query = "?app_label=organisation&model_name=absence&field_name=person&term=s"
        rest = query if name == "admin:autocomplete" else ""
        return reverse(name, args=FIXED.get(name.partition(":")[2], [])) + rest, None, {}
    row = model.objects.order_by("pk").last()
    assert row is not None, model
    picked = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    values = {"delete": {"post": "yes"}, "changelist": picked}.get(page, {})
    if name.endswith("_simple_history"):
        version = row.history.order_by("pk").first() or model.history.first()
        return reverse(name, args=[version.id, version.pk]), row, {}
    args = [] if page in ("changelist", "add", "import") else [row.pk]
    return reverse(name, args=args), row, values


def look(client, name: str) -> str:
    """Return the two letters of one visitor; whatever he does is undone afterwards."""
    letters = ""
    for method in ("get", "post"):
        cache.clear()
        with transaction.atomic():
            url, row, values = place(name)
            before = Event.objects.count()
            answer = getattr(client, method)(url, values if method == "post" else {})
            gone = row is not None and not type(row).objects.filter(pk=row.pk).exists()
            letters += "-" if gone else mark(answer, before)
            assert visited(answer, name), url
            transaction.set_rollback(True)
    return letters


def test_every_address_has_its_row_and_no_row_is_of_yesterday():
    assert {name for (name,) in TABLE} == names()


def test_every_administrator_has_his_cell():
    for row, cells in TABLE.items():
        assert set(cells) == set(WHO), row
        assert all(len(c) == 2 and set(c) <= LETTERS | {"-"} for c in cells.values()), row


@pytest.mark.parametrize("name", sorted(n for (n,) in TABLE))
def test_each_page_answers_whom_the_table_says(furnished, office, web, clock, name):
    clock.now = VISIT
    found = {who: look(web(login), name) for who, login in WHO.items()}
    assert faults((name,), TABLE[(name,)], found) == []


def test_nobody_but_administrators_passes_the_door_at_all():
    for (name,), cells in TABLE.items():
        if name in ("admin:login", "admin:logout"):
            continue
        assert {cells["匿名"], cells["文书"], cells["市长"]} == {"ll"}, name


def test_only_these_rows_can_be_removed_and_by_one_administrator_each():
    removing = {(n, who) for (n,), cells in TABLE.items() for who in cells if "-" in cells[who]}
    holidays = "admin:workdays_calendarday_{}"
    assert removing == {(holidays.format(page), "系统管理员") for page in ("changelist", "delete")}


def test_addresses_without_a_name_lead_nowhere(office, web, clock):
    clock.now = VISIT
    unnamed = ["/admin/organisation/person/1/", "/admin/nowhere/", "/admin/admin/logentry/"]
    for url in unnamed:
        assert "/login/" in web("").get(url)["Location"]
        assert "/login/" in web("nyj.clerk").get(url)["Location"]
    for login in ("sysadmin", "secadmin", "auditadmin", "bizadmin"):
        assert web(login).get("/admin/admin/logentry/").status_code == 404
        assert web(login).get("/admin/nowhere/").status_code == 404


# --- the traps of Django's administration


def test_the_log_of_the_administration_can_be_deleted_by_nobody():
    assert LogEntry not in admin.site._registry
    granted = [p for patterns in POWERS.values() for p in patterns]
    assert "admin.view_logentry" in granted
    assert not [p for p in granted if "logentry" in p and not p.startswith("admin.view")]
    deleting = {p for p in granted if ".delete_" in p or p.endswith(".*")}
    assert deleting == {
        "axes.delete_accessattempt",  # unlocks a name
        "organisation.delete_portfolioentry",  # a line of a plan that is still a draft
        "workdays.*",
    }


def test_powers_of_different_administrators_do_not_overlap_but_in_reading():
    seen: dict[str, str] = {}
    for role, patterns in POWERS.items():
        for pattern in patterns:
            if ".view_" not in pattern:
                assert pattern not in seen, (pattern, role, seen.get(pattern))
                seen[pattern] = role
    assert set(POWERS) == set(AdminRole.values)


OFFERED = {"is_active__exact": "1", "role": AdminRole.SYSTEM}
TRAPS = {"is_superuser": "on", "is_staff": "on", "groups": ["1", "2", "3", "4"]}
TRAPS |= {"user_permissions": ["1", "2", "3"], "password": "x", "pin_hash": "x", "is_active": ""}


def test_no_form_of_a_person_makes_a_superuser_or_gives_permissions(office, web):
    target = Person.objects.get(username="nyj.clerk")
    before = Person.objects.filter(pk=target.pk).values().get()
    url = reverse("admin:organisation_person_change", args=[target.pk])
    shown = web("sysadmin").get(url).content.decode()
    assert not [name for name in TRAPS if f'name="{name}"' in shown]
    sound = {"name": target.name, "email": target.email, "mobile": "", "pinyin_full": "x"}
    assert web("sysadmin").post(url, {**sound, **TRAPS}).status_code == 302
    after = Person.objects.filter(pk=target.pk).values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"pinyin_full", "pinyin_initials"}
    groups = target.groups.filter(name__in=AdminRole.values)
    assert not groups.exists()
    assert not target.user_permissions.exists()


def test_nobody_gives_himself_a_role_or_holds_two_or_one_beside_a_post(office, web):
    page = reverse("admin:organisation_person_changelist")
    people = {login: Person.objects.get(username=login) for login in ("secadmin", "sysadmin")}
    for login, action in (
        ("secadmin", "make_audit"),
        ("secadmin", "withdraw_role"),
        ("sysadmin", "make_audit"),
    ):
        target = people[login]
        roles = set(target.groups.values_list("name", flat=True))
        web("secadmin").post(page, {"action": action, "_selected_action": [target.pk]})
        assert set(target.groups.values_list("name", flat=True)) == roles
    clerk = Person.objects.get(username="nyj.clerk")
    web("secadmin").post(page, {"action": "make_audit", "_selected_action": [clerk.pk]})
    clerk.refresh_from_db()
    assert (clerk.is_staff, clerk.is_superuser) == (False, False)


def test_autocomplete_answers_only_whoever_may_read_what_it_lists(office, web):
    for model, field, who in (
        ("absence", "person", {"auditadmin", "bizadmin", "sysadmin", "secadmin"}),
        ("appointment", "post", {"auditadmin", "bizadmin", "sysadmin"}),
    ):
        asked = {"app_label": "organisation", "model_name": model, "field_name": field}
        for login in ("nyj.clerk", "mayor", "sysadmin", "secadmin", "auditadmin", "bizadmin"):
            answer = web(login).get(reverse("admin:autocomplete"), {**asked, "term": ""})
            assert (answer.status_code == 200) == (login in who), (model, login)
    # A relation of a model that no page offers: no page of titles by this way.
    for app, model, field in (
        ("matters", "step", "matter"),
        ("matters", "attachment", "matter"),
        ("organisation", "person", "groups"),
        ("organisation", "nothing", "x"),
    ):
        asked = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
        answer = web("auditadmin").get(reverse("admin:autocomplete"), asked)
        assert answer.status_code == 403, model


def test_no_list_of_the_administration_filters_by_what_it_does_not_offer(furnished, office, web):
    """`?pin_hash__startswith=a` would read a hash letter by letter, and a PIN has six digits."""
    for model, login in ((Person, "auditadmin"), (DecisionLink, "secadmin")):
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        offered = {field_of(entry) for entry in admin.site._registry[model].list_filter}
        refused = 0
        for field in (f for f in model._meta.concrete_fields if f.name not in offered):
            for lookup in ("startswith", "regex", "gt", "exact"):
                answer = web(login).get(page, {f"{field.name}__{lookup}": "a"})
                assert answer.status_code in (302, 400), (model, field.name, lookup)
                refused += 1
        assert refused > 40
    answer = web("auditadmin").get(reverse("admin:organisation_person_changelist"), OFFERED)
    assert answer.status_code == 200
    found = web("secadmin").get(reverse("admin:organisation_person_changelist"), {"q": "argon2"})
    assert found.context["cl"].result_count == 0


def test_every_page_of_the_administration_is_strict_about_lookups_and_takes_any_key():
    assert len(admin.site._registry) > 15
    assert not [m for m, a in admin.site._registry.items() if not isinstance(a, SoundAdmin)]


def test_administrators_see_no_title_text_or_opinion_of_a_document(furnished, office, web, clock):
    clock.now = VISIT
    words = ("秋冬农业生产", "高标准农田", "现就有关事项通知如下")
    for login in ("sysadmin", "secadmin", "bizadmin"):
        client = web(login)
        for name in sorted(names()):
            url, *_ = place(name)
            answer = client.get(url)
            text = answer.content.decode() if answer.status_code == 200 else ""
            assert not [w for w in words if w in text], (login, name)


def test_a_job_can_be_put_back_and_not_rewritten(furnished, office, web):
    job = Job.objects.first()
    before = Job.objects.filter(pk=job.pk).values().get()
    url = reverse("admin:core_job_change", args=[job.pk])
    web("sysadmin").post(url, {"name": "x", "args": '{"message_id": 1}', "state": "queued"})
    assert Job.objects.filter(pk=job.pk).values().get() == before


def test_an_administrator_who_lost_his_role_loses_the_pages_at_once(office, web):
    client, person = web("bizadmin"), Person.objects.get(username="bizadmin")
    page = reverse("admin:organisation_abpair_changelist")
    assert client.get(page).status_code == 200
    by = Person.objects.get(username="secadmin")
    services.withdraw_admin_role(person=person, by=by, at=NOW)
    assert client.get(page).status_code == 302
