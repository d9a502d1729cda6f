"""Secret addresses: the pages behind a decision mail, and calendars; no slash, by protocol."""

from django.conf import settings
from django.urls import path

import apps.core.addresses  # noqa: F401  (the converter <key:…>)
from apps.desk import mail_views
from apps.desk.views import calendars

app_name = "mail"
urlpatterns = [
    path("a/submit", mail_views.decide, name="decide"),
    path("a/resend", mail_views.resend, name="resend"),
    path("a/<str:token>", mail_views.decision, name="decision"),
    path("a/<str:token>/file/<key:attachment_id>", mail_views.file, name="file"),
    path("c/<str:token>.ics", calendars.feed, name="calendar"),
    path("done/<str:ticket>", mail_views.done, name="done"),
]
if settings.OA_DEMO:
    from apps.desk import demo_mail

    # The body of one letter of the demonstration's folder, for the frame on /demo/mail/.
    urlpatterns.append(path("demo/<str:letter_id>", demo_mail.letter, name="demo_letter"))
