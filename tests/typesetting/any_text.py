"""Any document that somebody may type: characters of GB 18030, digits, Latin, marks, every layout.

What is drawn may be refused; what is not refused must stand on the grid.
"""

from datetime import date
from functools import cache

from hypothesis import strategies as st

from apps.typesetting.glyphs import WITHOUT_CELL
from apps.typesetting.metrics import metrics
from apps.typesetting.model import Annex, Attendance, Gongwen, Paragraph, Table

COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们会发部门工作市政府关于"
MARKS = "，。、；：？！）》」』】〕”’（《「『【〔“‘…—·％%℃‰～"
LATIN = "".join(map(chr, range(0x21, 0x7F)))
WORDS = (
    *("2023年", "12.6", "100%", "GB/T", "——", "……", "3—5", "PM2.5", "https://example.org/a_b?c=1"),
    *("《办法》", "“十四五”", "（试行）", "）》，", "”。", "（《", "第29次", "咸政发〔2023〕6号"),
    *(
        "一、",
        "（一）",
        "1.",
        "（1）",
        "王　喆",
        "A",
        "a b",
        "Wi-Fi",
        "①",
        "Ⅳ",
        "α",
        "Я",
        "％",
        "㎡",
    ),
)
LAYOUTS = ("down", "level", "up", "letter", "order", "minutes")
ISSUERS = ("咸宁市人民政府", "咸宁市财政局", "咸宁市交通运输局", "咸宁军分区", "市委")
OPENING = Paragraph(
    "为贯彻落实党中央、国务院决策部署，按照省委、省政府要求，经研究，现将有关事项通知如下。" * 3
)
DAYS = (date(2023, 6, 7), date(2023, 12, 31), date(2024, 1, 1))


@cache
def two_byte_characters() -> str:
    """Every character that GB 18030 writes in two bytes."""
    pairs = (bytes((h, t)) for h in range(0x81, 0xFF) for t in range(0x40, 0xFF) if t != 0x7F)
    return "".join(pair.decode("gb18030", "ignore") for pair in pairs)


@cache
def writable() -> str:
    """Those of them that a page can carry: a glyph in the text's face or in the rare one."""
    import unicodedata

    fang, rare = metrics("fang"), metrics("rare")
    return "".join(
        c for c in two_byte_characters()
        if unicodedata.category(c) not in WITHOUT_CELL and (fang.has(c) or rare.has(c))
    )  # fmt: skip


def words(wild: bool) -> st.SearchStrategy[str]:
    """One character or a word; `wild` ones need not be writable."""
    han, marks, latin = st.sampled_from(COMMON), st.sampled_from(MARKS), st.sampled_from(LATIN)
    known = [han, han, marks, latin, st.sampled_from(WORDS), st.text(han, min_size=5, max_size=40)]
    if not wild:
        return st.one_of(*known, st.sampled_from(writable()))
    four_bytes = st.one_of(
        st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
        st.characters(codec="gb18030"),
    )
    return st.one_of(*known, st.sampled_from(two_byte_characters()), four_bytes)


def text(wild: bool = False, most: int = 60, least: int = 1) -> st.SearchStrategy[str]:
    """A text of so many words; never nothing but blanks."""
    made = st.lists(words(wild), min_size=least, max_size=most).map("".join)
    return made.filter(lambda found: found.strip("　 ") != "" or not least)


@st.composite
def paragraphs(draw: st.DrawFn, wild: bool) -> Paragraph:
    """A paragraph of any level or kind."""
    kind = draw(st.sampled_from(("text", "text", "text", "text", "chapter", "centred", "flush")))
    level = draw(st.sampled_from((0, 0, 0, 1, 2, 3, 4))) if kind == "text" else 0
    said = draw(text(wild, most=12 if kind in ("chapter", "centred") else 60))
    return Paragraph(said, level, draw(st.integers(0, min(len(said), 12))) if level else 0, kind)


@st.composite
def tables(draw: st.DrawFn, wild: bool) -> Table:
    """A small table, upright or landscape."""
    columns = draw(st.integers(1, 5))
    cells = st.tuples(*[text(wild, most=6, least=0)] * columns)
    return Table(
        tuple(f"栏{n}" for n in range(1, columns + 1)),
        tuple(draw(st.lists(cells, max_size=30))),
        title=draw(st.sampled_from(("", "任务分工表"))),
        landscape=draw(st.booleans()),
    )


def bodies(wild: bool, most: int = 12) -> st.SearchStrategy[tuple]:
    """The blocks of a text: paragraphs, now and then a long run of them, a table."""
    one = st.one_of(*[paragraphs(wild)] * 8, tables(wild))
    return st.one_of(
        st.lists(one, min_size=1, max_size=most),
        st.lists(paragraphs(wild), min_size=1, max_size=6).map(lambda found: found * 6),
        st.integers(1, 70).map(lambda lines: [Paragraph("国" * (28 * lines - 2))]),
    ).map(lambda found: (OPENING, *found))


def names(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Issuers, the sponsor first."""
    return st.integers(1, most).map(lambda count: ISSUERS[:count])


def titles() -> st.SearchStrategy[str]:
    """A title as officials write them, of any length."""
    about = st.lists(
        st.sampled_from(("做好", "全市", "秋冬", "农业", "生产", "水利", "建设", "安全", "《条例》",
                         "2023年", "重点", "项目", "资金", "安排", "防汛", "GDP", "有关", "问题")),
        min_size=1, max_size=24,
    )  # fmt: skip
    return about.map(lambda said: f"关于{''.join(said)}的通知")


@st.composite
def documents(draw: st.DrawFn, wild: bool = False) -> Gongwen:
    """A document of any layout with any of its parts."""
    layout = draw(st.sampled_from(LAYOUTS))
    joint = layout in ("down", "level", "up") and draw(st.booleans())
    issuers = draw(names(5)) if joint else ISSUERS[:1]
    annexes = draw(st.lists(
        st.builds(Annex, title=titles(), blocks=bodies(wild, 4)), max_size=2)
    )  # fmt: skip
    labelled = [
        Annex(a.title, a.blocks, f"附件{n}" if len(annexes) > 1 else "附件")
        for n, a in enumerate(annexes, start=1)
    ]
    listed = st.lists(text(most=12).map(lambda name: f"关于{name}的说明"), max_size=30).map(tuple)
    minutes, order = layout == "minutes", layout == "order"
    printed = draw(st.booleans())
    return Gongwen(
        layout=layout,
        issuers=issuers,
        reference={"order": "第26号", "minutes": "第29次"}.get(layout, "咸政发〔2023〕6号"),
        signers=draw(st.sampled_from((("王建国",), ("王建国", "李明", "欧阳建国"))))
        if layout == "up" else ("王建国",) if order else (),
        title="" if order else draw(titles()),
        addressees="" if minutes or order else draw(
            st.one_of(st.just("各县、市、区人民政府"), text(most=40), st.just(""))
        ),
        body=draw(bodies(wild)),
        annexes=tuple(labelled),
        annex_list=() if labelled else draw(st.one_of(st.just(()), listed)),
        signature_name="市　长" if order else "" if joint else issuers[0],
        signature_names=issuers if joint else (),
        date=draw(st.sampled_from(DAYS)),
        sealed=draw(st.booleans()),
        seal_diameters=tuple([draw(st.sampled_from((36.0, 42.0, 45.0)))] * len(issuers)),
        notes="" if minutes else draw(st.sampled_from(("", "此件公开发布", "联系人：李明" * 9))),
        cc=draw(st.one_of(st.just(""), st.just("市委各部门"), text(most=40))),
        printed_by="咸宁市人民政府办公室" if printed else "",
        printed_on=draw(st.sampled_from(DAYS)) if printed else None,
        copy_number=draw(st.sampled_from(("", "000012"))) if not (minutes or order) else "",
        urgency=draw(st.sampled_from(("", "特急"))) if not (minutes or order) else "",
        attendance=(Attendance("出席", "王建国　李　明　张　华　" * draw(st.integers(1, 12))),)
        if minutes else (),
        sides=draw(st.sampled_from(("duplex", "duplex", "single", "booklet"))),
    )  # fmt: skip
