"""The only module of the rulebook, besides its command, that knows Django."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Registers the app so that its command and its pages are found."""

    name = "apps.rulebook"
    verbose_name = "工作规则"
