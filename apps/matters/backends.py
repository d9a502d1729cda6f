"""Django's own question "has this person this permission on that object", answered like a page.

So that templates, the admin and third-party code agree with ``visible_to``. Owns reading only.
Refuses everything else, and questions without an object: those belong to ModelBackend.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.utils import timezone

from apps.matters.models import Matter
from apps.organisation import authority


class PolicyBackend(BaseBackend):
    """Signs nobody in; answers ``view_<kind>`` for matters of every kind."""

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Return None: this backend knows no credentials."""
        return None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Answer whether the person may read the matter under a hat he wears now."""
        if not isinstance(obj, Matter) or obj.pk is None or not user_obj.is_active:
            return False
        if perm not in ("matters.view_matter", _view_of(obj)):
            return False
        # An entrance like a view: Django gives no instant along.
        hats = authority.hats(user_obj, timezone.now())
        return Matter.objects.filter(pk=obj.pk).visible_to(hats).exists()


def _view_of(obj: Matter) -> str:
    return f"{obj._meta.app_label}.view_{obj._meta.model_name}"
