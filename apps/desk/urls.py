"""Addresses of the desk."""

from django.conf import settings
from django.urls import path

import apps.core.addresses  # noqa: F401  (the converter <key:…>)
from apps.desk.views import (
    calendars,
    handovers,
    health,
    home,
    plans,
    profile,
    search,
    verification,
    whereabouts,
    why,
)
from apps.desk.views.rulebook import applying, comparing, reading, trying, trying_paper

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("matters/<key:pk>/why/", why.why, name="why"),
    path("rules/", reading.article, name="rules"),
    path("rules/<key:number>/", reading.article, name="article"),
    path("rules/text/", reading.whole, name="rules_text"),
    path("rules/clause/<str:clause_id>/", reading.clause, name="clause"),
    path("rules/<key:number>/matters/", applying.matters, name="article_matters"),
    path("rules/clause/<str:clause_id>/matters/", applying.matters, name="clause_matters"),
    path("rules/try/", trying.index, name="try_index"),
    path("rules/try/paper/", trying_paper.paper, name="try_paper"),
    path("rules/try/<str:key>/", trying.ask, name="try"),
    path("rules/versions/", comparing.versions, name="rules_versions"),
    path("rules/guide/", comparing.guide, name="rules_guide"),
    path("handovers/", handovers.index, name="handovers"),
    path("handovers/post/<str:code>/", handovers.post, name="handover_post"),
    path("handovers/<key:pk>/", handovers.show, name="handover"),
    path("plans/", plans.index, name="plans"),
    path("plans/<key:pk>/", plans.preview, name="plan_preview"),
    path("plans/<key:pk>/publish/", plans.publish, name="plan_publish"),
    path("verify/", verification.verify, name="verify"),
    path("whereabouts/", whereabouts.whereabouts, name="whereabouts"),
    path("me/", profile.profile, name="profile"),
    path("me/calendar/", calendars.mine, name="my_calendar"),
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
