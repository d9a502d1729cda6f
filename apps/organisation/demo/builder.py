"""Finds or makes each row once, through the services, so that loading twice changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from apps.organisation import services
from apps.organisation.models import Appointment, Person, Post, Unit

SINCE = date(2022, 1, 1)


class Builder:
    """Keeps what exists by code and login; one hashed password serves every account."""

    def __init__(self, *, at: datetime, password: str) -> None:
        self.at = at
        self.password_hash = make_password(password)
        self.units = {u.code: u for u in Unit.objects.all()}
        self.posts = {p.code: p for p in Post.objects.select_related("unit")}
        self.people = {p.username: p for p in Person.objects.all()}
        self.held = set(Appointment.objects.on(SINCE).values_list("post_id", flat=True))

    def unit(self, code: str, name: str, kind: str, **fields: Any) -> Unit:
        """Find or make a unit; units stand in the order in which they are made."""
        if code not in self.units:
            fields.setdefault("short_name", name)
            row = Unit(code=code, name=name, kind=kind, position=len(self.units), **fields)
            services.create_unit(unit=row, by=None, at=self.at)
            self.units[code] = row
        return self.units[code]

    def post(self, code: str, name: str, unit: str, role: str, **fields: Any) -> Post:
        """Find or make a post."""
        if code not in self.posts:
            self.posts[code] = services.create_post(
                code=code, name=name, unit=self.units[unit], role=role,
                position=len(self.posts), by=None, at=self.at, **fields,
            )
        return self.posts[code]

    def person(self, login: str, name: str) -> Person:
        """Find or make an account."""
        if login not in self.people:
            self.people[login] = services.create_person(
                login=login, name=name, email=f"{login}@oa.example", by=None, at=self.at,
                password_hash=self.password_hash,
            )
        return self.people[login]

    def seat(self, login: str, post: str) -> None:
        """Appoint a person to a post unless somebody is."""
        row = self.posts[post]
        if row.pk not in self.held:
            services.appoint(
                person=self.people[login], post=row, from_on=SINCE, by=None, at=self.at
            )
            self.held.add(row.pk)
