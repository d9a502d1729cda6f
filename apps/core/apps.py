"""The ground floor: verdicts, jobs, registries."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "apps.core"
    verbose_name = "系统运行"

    def ready(self) -> None:
        # Every room's handlers must be known to web, worker and shell alike.
        autodiscover_modules("tasks")
