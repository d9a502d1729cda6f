"""Documents that are right, and are spoilt one fact at a time."""

from dataclasses import replace

from apps.typesetting import Annex, Paragraph, body_from_text
from tests.typesetting.documents import (
    CITY,
    DOWN,
    LETTER,
    MINUTES,
    OFFICE,
    ORDER,
    REAL,
    RULES,
    UP,
    UP_SINGLE,
)
from tests.typesetting.specimens.annexed import LANDSCAPE
from tests.typesetting.specimens.joint import JOINT_FIVE, JOINT_PLAIN, SEALED, STAMPED
from tests.typesetting.specimens.printing import BOOKLET, MANY_ADDRESSEES
from tests.typesetting.specimens.seals import seal, stamp

SHORT_RULES = "\n".join(RULES.splitlines()[:14])
THREE = replace(  # head, two full pages, an annex
    REAL,
    notes="",
    annexes=(
        Annex("咸宁市人民政府工作规则", body_from_text(SHORT_RULES)),
        Annex("有关材料", (Paragraph("请查收。"),), "附件"),
    ),
)
LABELLED = (
    replace(DOWN.annexes[1], label="附件1"),
    replace(DOWN.annexes[1], label="附件2", title="汛期值班安排表"),
)
LISTED = replace(DOWN, annexes=LABELLED)
TEXT = replace(THREE, annexes=THREE.annexes[:1])
PADDED = replace(BOOKLET, annexes=())
PLAIN = replace(DOWN, annexes=(), sealed=False, signature_name=OFFICE, notes="", cc="市委办公室")
SHORT = replace(REAL, annexes=(), notes="", cc="市委各部门")  # one page of text, room below
ONE_SEAL = SHORT
SEAL = seal()
SEALS = {name: SEAL for name in (CITY, OFFICE, *JOINT_FIVE.issuers)}
STAMPS = {"王建国": stamp("王建国")}

ALL = {
    "three": (THREE, {}), "listed": (LISTED, {}), "plain": (PLAIN, {}), "short": (SHORT, {}),
    "up": (UP, {}), "up_single": (UP_SINGLE, {}), "letter": (LETTER, {}), "order": (ORDER, {}),
    "minutes": (MINUTES, {}), "joint_plain": (JOINT_PLAIN, {}), "landscape": (LANDSCAPE, {}),
    "booklet": (BOOKLET, {}), "padded": (PADDED, {}), "text": (TEXT, {}),
    "many": (MANY_ADDRESSEES, {}), "one_seal": (ONE_SEAL, SEALS),
    "five_seals": (JOINT_FIVE, SEALS), "sealed": (SEALED, SEALS),
    "stamped": (STAMPED, STAMPS),
}  # fmt: skip
