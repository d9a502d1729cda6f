"""The sign-ins of the demonstration, shown by ``manage.py demo`` and on the sign-in page."""

from __future__ import annotations

from apps.core.demo_office import SIGN_INS
from apps.organisation.demo import sign_ins

# Known to everybody on purpose; `check --deploy` refuses these accounts in production.
PASSWORD = "Guihua-2026-Yanshi"  # noqa: S105 (shown on the sign-in page of the demonstration)
PIN = "202606"


@SIGN_INS.register("desk")
def accounts() -> list[tuple[str, str, str]]:
    """Return (role, login, password) of the main accounts."""
    return [(label, login, PASSWORD) for label, login in sign_ins()]


@SIGN_INS.register("pin")
def pin() -> list[tuple[str, str, str]]:
    """Return the line that tells the PIN for deciding from a mail."""
    return [("领导同志和部门负责人", "（邮件中的审批口令）", PIN)]
