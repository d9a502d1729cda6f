"""Classification marks: a file that carries one does not belong in this system."""

import re

CLASSIFIED = "涉密文件不得在本系统处理"
_MARK = re.compile(r"(绝\s*密|机\s*密|秘\s*密)\s*[★☆]")


def is_marked(text: str) -> bool:
    """Answer whether a text carries a mark such as 机密★1年."""
    return _MARK.search(text) is not None
