"""Ways of printing and lengths: booklet, one side, sixty pages, nothing but a title, long lists."""

from dataclasses import replace

from apps.typesetting.model import Annex
from apps.typesetting.plaintext import body_from_text
from tests.typesetting.documents import CITY, DOWN, LETTER, ORDER, REAL, RULES

LEVEL = replace(
    DOWN,
    layout="level",
    issuers=(CITY,),
    reference="咸政发〔2023〕18号",
    title="咸宁市人民政府关于共建绿色航运产业园的意见",
    addressees="武汉市人民政府",
    annexes=(),
    signature_name=CITY,
    urgency="",
    copy_number="",
)
SIXTY = replace(
    REAL,
    annexes=(Annex("咸宁市人民政府工作规则汇编", body_from_text("\n".join([RULES] * 4)[:38800])),),
)
BARE = replace(
    REAL,
    addressees="",
    body=(),
    annexes=(),
    notes="",
    cc="",
)
LABELLED = (replace(DOWN.annexes[1], label="附件"),)
BOOKLET = replace(LEVEL, layout="down", sides="booklet", annexes=LABELLED)
SINGLE = replace(LEVEL, layout="down", sides="single")
MANY_ADDRESSEES = replace(
    LEVEL,
    layout="down",
    addressees="，".join(
        f"{place}人民政府" for place in ("咸安区", "赤壁市", "嘉鱼县", "通城县", "崇阳县", "通山县")
    )
    + "，"
    + "，".join(f"市第{n}工作专班办公室" for n in range(1, 31)),
)
LETTER_TWO = replace(
    LETTER,
    body=body_from_text("\n".join(RULES.splitlines()[1:8]) + "\n专此函达，请予研究函复。"),
    copy_number="",
    urgency="加急",
)
ORDER_RULES = replace(
    ORDER,
    annexes=(Annex("咸宁市城市管理办法", body_from_text("\n".join(RULES.splitlines()[:30]))),),
)

PRINTING = {
    "level": LEVEL, "sixty": SIXTY, "bare": BARE, "booklet": BOOKLET, "single": SINGLE,
    "many_addressees": MANY_ADDRESSEES, "letter_two": LETTER_TWO, "order_rules": ORDER_RULES,
}  # fmt: skip
