"""Where logs go, the same on every site: to the console and, of faults, to ADMINS."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "apps.core.logs.MaskTokens"}},
    # Every handler masks: Django's own console and the development server know no filter.
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["mask"]},
        "mail_admins": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "filters": ["mask"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "apps": {"level": "INFO"},
        "django": {"handlers": ["mail_admins"], "level": "INFO"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
