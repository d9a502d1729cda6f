"""附件说明 and attendance at the end of a text: taken where they are certain, else left as text."""

import pytest

from apps.typesetting import Attendance
from apps.typesetting.manuscript import tail_from_text


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("附件：重点项目清单", ("重点项目清单",)),
        ("附件:　重点项目清单。", ("重点项目清单",)),
        ("附件：1.责任清单\n2.投资计划表", ("责任清单", "投资计划表")),
        ("附　件：1.责任清单；\n　　2．投资计划表\n\n3、图\n\n", ("责任清单", "投资计划表", "图")),
        ("附件：1.只有一个", ("只有一个",)),
    ],
)  # fmt: skip
def test_the_names_of_annexes_are_taken_from_the_end(typed, names):
    tail = tail_from_text(f"现印发给你们。\n{typed}")
    assert (tail.text, tail.annex_list) == ("现印发给你们。", names)


@pytest.mark.parametrize(
    "text",
    [
        "现印发给你们。",
        "附件：责任清单\n后面还有一段。",
        "附件：1.责任清单\n3.投资计划表",
        "附件：责任清单\n1.投资计划表",
        "一、事项\n1.甲事。\n2.乙事。",
        f"附件：{'长' * 301}",
        "",
    ],
)
def test_what_only_looks_alike_stays_text(text):
    assert tail_from_text(text) == (text, (), ())


def test_minutes_say_at_their_end_who_was_there():
    text = "会议指出。\n附件：清单\n出　席：王建国　李　明\n请假：赵　伟\n列席：市财政局　林　峰"
    tail = tail_from_text(text, minutes=True)
    assert tail.text == "会议指出。"
    assert tail.annex_list == ("清单",)
    assert tail.attendance == (
        Attendance("出席", "王建国　李　明"),
        Attendance("请假", "赵　伟"),
        Attendance("列席", "市财政局　林　峰"),
    )
    assert tail_from_text(text).attendance == ()
