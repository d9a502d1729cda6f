"""The text of a book: chapters, articles, paragraphs, items, footnotes.

Owns the reading of ``text.md`` by the numbering that ``book.toml`` declares. Refuses a text
whose articles do not run from one without a gap. Footnote marks are taken out of the words, so
that a quotation is the official text and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from apps.rulebook.errors import Problem

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")}
_MARK = re.compile(r"\[\^([\w-]+)\]")
_NOTE = re.compile(r"^\[\^([\w-]+)\]:\s*(.+)$")


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a book numbers its text and how an official cites it."""

    chapter: str
    article: str
    item: str
    article_label: str
    paragraph_label: str
    item_label: str
    numerals: str = "chinese"

    def numeral(self, number: int) -> str:
        """Return a number as this book cites it."""
        return chinese_words(number) if self.numerals == "chinese" else str(number)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (款) or one item (项) of an article; ``item`` is 0 for a paragraph."""

    number: int
    item: int
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its number, the label officials read, and its paragraphs."""

    number: int
    label: str
    chapter: int
    paragraphs: tuple[Paragraph, ...]
    line: int = 0

    @property
    def text(self) -> str:
        """The article's words, paragraphs joined by line feeds."""
        return "\n".join(p.text for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its number, title and articles."""

    number: int
    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class BookText:
    """The complete text: the notice that issued it, the chapters, the footnotes."""

    notice_title: str
    notice: tuple[str, ...]
    title: str
    chapters: tuple[Chapter, ...]
    footnotes: dict[str, str]

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in order."""
        return tuple(a for c in self.chapters for a in c.articles)


def chinese_number(words: str) -> int:
    """Return the number that Chinese or Arabic numerals up to 999 write; 0 for other words."""
    if words.isdecimal():
        return int(words)
    total, digit = 0, 0
    for char in words:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            return 0
    return total + digit


def chinese_words(number: int) -> str:
    """Return the Chinese numerals of a number from 1 to 999."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    digits = "零一二三四五六七八九"
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and units:
        words += "零"
    return words + (digits[units] if units else "")


@dataclass
class _Reading:
    numbering: Numbering
    file: str
    problems: list[Problem]
    titles: list[str] = field(default_factory=list)
    notice: list[str] = field(default_factory=list)
    chapters: list[tuple[int, str, list[Article]]] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    article: int = 0
    started: int = 0

    def take(self, number: int, line: str) -> None:
        """Read one non-empty line."""
        if note := _NOTE.match(line):
            self.footnotes[note.group(1)] = note.group(2)
        elif line.startswith("# "):
            self.titles.append(line[2:].strip())
        elif chapter := re.match(self.numbering.chapter, line):
            self.close()
            title = re.sub(r"^#+\s*", "", line)
            self.chapters.append((chinese_number(chapter.group(1)), title, []))
        elif not self.chapters:
            self.notice.append(_MARK.sub("", line))
        else:
            self._take_paragraph(number, line)

    def _take_paragraph(self, number: int, line: str) -> None:
        if opening := re.match(self.numbering.article, line):
            self.close()
            self._expect(number, opening.group(1))
            line = line[opening.end() :]
        item = re.match(self.numbering.item, line)
        marks = tuple(_MARK.findall(line))
        for mark in marks:
            self.used.setdefault(mark, number)
        words = _MARK.sub("", line).strip()
        last = self.paragraphs[-1].number if self.paragraphs else 0
        paragraph = max(last, 1) if item else last + 1
        which = chinese_number(item.group(1)) if item else 0
        self.paragraphs.append(Paragraph(paragraph, which, words, marks))

    def _expect(self, number: int, numeral: str) -> None:
        found = chinese_number(numeral)
        if found != self.article + 1:
            wanted = self.numbering.article_label.format(n=self.numbering.numeral(self.article + 1))
            self._fault(number, numeral, f"条文序号不连续，此处应为{wanted}")
        self.article, self.started = found, number

    def _fault(self, line: int, key: str, message: str) -> None:
        self.problems.append(Problem(self.file, key, line, message))

    def close(self) -> None:
        """End the article being read."""
        if not self.paragraphs:
            return
        label = self.numbering.article_label.format(n=self.numbering.numeral(self.article))
        chapter = self.chapters[-1]
        chapter[2].append(
            Article(self.article, label, chapter[0], tuple(self.paragraphs), self.started)
        )
        self.paragraphs = []

    def check_notes(self) -> None:
        """Report footnote marks without a note and notes without a mark."""
        for mark, number in self.used.items():
            if mark not in self.footnotes:
                self._fault(number, f"[^{mark}]", "正文有注号而无注文")
        for mark in self.footnotes:
            if mark not in self.used:
                self._fault(0, f"[^{mark}]", "有注文而正文无注号")


def read_text(source: str, numbering: Numbering, file: str) -> tuple[BookText, list[Problem]]:
    """Return the text and every fault found in it (numbering gaps, footnotes, no articles)."""
    problems: list[Problem] = []
    reading = _Reading(numbering, file, problems)
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip():
            if not reading.chapters:
                for mark in _MARK.findall("" if _NOTE.match(line) else line):
                    reading.used.setdefault(mark, number)
            reading.take(number, line.strip())
    reading.close()
    reading.check_notes()
    chapters = tuple(Chapter(n, title, tuple(a)) for n, title, a in reading.chapters)
    if not any(c.articles for c in chapters):
        problems.append(Problem(file, "", 0, "没有读到任何条文"))
    titles = [*reading.titles, "", ""]
    notice_title, title = (titles[0], titles[1]) if titles[1] else ("", titles[0])
    text = BookText(notice_title, tuple(reading.notice), title, chapters, reading.footnotes)
    return text, problems
