"""A faulty book is refused as a whole, and every fault names file, key, line and expectation."""

import shutil
from datetime import date
from functools import cache

import pytest

from apps.rulebook import shelf
from apps.rulebook.book import BookError, NotRegulated, load_book
from apps.rulebook.provisions.limits import Duration

LIMITS = "provisions/limits.toml"
SIGNING = "provisions/signing.toml"
ROUTING = "provisions/routing.toml"
AUTHORITY = "provisions/authority.toml"


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(BookError, match="没有这部规则的文件夹"):
        load_book(tmp_path / "nowhere")


@pytest.mark.parametrize("file", ["book.toml", "clauses.toml", "text.md", "not_yet.toml"])
def test_a_missing_file_is_named(workbench, file):
    (workbench.root / file).unlink()
    error = workbench.error()
    assert error.file == file
    assert "缺少" in str(error)


def test_broken_toml_names_the_line(workbench):
    line = workbench.replace(LIMITS, "value = 7", "value = = 7")
    error = workbench.error()
    assert (error.file, error.line) == (LIMITS, line)
    assert "TOML" in str(error)


def test_a_wrong_type_names_key_line_and_expectation(workbench):
    line = workbench.replace(LIMITS, "value = 7", 'value = "七"')
    error = workbench.error()
    assert (error.file, error.key, error.line) == (LIMITS, "consultation.reply.value", line)
    assert "应为整数；现为“七”" in str(error)


def test_a_missing_unit_is_refused(workbench):
    workbench.replace(LIMITS, 'value = 7\nunit = "workday"', "value = 7")
    error = workbench.error()
    assert error.key == "consultation.reply.unit"
    assert "缺少这一项" in str(error)


def test_a_word_outside_the_list_shows_the_list(workbench):
    workbench.replace(LIMITS, 'unit = "workday"', 'unit = "week"')
    error = workbench.error()
    assert "应为下列之一：workday、day、month、month_day；现为“week”" in str(error)


def test_an_unknown_key_and_an_unknown_provision_are_refused(workbench):
    workbench.replace(LIMITS, "value = 7", "value = 7\nvalu = 8")
    workbench.append(LIMITS, '\n["documents.dances"]\ntitle = "x"\n')
    problems = workbench.error().problems
    assert [p.key for p in problems] == ["consultation.reply.valu", "documents.dances"]
    assert all(p.line for p in problems)


def test_a_provision_written_twice_is_refused(workbench):
    text = (workbench.root / "provisions/version.toml").read_text(encoding="utf-8")
    (workbench.root / "provisions/zz.toml").write_text(text, encoding="utf-8")
    assert "已在provisions/version.toml中写过" in str(workbench.error())


def test_a_clause_that_does_not_exist_is_refused(workbench):
    workbench.replace(LIMITS, 'clauses = ["29.4"]', 'clauses = ["29.9"]')
    assert "引用了不存在的条款“29.9”" in str(workbench.error())


def test_a_provision_of_the_rules_needs_a_clause(workbench):
    workbench.replace("provisions/version.toml", 'clauses = ["43.1"]', "clauses = []")
    assert "要写明条款" in str(workbench.error())


def test_words_that_are_not_in_the_article_are_refused(workbench):
    line = workbench.replace("clauses.toml", "按照市政府领导同志分工呈批", "按照领导分工呈批")
    error = workbench.error()
    assert (error.file, error.line) == ("clauses.toml", line)
    assert "引文不在第三十条正文中" in str(error)


def test_double_ids_foreign_articles_and_empty_classes_are_refused(workbench):
    workbench.replace("clauses.toml", 'id = "2.1"', 'id = "1.1"')
    workbench.replace("clauses.toml", "article = 43", "article = 44")
    told = str(workbench.error())
    assert "条款编号“1.1”重复" in told
    assert "正文没有第44条" in told
    workbench.replace("clauses.toml", 'classes = ["principle"]', "classes = []")
    assert "至少要有一个规范类别" in str(workbench.error())
    workbench.replace("clauses.toml", "classes = []", 'classes = ["principle"]')
    workbench.replace("clauses.toml", 'title = "制定依据"', 'title = ""')
    assert "条款要有标题和引文" in str(workbench.error())


def test_a_gap_in_the_numbering_of_articles_is_refused(workbench):
    line = workbench.replace("text.md", "二十九、各部门", "三十、各部门")
    error = workbench.error()
    assert (error.file, error.line) == ("text.md", line)
    assert "此处应为第二十九条" in str(error)


def test_footnotes_and_marks_must_match(workbench):
    workbench.replace("text.md", "[^3]市政府", "[^9]市政府")
    told = str(workbench.error())
    assert "正文有注号而无注文" in told
    assert "有注文而正文无注号" in told


def test_a_text_without_articles_is_refused(workbench):
    (workbench.root / "text.md").write_text("# 题\n", encoding="utf-8")
    assert "没有读到任何条文" in str(workbench.error())


def test_a_gap_in_the_signing_matrix_is_refused_with_its_situation(workbench):
    workbench.replace(SIGNING, '["upward_report", "major_policy"] }', '["upward_report"] }')
    told = str(workbench.error())
    assert "签发权限表有空档" in told
    assert "doc_class=major_policy" in told


def test_an_overlap_in_the_signing_matrix_names_both_rows(workbench):
    workbench.replace(SIGNING, '["important_policy", "normative"]', '["major_policy", "normative"]')
    assert "签发权限表有重叠" in str(workbench.error())


def test_a_row_answers_with_ways_or_with_a_refusal(workbench):
    workbench.replace(SIGNING, 'refusal = "', 'denial = "')
    assert "二者必居其一" in str(workbench.error())


def test_a_row_with_ways_says_what_others_are_told(workbench):
    workbench.replace(SIGNING, 'denial = "“{quote}”，{post}不能签发。"\n', "")
    assert "缺少“denial”" in str(workbench.error())


def test_a_way_to_sign_needs_a_step(workbench):
    old = 'steps = [{ purpose = "sign", who = ["mayor"], sentence = "“{quote}”。" }]'
    workbench.replace(SIGNING, old, "steps = []")
    assert "至少要有一个环节" in str(workbench.error())


def test_a_route_without_a_deciding_step_is_refused(workbench):
    old = "when = { delegated = false, mayor_portfolio = false }"
    workbench.replace(ROUTING, old, old.replace(" }", ", major = true }"))
    assert "呈批路线有空档" in str(workbench.error())


def test_a_route_that_asks_twice_is_refused(workbench):
    workbench.replace(ROUTING, "when = { delegated = true }\n", "")
    assert "呈批路线有重叠" in str(workbench.error())


def test_conditions_use_known_columns_and_values(workbench):
    workbench.replace(ROUTING, "several_leaders = true", "many_leaders = true")
    assert "条件“many_leaders”不存在" in str(workbench.error())
    workbench.replace(ROUTING, "many_leaders = true", "several_leaders = 1")
    assert "不能取“1”，应为：true、false" in str(workbench.error())


def test_a_gap_and_an_overlap_in_the_table_of_capacities_are_refused(workbench):
    workbench.replace(AUTHORITY, 'powers = ["read_letter"]', 'powers = ["redelegate"]')
    assert "代行权限表有重叠" in str(workbench.error())
    workbench.replace(AUTHORITY, '"holder", "acting_head"', '"holder"')
    workbench.replace(AUTHORITY, 'powers = ["redelegate"]', 'powers = ["read_letter"]')
    assert "代行权限表有空档：职权“release”、身份“acting_head”" in str(workbench.error())


def test_missing_names_of_capacities_kinds_and_posts_are_refused(workbench):
    workbench.replace(AUTHORITY, 'named = { label = "经指定代行" }\n', "")
    workbench.replace("provisions/submission.toml", "decision = {", "# decision = {")
    workbench.replace("book.toml", 'mayor = "市长"\n', "")
    told = str(workbench.error())
    assert "身份名称不全，缺：named" in told
    assert "文种不全，缺：decision" in told
    assert "“posts”缺少称谓：mayor" in told


def test_a_role_with_two_standing_rows_is_refused(workbench):
    workbench.replace(AUTHORITY, 'role = "secretary_general"', 'role = "mayor"')
    assert "“mayor”写了两行" in str(workbench.error())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{days}{unit}内回复", "{tage}{unit}内回复", "句子里不能用“{tage}”"),
        ("{days}{unit}内回复", "{days{unit}内回复", "花括号不成对"),
        ("value = 7\n", "value = -7\n", "期限不能为负数"),
        ("value = 7\n", "value = 7\nroll = true\n", "“roll”只用于"),
        ('clauses = ["29.4"]', "clauses = []", "要写明条款"),
        ("normal = 1\nurgent = 0", "normal = 1\nurgent = 2", "越急越短"),
        ('purpose = "review"', 'purpose = "sign"', "应当恰有一行"),
    ],
)
def test_limits_are_sensible(workbench, old, new, told):
    workbench.replace(LIMITS, old, new)
    assert told in str(workbench.error())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("published_on = 2023-06-21", "published_on = 2023-06-01", "发布日期不应早于发文日期"),
        ("effective_from = 2023-06-07", "effective_from = 2023-06-01", "施行日期不应早于"),
        ("effective_from = 2023-06-07", "effective_from = 2023-06-07\neffective_to = 2023-06-06",
         "停止执行日期不应早于施行日期"),
        ("predecessor_issued_on = 2018-10-31", "predecessor_issued_on = 2024-10-31", "应当早于"),
        ('name = "xianning_2023"', 'name = "xianning_2024"', "应当与文件夹一致"),
        ('name = "xianning_2023"', 'name = "咸宁"', "只用小写字母"),
        ("'^## 第([一二三四五六七八九十百]+)章'", "'^## 第.章'", "恰有一对圆括号"),
        ("'^## 第([一二三四五六七八九十百]+)章'", "'^## 第([章'", "不是有效的匹配式"),
        ('"第{n}条"', '"第条"', "应当含有“{n}”"),
        ('"第{n}条"', '"第{n}条{m}"', "此外没有别的花括号"),
    ],
)  # fmt: skip
def test_the_book_does_not_contradict_itself(workbench, old, new, told):
    workbench.replace("book.toml", old, new)
    (first, *_) = workbench.error().problems
    assert (told in first.message, first.line > 0) == (True, True)


def test_requirements_refer_to_each_other_and_stand_once(workbench):
    file = "provisions/requirements.toml"
    workbench.replace(file, 'after = ["head_negotiation"]', 'after = ["negotiation"]')
    assert "所依的“negotiation”不存在" in str(workbench.error())
    workbench.replace(file, 'key = "expert_panel"', 'key = "research"')
    assert "前置程序“research”重复" in str(workbench.error())


def test_an_unknown_element_of_the_form_is_refused(workbench):
    workbench.replace("provisions/submission.toml", 'fact = "title"', 'fact = "colour"')
    assert "不认识的要素“colour”" in str(workbench.error())


def test_a_clause_stands_in_one_place_only(workbench):
    workbench.append(
        "not_yet.toml",
        '\n[[group]]\nmodule = "documents"\nreason = "重复"\nclauses = ["30.5", "1.1", "99.9"]\n',
    )
    told = str(workbench.error())
    assert "已由“documents.decision_route”执行" in told
    assert "条款“1.1”写了两次" in told
    assert "没有编号为“99.9”的条款" in told


def test_a_file_that_is_not_utf8_is_refused(workbench):
    (workbench.root / "not_yet.toml").write_bytes("中文".encode("gbk"))
    (workbench.root / "text.md").write_bytes("中文".encode("gbk"))
    told = str(workbench.error())
    assert "not_yet.toml，文件：读不出来，应为 UTF-8 编码的文本" in told
    assert "text.md，文件：缺少正文，或者不是 UTF-8 编码" in told


def test_all_faults_are_told_at_once_in_order(workbench):
    workbench.replace(LIMITS, "value = 7", 'value = "七"')
    workbench.replace("book.toml", 'series = "xianning"', "series = 1")
    problems = workbench.error().problems
    assert [p.file for p in problems] == ["book.toml", LIMITS]
    assert problems[1].as_dict()["key"] == "consultation.reply.value"


def test_silence_of_the_book_is_not_regulated(book):
    with pytest.raises(NotRegulated, match="未规定“documents.dances”"):
        book.provision("documents.dances")
    with pytest.raises(NotRegulated):
        book.provision("documents.signing", Duration)
    assert book.find("documents.signing", Duration) is None
    assert book.provision("consultation.reply", Duration).value == 7


def test_the_shelf_gives_the_version_in_force():
    assert "xianning_2023" in shelf.names()
    assert shelf.in_force(date(2026, 6, 1)).name == "xianning_2023"
    assert shelf.in_force(date(2026, 6, 1), "xianning_2023") is shelf.book("xianning_2023")
    with pytest.raises(NotRegulated):
        shelf.in_force(date(2020, 1, 1))


def test_a_successor_takes_over_on_its_first_day(workbench, monkeypatch, tmp_path):
    new = tmp_path / "xianning_2027"
    shutil.copytree(workbench.root, new)
    first = "effective_from = 2023-06-07"
    workbench.replace("book.toml", first, first + "\neffective_to = 2027-02-28")
    book_file = new / "book.toml"
    text = book_file.read_text(encoding="utf-8").replace(first, "effective_from = 2027-03-01")
    book_file.write_text(text.replace('"xianning_2023"', '"xianning_2027"'), encoding="utf-8")
    monkeypatch.setattr(shelf, "SHELF", tmp_path)
    # A memory of its own: the books that other tests hold stay the ones on the shelf.
    monkeypatch.setattr(shelf, "book", cache(shelf.book.__wrapped__))
    assert shelf.in_force(date(2027, 2, 28)).name == "xianning_2023"
    assert shelf.in_force(date(2027, 3, 1)).name == "xianning_2027"
