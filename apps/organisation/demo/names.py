"""Plausible invented names for the many people whom the tables do not name."""

from __future__ import annotations

from collections.abc import Iterator

SURNAMES = "桂梅松兰竺柳荷杉榆槐枫樟桐桑楠槿杏桦葵棠橘芷苇蓝菱蔷艾荆柯蒲檀梨芸枣榕蕙楸芩莲苓葛"
GIVEN = (
    "知夏",
    "明川",
    "若谷",
    "望舒",
    "怀安",
    "听泉",
    "致宁",
    "云岫",
    "清越",
    "逢春",
    "照野",
    "思源",
    "远志",
    "牧之",
    "秋实",
    "临风",
    "守拙",
    "乐山",
    "澄怀",
    "行健",
    "立言",
    "修远",
    "归鸿",
    "漱石",
    "向阳",
    "沐雨",
    "采薇",
    "雨禾",
    "景行",
    "南星",
    "半夏",
    "沛然",
)


def invented(taken: set[str]) -> Iterator[str]:
    """Yield names in a fixed order, each once and none that is taken."""
    for step in range(len(GIVEN)):
        for place, surname in enumerate(SURNAMES):
            name = surname + GIVEN[(place * 5 + step * 7) % len(GIVEN)]
            if name not in taken:
                taken.add(name)
                yield name
