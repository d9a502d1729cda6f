"""How libraries are called in the administration."""

from axes.apps import AppConfig


class SignIns(AppConfig):
    """django-axes under the name of what it keeps."""

    verbose_name = "登录记录"
