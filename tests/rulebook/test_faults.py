"""What an author reads of a fault: once, in Chinese, at its own key and line, and nothing else."""

import pytest

from apps.rulebook.provisions.kinds import Roster, Ruling
from apps.rulebook.reading import TomlFile, open_toml
from tests.rulebook.pocket import asking, faults, made

AUTHORITY = "provisions/authority.toml"
LIMITS = "provisions/limits.toml"
LEAVE = "provisions/leave.toml"


@pytest.mark.parametrize(
    ("written", "line", "key", "told"),
    [
        ("a = “x”", 1, "a", "文字要用英文引号括起来"),
        ("a = 1\nb = = 3", 2, "b", "文字要用英文引号括起来"),
        ("a 3", 1, "", "项的名称后面要写等号"),
        ("a = 3 4", 1, "a", "一行只写一项"),
        ("[a", 1, "", "表头的方括号没有配对"),
        ("a = 3\na = 4\nb = 5", 2, "a", "同一项写了两次"),
        ("[a]\n[a]", 2, "a", "同一张表写了两次"),
        ("a = [1,\n2", 2, "", "数组的方括号没有配对"),
        ("a = {b = 1", 1, "a", "花括号没有配对"),
        ('a = "x', 1, "a", "引号没有配对"),
        ("a = 2023-02-30", 1, "a", "没有这一天"),
        ("名 = 3", 1, "名", "不是“项 = 值”"),
        ("a = 'x", 1, "a", "请核对引号、括号和等号"),
        ("", 0, "", ""),
    ],
)
def test_a_file_that_is_no_toml_is_told_by_line_and_key_in_chinese(
    tmp_path, written, line, key, told
):
    (tmp_path / "x.toml").write_text(written, encoding="utf-8")
    problems = open_toml(tmp_path / "x.toml", tmp_path).problems
    if not told:
        assert problems == []
        return
    (problem,) = problems
    assert (problem.file, problem.line, problem.key) == ("x.toml", line, key)
    assert told in problem.message
    assert not any(word in problem.message for word in ("line", "Invalid", "Expected"))


@pytest.mark.parametrize(
    ("key", "old", "new", "told"),
    [
        ("title", '"咸宁市人民政府工作规则"', '"工作规则"', "正文为“咸宁市人民政府工作规则”"),
        ("issued_on", "2023-06-07", "2023-06-06", "正文为2023年6月7日"),
    ],
)
def test_what_is_said_of_a_book_is_what_its_text_says(workbench, key, old, new, told):
    line = workbench.replace("book.toml", f"{key} = {old}", f"{key} = {new}")
    (problem,) = workbench.error().problems
    assert (problem.file, problem.key, problem.line) == ("book.toml", key, line)
    assert told in problem.message


def test_the_day_from_which_a_text_says_it_holds_is_that_of_the_book(any_workbench):
    words = "本规则自2031年5月1日起施行。"
    path = any_workbench.root / "text.md"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + f"\n\n{words}\n", encoding="utf-8")
    problems = any_workbench.error().problems
    assert [p.key for p in problems] == ["effective_from"]
    assert problems[0].line
    assert "正文写自2031年5月1日起施行" in problems[0].message


@pytest.mark.parametrize(
    ("condition", "key", "told"),
    [
        ({"level": 1.5}, "level", "应为 true、false、整数或者文字"),
        ({"level": ("low", 1.5)}, "level.2", "应为 true、false、整数或者文字"),
        ({"level": {"other_than": ()}}, "level.other_than", "至少要写一个值"),
        ({"level": {"other_than": (1.5,)}}, "level.other_than.1", "应为 true、false"),
        ({"days": {"least": 3, "mosst": 4}}, "days.mosst", "不认识的项"),
        ({"days": {"least": 5, "most": 4}}, "days", "下限大于上限"),
        ({"days": {}}, "days", "至少要写一端"),
    ],
)
def test_a_condition_written_wrongly_is_one_fault_at_its_own_key(tmp_path, condition, key, told):
    file = TomlFile(tmp_path, "x.toml", source="[[rows]]\nwhen = {}\n")
    rows = {"title": "试", "rows": ({"when": condition, "effect": "yes"},)}
    assert file.fit(Ruling, rows) is None
    (problem,) = file.problems
    assert (problem.key, problem.line) == (f"rows.1.when.1.{key}", 2)
    assert told in problem.message


@pytest.mark.parametrize(
    ("value", "told"),
    [(True, "；现为“true”"), (("x",), "；现为数组"), ({"x": 1}, "；现为表"), (7, "；现为“7”")],
)
def test_what_stands_there_instead_is_told_as_it_is_written(tmp_path, value, told):
    file = TomlFile(tmp_path, "x.toml")
    file.fit(Ruling, {"title": value, "otherwise": {"effect": "yes"}})
    (problem,) = file.problems
    assert problem.message == f"应为文字{told}"


def test_a_misspelt_post_is_told_by_the_name_that_was_written(workbench):
    line = workbench.replace("book.toml", 'mayor = "市长"', 'mayo = "市长"')
    (problem,) = workbench.error().problems
    assert (problem.key, problem.line) == ("vocabulary.posts.mayo", line)
    assert problem.message.startswith("应为下列之一：mayor、")


def test_a_clause_that_does_not_exist_is_told_at_the_row_that_names_it(any_workbench):
    path = any_workbench.root / AUTHORITY
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines.index('[["authority.standing".rows]]')
    row = next(n for n in range(header, len(lines)) if lines[n].startswith("clauses"))
    lines[row] = 'clauses = ["99.99"]'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (problem,) = any_workbench.error().problems
    assert (problem.key, problem.line) == ("authority.standing.rows.1.clauses", row + 1)
    assert problem.message == "引用了不存在的条款“99.99”"


def test_a_list_that_is_refused_is_told_and_what_needs_it_is_not(any_workbench):
    line = any_workbench.replace(LEAVE, 'code = "vacation"', "code = 7")
    (problem,) = any_workbench.error().problems
    assert (problem.file, problem.line) == (LEAVE, line)
    assert problem.message == "应为文字；现为“7”"


def test_a_file_that_cannot_be_read_is_told_and_what_needs_its_lists_is_not(any_workbench):
    any_workbench.append(LEAVE, "\n= 3\n")
    (problem,) = any_workbench.error().problems
    assert problem.file == LEAVE


def test_a_list_that_nobody_wrote_is_told_by_what_needs_it(any_workbench):
    path = any_workbench.root / LEAVE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"leave.kinds"', '"leave.sorts"'), encoding="utf-8")
    told = any_workbench.error().problems
    assert any("由“leave.kinds”列出，这部规则没有写" in p.message for p in told)


def test_a_blank_holds_a_name_and_no_form_of_its_own(workbench):
    workbench.replace(LIMITS, "{days}{unit}内回复", "{days:x}{unit}内回复")
    assert "花括号里只写名称" in str(workbench.error())


def test_an_order_of_substitutes_stands_only_where_it_is_followed(workbench):
    workbench.replace(AUTHORITY, 'graph = "pairs"', 'graph = "order"')
    assert "要写明顺序“order”" in str(workbench.error())
    workbench.replace(AUTHORITY, 'graph = "order"', 'graph = "none"\norder = ["vice_mayor"]')
    assert "其他情形不写" in str(workbench.error())
    workbench.replace(AUTHORITY, 'graph = "none"\norder = ["vice_mayor"]',
                      'graph = "pairs"\nwithin = "next"')  # fmt: skip
    assert "“within”只用于按顺序代行的" in str(workbench.error())


def test_a_list_of_people_without_anybody_in_some_situation_is_found():
    rows = [{"when": {"level": "low"}, "part": "member", "roles": ["mayor"]}]
    found = faults(asking(Roster), made(Roster, rows=rows))
    assert found == ["“样表”有空档：情形（level=high）没有答案"]
