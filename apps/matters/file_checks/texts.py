"""Plain text and tables: UTF-8 or GB18030, and nothing that no writer types."""

from __future__ import annotations

import re
from typing import IO

from apps.matters.file_checks.refusal import Unfit

_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
FACE = 4000  # characters: more than a first page


def look(stream: IO[bytes], extension: str) -> str:
    """Return the beginning of the text; raises Unfit for anything that is not text."""
    text = _decoded(stream.read())
    if _UNTYPED.search(text):
        raise Unfit(f"文件内容不是文本，不能作为 {extension} 上传")
    return text[:FACE]


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unfit("文本文件的编码应为 UTF-8 或者 GB18030，请另存后再上传")
