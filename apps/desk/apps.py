"""The desk (工作台)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "apps.desk"
    verbose_name = "工作台"
