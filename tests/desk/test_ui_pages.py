"""The frame, sign-in, refusals and mails render, and keep the policy of the pages."""

import re

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from apps.core.verdicts import Verdict
from tests.desk.ui_kit import BASE, CITE, TEMPLATES, TODAY, SampleForm, checked, frame

pytestmark = pytest.mark.urls("tests.desk.ui_kit")

# --- whole pages


def test_the_frame_shows_person_hats_places_and_preferences():
    html = checked(render_to_string("base.html", frame()))
    assert '<html lang="zh-CN" data-size="lg" data-theme="dark">' in html
    assert html.count('nonce="n0nce"') == 7
    assert html.count('aria-current="page"') == 2
    assert 'data-go="h"' in html
    assert "<b>松见山</b> 副市长的政务活动职责（6月1日—6月5日" in re.sub(r"\s+", " ", html)
    assert 'action="/logout/"' in html
    assert "3 条未读" in html


def test_the_frame_of_a_stranger_has_no_navigation():
    html = checked(render_to_string("404.html", frame(me=None, nav=[], acting_strip=[])))
    assert "主导航" not in html
    assert "app bare" in html


def test_a_refusal_shows_its_reason_and_clause():
    html = checked(
        render_to_string("403.html", frame(verdicts=[Verdict.deny("须由本人签发", [CITE])]))
    )
    assert "须由本人签发" in html
    assert "第三十条" in html


@pytest.mark.parametrize(
    "name",
    [
        "403.html",
        "404.html",
        "400.html",
        "403_csrf.html",
        "500.html",
        "registration/login.html",
        "registration/logged_out.html",
        "registration/locked.html",
        "registration/password_change_done.html",
        "registration/password_change_form.html",
    ],
)
def test_every_page_of_the_frame_renders_without_any_context(name):
    checked(render_to_string(name, {"form": SampleForm()} if "change_form" in name else {}))


def test_sign_in_warns_about_secrets_and_keeps_the_way():
    html = checked(render_to_string("registration/login.html", frame(next="/documents/7/")))
    assert "严禁处理涉密信息" in html
    assert 'name="next" value="/documents/7/"' in html
    assert "6000" in html


def test_the_mail_page_loads_nothing_and_leads_nowhere():
    source = (
        '{% extends "mail_decision/base.html" %}{% block content %}'
        '{% include "mail_decision/_subject.html" %}{% include "mail_decision/_why.html" %}'
        '{% include "mail_decision/_trail.html" %}{% include "mail_decision/_result.html" %}'
        "{% endblock %}"
    )
    context = frame(
        title="关于某事的请示",
        due_on=TODAY,
        today=TODAY,
        workdays_left=0,
        hat_label="代松见山",
        actor_name="枫晚照",
        sentence="按分工核批",
        labels="第三十条",
        items=[{"person": "杉致和", "opinion": "拟同意。", "at": TODAY}],
    )
    html = checked(Template(source).render(Context(context)))
    assert not re.search(r"<(link|script|img|a|iframe|use)\b|url\(|@import|https?:", html)
    assert '<style nonce="n0nce">' in html
    assert "{%" not in html
    assert "代松见山行使职责" in html


def test_the_mail_names_the_act_and_carries_no_body():
    context = frame(
        title="关于<某事>的请示",
        kind_label="核批",
        due_text="今天 17:30 到期",
        why="依据第三十条",
        link="https://oa.example/m/a/x",
        actor_name="枫晚照",
        reference="咸政发〔2026〕9号",
        capacity_label="代松见山",
        body="正文不得外传",
        document={"body": "正文不得外传"},
    )
    text = render_to_string("mail/decision.txt", context)
    html = render_to_string("mail/decision.html", context)
    for page in (text, html):
        assert "请勿转发" in page
        assert "https://oa.example/m/a/x" in page
        assert "正文不得外传" not in page
        assert "代松见山" in page
    assert "关于<某事>的请示" in text
    assert "关于&lt;某事&gt;的请示" in html
    assert not re.search(r"<script|<img|src=", html)
    assert "登录办理" in render_to_string("mail/decision.txt", context | {"login_required": True})


# --- the house rules of templates and scripts


def test_no_template_carries_style_attributes_or_inline_scripts():
    faults = []
    for file in TEMPLATES.rglob("*.html"):
        if file.parent.name == "mail":
            continue
        text = file.read_text(encoding="utf-8")
        faults += [
            f"{file.name}: {m}" for m in re.findall(r"\sstyle=|\son[a-z]+=|javascript:", text)
        ]
        faults += [f"{file.name}: {m}" for m in re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", text)]
    assert not faults


def test_scripts_build_no_markup_from_text_and_set_no_styles():
    for file in (BASE / "static" / "js").glob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|document\.write|eval\(|\.style\b|https?://", text
        ), file


def test_every_symbol_that_is_used_is_in_the_sprite():
    sprite = set(re.findall(r'id="i-([a-z0-9]+)"', (TEMPLATES / "_sprite.html").read_text("utf-8")))
    used = set()
    for file in TEMPLATES.rglob("*.html"):
        used |= set(re.findall(r'\{% icon "([a-z0-9]+)"', file.read_text("utf-8")))
    assert used <= sprite
