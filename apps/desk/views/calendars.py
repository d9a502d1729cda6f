"""我的日历订阅: giving out and calling in one's secret address; and the calendar behind it.

The feed signs nobody in and looks at no session: whoever holds the address reads its owner's
calendar. An address that is unknown, called in, or of a closed account is the ordinary 404.
"""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.verdicts import Refused
from apps.desk.calendar_file import calendar_file
from apps.desk.limits import over
from apps.desk.mail_limits import note_unknown
from apps.desk.origin import client_ip
from apps.notifications.renderers import site_url
from apps.organisation import services
from apps.organisation.acting import ActingRequest

READS_A_MINUTE = 10  # of one calendar
ASKS_A_MINUTE = 120  # from one address: an office behind one line has many calendars
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex,noarchive",
    "Content-Disposition": 'inline; filename="calendar.ics"',
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mine(request: ActingRequest) -> HttpResponse:
    """Show whether I have an address; give out a new one, shown this once; or call it in."""
    address = ""
    if request.method == "POST":
        try:
            if request.POST.get("act") == "revoke":
                services.revoke_feed(person=request.user, by=request.user, at=request.at)
                messages.success(request, "订阅地址已停用，已订阅的日历不再更新")
                return redirect("desk:my_calendar")
            token = services.issue_feed(person=request.user, by=request.user, at=request.at)
            address = site_url(reverse("mail:calendar", args=[token]))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("desk:my_calendar")
    context = {"feed": services.live_feed(request.user), "address": address}
    response = render(request, "desk/my_calendar.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def feed(request: ActingRequest, token: str) -> HttpResponse:
    """Hand out the calendar of a secret address; whoever is signed in makes no difference."""
    digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    if over(f"calendar-from:{client_ip(request)}", ASKS_A_MINUTE) or over(
        f"calendar:{digest}", READS_A_MINUTE
    ):
        slow = HttpResponse("请稍后再试", status=429, content_type="text/plain; charset=utf-8")
        slow.headers["Retry-After"] = "60"
        return slow
    found = services.find_feed(token)
    if found is None:
        note_unknown(request)
        raise Http404
    rows = services.read_feed(feed=found, at=request.at)
    body = calendar_file(found.person, rows)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=HEADERS)
