"""A question and a table of a test's own, put into the real book."""

from apps.rulebook.provisions.base import toml_values
from apps.rulebook.questions.base import Question, flag, number, one_of

LEVELS = {"low": "低", "high": "高"}
# A table of a test cites by these names; each book has its own clauses behind them.
NAMES = ("甲", "乙")
FACTS = (one_of("level", "级别", LEVELS), flag("urgent", "紧急"), number("days", "天数"))


class Pocket:
    """The real book with one provision more, so that sentences find clauses and vocabulary."""

    def __init__(self, book, question, table):
        self._book, self._question, self._table = book, question, table

    def __getattr__(self, name):
        return getattr(self._book, name)

    def clause(self, name):
        """Return which clause of this book stands for the name in a test's own table."""
        return list(self._book.clauses)[NAMES.index(name)]

    def cite(self, name):
        return self._book.cite(self.clause(name) if name in NAMES else name)

    def cites(self, names):
        return tuple(self.cite(name) for name in dict.fromkeys(names))

    @property
    def provisions(self):
        return {**self._book.provisions, self._question.key: self._table}

    def find(self, key, kind):
        found = self.provisions.get(key)
        return found if isinstance(found, kind) else None


def made(kind, **values):
    return kind.model_validate(toml_values({"title": "样表", "clauses": ["甲"], **values}))


def asking(kind, facts=FACTS, **more):
    return Question("try.out", "试", "org", kind, facts, **more)


def faults(question, table, codes=None):
    return [message for _, message in question.faults(table, codes or {})]
