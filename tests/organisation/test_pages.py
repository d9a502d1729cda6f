"""分工与AB角, the health check, and the demonstration office."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from apps.organisation import authority, demo, health, overview
from apps.organisation.models import Absence, Person, Post, Unit
from apps.organisation.pinyin import pinyin_of
from apps.organisation.vocabulary import UnitKind
from tests.organisation.factories import at

pytestmark = pytest.mark.django_db
TODAY = at(6, 2)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demonstration office, loaded once; what tests add is rolled back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(at=TODAY, password="demo-password-2026", pin="518206")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def signed_in(client, loaded):
    person = Person.objects.get(username="nyj.clerk")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_wants_a_sign_in(client):
    assert client.get(reverse("organisation:roles")).status_code == 302


def test_the_page_shows_who_leads_who_is_away_and_who_acts(signed_in):
    page = signed_in.get(reverse("organisation:roles"), {"on": "2026-06-02"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "代松见山" in text
    assert "外出至6月6日" in text
    assert "出差至" not in text
    assert "未结AB角" in text
    assert "第五条第三款" in text


@pytest.mark.parametrize("on", ["2026-08-11", "2026-10-16", "2021-01-01", "abc", "2026-02-30"])
def test_the_page_answers_any_date(signed_in, on):
    assert signed_in.get(reverse("organisation:roles"), {"on": on}).status_code == 200


def test_both_partners_away_shows_as_something_to_arrange(signed_in):
    text = signed_in.get(reverse("organisation:roles"), {"on": "2026-08-11"}).content.decode()
    assert "须作安排" in text
    assert "松见山与兰照溪同时离咸" in text


def test_the_page_takes_a_constant_number_of_queries(signed_in, django_assert_max_num_queries):
    signed_in.get(reverse("organisation:roles"), {"on": "2026-06-02"})
    with django_assert_max_num_queries(40):
        signed_in.get(reverse("organisation:roles"), {"on": "2026-06-02"})


def test_the_matrix_marks_leader_partner_and_substitute(loaded):
    found = overview.leaders(TODAY)
    plan, lines = overview.matrix(found, date(2026, 6, 2))
    assert plan.reference == "咸政发〔2026〕1号"
    columns = [leader.code for leader in found][:8]
    water = next(line for line in lines if "水利" in line.label)
    marks = dict(zip(columns, (cell.mark for cell in water.cells), strict=True))
    assert (marks["vm2"], marks["vm3"], marks["vm4"]) == ("a", "on", "")
    school = next(line for line in lines if "教育局" in line.label)
    marks = dict(zip(columns, (cell.mark for cell in school.cells), strict=True))
    assert (marks["vm3"], marks["vm2"]) == ("A", "b")


@pytest.mark.clause("5.8", "4.1")
def test_the_health_check_lists_the_leader_without_partner_and_vacant_heads(loaded):
    from apps.organisation import services
    from apps.organisation.models import Appointment

    sentences = [f.sentence for f in health.health(TODAY)]
    assert any("荷听雨" in s for s in sentences)
    assert not any("岗位空缺" in s for s in sentences)
    seat = Appointment.objects.get(post__code="wjw.head")
    services.end_appointment(appointment=seat, on=date(2026, 4, 20), by=None, at=at(4, 20))
    assert any("市卫健委主任岗位空缺" in f.sentence for f in health.health(at(4, 22)))


def test_the_demonstration_office_is_the_one_described(loaded):
    heads = Post.objects.filter(role="unit_head", unit__kind__in=("department", "general_office"))
    leaders = Post.objects.filter(city_leader=True)
    people = {
        p.pk for post in (*heads, *leaders) for p, _ in authority.acting(post, at(1, 5)).people
    }
    assert heads.count() == 32
    assert len(people) == 39  # two of the leaders head a department as well
    assert Unit.objects.filter(kind=UnitKind.COUNTY_GOVERNMENT).count() == 6
    assert not Person.objects.filter(is_superuser=True).exists()
    names = list(Person.objects.values_list("name", flat=True))
    assert len(names) == len(set(names))
    for _, login in demo.sign_ins():
        assert Person.objects.get(username=login).check_password("demo-password-2026")


def test_loading_twice_changes_nothing(loaded):
    before = (Person.objects.count(), Post.objects.count(), Absence.objects.count())
    demo.load(at=TODAY, password="demo-password-2026", pin="518206")
    assert (Person.objects.count(), Post.objects.count(), Absence.objects.count()) == before


def test_every_unit_of_the_demonstration_has_its_leader(loaded):
    for unit, leader in (("jtj", "vm4"), ("sjj", "mayor"), ("lsj", "evm"), ("gxq", "vm1")):
        post = authority.leader_of(Unit.objects.get(code=unit), at(6, 2))
        assert post.code == leader
    vm3 = Person.objects.get(username="vm3")
    assert [h.label for h in authority.hats(vm3, TODAY)] == ["", "代松见山"]


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("曾知夏", "zeng zhi xia", "zzx"),
        ("单于明", "chan yu ming", "cym"),
        ("尉迟恭", "yu chi gong", "ycg"),
        ("仇英", "qiu ying", "qy"),
        ("乐毅", "yue yi", "yy"),
        ("薇拟办1", "wei ni ban 1", "wnb1"),
        ("", "", ""),
    ],
)
def test_surnames_are_read_as_surnames(name, full, initials):
    assert pinyin_of(name) == (full, initials)
