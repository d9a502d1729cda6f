"""Words of Django and of the libraries, said otherwise: the catalogue is compiled and is used."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.utils import translation

from tests.architecture.test_shape import ROOT

FOLDER = ROOT / "oa" / "locale" / "zh_Hans" / "LC_MESSAGES"
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
