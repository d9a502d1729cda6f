"""Handing out a stored file so that no browser takes it for a page of ours.

Owns the headers. Refuses to ask who may read it: the caller found the row through a matter that
the person may read.
"""

from __future__ import annotations

import logging
from urllib.parse import quote

from django.conf import settings
from django.core.files import File
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from apps.matters.models import Attachment

log = logging.getLogger(__name__)

SHOWN = ("application/pdf", "image/png", "image/jpeg")
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'self'"
# A sandbox stops the browser's own PDF viewer; the file was refused if it held any script.
VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def open_for_reading(attachment: Attachment) -> File[bytes]:
    """Open the stored file; Http404 where it is gone, which is also logged as an error."""
    try:
        return attachment.file.open("rb")
    except FileNotFoundError as gone:
        log.error("attachment %s: its file is missing", attachment.pk)
        raise Http404("附件文件缺失，请联系系统管理员") from gone


def download_response(attachment: Attachment, inline: bool = False) -> HttpResponseBase:
    """Return the file as a download, or shown in the page where ``inline`` asks and it is safe.

    Behind nginx (OA_X_ACCEL) only the name of the file is handed on.
    """
    shown = inline and attachment.media_type in SHOWN
    response: HttpResponseBase
    if getattr(settings, "OA_X_ACCEL", False):
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"/protected/{quote(str(attachment.file.name))}"
    else:
        response = FileResponse(open_for_reading(attachment))
    response["Content-Type"] = attachment.media_type
    response["Content-Disposition"] = content_disposition_header(not shown, attachment.name) or (
        "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        VIEWER if shown and attachment.media_type == "application/pdf" else SANDBOX
    )
    response["Cache-Control"] = "private, no-store"
    return response
