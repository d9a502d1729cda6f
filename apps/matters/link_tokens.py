"""Tokens of decision links and the one-time marks of their forms.

Owns how a token is made (by the mail worker alone, from a key that web processes do not have),
how it is looked up (by its hash) and how a form proves that this site showed it to a reader.
Refuses to read anything out of a token.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing

from apps.core.verdicts import Refused, Verdict
from apps.matters.models import DecisionLink

WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}")
FORM_SALT = "matters.decision-form"
RESULT_SALT = "matters.decision-result"
# Scanners answer at once, people do not; a page left open over lunch is shown again.
FORM_YOUNGEST = timedelta(seconds=2)
FORM_OLDEST = timedelta(minutes=30)
RESULT_SHOWN = timedelta(hours=1)


def fresh_nonce() -> bytes:
    """Return the random part of a link, kept in its row."""
    return secrets.token_bytes(16)


def make_token(link: DecisionLink) -> str:
    """Return the token of a link, the same each time; Refused where the key is missing.

    43 characters that carry 256 bits and no meaning.
    """
    if not settings.OA_LINK_KEY:
        raise Refused(Verdict.deny("邮件进程未配置 LINK_KEY，不能生成办理链接"))
    message = link.pk.to_bytes(8, "big") + bytes(link.nonce)
    mac = hmac.new(settings.OA_LINK_KEY.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def issue_token(link: DecisionLink) -> str:
    """Return the token and keep its hash in the row; Refused if another key made it before."""
    token = make_token(link)
    digest = hash_of(token)
    if link.token_sha256 and not hmac.compare_digest(link.token_sha256, digest):
        raise Refused(Verdict.deny("LINK_KEY 已更换，请先停用全部办理链接再发送"))
    DecisionLink.objects.filter(pk=link.pk, token_sha256="").update(token_sha256=digest)
    link.token_sha256 = digest
    return token


def hash_of(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def well_formed(token: str) -> bool:
    """Answer whether a string can be a token at all."""
    return WELL_FORMED.fullmatch(token) is not None


@dataclass(frozen=True, slots=True)
class Form:
    """What the hidden mark of a form says: which link, which showing, when."""

    link_id: int
    nonce: str
    shown_at: float


def new_form(link: DecisionLink, at: datetime) -> str:
    """Return the signed mark of one showing of the decision form."""
    marks = {"l": link.pk, "n": secrets.token_hex(16), "t": at.timestamp()}
    return signing.Signer(salt=FORM_SALT).sign_object(marks)


def read_form(value: str) -> Form | None:
    """Return the mark of a form, or None if this site did not make it."""
    try:
        marks = signing.Signer(salt=FORM_SALT).unsign_object(value)
        return Form(marks["l"], marks["n"], marks["t"])
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None


def result_ticket(link: DecisionLink) -> str:
    """Return what opens the result page of a used link for an hour, and nothing else."""
    return signing.dumps({"l": link.pk, "n": link.used_nonce}, salt=RESULT_SALT)


def read_ticket(value: str) -> tuple[int, str] | None:
    """Return (link id, form nonce) of a result ticket, or None."""
    try:
        marks = signing.loads(value, salt=RESULT_SALT, max_age=RESULT_SHOWN)
        return marks["l"], marks["n"]
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
