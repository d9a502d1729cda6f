"""The only module of the rulebook, besides its command, that knows Django."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Registers the app and puts the installation's book on the desk."""

    name = "apps.rulebook"
    verbose_name = "工作规则"

    def ready(self) -> None:
        """Load the book that the settings name: a faulty one stops the start, not a page."""
        from django.conf import settings

        from apps.rulebook import shelf

        shelf.use(settings.OA_BOOK)
