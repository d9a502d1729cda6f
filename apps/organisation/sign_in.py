"""Signing in, and the password of one's own: one spelling of the login name, one door."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import PasswordChangeForm
from django.utils import timezone

from apps.organisation.models import Person
from apps.organisation.services import set_password


def folded_username(request: Any, credentials: dict[str, Any] | None) -> str:
    """Return the login name in the spelling it is stored in, so that case evades no lock-out."""
    source = credentials or (getattr(request, "POST", None) or {})
    return str(source.get("username", "") or "").strip().casefold()


class OwnPasswordForm(PasswordChangeForm):  # type: ignore[type-arg]  # no generics at run time
    """Django's form; the change goes through the service and so into the trail."""

    def save(self, commit: bool = True) -> Person:
        """Set the new password in the person's own name; the open session goes on."""
        words = self.cleaned_data["new_password1"]
        self.user = set_password(person=self.user, password=words, by=self.user, at=timezone.now())
        return self.user
