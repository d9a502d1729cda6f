"""People: accounts, signing PINs, administrators' roles. Secrets never reach trail or history."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from apps.core.verdicts import Verdict
from apps.core.versions import save
from apps.organisation.authority import local_day
from apps.organisation.hooks import secret_replaced
from apps.organisation.models import Appointment, Person
from apps.organisation.pinyin import pinyin_of
from apps.organisation.services.linked import linked_posts
from apps.organisation.services.writing import announce, note, require

PIN_TRIES = 5
PIN_LOCK = timedelta(minutes=30)
MOMENT = timedelta(microseconds=1)


@transaction.atomic
def create_person(
    *,
    login: str,
    name: str,
    by: Person | None,
    at: datetime,
    email: str = "",
    mobile: str = "",
    password: str | None = None,
    password_hash: str = "",
) -> Person:
    """Create an account; without a password nobody can sign in with it."""
    login = login.strip().casefold()
    if Person.objects.filter(username=login).exists():
        require(Verdict.deny("登录名已被使用（不区分大小写）", field="username"))
    full, initials = pinyin_of(name)
    row = Person(
        username=login,
        name=name,
        email=email,
        mobile=mobile,
        pinyin_full=full,
        pinyin_initials=initials,
        password=password_hash or make_password(password),
    )
    save(row, by=by, at=at)
    note("person_created", row, by=by, at=at, payload={"login": login, "name": name})
    return row


@transaction.atomic
def change_person(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Keep changed particulars (name, pinyin, address, mobile); secrets have their own verbs."""
    if not person.pinyin_full:
        person.pinyin_full, person.pinyin_initials = pinyin_of(person.name)
    save(person, by=by, at=at)
    note(
        "person_changed",
        person,
        by=by,
        at=at,
        payload={
            "login": person.username,
            "name": person.name,
            "email": person.email,
        },
    )
    return person


@transaction.atomic
def rename_person(*, person: Person, name: str, by: Person | None, at: datetime) -> Person:
    """Change a name and derive its pinyin again."""
    row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    row.name = name
    row.pinyin_full, row.pinyin_initials = pinyin_of(name)
    save(row, by=by, at=at)
    note("person_renamed", row, by=by, at=at, payload={"name": name})
    return row


@transaction.atomic
def set_active(*, person: Person, active: bool, by: Person | None, at: datetime) -> Person:
    """Open or close an account; a closed one wears no hat from this instant."""
    row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    row.is_active = active
    save(row, by=by, at=at)
    note("person_opened" if active else "person_closed", row, by=by, at=at)
    seats = Appointment.objects.on(local_day(at)).filter(person=row)
    posts = set(seats.values_list("post", flat=True))
    announce(posts | linked_posts(posts, at, at + MOMENT), at, at=at)
    return row


@transaction.atomic
def set_password(*, person: Person, password: str, by: Person | None, at: datetime) -> Person:
    """Set the password that somebody signs in with; the trail says who did it."""
    row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    row.set_password(password)
    save(row, by=by, at=at)
    note("password_set", row, by=by, at=at, payload={"own": bool(by and by.pk == row.pk)})
    _tell_owner(row, "登录密码", by, at)
    return row


@transaction.atomic
def set_pin(*, person: Person, pin: str, by: Person | None, at: datetime) -> Person:
    """Set the six digits that confirm a decision by mail; Refused where they are easily guessed.

    An empty ``pin`` clears it.
    """
    require(_sound(pin))
    row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    row.pin_hash = make_password(pin) if pin else ""
    row.pin_set_at = at if pin else None
    row.pin_failures, row.pin_locked_at = 0, None
    save(row, by=by, at=at)
    note("pin_set" if pin else "pin_cleared", row, by=by, at=at)
    _tell_owner(row, "审批口令", by, at)
    return row


def _tell_owner(person: Person, what: str, by: Person | None, at: datetime) -> None:
    """Whoever replaces another's secret could act in his name: the owner is always told."""
    if by is not None and by.pk != person.pk:
        for _, call in secret_replaced.items():
            call(person, what, by, at)


def _sound(pin: str) -> Verdict:
    if not pin:
        return Verdict.allow()
    if not re.fullmatch(r"[0-9]{6}", pin):
        return Verdict.deny("审批口令应为6位数字", field="pin")
    steps = {(int(b) - int(a)) % 10 for a, b in zip(pin, pin[1:], strict=False)}
    if steps in ({0}, {1}, {9}):
        return Verdict.deny("审批口令过于简单，不能是相同或者连续的数字", field="pin")
    return Verdict.allow()


@transaction.atomic
def check_pin(*, person: Person, pin: str, at: datetime) -> Verdict:
    """Answer whether the PIN is right; five wrong ones lock it for half an hour.

    Call it outside the transaction that the answer may roll back, or the count is lost.
    """
    row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not row.pin_hash:
        return Verdict.deny("尚未设置审批口令，请登录后设置", field="pin")
    if row.pin_locked_at and at < row.pin_locked_at + PIN_LOCK:
        return Verdict.deny("审批口令连续输错5次，已锁定30分钟，请登录办理", field="pin")
    if row.matches_pin(pin):
        Person.objects.filter(pk=row.pk).update(pin_failures=0, pin_locked_at=None)
        return Verdict.allow()
    return _count_failure(row, at)


def _count_failure(row: Person, at: datetime) -> Verdict:
    failures = 1 if row.pin_locked_at else row.pin_failures + 1
    locked = failures >= PIN_TRIES
    Person.objects.filter(pk=row.pk).update(
        pin_failures=failures, pin_locked_at=at if locked else None
    )
    if locked:
        note("pin_locked", row, by=None, at=at)
        return Verdict.deny("审批口令连续输错5次，已锁定30分钟，请登录办理", field="pin")
    return Verdict.deny(f"审批口令不对，还可以试{PIN_TRIES - failures}次", field="pin")
