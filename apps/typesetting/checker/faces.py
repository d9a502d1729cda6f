"""Knows fonts by the names that files give them: which face of the standard a name means."""

import re
from collections.abc import Mapping
from types import MappingProxyType

NAMES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "仿宋": re.compile(r"fang|仿宋|FZFS|GW-WenKai|wenkai", re.IGNORECASE),
        "黑体": re.compile(r"hei|黑体|sans|FZHT", re.IGNORECASE),
        "楷体": re.compile(r"kai|楷体|FZKT", re.IGNORECASE),
        "宋体": re.compile(r"song|sun|宋体|serif|times", re.IGNORECASE),
        "小标宋": re.compile(r"biao|小标宋|XBS|serif", re.IGNORECASE),
    }
)


def is_face(font: str, face: str) -> bool:
    """Say whether a font's name means this face of the standard."""
    if face == "宋体" and NAMES["仿宋"].search(font):
        return False
    return bool(NAMES[face].search(font))
