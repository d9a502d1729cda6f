"""The eight kinds of answer, each over a small book of its own making: proof, answer, words."""

import pytest
from pydantic import ValidationError

from apps.rulebook.errors import NotRegulated
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Roster, Ruling
from apps.rulebook.questions.base import listed, role
from apps.rulebook.rules.asking import regulated
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, roster_of, rule_on
from tests.rulebook.pocket import Pocket, asking, faults, made


class TestFacts:
    def test_a_flag_and_a_number_have_a_default_and_a_choice_has_none(self):
        question = asking(Ruling)
        assert question.complete({"level": "low"}, {}) == {
            "level": "low", "urgent": False, "days": 0,
        }  # fmt: skip
        with pytest.raises(TypeError, match="缺少事实“level”（级别）"):
            question.complete({}, {})

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"level": "middle"}, "不能取“middle”"),
            ({"level": "low", "urgent": 1}, "不能取“1”"),
            ({"level": "low", "days": -1}, "不能取“-1”"),
            ({"level": "low", "days": True}, "不能取“True”"),
        ],
    )
    def test_a_value_that_the_fact_cannot_take_is_refused(self, given, told):
        with pytest.raises(ValueError, match=told):
            asking(Ruling).complete(given, {})

    def test_a_fact_that_is_not_declared_is_refused(self):
        with pytest.raises(TypeError, match="没有事实“colour”，可用：level、urgent、days"):
            asking(Ruling).complete({"colour": "red"}, {})
        with pytest.raises(TypeError, match="可用：无"):
            asking(Choices, facts=()).complete({"colour": "red"}, {})

    def test_a_list_of_the_book_gives_the_values_of_a_fact(self):
        question = asking(Ruling, facts=(listed("meeting", "会议", "meetings.kinds"),))
        codes = {"meetings.kinds": ("plenary",)}
        assert question.complete({"meeting": "plenary"}, codes) == {"meeting": "plenary"}
        with pytest.raises(ValueError, match="不能取“dance”"):
            question.complete({"meeting": "dance"}, codes)
        table = made(Ruling, otherwise={"effect": "yes"})
        assert faults(question, table) == ["“会议”由“meetings.kinds”列出，这部规则没有写"]
        assert faults(question, table, codes) == []


class TestRuling:
    ROWS = [
        {"when": {"level": "high", "urgent": False}, "effect": "no", "field": "level",
         "sentence": "{level}，不准。"},
        {"when": {"level": "high", "urgent": True}, "effect": "unless_reasoned",
         "override_by": ["mayor"], "sentence": "{days}天太长。", "clauses": ["乙"]},
    ]  # fmt: skip

    def test_the_row_that_holds_answers_in_words(self, pocket):
        question, table = asking(Ruling), made(Ruling, rows=self.ROWS, otherwise={"effect": "yes"})
        book = pocket(question, table)
        assert faults(question, table) == []
        refused = rule_on(question, book, level="high")
        assert not refused
        assert (refused.verdict.reason, refused.verdict.field) == ("高，不准。", "level")
        assert [c.clause for c in refused.verdict.cites] == [book.clause("甲")]
        soft = rule_on(question, book, level="high", urgent=True, days=9)
        assert soft.verdict.soft
        assert (soft.override_by, soft.verdict.reason) == (("mayor",), "9天太长。")
        assert [c.clause for c in soft.verdict.cites] == [book.clause("乙")]
        assert [t.row for t in soft.trace] == [2]
        allowed = rule_on(question, book, level="low")
        assert allowed
        assert [t.row for t in allowed.trace] == [0]

    def test_what_a_book_does_not_regulate_is_allowed_without_a_clause(self, book):
        question = asking(Ruling)
        assert not regulated(question, book)
        answer = rule_on(question, book, level="low")
        assert answer
        assert (answer.verdict.cites, answer.trace) == ((), ())

    def test_a_gap_an_overlap_and_a_strange_column_are_found(self):
        assert faults(asking(Ruling), made(Ruling, rows=self.ROWS)) == [
            "“样表”有空档：情形（level=low，urgent=False）没有对应的行".replace("False", "false")
        ]
        twice = [*self.ROWS, {"when": {"urgent": True}, "effect": "yes"}]
        assert "有重叠" in faults(
            asking(Ruling), made(Ruling, rows=twice, otherwise={"effect": "yes"})
        )[0]  # fmt: skip
        strange = [{"when": {"colour": "red"}, "effect": "yes"}]
        (told,) = faults(asking(Ruling), made(Ruling, rows=strange, otherwise={"effect": "yes"}))
        assert told == "本行的条件“colour”不存在，可用：level、urgent、days"

    @pytest.mark.parametrize(
        ("when", "told"),
        [
            ({"level": "middle"}, "不能取“middle”，应为：low、high"),
            ({"days": 3}, "是数量，应写成范围"),
            ({"level": {"most": 3}}, "不是数量，不能写成范围"),
        ],
    )
    def test_a_condition_that_no_fact_can_meet_is_found(self, when, told):
        table = made(Ruling, rows=[{"when": when, "effect": "yes"}], otherwise={"effect": "yes"})
        assert told in faults(asking(Ruling), table)[0]

    @pytest.mark.parametrize(
        ("sentence", "told"),
        [("{colour}", "句子里不能用“{colour}”"), ("{level", "花括号不成对")],
    )
    def test_a_sentence_with_a_strange_blank_is_found(self, sentence, told):
        table = made(Ruling, otherwise={"effect": "no", "sentence": sentence})
        assert told in faults(asking(Ruling), table)[0]

    def test_numbers_are_proved_at_the_points_where_the_answer_changes(self):
        short = {"when": {"days": {"most": 3}}, "effect": "yes"}
        long = {"when": {"days": {"least": 5}}, "effect": "yes"}
        (told,) = faults(asking(Ruling), made(Ruling, rows=[short, long]))
        assert "days=4" in told
        long["when"]["days"]["least"] = 4
        assert faults(asking(Ruling), made(Ruling, rows=[short, long])) == []

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ({"effect": "no"}, "要写明理由"),
            ({"effect": "unless_reasoned", "sentence": "不。"}, "由谁放行"),
            ({"effect": "yes", "override_by": ["mayor"]}, "由谁放行"),
            ({"effect": "yes", "when": {"days": {}}}, "至少要写一端"),
            ({"effect": "yes", "when": {"days": {"least": 3, "most": 2}}}, "下限大于上限"),
        ],
    )
    def test_a_row_that_contradicts_itself_is_refused(self, row, told):
        with pytest.raises(ValidationError, match=told):
            made(Ruling, rows=[row])

    def test_the_row_for_everything_else_has_no_condition_and_a_table_has_a_row(self):
        with pytest.raises(ValidationError, match="不能再写条件"):
            made(Ruling, otherwise={"effect": "yes", "when": {"urgent": True}})
        with pytest.raises(ValidationError, match="一行也没有"):
            made(Ruling)


class TestChain:
    STEPS = [
        {"order": 1, "act": "review", "label": "审核", "who": ["secretary_general"],
         "limit": {"value": 2, "unit": "workday"}, "lacking": "尚未审核。"},
        {"order": 1, "act": "consult", "label": "征求意见", "who": ["vice_mayor"],
         "when": {"urgent": False}, "silence": "consents"},
        {"order": 2, "act": "sign", "label": "签发", "who": ["mayor"], "personal": True,
         "away": "waits", "sentence": "由市长签发。"},
    ]  # fmt: skip

    def test_steps_come_in_order_with_what_happens_in_absence(self, pocket):
        question, table = asking(Chain), made(Chain, steps=self.STEPS)
        book = pocket(question, table)
        assert faults(question, table) == []
        route = chain_of(question, book, level="low")
        assert [(s.order, s.purpose) for s in route.stages] == [
            (1, "review"), (1, "consult"), (2, "sign"),
        ]  # fmt: skip
        assert (route.stages[0].days, route.stages[0].unit) == (2, "workday")
        assert route.stages[1].silence == "consents"
        assert (route.final.personal, route.final.away, route.final.power) == (
            True, "waits", "personal_sign",
        )  # fmt: skip
        assert [t.row for t in route.trace] == [1, 2, 3]
        shorter = chain_of(question, book, level="low", urgent=True)
        assert [t.row for t in shorter.trace] == [1, 3]

    def test_a_chain_that_a_book_lacks_has_no_default(self, book):
        with pytest.raises(NotRegulated):
            chain_of(asking(Chain), book, level="low")

    def test_a_situation_without_any_step_is_found(self):
        step = {**self.STEPS[0], "when": {"urgent": True}}
        (told,) = faults(asking(Chain), made(Chain, steps=[step]))
        assert told == "“样表”有空档：情形（urgent=false）没有答案"

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"who": []}, "没有写明由谁办理"),
            ({"away": "instead"}, "要写明由谁“instead”"),
            ({"instead": ["mayor"]}, "要写明由谁“instead”"),
            ({"personal": True}, "不在时只能等候"),
        ],
    )
    def test_a_step_that_contradicts_itself_is_refused(self, change, told):
        with pytest.raises(ValidationError, match=told):
            made(Chain, steps=[{**self.STEPS[0], **change}])

    def test_the_order_of_steps_that_hold_together_cannot_go_back(self):
        later, first = self.STEPS[2], self.STEPS[0]
        assert "order 倒退" in "".join(faults(asking(Chain), made(Chain, steps=[later, first])))


class TestLists:
    def test_people_of_a_list_are_put_together(self, pocket):
        rows = [
            {"part": "member", "roles": ["mayor"]},
            {"part": "observer", "chosen_by": "mayor", "from_kinds": ["department"],
             "when": {"urgent": True}},
            {"part": "observer", "head_of": ["department"], "when": {"urgent": False}},
        ]  # fmt: skip
        question, table = asking(Roster), made(Roster, rows=rows)
        book = pocket(question, table)
        assert faults(question, table) == []
        groups = roster_of(question, book, level="low", urgent=True)
        assert [(g.part, g.roles, g.chosen_by) for g in groups] == [
            ("member", ("mayor",), ""), ("observer", (), "mayor"),
        ]  # fmt: skip
        with pytest.raises(NotRegulated):
            roster_of(asking(Roster, facts=()), Pocket(book, question, None))
        with pytest.raises(ValidationError, match="名单的一行"):
            made(Roster, rows=[{"part": "member"}])

    def test_a_list_keeps_its_order_and_its_marks(self, pocket):
        items = [{"code": "b", "name": "乙", "marks": ["first"]}, {"code": "a", "name": "甲"}]
        question = asking(Choices, facts=(), marks=("first",))
        table = made(Choices, items=items)
        assert faults(question, table) == []
        entries = choices_of(question, pocket(question, table))
        assert [(e.code, e.marks) for e in entries] == [("b", ("first",)), ("a", ())]
        assert table.codes == ("b", "a")
        items[1]["marks"] = ["last"]
        (told,) = faults(question, made(Choices, items=items))
        assert told == "不认识的标记“last”，应为：first"
        with pytest.raises(ValidationError, match="选项“a”写了两次"):
            made(Choices, items=[items[1], items[1]])
        with pytest.raises(ValidationError, match="一个选项也没有"):
            made(Choices, items=[])

    def test_a_list_that_a_book_lacks_is_empty(self, book):
        assert choices_of(asking(Choices, facts=()), book) == ()

    def test_prerequisites_name_their_causes_and_their_order(self, pocket):
        cause = {"when": {"urgent": True}, "reason": "紧急。", "clauses": ["乙"]}
        items = [
            {"key": "one", "label": "一", "required_before": "sign", "causes": [cause]},
            {"key": "two", "label": "二", "required_before": "close", "after": ["one"],
             "waivable_by": ["mayor"], "by_role": "justice_bureau",
             "causes": [{"reason": "总要。"}]},
        ]  # fmt: skip
        question, table = asking(Needs), made(Needs, items=items)
        book = pocket(question, table)
        assert faults(question, table) == []
        both = needs_of(question, book, level="low", urgent=True)
        assert [(s.key, s.after, s.by_role) for s in both] == [
            ("one", (), ""), ("two", ("one",), "justice_bureau"),
        ]  # fmt: skip
        (only,) = needs_of(question, book, level="low")
        assert (only.key, only.after) == ("two", ())
        items[0]["after"] = ["two"]
        with pytest.raises(ValidationError, match="应当写在它前面"):
            made(Needs, items=items)
        with pytest.raises(ValidationError, match="前置条件“two”重复"):
            made(Needs, items=[{**items[1], "after": []}, {**items[1], "after": []}])
        assert needs_of(question, Pocket(book, question, None), level="low") == ()


def test_a_role_is_called_as_the_book_calls_it(pocket, any_book):
    question = asking(Ruling, facts=(role("who", "岗位"),))
    table = made(Ruling, otherwise={"effect": "no", "sentence": "{who}不能办理。"})
    answer = rule_on(question, pocket(question, table), who="mayor")
    assert answer.verdict.reason == f"{any_book.vocabulary.posts['mayor']}不能办理。"
