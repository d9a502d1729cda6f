"""The folder reads like the regulation: every article leads to the lines that carry it out."""

import re

import pytest
from django.core.management import CommandError, call_command

from apps.rulebook.authoring import lay_out
from apps.rulebook.book import load_book
from apps.rulebook.reading import provision_places
from apps.rulebook.signposts import NAME, signposts

ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条|第\d+条")
ELSEWHERE = {"office": "办公室约定", "law": "上位规定"}


def rows(text):
    """Return the cells of the table by the label of their article."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| 第")]
    return {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in lines}


def test_the_page_at_the_door_says_what_the_book_says_today(any_book):
    told = (any_book.path / NAME).read_text(encoding="utf-8")
    assert told == signposts(any_book), f"run: manage.py rulebook readme {any_book.name}"


def test_every_article_leads_to_its_files_or_to_the_reason_why_there_are_none(any_book):
    found = rows(signposts(any_book))
    assert list(found) == [article.label for article in any_book.articles]
    for about, done, cases in found.values():
        assert about
        assert done
        for file in re.findall(r"`([\w.]+)`", done):
            assert (any_book.path / "provisions" / file).is_file()
        for file in re.findall(r"`([\w.]+)`", cases):
            assert (any_book.path / "cases" / file).is_file()
        assert ("`" in done) or "只供阅读" in done


def test_article_22_is_found_in_a_minute(book):
    about, done, cases = rows(signposts(book))["第二十二条"]
    assert about == "纪要审核和签发"
    assert "`meetings_minutes.toml`：“纪要由谁审核、签发”" in done
    assert "`meetings_minutes.toml`" in cases
    text = (book.path / "provisions/meetings_minutes.toml").read_text(encoding="utf-8")
    assert "# 第二十二条、第二十三条：" in text


def test_every_provision_says_above_its_name_from_which_articles_it_comes(any_book):
    labels = {article.number: article.label for article in any_book.articles}
    for key, (file, line) in provision_places(any_book.path).items():
        lines = (any_book.path / file).read_text(encoding="utf-8").splitlines()[: line - 1]
        above = []
        while lines and lines[-1].startswith("#"):
            above.append(lines.pop())
        provision = any_book.provisions[key]
        numbers = sorted({any_book.clauses[clause].article for clause in provision.cited()})
        cited = [labels[number] for number in numbers]
        said = "".join(above)
        wanted = f"{file}:{line - 1} write above “{key}”: # {'、'.join(cited)}"
        assert set(cited) == set(ARTICLE.findall(said)), wanted
        assert ELSEWHERE.get(provision.source, "") in said, wanted


def test_every_file_opens_with_a_line_in_chinese(any_book):
    for path in any_book.path.rglob("*.toml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert re.match(r"# [一-龥]", first), path.name


def test_clauses_that_wait_are_told_with_their_reason(workbench):
    workbench.replace("not_executable.toml", '"1.1", ', "")
    waiting = 'module = "rulebook"\nreason = "尚未整理。"\nclauses = ["1.1"]\n'
    workbench.append("not_yet.toml", f"\n[[group]]\n{waiting}")
    found = rows(signposts(load_book(workbench.root)))
    assert found["第一条"][1] == "尚未执行：尚未整理"


def test_a_new_book_has_its_page_and_the_command_writes_it_anew(tmp_path, capsys):
    root = lay_out("abc_2026", tmp_path)
    page = root / NAME
    told = page.read_text(encoding="utf-8")
    assert "| 第二条 | 施行 | `version.toml`：“施行和版本” | `version.toml` |" in told
    page.unlink()
    call_command("rulebook", "readme", "abc_2026", "--shelf", str(tmp_path))
    assert "已写好" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8") == signposts(load_book(root))
    with pytest.raises(CommandError, match="没有这部规则的文件夹"):
        call_command("rulebook", "readme", "nowhere", "--shelf", str(tmp_path))
