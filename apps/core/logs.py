"""Log filter that keeps tokens of secret addresses and passwords of servers out of every line.

Owns three rules: whatever follows ``/m/a/`` or ``/m/c/`` in a path is a secret, a lone word of the
shape of a token is one, and so is a password within an address. Refuses to let a logging call fail
because of it: nothing is formatted here.
"""

from __future__ import annotations

import logging
import re
from typing import Any

TOKEN_PATH = re.compile(r"(/m/[ac]/)(?!(?:submit|resend)\b)[^\s/?#\"'<>]+")
# 43 characters of base64url standing alone: a hash in hexadecimal is longer, a word shorter.
_WORD = "[A-Za-z0-9_-]"
TOKEN = re.compile(rf"(?<!{_WORD})(?={_WORD}*[0-9A-Z]){_WORD}{{43}}(?!{_WORD})")
PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/@]+@")


def mask(text: str) -> str:
    """Return the text with every token and every password in an address replaced by ``***``."""
    return PASSWORD.sub(r"\1***@", TOKEN.sub("***", TOKEN_PATH.sub(r"\1***", text)))


class MaskTokens(logging.Filter):
    """Rewrites message, arguments and traceback of a record; lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = mask(record.msg)
        if isinstance(record.args, dict):
            record.args = {key: _masked(value) for key, value in record.args.items()}
        elif record.args:
            record.args = tuple(_masked(value) for value in record.args)
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask(record.exc_text)
        return True


def _masked(value: Any) -> Any:
    if isinstance(value, int | float):
        return value
    text = str(value)
    clean = mask(text)
    return value if clean == text else clean
