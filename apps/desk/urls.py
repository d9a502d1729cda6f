"""Addresses of the desk."""

from django.conf import settings
from django.urls import path

from apps.desk.views import health, home, profile, rules, search, verification

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("rules/", rules.rules, name="rules"),
    path("rules/clause/<str:clause_id>/", rules.clause, name="clause"),
    path("verify/", verification.verify, name="verify"),
    path("me/", profile.profile, name="profile"),
    path("messages/", profile.inbox_messages, name="messages"),
    path("messages/read/", profile.read_messages, name="read_messages"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
if settings.OA_DEMO:
    from apps.desk import demo_mail

    urlpatterns += [
        path("demo/mail/", demo_mail.index, name="demo_mail"),
    ]
