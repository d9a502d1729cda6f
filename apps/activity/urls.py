"""Addresses of the leaders' activities."""

from django.urls import path

import apps.core.addresses  # noqa: F401  (the converter <key:…>)
from apps.activity.models import Activity, ContactPoint, Reception
from apps.activity.views import letters, overview, records, topics

app_name = "activity"
urlpatterns = [
    path("", overview.index, name="index"),
    path("export.xlsx", overview.export, name="export"),
    path("<key:pk>/", overview.leader, name="leader"),
    path("<key:pk>/activities/new/", records.new(Activity), name="activity_new"),
    path("<key:pk>/receptions/new/", records.new(Reception), name="reception_new"),
    path("<key:pk>/contacts/new/", records.new(ContactPoint), name="contact_new"),
    path("<key:pk>/topics/new/", topics.new, name="topic_new"),
    path("<key:pk>/letters/new/", letters.new, name="letter_new"),
    path("activities/<key:pk>/", records.detail(Activity), name="activity"),
    path("activities/<key:pk>/void/", records.void(Activity), name="activity_void"),
    path("receptions/<key:pk>/", records.detail(Reception), name="reception"),
    path("receptions/<key:pk>/void/", records.void(Reception), name="reception_void"),
    path("receptions/<key:pk>/follow/", records.follow, name="reception_follow"),
    path("receptions/<key:pk>/press/", records.press, name="reception_press"),
    path("contacts/<key:pk>/", records.detail(ContactPoint), name="contact"),
    path("contacts/<key:pk>/void/", records.void(ContactPoint), name="contact_void"),
    path("topics/<key:pk>/", topics.detail, name="topic"),
    path("topics/<key:pk>/edit/", topics.edit, name="topic_edit"),
    path("topics/<key:pk>/acts/<slug:word>/", topics.act, name="topic_act"),
    path("letters/<key:pk>/", letters.detail, name="letter"),
    path("letters/<key:pk>/steps/<key:step_pk>/settle/", letters.settle, name="letter_settle"),
    path("letters/<key:pk>/withdraw/", letters.withdraw, name="letter_withdraw"),
    path("letters/<key:pk>/press/", letters.press, name="letter_press"),
    path("letters/<key:pk>/files/<key:file_pk>/", letters.attachment, name="letter_file"),
]
