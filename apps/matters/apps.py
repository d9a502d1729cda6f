"""The kernel room."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "apps.matters"
    verbose_name = "事项"

    def ready(self) -> None:
        from apps.matters import explained  # noqa: F401  (files its checks with the trail)
        from apps.matters.applied import usages
        from apps.matters.pending import waiting
        from apps.matters.verbs import OTHERS
        from apps.organisation import pending
        from apps.rulebook.usage import SOURCES
        from apps.trail.verbs import name_verbs

        name_verbs(OTHERS)
        SOURCES.register("matters")(usages)
        pending.register("matters")(waiting)
