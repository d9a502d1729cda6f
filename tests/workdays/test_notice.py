"""Reading a notice: what is right is read, what is wrong is named with its line."""

import pytest

from apps.workdays.notice import read_notice

HEAD = "日期,类型,名称\n"


def test_a_whole_notice_is_read(notice_2026):
    notice = read_notice(notice_2026)
    assert notice.problems == []
    assert (notice.year, len(notice.days)) == (2026, 39)
    assert sum(day.working for day in notice.days) == 6


@pytest.mark.parametrize("written", ["2026-10-01", "2026/10/1", "2026年10月1日", "2026.10.01"])
def test_dates_as_offices_write_them(written):
    notice = read_notice(f"{HEAD}{written},放假,国庆节")
    assert notice.problems == []
    assert notice.days[0].on.isoformat() == "2026-10-01"


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff日期,类型,名称\r\n2026-10-01,放假,国庆节\r\n\r\n",
        "名称\t日期\t类型\n国庆节\t2026-10-01\t放假",
        "日期，类型，名称\n2026-10-01，放假，国庆节",
        '备注,"日期","类型","名称"\n无,"2026-10-01","休息","国庆节"',
    ],
)
def test_columns_in_any_order_and_by_any_usual_separator(text):
    notice = read_notice(text)
    assert notice.problems == []
    assert [(day.on.month, day.name) for day in notice.days] == [(10, "国庆节")]


def test_a_make_up_day_needs_no_name_and_december_of_the_year_before_may_stand_in():
    notice = read_notice(
        HEAD + "2028-12-30,放假,元旦\n2028-12-31,放假,元旦\n2029-01-01,放假,元旦\n"
        "2029-01-06,上班,\n2029-01-07,上班,"
    )
    assert notice.problems == []
    assert notice.year == 2029
    assert notice.days[-1].name == "调休上班"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "没有读到任何日期"),
        (HEAD, "没有读到任何日期"),
        ("日子,类型,名称\n", "第 1 行：缺少“日期”列"),
        ("x" * 100_001, "内容过长"),
        (HEAD + "2026-02-30,放假,春节", "第 2 行：日期“2026-02-30”不是有效日期"),
        (HEAD + "十月一日,放假,国庆节", "第 2 行：日期“十月一日”不是有效日期"),
        (HEAD + "2026-10-01", "第 2 行：类型“”不认识"),
        (HEAD + "2026-10-01,加班,国庆节", "第 2 行：类型“加班”不认识"),
        (HEAD + "2026-10-01,放假,", "第 2 行：放假的名称不能空白"),
        (HEAD + f"2026-10-01,放假,{'长' * 61}", "第 2 行：名称不应超过 60 字"),
        (HEAD + "2026-10-12,上班,", "第 2 行：2026-10-12 是星期一，本来就上班"),
        (HEAD + "2026-10-01,放假,甲\n2026-10-01,放假,乙", "第 3 行：2026-10-01 与第 2 行重复"),
        (HEAD + "2026-10-01,放假,甲\n2026-10-02,放假,甲\n2027-10-01,放假,乙", "不属于 2026 年"),
        (HEAD + "\x00\x00", "没有读到任何日期"),
        (HEAD + '"' + "x" * 99_000, "第 2 行：日期"),
    ],
)
def test_every_problem_is_a_sentence_with_its_line(text, problem):
    problems = read_notice(text).problems
    assert any(problem in found for found in problems), problems


def test_all_problems_are_told_at_once():
    notice = read_notice(HEAD + "a,放假,甲\nb,放假,乙\n2026-10-01,放假,国庆节")
    assert len(notice.problems) == 2
