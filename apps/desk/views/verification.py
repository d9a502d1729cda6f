"""核验印章: anybody uploads a file and reads whether it is whole; nothing of it is kept.

Open to everybody, without signing in. A few questions a minute from one address, two files at a
time in one process; a file is read in a process of its own (see ``signature.child``).
"""

from __future__ import annotations

import threading
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from apps.desk.limits import over
from apps.desk.mail_limits import client_ip
from apps.desk.memory_upload import InMemory
from apps.documents.services.verifying import verify_file

LARGEST = 20 * 1024 * 1024
A_MINUTE = 10
AT_A_TIME, PATIENCE = 2, 20.0  # files read at once in one process, seconds a file may wait
TEMPLATE = "desk/verify.html"
_turns = threading.BoundedSemaphore(AT_A_TIME)


@login_not_required
@csrf_exempt  # only until the upload has its handler: the inner view is protected
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Show the form, or the answer to an uploaded file."""
    # Asked before the body is read: whoever comes too often costs no memory.
    if request.method == "POST" and over(f"verify:{client_ip(request)}", A_MINUTE):
        return _page(request, 429, problem="核验过于频繁，请一分钟后再试")
    request.upload_handlers = [InMemory(request, LARGEST)]  # type: ignore[list-item]
    answer: HttpResponse = _verify(request)
    return answer


@csrf_protect
def _verify(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    handler = request.upload_handlers[0]
    try:
        upload = request.FILES.get("file")
    except (MultiPartParserError, RequestDataTooBig):
        upload = None
    if getattr(handler, "too_large", False):
        return _page(request, 413, problem=f"文件超过 {LARGEST // (1024 * 1024)} MB，不能核验")
    if upload is None or not upload.size:
        return _page(request, 422, problem="请选择要核验的PDF文件")
    return _answer(request, upload.read())


def _answer(request: HttpRequest, pdf: bytes) -> HttpResponse:
    if not _turns.acquire(timeout=PATIENCE):
        return _page(request, 503, problem="核验的人较多，请稍后再试")
    try:
        report = verify_file(pdf, at=timezone.now())
    finally:
        _turns.release()
    return _page(request, report=report)


def _page(request: HttpRequest, status: int = 200, **values: Any) -> HttpResponse:
    response = render(request, TEMPLATE, values, status=status)
    response["Cache-Control"] = "no-store"
    return response
