"""Registers 公文版式 with Django: its commands, and what `check --deploy` asks of this machine."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register


class TypesettingConfig(AppConfig):
    """The room of pages; it has no tables."""

    name = "apps.typesetting"
    label = "typesetting"
    verbose_name = "公文版式"

    def ready(self) -> None:
        """File the check: WeasyPrint is heavy, so only where somebody asks for deployment."""
        register(fit_for_pages, Tags.compatibility, deploy=True)


def fit_for_pages(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Warn where pages would be drawn slowly or with fonts of the system."""
    from apps.typesetting import fonts

    return [Warning(sentence, id="typesetting.W001") for sentence in fonts.problems()]
