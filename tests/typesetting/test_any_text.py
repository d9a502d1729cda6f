"""Any text of GB 18030, digits, Latin and marks: a page on the grid, or a clear refusal.

The suite looks at the same sample each time; OA_ANY_TEXT=2000 in the environment looks at so many
others, and what they find is written down in ``found_by_any_text``.
"""

import os
import re

import pytest
from hypothesis import HealthCheck, given, settings

from apps.typesetting import CannotTypeset, check, render
from apps.typesetting.grid import ROWS
from apps.typesetting.layouts import lay_out
from tests.typesetting.any_text import documents, writable
from tests.typesetting.found_by_any_text import FOUND, REFUSED

MOST = int(os.environ.get("OA_ANY_TEXT", "20"))
PATIENT = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "derandomize": "OA_ANY_TEXT" not in os.environ,
}
SENTENCE = re.compile(r".*[一-龥]{4}.*。", re.DOTALL)
# What a writer is to mend, wherever the words stand: forms of numbers, marks and endings.
OF_WORDS = {
    "title-kind", "title-sense", "title-marks", "title-shape", "level-form", "level-order",
    "level-font", "annex-list-end", "annex-list-form", "no-blank-note",
}  # fmt: skip
# Whether text is left on page 1 depends on how long title and addressees are.
OF_LENGTH = {"first-page-text"}


def refused(refusal):
    """Fail unless a refusal is a Chinese sentence."""
    if not SENTENCE.fullmatch(str(refusal)):
        pytest.fail(f"no sentence: {refusal}")


def faults(document, *, may_refuse=True):
    """The sentences of all facts out of tolerance but those of words; none where it is refused."""
    try:
        pdf = render(document).pdf
    except CannotTypeset as refusal:
        if not may_refuse:
            raise
        refused(refusal)
        return []
    report = check(pdf, document.layout, sides=document.sides)
    assert report.unread == ()
    return [f.sentence for f in report.failures if f.id not in OF_WORDS | OF_LENGTH]


@given(documents())
@settings(max_examples=MOST, **PATIENT)
def test_any_writable_document_stands_on_the_grid(document):
    assert faults(document) == []


@given(documents(wild=True))
@settings(max_examples=MOST // 2, **PATIENT)
def test_any_text_at_all_stands_on_the_grid_or_is_refused_in_a_sentence(document):
    assert faults(document) == []


@given(documents())
@settings(max_examples=3 * MOST, **PATIENT)
def test_any_document_fills_its_pages_and_no_signature_stands_alone(document):
    try:
        pages = lay_out(document).pages
    except CannotTypeset as refusal:
        refused(refusal)
        return
    assert all(page.used <= ROWS for page in pages)
    for page in pages[1:]:
        assert page.items or page.overlays or not page.numbered, "an empty page in the middle"


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_once_stands_on_the_grid(name):
    assert faults(FOUND[name], may_refuse=False) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_stand_is_refused_with_its_place(name):
    document, place = REFUSED[name]
    with pytest.raises(CannotTypeset, match=place):
        render(document)


def test_nearly_all_characters_of_two_bytes_are_writable():
    assert len(writable()) > 20_000
