"""What reading a file has to say: recognised, changed, dropped, each with its words."""

from dataclasses import dataclass
from typing import Literal

NoteKind = Literal["recognised", "changed", "dropped"]


@dataclass(frozen=True)
class Note:
    """One thing a drafter is told; ``details`` are the words and places, as many as there are."""

    kind: NoteKind
    part: str  # 标题, 正文, 附件 …
    sentence: str
    details: tuple[str, ...] = ()
