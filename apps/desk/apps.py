"""The desk (工作台)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "apps.desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from apps.desk import checks  # noqa: F401  (importing registers them)
        from apps.trail.verbs import name_verbs

        name_verbs({"desk.links_probed": "试探邮件办理链接"})
