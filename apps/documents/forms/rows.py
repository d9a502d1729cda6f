"""Choices of rows: typed keys may be anything, posts are shown with whoever holds them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.forms.models import ModelChoiceIterator

from apps.core.fields import RowField, RowsField
from apps.organisation.models import Post, Unit
from apps.organisation.vocabulary import UnitKind
from apps.organisation.wording import said


def _rank(unit: Unit) -> tuple[int, int, int]:
    return UnitKind.values.index(unit.kind), unit.position, unit.pk


class _ByKind(ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        units = sorted(self.queryset, key=_rank)
        for kind, rows in groupby(units, key=lambda unit: unit.get_kind_display()):
            yield kind, [self.choice(unit) for unit in rows]


class UnitsField(RowsField):
    """Several units, offered by their kind: most documents go to all of one kind."""

    iterator = _ByKind


class RecipientsField(UnitsField):
    """Who gets an issued document: the city government as a unit stands for its leaders."""

    def label_from_instance(self, obj: Unit) -> str:
        """Return the words beside the box."""
        if obj.kind == UnitKind.GOVERNMENT:
            return said("{government}领导同志")
        return super().label_from_instance(obj)


def person_and_post(post: Any) -> str:
    """Return 松见山　副市长: seven posts are called 副市长, only the person tells which."""
    holder = getattr(post, "holder_name", None)
    return f"{holder}　{post.name}" if holder else f"{post.name}（空缺）"


class PostsField(RowsField):
    """Several posts out of a queryset ``with_holder``."""

    def label_from_instance(self, obj: Post) -> str:
        """Return the words beside the box."""
        return person_and_post(obj)


class PostField(RowField):
    """One post out of a queryset ``with_holder``."""

    def label_from_instance(self, obj: Post) -> str:
        """Return the words of the option."""
        return person_and_post(obj)
