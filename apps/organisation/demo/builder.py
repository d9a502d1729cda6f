"""Finds or makes each row once, through the services, so that loading twice changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from apps.organisation import services
from apps.organisation.demo.naming import local
from apps.organisation.models import Person, Post, Unit

SINCE = date(2022, 1, 1)


class Builder:
    """Keeps what exists by code and login; one hashed password serves every account."""

    def __init__(self, *, at: datetime, password: str) -> None:
        self.at = at
        self.password_hash = make_password(password)
        self.units = {u.code: u for u in Unit.objects.all()}
        self.posts = {p.code: p for p in Post.objects.select_related("unit")}
        self.people = {p.username: p for p in Person.objects.all()}
        self._new_posts: list[Post] = []
        self._new_people: list[Person] = []
        self._new_seats: list[tuple[Post, Person]] = []

    def unit(self, code: str, name: str, kind: str, **fields: Any) -> Unit:
        """Find or make a unit; units stand in the order in which they are made."""
        if code not in self.units:
            fields["short_name"] = local(fields.get("short_name", name))
            row = Unit(
                code=code, name=local(name), kind=kind, position=len(self.units), **fields
            )  # fmt: skip
            self.units[code] = services.create_unit(unit=row, by=None, at=self.at)
        return self.units[code]

    def post(self, code: str, name: str, unit: str, role: str, **fields: Any) -> Post:
        """Find a post, or put a new one into the next import."""
        if code not in self.posts:
            row = Post(
                code=code,
                name=local(name),
                unit=self.units[unit],
                role=role,
                position=len(self.posts),
                **fields,
            )
            self.posts[code] = row
            self._new_posts.append(row)
        return self.posts[code]

    def person(self, login: str, name: str) -> Person:
        """Find an account, or put a new one into the next import."""
        if login not in self.people:
            row = Person(
                username=login,
                name=name,
                email=f"{login}@oa.example",
                password=self.password_hash,
            )
            self.people[login] = row
            self._new_people.append(row)
        return self.people[login]

    def seat(self, login: str, post: str) -> None:
        """Seat a person on a post of the next import; an existing post keeps its holder."""
        if self.posts[post].pk is None:
            self._new_seats.append((self.posts[post], self.people[login]))

    def flush(self) -> None:
        """Import what has been collected; rows made later may then refer to it."""
        services.import_staff(
            posts=self._new_posts,
            people=self._new_people,
            seats=self._new_seats,
            from_on=SINCE,
            by=None,
            at=self.at,
        )
        self._new_posts, self._new_people, self._new_seats = [], [], []
