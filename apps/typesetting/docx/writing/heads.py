"""The red head of each layout: 标志, 文号, 签发人, red rule; what stands above and below them."""

from apps.typesetting.docx.writing.letters import LETTER_RULE, letter_rule
from apps.typesetting.docx.writing.marks import joint_mark, mark, mark_size
from apps.typesetting.docx.writing.markup import TAB, paragraph, rule, run
from apps.typesetting.docx.writing.measures import (
    BASELINE,
    BODY,
    CELL,
    EM_BOTTOM,
    INK_BOTTOM,
    MARK_LINE,
    MM,
    RED,
    ROW,
    TOP,
    WIDTH,
    em_top_in_row,
    twips,
)
from apps.typesetting.layouts.heads import names_of
from apps.typesetting.model import Gongwen, chinese_date

TWO_ROWS = 22.0  # mm between a mark and 文号: two rows, as the printed page has them
RULE_GAP = 4.0  # mm below 文号
RULE_EIGHTHS = 12  # 1.5 pt
MARK_TOP = {"down": 35.0, "up": 35.0, "minutes": 35.0, "order": 20.0}
BELOW_RULE = 20.9  # mm between a red rule and the em box of what follows


def head(gongwen: Gongwen) -> str:
    """Return everything above the title; a letter's mark stands in its page's header."""
    if gongwen.layout == "letter":
        return _letter(gongwen)
    corner = [run(gongwen.copy_number), run(gongwen.urgency, "hei")]
    above = [paragraph(text, align="left") for text in corner if text]
    names, suffix = names_of(gongwen)
    size = mark_size(names, suffix)
    top = MARK_TOP.get(gongwen.layout, 35.0) - len(above) * ROW / MM
    draw = mark if len(names) == 1 else joint_mark
    below = {"up": _upward, "order": _order, "minutes": _minutes}.get(gongwen.layout, _file)
    return "".join(above) + draw(names, suffix, size, top) + below(gongwen, _gap(size))


def _gap(size: float) -> int:
    """Space before the row under a mark, so that its text stands two rows below the ink."""
    left = (MARK_LINE * (1 - BASELINE) - INK_BOTTOM) * size
    return twips(TWO_ROWS - left - em_top_in_row(BODY))


def _ruled() -> str:
    """The red rule 4 mm below the em box of the row it hangs on."""
    row_rest = ROW * (1 - BASELINE) - EM_BOTTOM * BODY * 10
    return rule("bottom", "single", RULE_EIGHTHS, round(RULE_GAP * MM / 20 - row_rest / 20), RED)


def _file(gongwen: Gongwen, gap: int) -> str:
    return paragraph(run(gongwen.reference), align="center", before=gap, extra=_ruled())


def _upward(gongwen: Gongwen, gap: int) -> str:
    """文号 at the left on the row of the last signer; signers two a row at the right."""
    longest = max([3, *map(len, gongwen.signers)])
    names = [_spread(name, longest) for name in gongwen.signers]
    rows = [names[i : i + 2] for i in range(0, len(names), 2)] or [[]]
    columns = 2 if len(names) > 1 else 1
    out = []
    for place, row in enumerate(rows):
        last = place == len(rows) - 1
        shown = "　".join([*row, *["　" * longest] * (columns - len(row))])
        label = ("签发人：" if names else "") if not place else ""
        left = run(gongwen.reference if last else "")
        right = run(label) + run(shown, "kai")
        extra = _ruled() if last else ""
        out.append(_both_ends(left, right, before=0 if place else gap, extra=extra))
    return "".join(out)


def _both_ends(left: str, right: str, *, before: int = 0, extra: str = "") -> str:
    """Set two texts a character in from the edges; an indent would shorten the rule below."""
    stops = f'<w:tab w:val="left" w:pos="{CELL}"/><w:tab w:val="right" w:pos="{WIDTH - CELL}"/>'
    inner = TAB + left + TAB + right
    return paragraph(inner, align="left", before=before, tabs=stops, extra=extra)


def _spread(name: str, length: int) -> str:
    """Names of two characters are spread to three; all are filled to one length."""
    spread = f"{name[0]}　{name[1]}" if len(name) == 2 else name
    return spread + "　" * (length - len(spread))


def _order(gongwen: Gongwen, gap: int) -> str:
    return paragraph(run(gongwen.reference), align="center", before=gap, after=2 * ROW)


def _minutes(gongwen: Gongwen, gap: int) -> str:
    """The number, then office and date on one row above the rule."""
    day = chinese_date(gongwen.date) if gongwen.date else ""
    line = bool(gongwen.signature_name or day)
    ruled = "" if line else _ruled()
    first = paragraph(run(gongwen.reference), align="center", before=gap, extra=ruled)
    below = "" if gongwen.title else paragraph("", line=twips(BELOW_RULE - em_top_in_row(BODY)))
    if not line:
        return first + below
    return first + _both_ends(run(gongwen.signature_name), run(day), extra=_ruled()) + below


def _letter(gongwen: Gongwen) -> str:
    """文号 flush right under the double rule; 份号 and urgency flush left on the same rows.

    Mark and rules stand in frames of the page's header, so the first row is placed from the top.
    """
    corner = [run(gongwen.copy_number), run(gongwen.urgency, "hei")]
    left = [text for text in corner if text] or [""]
    first = letter_rule(gongwen) + LETTER_RULE + CELL / MM * 7 / 8
    before = twips(first - em_top_in_row(BODY)) - TOP
    return "".join(
        paragraph(
            text + ("" if place else TAB + run(gongwen.reference)),
            align="left",
            before=0 if place else before,
            tabs=f'<w:tab w:val="right" w:pos="{WIDTH}"/>',
        )
        for place, text in enumerate(left)
    )
