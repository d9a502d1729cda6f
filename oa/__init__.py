"""Project package: settings, URLs, the Celery application, decisions."""

from oa.celery import app as celery_app

__all__ = ["celery_app"]
