"""The Celery application: entry points only; every task is one idempotent service call."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oa.settings")

app = Celery("oa")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
