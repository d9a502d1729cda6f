"""Settings for tests: the site's own, with a private folder and fast hashing."""

import os
import tempfile

_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ.setdefault("OA_VAR_DIR", os.path.join(tempfile.gettempdir(), f"oa-tests-{os.getuid()}"))
os.environ.setdefault("LINK_KEY", "tests-only-link-key")

from oa.settings import *  # noqa: E402,F403  (the site's settings, then what differs)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {
        "BACKEND": "apps.core.storage.DurableStorage",
        "OPTIONS": {"location": str(OA_VAR_DIR / f"media-{_worker}"), "base_url": None},  # noqa: F405
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
OA_ANCHOR_DIR = OA_VAR_DIR / f"anchors-{_worker}"  # noqa: F405
CELERY_TASK_ALWAYS_EAGER = True
if REDIS_URL:  # noqa: F405
    # A database of its own for each process: clearing a cache empties the whole database.
    _number = int(_worker.removeprefix("gw")) if _worker != "main" else 0
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rpartition('/')[0]}/{10 + _number % 6}"  # noqa: F405
else:
    CACHES["pages"] = {  # noqa: F405
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages",
    }  # fmt: skip
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not :memory:, so that threads of the concurrency tests share one database.
    DATABASES["default"]["TEST"] = {"NAME": str(OA_VAR_DIR / f"test-{_worker}.sqlite3")}  # noqa: F405
AXES_ENABLED = False
