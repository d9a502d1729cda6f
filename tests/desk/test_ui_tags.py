"""Every component says what the design says, and carries no style or script of its own."""

import datetime as dt
import re

import pytest

from apps.core.verdicts import Cite, Verdict
from tests.desk.ui_kit import CITE, TODAY, SampleForm, show

pytestmark = pytest.mark.urls("tests.desk.ui_kit")

# --- the countdown


@pytest.mark.parametrize(
    ("due_on", "today", "left", "state", "words", "under"),
    [
        (dt.date(2026, 6, 3), TODAY, 1, "amber", "剩 1 个工作日", "6月3日到期"),
        (dt.date(2026, 6, 4), TODAY, 2, "amber", "剩 2 个工作日", "6月4日到期"),
        (dt.date(2026, 6, 5), TODAY, 3, "green", "剩 3 个工作日", "6月5日到期"),
        (dt.date(2026, 6, 1), TODAY, -1, "red", "超期 1 个工作日", "6月1日到期"),
        (dt.date(2026, 6, 2), TODAY, 0, "amber", "今天到期", "6月2日到期"),
        (dt.datetime(2026, 6, 2, 17, 30), TODAY, 0, "amber", "今天到期", "17:30 截止"),
        (dt.date(2027, 1, 5), TODAY, 140, "green", "剩 140 个工作日", "2027年1月5日到期"),
        (dt.date(2026, 6, 12), TODAY, None, "green", "剩 10 天", "6月12日到期"),
        (dt.date(2026, 5, 30), TODAY, None, "red", "超期 3 天", "5月30日到期"),
        (dt.date(2026, 6, 6), dt.date(2026, 6, 5), 0, "amber", "休息日到期", "6月6日到期"),
        (dt.date(2026, 6, 6), dt.date(2026, 6, 7), 0, "red", "已超期", "6月6日到期"),
        (None, TODAY, None, "none", "不限时", ""),
    ],
)
def test_a_deadline_is_said_in_working_days_with_its_date(due_on, today, left, state, words, under):
    html = show("{% due d t n %}", d=due_on, t=today, n=left)
    assert f'<span class="light is-{state}">{words}</span>' in html
    assert under in html


def test_a_deadline_of_this_afternoon_has_passed_this_evening():
    due_at = dt.datetime(2026, 6, 2, 17, 30)
    html = show("{% due d t 0 %}", d=due_at, t=dt.datetime(2026, 6, 2, 18, 0))
    assert "is-red" in html
    assert "今天已超期" in html


def test_the_pill_of_today_names_the_hour():
    html = show("{% due_chip d t 0 %}", d=dt.datetime(2026, 6, 2, 17, 30), t=TODAY)
    assert 'class="due-chip is-amber"' in html
    assert "今天 17:30 到期" in html


def test_a_provisional_date_says_so_and_a_done_one_counts_nothing():
    assert "6月9日到期（暂定）" in show(
        "{% due d t 5 provisional=True %}", d=dt.date(2026, 6, 9), t=TODAY
    )
    assert "剩 5 个工作日（暂定）" in show(
        "{% due_chip d t 5 provisional=True %}", d=dt.date(2026, 6, 9), t=TODAY
    )
    html = show("{% due d t -3 done=True %}", d=dt.date(2026, 5, 28), t=TODAY)
    assert "已办结" in html
    assert "超期" not in html


# --- dates


def test_dates_are_written_as_an_official_writes_them():
    at = dt.datetime(2026, 6, 1, 9, 5, tzinfo=dt.UTC)
    html = show(
        "{{ a|cn_datetime:t }} {{ a|cn_weekday }} {{ o|cn_date:t }} {{ t|cn_full_date }}",
        a=at,
        t=TODAY,
        o=dt.date(2025, 12, 31),
    )
    assert html == "6月1日 17:05 星期一 2025年12月31日 2026年6月2日"


def test_a_period_that_ends_at_midnight_ends_the_day_before():
    html = show(
        "{% period s e t %}|{% period s none t %}",
        t=TODAY,
        none=None,
        s=dt.datetime(2026, 5, 31, 16, tzinfo=dt.UTC),
        e=dt.datetime(2026, 6, 5, 16, tzinfo=dt.UTC),
    )
    assert html == "6月1日—6月5日|6月1日起"


# --- small parts


def test_a_light_has_words_also_where_they_are_hidden():
    assert (
        show("{% light 'red' '超期 1 个工作日' %}")
        == '<span class="light is-red">超期 1 个工作日</span>'
    )
    assert '<span class="vh">黄灯</span>' in show("{% light 'amber' hidden=True %}")
    assert "is-none" in show("{% light 'purple' '?' %}")


@pytest.mark.parametrize("stored", [CITE, CITE.as_dict()])
def test_a_cite_is_a_plain_link_to_its_clause_and_book(stored):
    html = show("{% cite c %}", c=stored)
    assert 'href="/rules/clause/30.5/?book=xianning_2023"' in html
    assert 'data-cite="30.5"' in html
    assert html.endswith(">第三十条</a>")


def test_a_clause_id_cannot_leave_its_address():
    html = show("{% cite c %}", c=Cite('../"><b>', "", "第一条"))
    assert 'href="/rules/clause/..%2F%22%3E%3Cb%3E/"' in html


def test_several_cites_are_named_once_each():
    html = show("{% cites c %}", c=[CITE, CITE, Cite("5.9", "", "第五条")])
    assert re.sub(r"<[^>]+>", "", html) == "第三十条、第五条"


def test_an_icon_is_decoration_from_the_sprite():
    html = show("{% icon 'home' small=True %}")
    assert html == '<svg class="i i-sm" aria-hidden="true"><use href="#i-home"/></svg>'


def test_an_own_hat_shows_no_violet_tag():
    assert show("{% cap '' %}{% cap_plain '' %}") == ""
    assert "代松见山</span>" in show("{% cap '代松见山' %}")


def test_inline_parts_leave_no_gap_in_a_sentence():
    html = show(
        "依据{% cite c %}，由{% badge '市长' 'blue' %}签发{% count 3 %}{% light 'none' '无' %}。",
        c=CITE,
    )
    assert re.sub(r"<[^>]+>", "", html) == "依据第三十条，由市长签发3无。"
    assert "\n" not in html


def test_the_why_box_quotes_the_clause_and_admits_silence():
    html = show("{% why cites=c reason='本件由市农业农村局报送' %}", c=[CITE])
    assert "<blockquote>按照职责分工送审</blockquote>" in html
    assert "本件由市农业农村局报送" in html
    assert "工作规则未单列" in show("{% why %}")


def test_hostile_words_stay_words():
    bad = "<script>alert(1)</script>"
    source = (
        "{% light 'red' b %}{% badge b %}{% cap b %}{% why b %}{% empty b %}{% phrases w 'op' %}"
    )
    html = show(source, b=bad, w=[bad])
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 6


# --- trail, steps, panel


def test_the_trail_tells_who_in_what_capacity_and_by_which_clause():
    items = [
        {
            "person": "槐思齐",
            "post": "市长",
            "verb_label": "签发",
            "state": "now",
            "note": "待办理",
        },
        {
            "person": "枫晚照",
            "post": "副市长",
            "verb_label": "审核",
            "hat_label": "代松见山",
            "at": dt.datetime(2026, 6, 1, 8, 42, tzinfo=dt.UTC),
            "opinion": "同意。",
            "state": "done",
            "channel": "mail_link",
            "cites": [CITE],
        },
        {
            "person": "会签 1 家",
            "state": "auto",
            "sub": [{"unit": "市林业局", "text": "逾期未回复", "tone": "amber", "at": TODAY}],
        },
        {"person": "桂知远", "state": "done", "recorded_by": "兰照溪", "scan_url": "/f/1/"},
    ]
    html = show("{% trail i t %}", i=items, t=TODAY)
    assert html.count("<li") == 5
    assert '<li class="is-now" aria-current="step">' in html
    assert html.count('class="is-act"') == 1
    assert "6月1日 16:42" in html
    assert "（邮件办理）" in html
    assert "由兰照溪代录" in html
    assert 'class="t-amber">逾期未回复' in html


def test_steps_mark_what_is_done_and_where_it_stands():
    stages = [
        {"label": "起草", "note": "4月20日", "state": "done"},
        {"label": "签发", "state": "current"},
        {"label": "印发", "state": "later"},
    ]
    html = show("{% steps s %}", s=stages)
    assert html.count("is-done") == 1
    assert html.count('aria-current="step"') == 1


def test_the_panel_chooses_nothing_by_itself():
    options = [
        {"value": "sign", "label": "签发", "icon": "check"},
        {"value": "return", "label": "退回", "icon": "back", "disabled": True},
    ]
    html = show(
        "{% actgrid 'act' o %}{% phrases w 'op' %}{% then '签发后' '编号印发' c %}",
        o=options,
        w=["同意，发。"],
        c=[CITE],
    )
    assert "checked" not in html
    assert html.count("disabled") == 1
    assert 'type="button" data-for="op">同意，发。' in html
    assert "checked" in show("{% actgrid 'act' o 'sign' %}", o=options)


def test_requirements_show_a_light_each():
    rows = [
        {"label": "合法性审核", "state": "open", "state_label": "待审核", "cites": [CITE]},
        {"label": "公开征求意见", "state": "met", "state_label": "已完成", "at": TODAY},
    ]
    html = show("{% requirements r t %}", r=rows, t=TODAY)
    assert "is-amber" in html
    assert "is-green" in html
    assert "6月2日" in html


# --- forms and lists


def test_a_field_has_label_hint_and_error_above_its_input():
    form = SampleForm({"kind": "a"})
    html = show("{% for f in form %}{% field f %}{% endfor %}", form=form)
    at = [
        html.index(s)
        for s in ('<label for="id_title">', "不超过 30 字", "id_title_error", '<input type="text"')
    ]
    assert at == sorted(at)
    assert 'aria-describedby="id_title_hint id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<fieldset class="field err" id="id_handling"' in html
    assert html.count('class="opt"') == 2
    assert html.count("（选填）") == 2
    assert 'class="tickbox"' in html


def test_the_error_summary_takes_focus_and_repeats_the_words_with_the_clause():
    form = SampleForm({"kind": "a", "handling": "open"})
    said = [Verdict.deny("一份请示只能报送一个主送单位", [CITE], field="title")]
    html = show("{% errsum form v %}", form=form, v=said)
    assert "有 2 处需要修改" in html
    assert html.count('<a href="#id_title">') == 2
    assert 'tabindex="-1"' in html
    assert "第三十条" in html
    assert show("{% errsum form %}", form=SampleForm()).strip() == ""


def test_lists_filter_page_and_say_why_they_are_empty():
    form = SampleForm({"title": "", "kind": "a"})
    items = [
        {"label": "全部", "url": "?", "count": 0, "current": True},
        {"label": "本人", "url": "?m=1"},
    ]
    html = show("{% filterbar form items '筛选公文' %}", form=form, items=items)
    assert 'method="get"' in html
    assert "全部 0</a>" in html
    assert "本人</a>" in html
    assert 'rel="next"' in show("{% pager '' '?b=1' %}")
    assert show("{% pager %}").strip() == ""
    assert "待办已清" in show("{% empty '待办已清' '下一件预计 6月3日送达' %}")


def test_a_table_keeps_its_caption_and_its_row_links():
    html = show(
        "{% table c r '公文清单' %}",
        c=[{"label": "时限", "cls": "c-1"}, {"label": "标题", "title": True}],
        r=[{"cells": ["6月3日", "关于<b>请示"], "url": "/documents/1/"}],
    )
    assert '<caption class="vh">公文清单</caption>' in html
    assert '<a class="b" href="/documents/1/">关于&lt;b&gt;请示</a>' in html


def test_a_confirmation_asks_the_question_and_submits_the_form_it_names():
    html = show("{% confirm 'cf' '签发本件？' '签发后编号' '同意签发' 'act' 'verb' 'sign' %}")
    assert 'form="act" name="verb" value="sign">同意签发' in html
    assert "data-close" in html
