"""Addresses of leave; whatever belongs to a leave is looked up through it."""

from django.urls import path

import apps.core.addresses  # noqa: F401  (the converter <key:…>)
from apps.leave.views import acts, detail, lists, papers, reports, requests

app_name = "leave"
urlpatterns = [
    path("", lists.index, name="index"),
    path("new/", requests.new, name="new"),
    path("preview/", requests.preview, name="preview"),
    path("report/", reports.report, name="report"),
    path("report/xlsx/", reports.workbook, name="workbook"),
    path("<key:pk>/", detail.show, name="detail"),
    path("<key:pk>/edit/", requests.edit, name="edit"),
    path("<key:pk>/send/", requests.send, name="send"),
    path("<key:pk>/take-back/", requests.take_back, name="take_back"),
    path("<key:pk>/give-up/", requests.give_up, name="give_up"),
    path("<key:pk>/change/", acts.change, name="change"),
    path("<key:pk>/change/take-back/", acts.take_change_back, name="take_change_back"),
    path("<key:pk>/cancel/", acts.cancel, name="cancel"),
    path("<key:pk>/return/", acts.report_back, name="return"),
    path("<key:pk>/file/<slug:key>/", acts.file, name="file"),
    path("<key:pk>/file/<slug:key>/draft/", papers.draft_filing, name="draft_filing"),
    path("<key:pk>/slip/", papers.slip, name="slip"),
    path("<key:pk>/steps/<key:step_pk>/settle/", acts.settle, name="settle"),
    path("<key:pk>/steps/<key:step_pk>/note/", acts.keep_note, name="note"),
    path("<key:pk>/steps/<key:step_pk>/urge/", acts.urge, name="urge"),
]
