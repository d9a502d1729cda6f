"""Paper that is no 公文 but comes from the same house: handling slips, notices, name plates.

sheets.py gives paper of any size and pieces placed on it in millimetres, form.py gives ruled forms
that go on over pages, slip.py is 处理笺 made of them. Fonts, lines and glyph checks are those of
the official page.
"""

from apps.typesetting.kit.form import Form
from apps.typesetting.kit.sheets import A4, A4_ACROSS, Paper, Sheets, fitted, text_box
from apps.typesetting.kit.slip import Opinion, Rank, Slip, render_slip

__all__ = [
    "A4",
    "A4_ACROSS",
    "Form",
    "Opinion",
    "Paper",
    "Rank",
    "Sheets",
    "Slip",
    "fitted",
    "render_slip",
    "text_box",
]
