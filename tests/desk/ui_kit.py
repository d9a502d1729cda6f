"""What tests of the pages share: a frame, a form of every kind, and a reader of markup."""

import datetime as dt
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path

from apps.core.verdicts import Cite

BASE = Path(__file__).resolve().parents[2]
TEMPLATES = BASE / "templates"
TODAY = dt.date(2026, 6, 2)
CITE = Cite("30.5", "xianning_2023", "第三十条", "按照职责分工送审")


def nothing(request):
    """Answer nothing: the pages here are only rendered."""
    return HttpResponse()


urlpatterns = [
    path("login/", nothing, name="login"),
    path("logout/", nothing, name="logout"),
    path("password/", nothing, name="password_change"),
]


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="标题", help_text="不超过 30 字")
    kind = forms.ChoiceField(label="类别", choices=[("a", "请示"), ("b", "报告")])
    handling = forms.ChoiceField(
        label="公开属性", choices=[("open", "公开"), ("inner", "内部")], widget=forms.RadioSelect
    )
    urgent = forms.BooleanField(label="急件", required=False)
    body = forms.CharField(label="正文", widget=forms.Textarea, required=False)
    scan = forms.FileField(label="扫描件", required=False)


class Balance(HTMLParser):
    """Refuse unbalanced tags, style attributes, handlers and inline scripts."""

    VOID = frozenset({"input", "br", "hr", "img", "link", "meta", "use", "path", "rect", "circle"})

    def __init__(self):
        super().__init__()
        self.open, self.faults, self.ids = [], [], []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if "style" in names or any(name.startswith("on") for name in names):
            self.faults.append(f"<{tag}> {names}")
        if tag == "script" and "src" not in names:
            self.faults.append("inline script")
        if "id" in names:
            self.ids.append(names["id"])
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> while {self.open[-3:]} stand open")
        else:
            self.open.pop()


def checked(html):
    """Return the markup after proving that it is balanced and allowed by the policy."""
    reader = Balance()
    reader.feed(html)
    reader.close()
    assert not reader.faults, reader.faults
    assert not reader.open, reader.open
    twice = {one for one in reader.ids if reader.ids.count(one) > 1}
    assert not twice, twice
    return html


def show(source, **context):
    """Render a line of a page that has loaded the components."""
    return checked(Template("{% load oa_ui %}" + source).render(Context(context)))


def hat(**changes):
    """Return what the acting strip needs of a hat."""
    given = {
        "capacity": "ab",
        "for_person_name": "松见山",
        "post_name": "副市长",
        "starts_at": dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
        "ends_at": dt.datetime(2026, 6, 5, 16, tzinfo=dt.UTC),
        "cite": Cite("5.6", "", "第五条"),
    }
    return SimpleNamespace(**(given | changes))


def frame(**more):
    """Return the context that every page of a signed-in person has."""
    return {
        "nav": [
            {"label": "工作台", "url": "/", "icon": "home", "count": 9, "current": True, "red": 1},
            {"label": "公文", "url": "/documents/", "icon": "doc", "count": 6},
            {"label": "工作规则", "url": "/rules/", "icon": "book", "heading": "依据与分工"},
        ],
        "acting_strip": [hat()],
        "me": {"name": "枫晚照", "post_name": "副市长"},
        "unread": 3,
        "site": {"name": "市府协同", "city": "咸宁市人民政府", "help_phone": "6000"},
        "ui": {"size": "lg", "theme": "dark"},
        "request": {"csp_nonce": "n0nce"},
    } | more
