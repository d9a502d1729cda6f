"""The trail room."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "apps.trail"
    verbose_name = "留痕"
