"""Choices of rows: typed keys may be anything, posts are shown with whoever holds them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.organisation.models import Post


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows; a key larger than the database can hold is an unknown row, not a fault."""

    def clean(self, value: Any) -> Any:
        """Return the rows, or refuse the key."""
        try:
            return super().clean(value)
        except OverflowError as error:
            raise ValidationError("所选项不存在，请重新选择", code="invalid_choice") from error


def person_and_post(post: Any) -> str:
    """Return 松见山　副市长: seven posts are called 副市长, only the person tells which."""
    holder = getattr(post, "holder_name", None)
    return f"{holder}　{post.name}" if holder else f"{post.name}（空缺）"


class PostsField(RowsField):
    """Several posts out of a queryset ``with_holder``."""

    def label_from_instance(self, obj: Post) -> str:
        """Return the words beside the box."""
        return person_and_post(obj)


class PostField(forms.ModelChoiceField):
    """One post out of a queryset ``with_holder``."""

    def label_from_instance(self, obj: Post) -> str:
        """Return the words of the option."""
        return person_and_post(obj)
