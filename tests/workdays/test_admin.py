"""放假与调休 in the admin: list, one day, and entering a notice."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.trail.models import Event
from apps.workdays.models import CalendarDay

pytestmark = pytest.mark.django_db
IMPORT = "admin:workdays_calendarday_import"
LIST = "admin:workdays_calendarday_changelist"


@pytest.fixture
def administrator(client):
    user = get_user_model().objects.create_superuser("admin", password="x", name="管理员")
    client.force_login(user)
    return client


def send(client, **data):
    return client.post(reverse(IMPORT), data, follow=True).content.decode()


def test_the_list_warns_of_years_without_notice_and_leads_to_the_import(administrator):
    page = administrator.get(reverse(LIST)).content.decode()
    assert "年放假安排未录入" in page
    assert reverse(IMPORT) in page


def test_trying_out_shows_the_changes_and_keeps_what_was_pasted(administrator, notice_2026):
    page = send(administrator, csv=notice_2026, reference="国办发明电〔2025〕7号", **{"try": "1"})
    assert "试算结果：2026 年，39 天有变动" in page
    assert "2026-10-10,上班,调休上班" in page
    assert "国办发明电〔2025〕7号" in page
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_is_entered_whatever_its_encoding(administrator, notice_2026, encoding):
    file = SimpleUploadedFile("2026.csv", notice_2026.encode(encoding))
    page = send(administrator, file=file, enter="1")
    assert "2026 年放假安排已录入，39 天有变动" in page
    assert CalendarDay.objects.count() == 39
    event = Event.objects.get()
    assert (event.channel, event.person_key) == ("admin", "admin")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "请选择 CSV 文件，或粘贴放假安排的内容"),
        ({"csv": "日期,类型,名称\n2026-10-01,加班,甲"}, "第 2 行：类型“加班”不认识"),
        ({"file": b"\xff\xff\xfe\x80"}, "文件不是文本"),
        ({"file": b"0" * 400_001}, "文件过大"),
        ({"csv": "<script>alert(1)</script>"}, "第 1 行：缺少“日期、类型、名称”列"),
    ],
    ids=["nothing", "wrong kind", "binary", "huge", "script"],
)
def test_a_wrong_notice_is_refused_in_a_sentence_and_kept(administrator, data, sentence):
    if "file" in data:
        data = {"file": SimpleUploadedFile("x.csv", data["file"])}
    page = send(administrator, enter="1", **data)
    assert sentence in page
    assert "<script>alert" not in page
    if "csv" in data:
        assert data["csv"].split("\n")[-1].replace("<", "&lt;").replace(">", "&gt;") in page
    assert not CalendarDay.objects.exists()


def test_only_who_may_change_days_reaches_the_page(client):
    user = get_user_model().objects.create_user("u", password="x", name="某", is_staff=True)
    client.force_login(user)
    assert client.get(reverse(IMPORT)).status_code == 403


def test_one_day_can_be_added_corrected_and_removed_with_history(administrator):
    fields = {"date": "2026-06-05", "name": "停工", "source": "", "notice_year": "2026"}
    administrator.post(reverse("admin:workdays_calendarday_add"), fields)
    day = CalendarDay.objects.get()
    assert day.history.get().history_user.username == "admin"
    url = reverse("admin:workdays_calendarday_change", args=[day.pk])
    administrator.post(url, {**fields, "working": "on"})
    administrator.post(reverse("admin:workdays_calendarday_delete", args=[day.pk]), {"post": "yes"})
    again = administrator.post(reverse("admin:workdays_calendarday_add"), fields)
    assert again.status_code == 302
    twice = administrator.post(reverse("admin:workdays_calendarday_add"), fields)
    assert "这一天已在表中" in twice.content.decode()
    selected = {"action": "delete_selected", "_selected_action": [CalendarDay.objects.get().pk]}
    administrator.post(reverse(LIST), {**selected, "post": "yes"})
    assert [e.verb.split(".")[1] for e in Event.objects.order_by("seq")] == [
        "save_day",
        "save_day",
        "remove_day",
        "save_day",
        "remove_day",
    ]
    assert CalendarDay.history.filter(date=date(2026, 6, 5)).count() == 5
