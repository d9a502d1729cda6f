"""The organisation room: units, posts, people, and who wears which hat when."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "apps.organisation"
    verbose_name = "机构、人员与分工"

    def ready(self) -> None:
        from apps.organisation import explained  # noqa: F401  (files its check with the trail)
        from apps.organisation.conventions import agreed_on
        from apps.organisation.vocabulary import VERBS
        from apps.rulebook import shelf
        from apps.trail.verbs import name_verbs

        name_verbs(VERBS)
        shelf.agree(agreed_on)
