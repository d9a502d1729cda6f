"""The floor: the smallest honest Django page with session, user and one indexed 50-row query.

Owns its own table, one view and its address. Refuses everything an office page has: no hats, no
frame, no components. It stands in no INSTALLED_APPS, so it has no migration.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

ROWS = 50


class FloorItem(models.Model):
    """One row of the floor; made by the bench in its own databases only."""

    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10)
    assignee_id = models.BigIntegerField()
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager[FloorItem]] = models.Manager()

    class Meta:
        app_label = "bench_floor"
        indexes = [
            models.Index(fields=["assignee_id", "status", "-created_at"], name="floor_inbox")
        ]


@login_required(login_url="/login/")
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the newest open rows of the person signed in."""
    rows = (
        FloorItem.objects.filter(assignee_id=request.user.pk, status="open")
        .only("id", "title", "status", "due_at", "created_at")
        .order_by("-created_at")[:ROWS]
    )
    return render(request, "bench/floor.html", {"rows": rows})


urlpatterns = [path("", inbox)]
