"""Pinyin of Chinese names, for sorting and for finding people by initials.

Owns the readings of characters that are read differently as surnames. The stored columns stay
editable: a person knows best how his name is read.
"""

from __future__ import annotations

SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "盖": "ge",
    "朴": "piao",
    "乐": "yue",
    "任": "ren",
    "华": "hua",
    "翟": "zhai",
    "覃": "qin",
    "缪": "miao",
    "召": "shao",
    "员": "yun",
    "种": "chong",
    "祭": "zhai",
    "繁": "po",
    "折": "she",
    "黑": "he",
    "冼": "xian",
    "逄": "pang",
    "洗": "xian",
    "秘": "bi",
    "尉": "wei",
    "薄": "bo",
    "谌": "chen",
    "燕": "yan",
    "柏": "bai",
    "车": "che",
    "句": "gou",
    "都": "du",
    "郇": "xun",
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "长孙": "zhang sun",
    "澹台": "tan tai",
    "宇文": "yu wen",
    "令狐": "ling hu",
    "单于": "chan yu",
    "欧阳": "ou yang",
}


def pinyin_of(name: str) -> tuple[str, str]:
    """Return the full pinyin ("bai yun zhou") and the initials ("byz") of a name."""
    from pypinyin import lazy_pinyin

    name = name.strip()
    surname = next((s for s in (name[:2], name[:1]) if s in SURNAMES), "")
    syllables = SURNAMES[surname].split() if surname else []
    syllables += lazy_pinyin(name[len(surname) :], v_to_u=False)
    words = [s.lower() for s in syllables if s.strip()]
    return " ".join(words)[:120], "".join(w[0] for w in words)[:20]
