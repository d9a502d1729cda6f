"""Two books compared, a new one begun, and what the command prints."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from apps.core.registry import Registry
from apps.rulebook import shelf, usage
from apps.rulebook.authoring import lay_out
from apps.rulebook.book import load_book
from apps.rulebook.checking import check_shelf
from apps.rulebook.differences import differences


def later(workbench):
    """Return the real book and a copy with other words, another route, another clock."""
    workbench.replace("text.md", "一般应在7个工作日内回复；", "一般应在5个工作日内回复；")
    workbench.replace("clauses.toml", "一般应在7个工作日内回复", "一般应在5个工作日内回复")
    return load_book(workbench.root)


def test_a_book_does_not_differ_from_itself(book):
    found = differences(book, book)
    assert (found.texts, found.changes, found.review, found.keys) == ((), (), (), frozenset())


def test_a_changed_limit_is_shown_before_and_after(book, workbench):
    workbench.replace("provisions/limits.toml", "value = 7", "value = 5")
    found = differences(book, load_book(workbench.root))
    (change,) = found.changes
    assert (change.key, change.group) == ("consultation.reply", "时限和间隔")
    assert change.before[0].startswith("7个工作日内")
    assert change.after[0].startswith("5个工作日内")
    assert found.keys == {"consultation.reply"}
    assert found.clauses == set(book.provisions["consultation.reply"].cited())


def test_a_changed_signer_is_a_change_of_who_acts(book, workbench):
    workbench.replace("provisions/signing.toml", 'label = "由市长签发"', 'label = "由县长签发"')
    (change,) = differences(book, load_book(workbench.root)).changes
    assert change.group == "由谁办理"
    assert "由县长签发" in change.after[0]


def test_a_clause_whose_words_changed_sends_its_provisions_to_review(book, workbench):
    found = differences(book, later(workbench))
    (text,) = found.texts
    assert text.after == text.before.replace("7个", "5个")
    assert "consultation.reply" in [key for key, _ in found.review]


def test_what_is_gone_and_what_has_come_are_both_shown(book, workbench, tmp_path):
    small = load_book(lay_out("klein_2026", tmp_path / "new"))
    # As if it were the next edition of ours: only then is a clause the same clause.
    small = replace(small, entry=small.entry.model_copy(update={"series": book.entry.series}))
    gone = differences(book, small)
    assert any(c.after == () for c in gone.changes)
    assert any(t.after == "" for t in gone.texts)
    come = differences(small, book)
    assert any(c.before == () for c in come.changes)
    assert json.dumps(come.as_dict(), ensure_ascii=False)


@pytest.mark.parametrize("name", ["Gross", "1abc", "a-b", ""])
def test_a_new_book_needs_a_plain_name(tmp_path, name):
    with pytest.raises(ValueError, match="小写字母"):
        lay_out(name, tmp_path)


def test_a_new_book_proves_itself_and_is_not_laid_over_another(tmp_path):
    lay_out("abc_2026", tmp_path)
    (report,) = check_shelf(tmp_path)
    assert report.problems == []
    with pytest.raises(ValueError, match="已经存在"):
        lay_out("abc_2026", tmp_path)


def test_open_matters_are_those_that_every_module_files(monkeypatch):
    sources = Registry("matters under a book")
    monkeypatch.setattr(usage, "SOURCES", sources)
    assert usage.open_matters("xianning_2023") == []
    leave, document = usage.Usage("请假", 2, ("leave.",)), usage.Usage("公文", 3, ("documents.",))
    asked = []

    def of_leave(book, clauses, hats):
        asked.append((book, clauses, hats))
        return [leave] if book == "xianning_2023" else []

    sources.register("leave")(of_leave)
    sources.register("documents")(lambda *_: [document])
    assert usage.open_matters("xianning_2023", ["5.1"], "hats") == [leave, document]
    assert usage.open_matters("shifan_2024") == [document]
    assert asked == [("xianning_2023", ["5.1"], "hats"), ("shifan_2024", (), None)]
    assert leave.concerns(["leave.route", "documents.signing"]) == ("leave.route",)


def test_rules_of_another_place_are_compared_by_their_provisions_alone(book, county):
    found = differences(book, county)
    assert not found.comparable
    assert found.texts == ()
    assert found.review == ()
    assert {"consultation.reply", "authority.substitution"} <= found.keys
    assert found.as_dict()["comparable"] is False


def test_papers_are_those_that_state_a_changed_meaning_or_cite_a_changed_clause(
    book, workbench, monkeypatch
):
    sources = Registry("papers")
    monkeypatch.setattr(usage, "PAPERS", sources)
    reply, route = usage.Paper("回复函", ("consultation.",)), usage.Paper("审批单", ("leave.",))
    sources.register("a")(reply)
    sources.register("b")(route)
    found = differences(book, later(workbench))
    assert "consultation.reply" not in found.keys  # its words stayed, those it cites did not
    assert usage.papers(found.stated) == [(reply, ("consultation.reply",))]
    assert usage.papers(differences(book, book).stated) == []


def test_every_paper_of_the_site_states_something_that_the_book_says(book):
    assert len(usage.PAPERS) >= 4
    for _, paper in usage.PAPERS.items():
        assert all(any(k.startswith(ask) for k in book.provisions) for ask in paper.asks), paper


class TestCommand:
    def run(self, capsys, *arguments):
        call_command("rulebook", *arguments)
        return capsys.readouterr().out

    def test_new_begins_a_folder_and_check_accepts_it(self, tmp_path, capsys):
        out = self.run(capsys, "new", "abc_2026", "--shelf", str(tmp_path))
        assert "已建立" in out
        assert "核对无误" in self.run(capsys, "check", "--shelf", str(tmp_path))
        with pytest.raises(CommandError, match="已经存在"):
            call_command("rulebook", "new", "abc_2026", "--shelf", str(tmp_path))

    @pytest.fixture
    def other(self, workbench, monkeypatch, tmp_path):
        workbench.replace("provisions/limits.toml", "value = 7", "value = 5")
        changed = load_book(workbench.root)
        books = {"earlier": shelf.book(), "later": changed}
        monkeypatch.setattr(shelf, "book", lambda name=shelf.DEFAULT: books[name])

    def test_diff_names_what_changes_and_who_is_concerned(self, other, capsys, monkeypatch):
        under = [usage.Usage("公文", 3, ("consultation.",), 2), usage.Usage("会议", 1, ("x.",))]
        monkeypatch.setattr("apps.rulebook.management.commands.rulebook.open_matters",
                            lambda name, clauses: under)  # fmt: skip
        out = self.run(capsys, "diff", "earlier", "later")
        assert "时限和间隔" in out
        assert "－7个工作日内" in out
        assert "＋5个工作日内" in out
        assert (
            "在办公文3件，仍按xianning_2023办理，涉及1项变动的规定，其中2件已适用变动的条款" in out
        )
        assert "在办会议1件，仍按xianning_2023办理，不涉及变动的规定" in out
        told = json.loads(self.run(capsys, "diff", "earlier", "later", "--json"))
        assert told["matters"][0] == {
            "kind": "公文",
            "count": 3,
            "touched": 2,
            "keys": ["consultation.reply"],
        }

    def test_changes_of_one_group_stand_under_one_heading(self, workbench, capsys, monkeypatch):
        workbench.replace("provisions/limits.toml", "value = 7", "value = 5")
        workbench.replace("provisions/supervision_time.toml", "value = ", "value = 1")
        books = {"earlier": shelf.book(), "later": load_book(workbench.root)}
        monkeypatch.setattr(shelf, "book", lambda name=shelf.DEFAULT: books[name])
        monkeypatch.setattr("apps.rulebook.management.commands.rulebook.open_matters",
                            lambda name, clauses: [])  # fmt: skip
        out = self.run(capsys, "diff", "earlier", "later").splitlines()
        (group,) = [n for n, line in enumerate(out) if line == "时限和间隔"]
        changed = [line for line in out[group:] if line.startswith("　") and "（" in line]
        assert len([line for line in changed if not line.startswith("　　")]) == 2

    def test_diff_of_another_place_and_without_a_database(self, capsys, monkeypatch):
        def broken(name, clauses):
            raise OperationalError("no such table: matters_matter")

        monkeypatch.setattr("apps.rulebook.management.commands.rulebook.open_matters", broken)
        out = self.run(capsys, "diff", "xianning_2023", "shifan_2024")
        assert "不是同一套" in out
        assert "没有可用的数据库" in out
        told = json.loads(self.run(capsys, "diff", "xianning_2023", "shifan_2024", "--json"))
        assert told["matters"] is None

    def test_diff_names_the_papers_to_look_at(self, workbench, monkeypatch, capsys):
        workbench.replace("provisions/signing.toml", 'label = "由市长签发"', 'label = "由县长签发"')
        books = {"earlier": shelf.book(), "later": load_book(workbench.root)}
        monkeypatch.setattr(shelf, "book", lambda name=shelf.DEFAULT: books[name])
        monkeypatch.setattr("apps.rulebook.management.commands.rulebook.open_matters",
                            lambda name, clauses: [])  # fmt: skip
        assert "印发稿按其中1项规定印制" in self.run(capsys, "diff", "earlier", "later")

    def test_diff_says_where_nothing_is_open(self, other, capsys, monkeypatch):
        monkeypatch.setattr("apps.rulebook.management.commands.rulebook.open_matters",
                            lambda name, clauses: [])  # fmt: skip
        assert "没有按前一版本办理的在办事项" in self.run(capsys, "diff", "earlier", "later")

    def test_diff_shows_clauses_and_what_to_review(self, workbench, monkeypatch, capsys):
        books = {"earlier": shelf.book(), "later": later(workbench)}
        monkeypatch.setattr(shelf, "book", lambda name=shelf.DEFAULT: books[name])
        monkeypatch.setattr("apps.rulebook.management.commands.rulebook.open_matters",
                            lambda name, clauses: [])  # fmt: skip
        out = self.run(capsys, "diff", "earlier", "later")
        assert "条款变动1处" in out
        assert "请复核" in out
