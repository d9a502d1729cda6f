"""What the frame of every page shows: places, who is acting for whom, unread messages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.activity.policies import has_part
from apps.desk.counts import waiting_and_unread
from apps.desk.demo import PASSWORD, PIN, accounts
from apps.organisation.acting import ActingRequest
from apps.organisation.authority import law
from apps.organisation.wording import city, later

SIZES = ("md", "lg", "xl")
THEMES = ("light", "dark")
# What stands below a tab of a phone, where the whole name is too long.
SHORT = {"organisation:roles": "分工"}
# label, url name, symbol; the address marks the place as current
PLACES = (
    ("工作台", "desk:home", "home"),
    ("公文", "documents:index", "doc"),
    ("请销假", "leave:index", "cal"),
    (later("分工与{cover}"), "organisation:roles", "swap"),
    ("工作规则", "desk:rules", "book"),
    ("领导活动", "activity:index", "star"),
)
# Places that only some people have part in.
GUARDED = {"activity:index": has_part}


def site() -> dict[str, Any]:
    """Return what the site calls itself; Django's own sign-in view has another ``site``."""
    return {
        "name": settings.OA_SITE_NAME,
        "city": city(),
        "help_phone": settings.OA_HELP_PHONE,
        "demo": settings.OA_DEMO,
    }


def frame(request: ActingRequest) -> dict[str, Any]:
    """Return the values of base.html; anonymous pages get the site's name only."""
    values: dict[str, Any] = {
        "site": site(),
        "ui": {
            "size": _one_of(request.COOKIES.get("size"), SIZES),
            "theme": _one_of(request.COOKIES.get("theme"), THEMES),
        },
    }
    hats = getattr(request, "hats", ())
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        if settings.OA_DEMO:
            values |= {"demo_accounts": accounts(), "demo_password": PASSWORD, "demo_pin": PIN}
        return values
    waiting, unread = waiting_and_unread(request)
    own = next((h for h in hats if h.is_own), None)
    values |= {
        "local": law.words_on(request.at),
        "me": {"name": user.name, "post_name": own.post_name if own else ""},
        "nav": _nav(request, waiting),
        "acting_strip": [h for h in hats if not h.is_own],
        "unread": unread,
        "unread_url": reverse("desk:messages"),
    }
    return values


def _one_of(value: str | None, known: tuple[str, ...]) -> str:
    return value if value in known else known[0]


def _nav(request: ActingRequest, waiting: int) -> list[dict[str, Any]]:
    items = []
    for label, name, icon in PLACES:
        if name in GUARDED and not GUARDED[name](request.hats):
            continue
        url = reverse(name)
        here = request.path == url if name == "desk:home" else request.path.startswith(url)
        short = SHORT.get(name, label)
        item = {"label": label, "short": short, "url": url, "icon": icon, "current": here}
        if name == "desk:home" and waiting:
            item |= {"count": str(waiting) if waiting < 100 else "99+", "red": True}
        items.append(item)
    if request.user.is_staff:
        items.append(
            {"label": "管理后台", "url": reverse("admin:index"), "icon": "cog", "current": False}
        )
    if settings.OA_DEMO:
        items.append(
            {
                "label": "演示邮箱",
                "url": reverse("desk:demo_mail"),
                "icon": "inbox",
                "current": request.path.startswith("/demo/"),
            }
        )
    return items
