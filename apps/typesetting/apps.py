"""Registers 公文版式 with Django, for its one command."""

from django.apps import AppConfig


class TypesettingConfig(AppConfig):
    """The room of pages; it has no tables."""

    name = "apps.typesetting"
    label = "typesetting"
    verbose_name = "公文版式"
