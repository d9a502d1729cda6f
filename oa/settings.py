"""Settings of the office: every difference between sites comes from the environment.

Without any environment the embedded defaults run: SQLite in WAL mode with IMMEDIATE
transactions, Celery over a folder, mail into a folder that a page shows.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from oa.headers import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from oa.logs import LOGGING as LOGGING

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

OA_VAR_DIR = Path(env.str("OA_VAR_DIR", str(BASE_DIR / "var")))
PRODUCTION = env.bool("OA_PRODUCTION", False)
DEBUG = env.bool("DEBUG", False)
# The demonstration office: shows the local mail folder and the sign-ins; refused in production.
OA_DEMO = env.bool("OA_DEMO", False)
if PRODUCTION and (DEBUG or OA_DEMO):
    raise ImproperlyConfigured("OA_PRODUCTION=1 与 DEBUG、OA_DEMO 不能同时开启")


def secret(name: str) -> str:
    """Return a secret from the environment; only outside production a fixed one stands in."""
    if PRODUCTION:
        return env.str(name)
    return env.str(name, f"insecure-{name.lower()}-for-development-only-0123456789abcdef")


SECRET_KEY = secret("SECRET_KEY")
# Signs anchors of the trail; the anchor file should belong to another operating-system user.
# In production only the worker and the nightly check have it; the web process cannot forge one.
OA_ANCHOR_KEY = env.str("ANCHOR_KEY", "") if PRODUCTION else secret("ANCHOR_KEY")
OA_ANCHOR_DIR = Path(env.str("OA_ANCHOR_DIR", str(OA_VAR_DIR / "anchors")))
# Only the mail worker can make link tokens: web processes run without this key.
OA_LINK_KEY = env.str("LINK_KEY", "")

# Seals. Every process sees the public folder (certificates, the lock of the images); only the
# worker is told where the private keys are. Services that certify: pades, sm2, or a class.
OA_SEAL_SERVICES = env.list("OA_SEAL_SERVICES", default=["pades"])
OA_SEAL_PUBLIC = Path(env.str("OA_SEAL_PUBLIC", str(OA_VAR_DIR / "seal" / "public")))
OA_SEAL_KEYS = env.str("OA_SEAL_KEYS", "")

SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The rulebook this installation runs by, and the name shown in the header.
OA_BOOK = env.str("OA_BOOK", "xianning_2023")
OA_SITE_NAME = env.str("OA_SITE_NAME", "市府协同")
OA_CITY_NAME = env.str("OA_CITY_NAME", "")  # empty: the issuer of the rules
OA_HELP_PHONE = env.str("OA_HELP_PHONE", "0715-0000000")

INSTALLED_APPS = [
    "apps.core.admin_site.OfficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "guardian",
    "simple_history",
    "oa.apps.SignIns",
    "csp",
    "apps.core",
    "apps.trail",
    "apps.workdays",
    "apps.rulebook",
    "apps.organisation",
    "apps.typesetting",
    "apps.notifications",
    "apps.matters",
    "apps.activity",
    "apps.documents",
    "apps.leave",
    "apps.desk",
]

MIDDLEWARE = [
    "apps.desk.readable.ReadableMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "apps.desk.middleware.ActingMiddleware",
    "apps.desk.middleware.SignInMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "oa.urls"
WSGI_APPLICATION = "oa.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.desk.context.frame",
            ],
        },
    }
]

# SQLite: BEGIN DEFERRED loses 717 of 800 writes under eight writers; IMMEDIATE loses none.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
OA_VAR_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": env.db("DATABASE_URL", f"sqlite:///{OA_VAR_DIR / 'oa.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "apps.matters.backends.PolicyBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "login"

# guardian stores grants that go beyond taking part; no anonymous row, no monkey patching.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
# guardian is storage here; PolicyBackend answers, from the same rules as the pages.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

AXES_FAILURE_LIMIT = 5
AXES_ENABLE_ADMIN = False  # its pages are in organisation, in Chinese
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_PROXY_COUNT = env.int("PROXY_COUNT", 0)
AXES_USERNAME_CALLABLE = "apps.organisation.sign_in.folded_username"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
OA_IDLE_MINUTES = env.int("OA_IDLE_MINUTES", 30 if PRODUCTION else 240)

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
# Words of Django and of the libraries that no official would say, said otherwise.
LOCALE_PATHS = [BASE_DIR / "oa" / "locale"]
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(OA_VAR_DIR / "static")))
STORAGES = {
    "default": {
        "BACKEND": "apps.core.storage.DurableStorage",
        # Files are served by a view that asks the policy, never from a folder under the web root.
        "OPTIONS": {"location": str(OA_VAR_DIR / "media"), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
OA_ATTACHMENT_MAX_BYTES = 50 * 1024 * 1024

# --- mail: a folder in the demonstration, SMTP by EMAIL_URL elsewhere
OA_MAIL_DIR = OA_VAR_DIR / "mail"
if "EMAIL_URL" in env:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(OA_MAIL_DIR)
EMAIL_TIMEOUT = 10
# Whether the subject of a mail about an internal matter is masked.
OA_MAIL_MASKS_INTERNAL = env.bool("OA_MAIL_MASKS_INTERNAL", False)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "市政府办公室 <oa@oa.example>")

# --- Celery is the alarm clock; the job table is the truth
REDIS_URL = env.str("REDIS_URL", "")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    # A frozen Redis must never hang anybody: short timeouts, no retries while publishing.
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "max_retries": 0,
    }
    CACHES = {
        "default": {
            "BACKEND": "apps.core.caches.SturdyRedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
    }
    CACHES["pages"] = CACHES["default"]
else:
    # Pages drawn by a worker are shown by the web process: a folder that both see.
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "pages": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(OA_VAR_DIR / "pages"),
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
    }
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(OA_VAR_DIR / "broker"),
        "data_folder_out": str(OA_VAR_DIR / "broker"),
        "processed_folder": str(OA_VAR_DIR / "broker-done"),
        "control_folder": str(OA_VAR_DIR / "broker-control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
    for _folder in ("broker", "broker-done", "broker-control"):
        (OA_VAR_DIR / _folder).mkdir(parents=True, exist_ok=True)
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
# The worker logs through LOGGING, whose handlers mask tokens, and not through its own.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(OA_VAR_DIR / "celerybeat-schedule")
# A few sweeps over rows; due times live in the rows, so two beats are harmless.
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "core.tick", "schedule": 2.0, "options": {"expires": 10}},
    "sweep": {"task": "core.sweep", "schedule": 60.0, "options": {"expires": 50}},
}

# --- security headers
# Nothing frames a page of ours but the demonstration's mailbox, which asks for it by itself.
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "apps.desk.errors.csrf_failure"

# What goes to ADMINS about a fault of ours, without tokens, PINs and passwords.
DEFAULT_EXCEPTION_REPORTER = "apps.core.reports.MaskedReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "apps.core.reports.MaskedFilter"
