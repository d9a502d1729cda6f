"""Closed by default: no page answers a stranger unless it is listed; checks say what is open."""

from __future__ import annotations

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core import checks
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from apps.desk.checks import (
    PUBLIC,
    addresses,
    check_accounts,
    check_doors,
    check_settings,
    public_addresses,
)
from apps.desk.demo import PASSWORD
from apps.organisation import services
from apps.organisation.models import Person
from tests.organisation.factories import NOW


def forgotten(request):
    """A page whose writer thought of nothing."""
    return HttpResponse("geheim")


@login_not_required
def opened(request):
    """A page whose writer opened it and told nobody."""
    return HttpResponse("geheim")


urlpatterns = [
    path("", include("oa.urls")),
    path("forgotten/", forgotten, name="forgotten"),
    path("open/", opened, name="open"),
]


@pytest.fixture
def careless(settings):
    settings.ROOT_URLCONF = __name__


def ids(found) -> list[str]:
    return [message.id for message in found]


@pytest.mark.django_db
def test_a_page_without_any_declaration_is_closed_to_strangers(careless):
    answer = Client().get("/forgotten/?a=1")
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/forgotten/%3Fa%3D1")


def test_an_open_page_that_is_not_listed_fails_the_check(careless):
    (found,) = check_doors(None)
    assert found.id == "desk.E002"
    assert "open" in found.msg


def test_the_site_itself_passes_and_the_list_names_nothing_in_vain():
    assert check_doors(None) == []
    assert public_addresses() == PUBLIC


def test_without_the_door_the_check_fails(settings):
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "SignIn" not in m]
    assert ids(check_doors(None)) == ["desk.E001"]


@pytest.mark.parametrize(
    ("path", "method", "back"),
    [
        ("/documents/7/", "get", "/documents/7/"),
        ("/documents/7/send/", "post", "/documents/7/"),
        ("/documents/7/steps/3/settle/", "post", "/documents/7/"),
        ("/documents/7/edit/", "post", "/documents/7/edit/"),
        ("/documents/?state=deciding", "get", "/documents/%3Fstate%3Ddeciding"),
        ("/admin/organisation/person/", "get", "/admin/organisation/person/"),
    ],
)
@pytest.mark.django_db
def test_after_signing_in_one_comes_back_to_a_page_that_shows_something(path, method, back):
    answer = getattr(Client(), method)(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/login/?next={back}")


GOOD = {"SITE_URL": "https://oa.example.gov.cn", "REDIS_URL": "redis://:x@10.0.0.9:6379/0"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"SITE_URL": "http://oa.example.gov.cn"}, ["desk.E003"]),
        ({"STATIC_ROOT": "{media}/static"}, ["desk.E004"]),
        ({"STATIC_ROOT": "{media}/.."}, ["desk.E004"]),
        ({"REDIS_URL": "redis://10.0.0.9:6379/0"}, ["desk.E005"]),
        ({"REDIS_URL": "redis://127.0.0.1:6379/0"}, []),
        ({"REDIS_URL": ""}, []),
    ],
)
def test_settings_of_production_keep_what_the_documents_promise(settings, changes, expected):
    media = settings.STORAGES["default"]["OPTIONS"]["location"]
    for name, value in {**GOOD, **changes}.items():
        setattr(settings, name, value.format(media=media))
    assert ids(check_settings(None)) == expected


@pytest.mark.django_db
def test_open_accounts_are_refused_in_production():
    assert check_accounts(None) == check_accounts(None, databases=["default"]) == []
    Person.objects.create_superuser("root", password="x", name="根")
    for login, password in (("mayor", PASSWORD), ("vm2", "another one, chosen by himself")):
        services.create_person(login=login, name=login, password=password, by=None, at=NOW)
    found = check_accounts(None, databases=["default"])
    assert ids(found) == ["desk.E006", "desk.E007"]
    assert "mayor" in found[1].msg
    services.set_active(person=Person.objects.get(username="mayor"), active=False, by=None, at=NOW)
    assert ids(check_accounts(None, databases=["default"])) == ["desk.E006"]


def test_the_checks_run_with_django_s_own():
    registered = checks.registry.registry
    assert check_doors in registered.get_checks()
    assert {check_settings, check_accounts} <= set(registered.get_checks(True))


def test_an_id_in_an_address_is_never_longer_than_a_key():
    ours = [pattern for name, pattern in addresses() if not name.startswith("admin:")]
    converters = {type(c).__name__ for p in ours for c in p.pattern.converters.values()}
    assert "Key" in converters
    assert "IntConverter" not in converters
