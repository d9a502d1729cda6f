"""Office conventions in the book: which numbers may be changed, and that the rest may not."""

import re

import pytest

from apps.rulebook.conventions import Unsound, agreed, conventions
from apps.rulebook.provisions.limits import StepLimits

LIMIT = ("matters.step_limits", "rows.3.normal")
REVIEW = ("legality_review.opinion", "value")


def test_only_what_no_rule_gives_may_be_changed(any_book):
    offered = conventions(any_book)
    assert {any_book.provisions[c.key].source for c in offered} == {"office"}
    assert REVIEW in [c.place for c in offered]
    assert all(c.label and c.title for c in offered)


def test_a_row_is_named_by_its_words(book):
    named = {c.place: c.label for c in conventions(book)}
    assert named[LIMIT] == "核批　普通"
    assert named[REVIEW] == "期限"


def test_a_number_that_may_be_empty_says_so(book):
    (one,) = [c for c in conventions(book) if c.place == ("activity.companions", "otherwise.most")]
    assert one.nullable
    freed = agreed(book, {one.place: None})
    assert freed.provisions["activity.companions"].otherwise.most is None


def test_the_book_itself_stays_as_it_is(any_book):
    before = any_book.provision("matters.step_limits", StepLimits).rows[3].normal
    changed = agreed(any_book, {LIMIT: before + 3})
    assert changed.provision("matters.step_limits", StepLimits).rows[3].normal == before + 3
    assert any_book.provision("matters.step_limits", StepLimits).rows[3].normal == before
    assert agreed(any_book, {}) is any_book


def test_a_place_of_another_version_is_passed_over(any_book):
    assert agreed(any_book, {("matters.step_limits", "rows.99.normal"): 5}) is any_book
    assert agreed(any_book, {("consultation.reply", "value"): 5}) is any_book


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (LIMIT, 0, "不能改为0"),
        (REVIEW, None, "应当是一个数"),
        (("activity.contact_visits", "rows.0.least"), -1, ""),
    ],
)
def test_a_value_that_the_provision_cannot_take_is_refused(book, place, value, told):
    if not told:
        # A negative number is refused where it is entered; the table itself allows any.
        assert agreed(book, {place: value}) is not book
        return
    with pytest.raises(Unsound, match=told):
        agreed(book, {place: value})


def test_a_number_that_a_county_has_as_a_rule_cannot_be_agreed(book, county):
    place = ("meetings.papers_delivery", "rows.0.limit.value")
    assert place in [c.place for c in conventions(book)]
    assert "meetings.papers_delivery" not in [c.key for c in conventions(county)]


def test_every_number_that_may_be_agreed_has_a_chinese_name_of_its_own(any_book):
    labels = [(c.title, c.label) for c in conventions(any_book)]
    assert labels
    assert not [label for label in labels if re.search("[a-z_]", "".join(label))]
    assert len(labels) == len(set(labels))
