"""What callers ask for: a document's pages counted, and its file drawn in the child."""

from collections.abc import Mapping

from apps.typesetting.glyphs import places, refuse_missing
from apps.typesetting.kit.slip import Slip
from apps.typesetting.layouts import lay_out
from apps.typesetting.model import Gongwen
from apps.typesetting.refusals import CannotTypeset
from apps.typesetting.rendering import ONE_AT_A_TIME, Progress, Rendered
from apps.typesetting.service.workshop import workshop

SHORT = 20  # pages that are drawn while somebody waits; longer files are a job's
MOST_CHARACTERS = 400_000
TOO_LONG = "全文超过40万字，不能一次排版，请拆分后再排版。"


def pages_of(gongwen: Gongwen) -> int:
    """Return how many pages a document will have; refuses what cannot be typeset, as render does.

    Takes milliseconds: lines and pages are composed, nothing is drawn.
    """
    _refuse_long(gongwen)
    with ONE_AT_A_TIME:
        refuse_missing(gongwen)
        return len(lay_out(gongwen).pages)


def render(
    gongwen: Gongwen,
    *,
    draft: bool = False,
    artwork: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Rendered:
    """Draw a document in the child; raises MissingGlyph and CannotTypeset with a sentence."""
    _refuse_long(gongwen)
    request = {
        "kind": "gongwen", "document": gongwen.to_dict(), "draft": draft,
        "artwork": dict(artwork or {}),
    }  # fmt: skip
    return workshop().ask(request, progress)


def render_slip(slip: Slip) -> Rendered:
    """Draw a handling slip in the child."""
    return workshop().ask({"kind": "slip", "document": slip.to_dict()})


def _refuse_long(gongwen: Gongwen) -> None:
    if sum(len(text) for _, _, text, _ in places(gongwen)) > MOST_CHARACTERS:
        raise CannotTypeset(TOO_LONG)
