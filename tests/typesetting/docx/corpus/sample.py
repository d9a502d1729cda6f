"""One draft of the corpus: how it is written, and what must be found in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

REQUEST_BODY = (
    "为提高粮食生产能力，现将有关事项请示如下。\n一、基本情况\n全市尚有低产田12万亩。\n"
    "二、请示事项\n恳请市人民政府同意启动项目前期工作。\n妥否，请批示。"
)


REQUEST = {"addressees": "市人民政府", "date": "2026-06-02"}


@dataclass(frozen=True)
class Sample:
    """One draft: how it is written, and what must be found in it."""

    build: Callable[[], bytes]
    model: dict[str, Any]  # fields of Gongwen
    body: tuple[str, ...] = ()  # texts of paragraphs, in order
    levels: tuple[int, ...] = ()
    annexes: tuple[tuple[str, str], ...] = ()  # label, title
    changed: tuple[str, ...] = ()  # parts of the report
    dropped: tuple[str, ...] = ()
    kind: str = ""
    tables: tuple[tuple[int, int], ...] = field(default=())  # rows with the head, columns
