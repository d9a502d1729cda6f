"""Which font sets which part of the page: the site's licensed families first, the free set next.

Resolved once per process, from files in var/fonts/site and var/fonts/gongwen and from fontconfig.
Licensed fonts are never shipped: an office copies its own into var/fonts/site. It refuses to
typeset where no Chinese font at all can be found for a role.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from apps.typesetting.refusals import CannotTypeset

ROLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "fang": "正文（仿宋）",
        "hei": "一级标题、密级（黑体）",
        "kai": "二级标题、签发人（楷体）",
        "song": "页码（宋体）",
        "biao": "发文机关标志、标题（小标宋）",
        "rare": "生僻字",
    }
)
# The families the standard means, as vendors name them. GBK cuts come first: they hold more names.
LICENSED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fang": (
            "方正仿宋_GBK", "仿宋_GB2312", "FangSong_GB2312", "方正仿宋简体", "FZFangSong-Z02S",
            "FZFangSong-Z02", "FangSong", "仿宋", "STFangsong",
        ),
        "hei": ("方正黑体_GBK", "方正黑体简体", "FZHei-B01", "FZHei-B01S", "SimHei", "黑体"),
        "kai": (
            "方正楷体_GBK", "楷体_GB2312", "KaiTi_GB2312", "方正楷体简体", "FZKai-Z03",
            "FZKai-Z03S", "KaiTi", "楷体",
        ),
        "song": ("方正书宋_GBK", "方正书宋简体", "FZShuSong-Z01", "SimSun", "宋体"),
        "biao": (
            "方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S",
        ),
        "rare": (),
    }
)  # fmt: skip
# Free stand-ins: our own family name (it appears in the PDF) and the file deploy/fonts unpacks.
FREE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "fang": ("GW-FangSong", "FandolFang-Regular.otf"),
        "hei": ("GW-HeiTi", "FandolHei-Regular.otf"),
        "kai": ("GW-KaiTi", "FandolKai-Regular.otf"),
        "song": ("GW-SongTi", "FandolSong-Regular.otf"),
        "biao": ("GW-XiaoBiaoSong", "GW-XiaoBiaoSong.otf"),
        "rare": ("GW-WenKai", "LXGWWenKai-Light.ttf"),
    }
)
# What a machine has through fontconfig when even the free set is missing: (family, style).
LAST: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "fang": (("Noto Serif CJK SC", "Regular"), ("AR PL UMing CN", "")),
        "hei": (("Noto Sans CJK SC", "Bold"), ("Noto Serif CJK SC", "Bold")),
        "kai": (("AR PL UKai CN", ""), ("Noto Serif CJK SC", "Regular")),
        "song": (("Noto Serif CJK SC", "Regular"), ("AR PL UMing CN", "")),
        "biao": (("Noto Serif CJK SC", "SemiBold"), ("Noto Serif CJK SC", "Bold")),
        "rare": (("Noto Serif CJK SC", "Regular"),),
    }
)
DIRECTORY = 4096  # bytes at the head of a font file that hold the checksums of all its tables


@dataclass(frozen=True)
class Face:
    """One font file for one role; `by_file`: from our own folder, else one of the system's."""

    role: str
    family: str
    path: str
    index: int
    substitute: bool
    by_file: bool

    @property
    def shown(self) -> str:
        """The name for people: of a free face its file, else the family."""
        if not self.family.startswith("GW-"):
            return self.family
        source = Path(self.path).with_suffix(".source")  # what deploy/fonts cut this face from
        made_of = source.read_text(encoding="utf-8").strip() if source.is_file() else ""
        return made_of or Path(self.path).stem


def folder() -> Path:
    """Return the folder that holds site/ and gongwen/ (OA_FONT_DIR, else var/fonts)."""
    return Path(os.environ.get("OA_FONT_DIR") or Path(__file__).parents[2] / "var" / "fonts")


@lru_cache(maxsize=1)
def faces() -> Mapping[str, Face]:
    """Return the face of every role; raises CannotTypeset where a role finds no font."""
    site, system = _site_families(), _system_families()
    return MappingProxyType({role: _resolve(role, site, system) for role in ROLE_NAMES})


class Row(NamedTuple):
    """One line for the administrator: what is set by which family out of which file."""

    role: str
    family: str
    file: str
    substitute: bool


def report() -> tuple[Row, ...]:
    """Return role, family, file and "is a substitute" for each role, for an admin page."""
    return tuple(
        Row(ROLE_NAMES[f.role], f.shown, f.path, f.substitute and f.role != "rare")
        for f in faces().values()
    )


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a hash of the fonts in use: pages made with others are other pages."""
    digest = hashlib.sha256()
    for face in faces().values():
        with Path(face.path).open("rb") as file:
            head = file.read(DIRECTORY)
        size = Path(face.path).stat().st_size
        digest.update(f"{face.role}|{face.family}|{face.index}|{size}|".encode() + head)
    return digest.hexdigest()


def substitutes() -> tuple[str, ...]:
    """Return one sentence per role of the standard that a substitute sets."""
    return tuple(
        f"{ROLE_NAMES[face.role]}使用替代字体：{face.shown}"
        for face in faces().values()
        if face.substitute and face.role != "rare"
    )


def harfbuzz_ready() -> bool:
    """Say whether fonts are cut by HarfBuzz; without it one page takes seconds instead of 0.1 s."""
    try:
        from weasyprint.pdf.fonts import harfbuzz_subset
    except (ImportError, OSError):
        return False
    return harfbuzz_subset is not None


def problems() -> tuple[str, ...]:
    """Return what an administrator should mend before pages are issued, as sentences."""
    found = []
    if not harfbuzz_ready():
        found.append("缺少 libharfbuzz-subset0：PDF 排版将慢数十倍，请安装后重新启动。")
    try:
        missing = any(face.substitute and not face.by_file for face in faces().values())
    except CannotTypeset as error:
        return (*found, str(error))
    if missing:
        found.append("公文字体未装全，请运行 ./deploy/fonts；现以系统字体代替。")
    return tuple(found)


def _resolve(
    role: str, site: Mapping[str, Path], system: Mapping[tuple[str, str], tuple[str, int]]
) -> Face:
    for name in LICENSED[role]:
        if path := site.get(name):
            return Face(role, name, str(path), 0, False, True)
        if hit := system.get((name, "")):
            return Face(role, name, *hit, False, False)
    family, file = FREE[role]
    if (path := folder() / "gongwen" / file).is_file():
        return Face(role, family, str(path), 0, True, True)
    for family, style in LAST[role]:
        if hit := system.get((family, style)):
            return Face(role, f"{family} {style}".strip(), *hit, True, False)
    raise CannotTypeset(f"没有可用于{ROLE_NAMES[role]}的中文字体，请运行 ./deploy/fonts。")


def _site_families() -> dict[str, Path]:
    """Every family name of every font file in var/fonts/site."""
    from fontTools.ttLib import TTFont, TTLibError

    found: dict[str, Path] = {}
    for path in sorted((folder() / "site").glob("*.[to]tf")):
        try:
            names = TTFont(str(path), lazy=True)["name"].names
        except (TTLibError, OSError):
            continue  # not a font: a licence text, a half-copied file
        for record in names:
            if record.nameID in (1, 4, 16):
                found.setdefault(record.toUnicode(), path)
    return found


def _system_families() -> dict[tuple[str, str], tuple[str, int]]:
    """(family, style) and (family, "") -> (file, number of the face), as fontconfig lists them."""
    unpacked = Path(__file__).parents[2] / "var/syslibs/root/usr/bin/fc-list"
    program = shutil.which("fc-list") or (str(unpacked) if unpacked.exists() else "")
    if not program:
        return {}
    listed = subprocess.run(  # noqa: S603 - a program of the system, fixed arguments
        [program, ":lang=zh-cn", "--format", "%{family}|%{style}|%{file}|%{index}\n"],
        capture_output=True, text=True, timeout=60, check=False,
    ).stdout  # fmt: skip
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for line in sorted(listed.splitlines()):
        families, styles, path, index = line.split("|")
        for family in families.split(","):
            place = (path, int(index) & 0xFFFF)
            found.setdefault((family, ""), place)
            for style in styles.split(","):
                found.setdefault((family, style), place)
    return found
