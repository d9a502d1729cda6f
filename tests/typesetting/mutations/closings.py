"""Spoilt signatures, dates, seals and notes."""

import base64
import io
from dataclasses import replace

from tests.typesetting.documents import ORDER, UP_SINGLE
from tests.typesetting.mutations.bases import ONE_SEAL, PLAIN, SEAL, SEALS, SHORT, STAMPS
from tests.typesetting.mutations.ops import Mutation as M
from tests.typesetting.mutations.ops import (
    both,
    moved,
    on_page,
    put,
    seals,
    style,
    sub,
    with_,
)
from tests.typesetting.specimens.joint import JOINT_FIVE, JOINT_PLAIN, STAMPED

DAY, CITY, OFFICE = "2023年6月7日", "咸宁市人民政府", "咸宁市人民政府办公室"
BLOCK = r'<div class="rows"[^>]*>'
NAME = rf"<div class=\"abs \"[^>]*>(?={CITY}<)"
GROWN = "margin-left:-1.1mm;margin-top:-1.1mm;width:44.2mm;height:44.2mm"
SMALL_SEAL = replace(ONE_SEAL, seal_diameters=(36.0,))
LARGE_SEAL = replace(ONE_SEAL, seal_diameters=(52.0,))


def _grey_picture(html: str) -> str:
    """Put a grey picture where the red seal was."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (120, 120), "white")
    ImageDraw.Draw(image).ellipse((4, 4, 115, 115), outline=(90, 90, 90), width=4)
    out = io.BytesIO()
    image.save(out, "PNG")
    source = base64.b64encode(out.getvalue()).decode()
    return sub(r'src="data:image/svg\+xml[^"]*"', f'src="data:image/png;base64,{source}"')(html)


def _without_text_above(html: str) -> str:
    """Take the lines above the signature off its page."""
    return on_page(2, sub(r"^.*?(?=<div class=\"rows\")", ""))(html)


FOUR_NAMES = ("咸宁财政局", "咸宁司法局", "咸宁审计局", "咸宁教育局")
FOUR = replace(
    JOINT_FIVE, issuers=FOUR_NAMES, signature_names=FOUR_NAMES, seal_diameters=(30.0,) * 4
)
FOUR_SEALS = dict.fromkeys(FOUR_NAMES, SEAL)
PER_ROW = "apps.typesetting.layouts.signatures.PER_ROW"


MUTATIONS = (
    M("date", ORDER, "G", with_(date=None)),
    M(
        "date-format",
        ORDER,
        "H",
        both(put(f"{DAY}<", "2023年06月7日<"), moved("2023年06", left=-2.786)),
    ),
    M(
        "date-format",
        ORDER,
        "H",
        both(put(f"{DAY}<", "2023年2月30日<"), moved("2023年2月30", left=-2.786)),
    ),
    M("date-right", SHORT, "H", both(moved(DAY, left=2.0), style(NAME, "margin-left:2mm"))),
    M("date-below", SHORT, "H", moved(DAY, top=0.8)),
    M("signature-centre", SHORT, "H", style(NAME, "margin-left:2mm")),
    M("plain-date-left", PLAIN, "H", moved(DAY, left=1.0)),
    M("plain-signature-right", PLAIN, "H", style(BLOCK, "left:-.8mm")),
    M("plain-signature-left", JOINT_PLAIN, "H", moved("咸宁市财政局", 1, left=-2.0)),
    M("joint-order", JOINT_FIVE, "G", with_(signature_names=JOINT_FIVE.issuers[::-1])),
    M("signature-company", replace(UP_SINGLE, annex_list=(), cc=""), "H", _without_text_above),
    M("stamp-right", ORDER, "H", both(moved("王建国", left=1.0), moved("市　长", left=1.0))),
    M("stamp-office", ORDER, "H", moved("市　长", left=-2.0)),
    M("stamp-level", STAMPED, "H", seals("margin-top:1mm", 0), STAMPS),
    M("stamp-date", ORDER, "H", moved(DAY, top=1.0)),
    M("stamp-gap", ORDER, "H", style(BLOCK, "margin-top:3mm")),
    M("notes-left", UP_SINGLE, "H", moved("（联系人", left=1.0)),
    M("notes-below", UP_SINGLE, "H", moved("（联系人", top=1.5)),
    M("notes-brackets", UP_SINGLE, "H", put("（联系人", "【联系人")),
    M("seal-centre", ONE_SEAL, "H", seals("margin-left:2mm", 0), SEALS),
    M("seal-name", JOINT_FIVE, "H", seals("margin-left:-1.5mm", 0), SEALS),
    M("seal-covers", SMALL_SEAL, "H", seals("margin-top:-4.6mm", 0), SEALS),
    M("seal-low", LARGE_SEAL, "H", seals("margin-top:5mm", 0), SEALS),
    M(
        "seal-top",
        ONE_SEAL,
        "H",
        both(style(BLOCK, "margin-top:4mm"), seals("margin-top:4mm", 0)),
        SEALS,
    ),
    M("seal-apart", JOINT_FIVE, "H", seals(GROWN, 0, 1, 2, 3, 4), SEALS),
    M(
        "seal-inside",
        JOINT_FIVE,
        "H",
        both(
            seals("margin-left:-12mm", 0),
            style(r'<div class="abs "[^>]*>(?=咸宁市财政局<)', "margin-left:-12mm"),
        ),
        SEALS,
    ),
    M("seal-count", JOINT_FIVE, "H", sub(r'<img class="seal"[^>]*>', ""), SEALS),
    M("seal-row", FOUR, "G", with_(notes=""), FOUR_SEALS, (PER_ROW, (4,))),
    M("seal-red", ONE_SEAL, "H", _grey_picture, SEALS),
)
