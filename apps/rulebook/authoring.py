"""Beginning a new book: a folder that already proves itself, to be filled by its author.

Owns the laying out. Refuses names that cannot be folders and folders that exist.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from apps.rulebook.book import load_book
from apps.rulebook.signposts import write_signposts

SKELETON = Path(__file__).parent / "skeleton"


def lay_out(name: str, shelf: Path) -> Path:
    """Create the folder of a new book and return it; raises ValueError with a Chinese sentence."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError("名称只用小写字母、数字和下划线，以字母开头，例如 moxian_2026")
    root = shelf / name
    if root.exists():
        raise ValueError(f"“{name}”已经存在")
    shutil.copytree(SKELETON, root)
    entry = root / "book.toml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("NAME", name), encoding="utf-8")
    write_signposts(load_book(root))
    return root
