"""No mistake in a book passes unseen: it is refused with file, key and line, or an answer changes.

A bounded number of mechanical mistakes, the same ones in every run: some in every file of both
books. Whatever is not refused must differ in the one provision that was touched, and either a
line of the reader or the answer to a case must say so.
"""

import random

from apps.rulebook.asks import ASKS
from apps.rulebook.book import BookError, load_book
from apps.rulebook.cases import read_cases
from apps.rulebook.telling import tell
from tests.rulebook.mutations import mistakes

SEED = 20240301
ALWAYS_REFUSED = (
    "a key misspelt",
    "another type",
    "an unknown clause",
    "an unknown unit",
    "no unit",
)
IN_EVERY_FILE = 3
UNSEEN_BY_DESIGN = ("note", "basis", "undecided", "title", "label", "phrases", "field", "by_role")
"""Words beside an answer: shown on pages, no part of what a rule answers."""


def drawn(root, folder):
    """Return some mistakes of every file of a folder, always the same."""
    for path in sorted(root.glob(f"{folder}*.toml")):
        file = path.relative_to(root).as_posix()
        every = list(mistakes(root, file))
        chance = random.Random(f"{SEED}{file}")
        yield from chance.sample(every, min(IN_EVERY_FILE, len(every)))


def made(root, mistake, ask):
    """Make a mistake, ask something of the folder, and mend it."""
    path = root / mistake.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(mistake.source, encoding="utf-8")
    try:
        return ask(root)
    finally:
        path.write_text(sound, encoding="utf-8")


def loaded(root):
    try:
        return load_book(root), ()
    except BookError as error:
        return None, error.problems


def placed(problems, mistake):
    """Say whether some fault names the file, a key, and the line or the head of what it is in."""
    return any(p.file == mistake.file and p.key and 0 < p.line <= mistake.line for p in problems)


def answers(key, book):
    """Return what a book says on a meaning: its lines, and the answers to its cases in full."""
    said = [(line.text, line.cites) for line in tell.__wrapped__(key, book)]
    for case in read_cases(book)[0]:
        if (case.entry.provision or case.entry.ask) == key:
            said.append(ASKS[case.entry.ask](dict(case.entry.facts), book, case.calendar))
    return said
