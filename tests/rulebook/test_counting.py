"""Terms, intervals and quotas over a small book of its own making: proof, answer, words."""

from datetime import date

import pytest
from pydantic import ValidationError

from apps.rulebook.provisions.clocks import Interval, Limit, Quota, Term
from apps.rulebook.rules.clocks import count_out, gap_since, tally, term_of
from tests.rulebook.pocket import Pocket, asking, faults, made


class TestTime:
    def test_a_term_counts_in_its_unit_with_points_on_the_way(self, pocket, calendar):
        row = {"limit": {"value": 3, "unit": "month", "roll": True}, "sentence": "至{due}。",
               "stages": [{"label": "会办", "limit": {"value": 1, "unit": "month"}}]}  # fmt: skip
        rows = [
            {**row, "when": {"urgent": False}},
            {"when": {"urgent": True}, "sentence": "及时办理。"},
        ]
        question, table = asking(Term), made(Term, rows=rows)
        book = pocket(question, table)
        assert faults(question, table) == []
        answer = term_of(question, date(2026, 3, 10), book, calendar, level="low")
        assert (answer.due_on, answer.sentence) == (date(2026, 6, 10), "至2026年6月10日。")
        assert [(m.label, m.due_on) for m in answer.milestones] == [("会办", date(2026, 4, 10))]
        nothing = {"level": "low", "urgent": True}
        assert term_of(question, date(2026, 3, 10), book, calendar, **nothing) is None
        assert term_of(question, date(2026, 3, 10), Pocket(book, question, None), calendar,
                       level="low") is None  # fmt: skip

    def test_an_own_limit_counts_only_where_the_book_lets_it(self, pocket, calendar):
        row = {"limit": {"value": 7, "unit": "workday"}, "sentence": "{days}{unit}。"}
        for own, due in ((True, date(2026, 3, 12)), (False, date(2026, 3, 18))):
            question = asking(Term, facts=())
            book = pocket(question, made(Term, otherwise={**row, "own_limit": own}))
            assert term_of(question, date(2026, 3, 9), book, calendar, days=3).due_on == due

    @pytest.mark.parametrize(
        ("start", "due"),
        [
            (date(2026, 3, 9), date(2026, 3, 25)),
            (date(2026, 3, 25), date(2026, 4, 25)),
            (date(2026, 12, 26), date(2027, 1, 25)),
        ],
    )
    def test_a_day_of_the_month_is_the_next_one(self, calendar, start, due):
        assert count_out(Limit(value=25, unit="month_day"), start, calendar)[0] == due

    def test_a_day_that_a_month_lacks_is_its_last(self, calendar):
        limit = Limit(value=31, unit="month_day", roll=True)
        assert count_out(limit, date(2026, 4, 1), calendar)[0] == date(2026, 4, 30)
        assert count_out(limit, date(2026, 4, 30), calendar)[0] == date(2026, 6, 1)

    def test_a_limit_may_be_counted_back_in_working_days(self, calendar):
        limit = Limit(value=1, unit="workday", direction="before")
        assert count_out(limit, date(2026, 10, 8), calendar)[0] == date(2026, 9, 30)

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"value": -1, "unit": "day"}, "不能为负数"),
            ({"value": 1, "unit": "workday", "roll": True}, "只用于向后数"),
            ({"value": 1, "unit": "day", "direction": "before", "roll": True}, "只用于向后数"),
            ({"value": 32, "unit": "month_day"}, "在1到31之间"),
        ],
    )
    def test_a_limit_without_sense_is_refused(self, values, told):
        with pytest.raises(ValidationError, match=told):
            Limit.model_validate(values)

    def test_an_interval_turns_amber_on_the_day_after(self, pocket, calendar):
        row = {"when": {"urgent": True}, "limit": {"value": 2, "unit": "month"},
               "sentence": "上次{last}。", "overdue": "已{count}天。"}  # fmt: skip
        question = asking(Interval)
        table = made(Interval, rows=[row], otherwise={"sentence": "不设间隔。"})
        book = pocket(question, table)
        assert faults(question, table) == []
        last = date(2026, 3, 23)
        states = [
            gap_since(question, last, on, book, calendar, level="low", urgent=True).state
            for on in (date(2026, 5, 23), date(2026, 5, 24))
        ]
        assert states == ["green", "amber"]
        late = gap_since(
            question, last, date(2026, 5, 24), book, calendar, level="low", urgent=True
        )
        assert (late.sentence, late.due_on, late.days) == ("已62天。", date(2026, 5, 23), 62)
        first = gap_since(question, None, last, book, calendar, level="low", urgent=True)
        assert (first.state, first.days) == ("none", None)
        free = gap_since(question, last, last, book, calendar, level="low")
        assert (free.state, free.sentence) == ("none", "不设间隔。")
        assert gap_since(question, last, last, Pocket(book, question, None), calendar,
                         level="low").state == "none"  # fmt: skip
        with pytest.raises(ValidationError, match="超过时的提示"):
            made(Interval, otherwise={"limit": {"value": 1, "unit": "day"}, "sentence": "甲。"})


class TestNumbers:
    YEAR = {"begins": date(2026, 1, 1), "ends": date(2026, 12, 31)}

    def quota(self, pocket, **row):
        question = asking(Quota, facts=())
        values = {"sentence": "{count}。", "short": "{count}/{least}{unit}。", "over": "超{most}。"}
        table = made(Quota, counts="下基层", measure="天", per="year", otherwise={**values, **row})
        assert faults(question, table) == []
        return question, pocket(question, table)

    def test_behind_the_even_pace_is_told_before_the_year_ends(self, pocket):
        question, book = self.quota(pocket, least=60, pace=True)
        half = {"on": date(2026, 6, 30), **self.YEAR}
        assert tally(question, 28, book, **half).state == "behind"
        assert tally(question, 29, book, **half).state == "behind"
        assert tally(question, 30, book, **half).state == "met"
        assert tally(question, 28, book, **half).share == 30
        over = {"on": date(2026, 12, 31), **self.YEAR}
        assert tally(question, 59, book, **over).state == "short"
        assert tally(question, 60, book, **over).state == "met"

    def test_somebody_who_came_late_owes_his_share(self, pocket):
        question, book = self.quota(pocket, least=60, prorate=True)
        answer = tally(question, 10, book, since=date(2026, 7, 2), **self.YEAR)
        assert (answer.least, answer.state) == (31, "short")
        assert tally(question, 31, book, since=date(2026, 7, 2), **self.YEAR).state == "met"

    def test_a_shortfall_is_told_from_the_day_of_reminding(self, pocket):
        question, book = self.quota(pocket, least=1, remind_from="10-01")
        states = [
            tally(question, 0, book, on=on, **self.YEAR).state
            for on in (date(2026, 9, 30), date(2026, 10, 1))
        ]
        assert states == ["met", "short"]

    def test_one_more_is_refused_only_where_the_limit_is_hard(self, pocket):
        for soft in (True, False):
            question, book = self.quota(pocket, most=1, soft=soft)
            assert tally(question, 0, book).allowed
            assert tally(question, 1, book).allowed == soft
            assert tally(question, 1, book).state == "met"
            assert tally(question, 2, book).state == "over"

    def test_a_counter_without_limits_only_counts(self, pocket, book):
        question, pocketed = self.quota(pocket)
        assert tally(question, 9, pocketed).state == "none"
        assert tally(asking(Quota, facts=()), 9, book).state == "none"

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ({"least": 2, "most": 1, "short": "甲", "over": "乙"}, "下限大于上限"),
            ({"least": 2}, "不足时的提示"),
            ({"most": 2}, "超过时的提示"),
            ({"remind_from": "13-01"}, "提醒的起始日"),
        ],
    )
    def test_a_number_without_sense_is_refused(self, row, told):
        with pytest.raises(ValidationError, match=told):
            made(Quota, counts="件", measure="件", per="year",
                 otherwise={"sentence": "甲。", **row})  # fmt: skip
