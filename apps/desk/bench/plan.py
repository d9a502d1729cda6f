"""What is measured and what it must reach: the people, the pages and the limits.

Owns the constants. Refuses to measure.
"""

from __future__ import annotations

from dataclasses import dataclass

# login and what is special about what he reads
PERSONAS = (
    ("mayor", "市长（可阅全部）"),
    ("vm3", "副市长（正代行AB角）"),
    ("sg", "秘书长"),
    ("nyj.clerk", "部门文书"),
)
INBOX, LIST, FLOOR = "工作台", "公文列表", "空白页"
PAGES = ((INBOX, "/"), (LIST, "/documents/"))
# A row of a page carries this; a sign-in form answers 200 too.
MARK = b"data-row"
DATABASE = "oa_bench"
SETTINGS, FLOOR_SETTINGS = "oa.settings", "apps.desk.bench.floor_settings"

SIZES = (10_000, 100_000, 1_000_000)
GROWTH_LIMIT = 1.5
FLOOR_LIMIT = 2.0
QUERY_LIMIT = 8
SWITCH_HATS = 3
MEMORY_LIMIT = 250 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Target:
    """One page of one person at one size."""

    page: str
    path: str
    login: str
    size: int

    @property
    def key(self) -> tuple[str, str, int]:
        """What names the target in tables and results."""
        return self.page, self.login, self.size


def targets(sizes: list[int]) -> list[Target]:
    """Return everything to be measured: all pages at all sizes, the floor at the largest."""
    found = [
        Target(page, path, login, size)
        for page, path in PAGES
        for login, _ in PERSONAS
        for size in sizes
    ]
    return [*found, *(Target(FLOOR, "/", login, max(sizes)) for login, _ in PERSONAS)]
