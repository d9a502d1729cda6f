"""What administrators see of the kernel: numbers and links, no titles."""

import pytest
from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import results
from django.contrib.auth.models import Permission
from django.test import RequestFactory

from apps.matters import models, numbers
from apps.matters.admin import NumberEntryAdmin, NumberSeriesAdmin
from tests.matters.house import AT


@pytest.fixture
def request_of(house):
    person = house.office.person("admin", "管理员")
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="matters"))
    request = RequestFactory().get("/")
    request.user = person
    return request


def test_documents_steps_and_files_have_no_page_in_the_admin():
    shown = {m.__name__ for m in admin.site._registry if m._meta.app_label == "matters"}
    assert shown == {"NumberSeries", "NumberEntry", "DecisionLink"}


@pytest.mark.parametrize("page", [NumberSeriesAdmin, NumberEntryAdmin])
def test_a_ledger_is_read_and_never_written(request_of, page):
    model = models.NumberEntry if page is NumberEntryAdmin else models.NumberSeries
    shown = page(model, admin.site)
    assert shown.has_view_permission(request_of)
    assert not shown.has_add_permission(request_of)
    assert not shown.has_change_permission(request_of)
    assert not shown.has_delete_permission(request_of)
    assert not shown.get_actions(request_of)


def test_the_ledger_names_a_matter_by_its_number_only(house, request_of):
    slip = house.slip("关于某某同志任免的请示")
    numbers.reserve(matter=slip, code="咸政发", year=2026, by=house.registry, at=AT)
    page = NumberEntryAdmin(models.NumberEntry, admin.site)
    shown = page.get_changelist_instance(request_of)
    shown.formset = None
    text = str(list(results(shown)))
    assert "咸政发〔2026〕1号" in text
    assert slip.title not in text
