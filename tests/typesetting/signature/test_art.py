"""Images of seals: what is taken, what is refused and in which words, and that nothing is kept."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw  # noqa: TID253 - scans are painted here

from apps.typesetting.signature import CannotSeal, Raster, Vector, bytes_of, read_art
from apps.typesetting.signature.art import SIDE, UPLOAD_LIMIT
from tests.typesetting.signature.kit import STAR, svg

SPACE = 'xmlns="http://www.w3.org/2000/svg"'


def png(side: int = 600, colour=(214, 0, 18, 255), back=(0, 0, 0, 0), mode="RGBA") -> bytes:
    picture = Image.new("RGBA", (side + 80, side + 80), back)
    box = (40, 30, 39 + side, 29 + side)
    ImageDraw.Draw(picture).ellipse(box, outline=colour, width=max(2, side // 30))
    out = io.BytesIO()
    picture.convert(mode).save(out, "PNG")
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(CannotSeal) as refused:
        read_art(data)
    return str(refused.value)


def test_a_drawing_is_scaled_to_its_ink_so_that_a_diameter_means_the_ring():
    art = read_art(svg())
    assert isinstance(art, Vector)
    ring = art.pieces[0]
    xs = [n for _, numbers in ring.path for n in numbers[0::2]]
    assert min(xs) - ring.width / 2 == pytest.approx(0, abs=0.02)
    assert max(xs) + ring.width / 2 == pytest.approx(SIDE, abs=0.02)


def test_what_is_written_anew_reads_back_to_the_same_and_holds_nothing_of_the_upload():
    art = read_art(svg("<!-- secret comment --><title>secret</title>"))
    again = bytes_of(art)
    assert read_art(again) == art
    assert b"secret" not in again
    assert set(again.decode()) <= set(svg().decode()) | set("MLCZ,.0123456789- evenoddfillruu")


@pytest.mark.parametrize(
    "turn",
    ["translate(7,9)", "scale(2)", "rotate(36,50,50)", "matrix(2 0 0 2 5 5)", "scale(.5 .5)"],
)
def test_transformations_are_carried_out(turn):
    whole = svg().decode().replace("<circle", f'<g transform="{turn}"><circle')
    moved = read_art(whole.replace("</svg>", "</g></svg>").encode())
    plain = read_art(svg())
    for before, after in zip(plain.pieces, moved.pieces, strict=True):
        assert after.width == pytest.approx(before.width, abs=0.1)
        if "rotate" not in turn:
            for (_, n), (_, m) in zip(before.path, after.path, strict=True):
                assert m == pytest.approx(n, abs=0.1)


def test_shapes_become_paths_and_styles_are_read():
    shapes = (
        '<ellipse cx="50" cy="50" rx="9" ry="8" style="fill:#c00;stroke:none"/>'
        '<rect x="40" y="60" width="9" height="4" fill="rgb(200,0,0)"/>'
        '<polygon points="40,70 45,75 40,75" fill="red" fill-rule="evenodd"/>'
        '<line x1="40" y1="80" x2="60" y2="80" stroke="#f00" fill="none"/>'
        '<polyline points="40,85 60,85" stroke="#f00" stroke-width=".5" fill="none"/>'
    )
    art = read_art(svg(shapes))
    assert len(art.pieces) == 7
    assert art.pieces[4].even_odd
    assert art.pieces[6].width == pytest.approx(SIDE / 97 * 0.5, abs=0.1)


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ('<text x="1" y="1">印</text>', "text"),
        ("<script>alert(1)</script>", "script"),
        ('<image href="x.png" width="9" height="9"/>', "image"),
        ('<use href="#a"/>', "use"),
        ("<foreignObject/>", "foreignObject"),
        ("<style>path{fill:blue}</style>", "style"),
        ("<animate/>", "animate"),
        ('<a href="https://example.org/"><path d="M0 0h1"/></a>', "“a”"),
        ('<path d="M1 1h9" fill="url(#g)"/>', "外部引用"),
        ('<path d="M1 1h9" fill="red" onclick="x()"/>', "脚本"),
        ('<path d="M1 1h9" fill="red" clip-path="none"/>', "clip-path"),
        ('<path d="M1 1h9" fill="red" opacity=".5"/>', "opacity"),
        ('<path d="M1 1h9"/>', "black"),
        ('<path d="M1 1h9" fill="#0000ff"/>', "红色以外"),
        ('<path d="M1 1h9" fill="currentColor"/>', "currentcolor"),
        ('<path d="M1 1 L nothing" fill="red"/>', "路径有误"),
        ('<path d="M1 1h1e999" fill="red"/>', "超出范围"),
        ('<path d="M1 1h9" fill="red" transform="skewX(9)"/>', "变换"),
        ('<path d="M1 1h9" fill="red" transform="rotate()"/>', "变换"),
        ('<rect width="9" height="9" rx="2" fill="red"/>', "圆角"),
        ('<defs><path id="a" d="M0 0h1"/></defs>', "defs"),
        ("<g>" * 40 + '<path d="M1 1h9" fill="red"/>' + "</g>" * 40, "嵌套"),
        ('<path fill="red" d="M1 1h1"/>' * 6000, "过于复杂"),
        (f'<path fill="red" d="M1 1{"h1v1" * 60000}"/>', "过于复杂"),
    ],
)
def test_what_is_no_red_path_is_refused_by_name(inside, word):
    assert word in refusal(svg(inside))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空文件"),
        (b"GIF89a", "SVG 或者 PNG"),
        (b"<svg", "已损坏"),
        (b"<html/>", "不是 SVG"),
        (f"<svg {SPACE}/>".encode(), "没有图形"),
        (f'<svg {SPACE}><rect width="9" height="20" fill="red"/></svg>'.encode(), "不相等"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "实体"),
        (b"\xff\xfe<\x00s\x00", "SVG 或者 PNG"),
        (b"<" + b"a" * UPLOAD_LIMIT, "3 MB"),
        (b"\x89PNG\r\n\x1a\n broken", "已损坏"),
    ],
)
def test_broken_and_foreign_files_are_refused(data, word):
    assert word in refusal(data)


def test_no_external_entity_is_ever_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("M0 0h50")
    hostile = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode() + svg(
        '<path fill="red" d="&x;"/>'
    )
    assert "实体" in refusal(hostile)


def test_a_scan_is_cut_to_its_ink_and_written_anew():
    art = read_art(png())
    assert isinstance(art, Raster)
    assert art.pixels == 600
    assert read_art(bytes_of(art)) == art


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (png(back=(255, 255, 255, 255)), "红色以外"),
        (png(back=(255, 255, 255, 255), mode="RGB"), "透明"),
        (png(colour=(0, 0, 0, 255)), "红色以外"),
        (png(side=300), "500 像素"),
        (png(side=4100), "4000"),
        (png(colour=(0, 0, 0, 0)), "空白"),
        (png(colour=(255, 0, 0, 255), back=(255, 0, 0, 255)), "底色"),
    ],
)
def test_scans_that_cannot_be_printed_as_a_seal_are_refused(data, word):
    assert word in refusal(data)


def test_a_star_alone_is_no_round_seal():
    star = f'<svg {SPACE}><path fill="red" d="{STAR}"/></svg>'.encode()
    assert "不相等" in refusal(star)
