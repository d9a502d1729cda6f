"""Checks of the whole site: what strangers reach, and what must not be true in production.

Owns the list of public addresses. A page is closed unless its view says otherwise; a view that
says so without standing here fails `manage.py check`. Refuses to mend anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from apps.organisation.models import Person

# Everything that answers without a session. The pages of a mail link ask for the link instead; a
# calendar program signs in nowhere, so a person's feed asks for its secret address.
PUBLIC = frozenset(
    {"login", "admin:login", "desk:healthz", "desk:readyz", "desk:verify", "icon"}
    | {"mail:decide", "mail:resend", "mail:decision", "mail:file", "mail:done", "mail:calendar"}
)
DEMONSTRATION = frozenset({"desk:demo_mail", "mail:demo_letter"})
DOOR = "apps.desk.middleware.SignInMiddleware"
HERE = ("127.0.0.1", "::1", "localhost", None)


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (name with namespaces, pattern) of every address of the site; "" where unnamed."""
    for entry in (resolver or get_resolver()).url_patterns:
        inner = ":".join(filter(None, (space, getattr(entry, "namespace", None))))
        if isinstance(entry, URLResolver):
            yield from addresses(entry, inner)
        elif isinstance(entry, URLPattern):
            yield ":".join(filter(None, (space, entry.name))) if entry.name else "", entry


def public_addresses() -> set[str]:
    """Return the names of the addresses whose views ask for no session."""
    return {
        name or str(pattern.pattern)
        for name, pattern in addresses()
        if not getattr(pattern.callback, "login_required", True)
    }


@register(Tags.security)
def check_doors(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Hold that every page is closed by default and that only the listed ones are open."""
    found: list[CheckMessage] = []
    if DOOR not in settings.MIDDLEWARE:
        found.append(Error(f"MIDDLEWARE 中没有 {DOOR}：未登录者能打开页面", id="desk.E001"))
    allowed = PUBLIC | (DEMONSTRATION if settings.OA_DEMO else frozenset())
    for name in sorted(public_addresses() - allowed):
        text = f"地址 {name} 不要求登录，但不在公开地址表（apps/desk/checks.py）里"
        found.append(Error(text, id="desk.E002"))
    return found


@register(Tags.security, deploy=True)
def check_settings(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Hold that the settings of production keep what the documents promise."""
    found: list[CheckMessage] = []
    if not settings.SITE_URL.startswith("https://"):
        found.append(Error("SITE_URL 必须以 https:// 开头：邮件里的链接由它生成", id="desk.E003"))
    storage: Any = settings.STORAGES["default"]
    media = Path(storage["OPTIONS"]["location"]).resolve()
    static = Path(settings.STATIC_ROOT).resolve()
    if media.is_relative_to(static) or static.is_relative_to(media):
        found.append(Error("附件目录与静态文件目录不得互相包含", id="desk.E004"))
    redis = urlsplit(settings.REDIS_URL)
    if redis.hostname not in HERE and not redis.password:
        found.append(Error("REDIS_URL 指向别的主机而没有口令", id="desk.E005"))
    return found


@register(Tags.database, deploy=True)
def check_accounts(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Hold that no account of production is open to whoever has read the handbook."""
    found: list[CheckMessage] = []
    if not databases:
        return found
    for person in Person.objects.filter(is_superuser=True, is_active=True).order_by("pk"):
        text = f"{person.username} 是超级用户：生产环境不得有不受三员分立约束的账号"
        found.append(Error(text, id="desk.E006"))
    from apps.desk.demo import PASSWORD, accounts  # no page of production needs the play

    logins = [login for _, login, _ in accounts()]
    for person in Person.objects.filter(username__in=logins, is_active=True).order_by("pk"):
        if person.check_password(PASSWORD):
            text = f"{person.username} 是演示账号，用的是公开的演示口令"
            found.append(Error(text, id="desk.E007"))
    return found
