"""Words of Django and of the libraries, said otherwise: the catalogue is compiled and is used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib import admin
from django.utils import translation

from tests.architecture.test_shape import ROOT

FOLDER = ROOT / "oa" / "locale" / "zh_Hans" / "LC_MESSAGES"
# Letters that head the columns of a calendar are said by their context.
SHORT = {"S", "M", "T", "W", "F"}
PO = Path("LC_MESSAGES") / "django.po"
ENTRY = re.compile(r'msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?msgstr(?:\[0\])? "(.+)"')
ENTRIES = ENTRY.findall((FOLDER / "django.po").read_text(encoding="utf-8"))


def test_every_entry_of_the_catalogue_is_read():
    source = (FOLDER / "django.po").read_text(encoding="utf-8")
    assert len(ENTRIES) == source.count("\nmsgid ") - 1 > 60


@pytest.mark.parametrize(("one", "many", "said"), ENTRIES, ids=[e[0][:40] for e in ENTRIES])
def test_the_compiled_catalogue_says_what_its_source_says(one, many, said):
    with translation.override("zh-hans"):
        found = translation.ngettext(one, many, 2) if many else translation.gettext(one)
    assert found == said


def test_a_form_speaks_as_an_official_would():
    field = forms.CharField(max_length=3)
    with pytest.raises(forms.ValidationError) as refused:
        field.clean("一二三四")
    assert refused.value.messages == ["不能超过3个字，现有4个字"]
    assert "变量" not in str(refused.value)


def test_icons_of_the_browser_find_the_mark(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].endswith("img/mark.svg")


def test_nothing_that_the_administration_shows_is_left_in_english():
    """Whatever Django's own catalogue of its administration has not said yet, ours says.

    What only the pages that are switched off here would show may stay.
    """
    catalogues = Path(admin.__file__).parent / "locale"
    english = set(re.findall(r'^msgid "(.+)"', (catalogues / "en" / PO).read_text("utf-8"), re.M))
    off = {
        "After you’ve created a user, you’ll be able to edit more user options.",
        "Forgotten your login credentials?",
        "In case you’ve forgotten, you are:",
    }
    with translation.override("zh-hans"):
        left = {text for text in english - off if translation.gettext(text) == text}
    words = re.compile(r"%\(\w+\)[sd]|%[sd]")
    assert {text for text in left if re.search("[A-Za-z]", words.sub("", text))} == set()


@pytest.mark.django_db
def test_nothing_that_its_scripts_show_is_left_in_english(admin_client):
    catalogues = Path(admin.__file__).parent / "locale"
    source = (catalogues / "en" / "LC_MESSAGES" / "djangojs.po").read_text("utf-8")
    # What is told apart by its context (the days of a calendar) is looked up by it.
    plain = re.findall(r'^(?!msgctxt).*\nmsgid "(.+)"', source, re.M)
    english = {text.replace('\\"', '"') for text in plain} - SHORT
    said = admin_client.get("/admin/jsi18n/").content.decode()
    catalogue = json.loads(re.search(r"const newcatalog = (\{.*?\});\n", said, re.S)[1])
    assert {text for text in english if catalogue.get(text, text) == text} == set()
    assert catalogue["Choose all %s"] == "全部选入"
