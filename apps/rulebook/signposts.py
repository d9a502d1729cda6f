"""The page at the door of a book's folder: for every article, which file says what is done with it.

Owns the writing of ``README.md`` from the book itself, for readers who know the rules and no
program. Refuses to be edited by hand: it is written anew, and a test holds it to the book.
"""

from __future__ import annotations

from collections.abc import Iterable

from apps.rulebook.book import Book
from apps.rulebook.cases import read_cases
from apps.rulebook.reading import provision_places
from apps.rulebook.text import Article

NAME = "README.md"
_HOW = """\
这个文件夹就是这部规则：条文在左，系统怎样执行在右，都是可以读的文字，没有程序。

- `text.md` 是全文。`clauses.toml` 把条文分成可以引用的一个个条款，引文一字不改。
- `provisions/` 写系统怎样执行。一项规定以 `["名称"]` 开头，上一行的注释写明出自第几条；
  `title` 是这项规定说什么，`clauses` 是所依据的条款，`when` 是在什么情形下，
  `sentence` 是系统答复的话（`{quote}` 处换成条文原话）；`source = "office"` 是办公室约定，
  不是条文的规定。
- `cases/` 是实例：`given` 已知，`when` 何时，`then` 应当怎样。每改一处，都用全部实例验算。
- `not_executable.toml` 列出只供阅读的条款和理由，`not_yet.toml` 列出还没有写成规定的条款。

英文代号的意思，见网站“怎样写一部规则”里的“每一项怎样写”和“代号”。
想知道某一条系统怎样办，在下表里找到这一条，打开所列的文件，搜索条的名称（如“{example}”）。
"""


def signposts(book: Book) -> str:
    """Return the text of a folder's README: what the files are, and where each article stands."""
    how = _HOW.replace("{example}", book.articles[-1].label)
    on = book.effective_from
    lines = [
        f"# {book.title}",
        "",
        f"{book.reference}，{on.year}年{on.month}月{on.day}日起施行。"
        f"{len(book.articles)}条，{len(book.clauses)}个条款。",
        "",
        how,
        "| 条 | 内容 | 系统怎样执行（`provisions/`） | 实例（`cases/`） |",
        "|---|---|---|---|",
        *_rows(book),
    ]
    return "\n".join(lines) + "\n"


def write_signposts(book: Book) -> None:
    """Write the README of a book's folder."""
    (book.path / NAME).write_text(signposts(book), encoding="utf-8")


def _rows(book: Book) -> Iterable[str]:
    places = provision_places(book.path)
    files = {key: file.removeprefix("provisions/") for key, (file, _) in places.items()}
    shown: dict[str, list[str]] = {}
    for case in read_cases(book)[0]:
        for clause in case.entry.clauses:
            shown.setdefault(clause, []).append(case.file.removeprefix("cases/"))
    for article in book.articles:
        clauses = [c for c in book.clauses.values() if c.article == article.number]
        cases = dict.fromkeys(file for c in clauses for file in shown.get(c.id, ()))
        about = clauses[0].title if clauses else ""
        done = "；".join(_done(article, book, files))
        yield f"| {article.label} | {about} | {done} | {_listed(cases)} |"


def _done(article: Article, book: Book, files: dict[str, str]) -> Iterable[str]:
    """Return what is done with an article: its provisions by file, then what is only shown."""
    here = [c.id for c in book.clauses.values() if c.article == article.number]
    by_file: dict[str, list[str]] = {}
    for key, provision in book.provisions.items():
        if not set(here).isdisjoint(provision.cited()):
            by_file.setdefault(files[key], []).append(provision.title)
    for file, titles in by_file.items():
        yield f"`{file}`：" + "".join(f"“{title}”" for title in dict.fromkeys(titles))
    for label, reserved in (("只供阅读", book.not_executable), ("尚未执行", book.not_yet)):
        for reason in dict.fromkeys(reserved[c] for c in here if c in reserved):
            yield f"{label}：{reason.rstrip('。')}"


def _listed(names: Iterable[str]) -> str:
    return "、".join(f"`{name}`" for name in names)
