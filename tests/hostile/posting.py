"""Posting hostile values, and what every answer has to be."""

from __future__ import annotations

from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from tests.hostile import strings
from tests.hostile.pages import Page, read
from tests.hostile.visits import SECRET, Target

LINE = "application/x-www-form-urlencoded"


def post(client: Client, target: Target, values: dict[str, Any], *, encoded: bool) -> Any:
    """Post a form as a browser would, in one of the two encodings of forms."""
    action = target.form.action
    if target.form.method == "get":
        return client.get(f"{action.partition('?')[0]}?{_line(values)}")
    if not encoded or target.form.of_kind("file"):
        return client.generic("POST", action, parts(values), MULTIPART_CONTENT)
    return client.generic("POST", action, _line(values), LINE)


def parts(values: dict[str, Any]) -> bytes:
    """Return the body of a form in parts; bytes go as they are, which Django's client cuts up."""
    lines: list[bytes] = []
    for name, value in values.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
            if hasattr(one, "read"):
                safe = one.name.translate({ord(c): f"%{ord(c):02X}" for c in '"\r\n'})
                kind = "Content-Type: application/octet-stream"
                lines += [f'{head}; filename="{safe}"\r\n{kind}\r\n'.encode(), one.read()]
            else:
                lines += [f"{head}\r\n".encode(), _bytes(one)]
    return b"\r\n".join([*lines, f"--{BOUNDARY}--\r\n".encode()])


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _line(values: dict[str, Any]) -> str:
    return urlencode(values, doseq=True)


def pressed(target: Target, number: int) -> dict[str, str]:
    """Return one of the form's buttons; over several rounds each of them is pressed."""
    buttons = target.form.buttons
    return dict([buttons[number % len(buttons)]]) if buttons else {}


def faults(client: Client, target: Target, values: dict[str, Any], *, number: int) -> list[str]:
    """Post, look at the answer and at the page it leads to; undo it; return what is wrong."""
    cache.clear()
    values = {**values, **pressed(target, number)}
    with transaction.atomic():
        try:
            answer = post(client, target, values, encoded=bool(number % 2))
            found = _of_answer(client, target, values, answer)
        except Exception as error:  # noqa: BLE001 (each is a 500 to somebody)
            found = [f"500 {type(error).__name__}: {str(error)[:200]}"]
        transaction.set_rollback(True)
    return [f"{target} {number}: {line}" for line in found]


def _of_answer(client: Client, target: Target, values: dict[str, Any], answer: Any) -> list[str]:
    if answer.status_code >= 500:
        return [f"status {answer.status_code}"]
    if answer.status_code in (301, 302, 303):
        return [*_lost_on_the_way(target, values, answer), *_follow(client, answer)]
    if not answer.get("Content-Type", "").startswith("text/html"):
        return []
    page = read(answer.content.decode(), target.form.action)
    found = of_page(page)
    if answer.status_code in (400, 409, 422) and not page.errors:
        found.append(f"refused {answer.status_code} without a word")
    if answer.status_code in (200, 400, 409, 422):
        found += kept(page, target, values)
    return found


def of_page(page: Page) -> list[str]:
    """Return what came alive, what was evaluated, and what does not speak Chinese."""
    found = [f"alive: {line}" for line in page.alive]
    found += [f"evaluated: {word}" for word in strings.EVALUATED if word in page.text]
    return found + [f"no Chinese: {line[:90]}" for line in page.foreign]


def kept(page: Page, target: Target, values: dict[str, Any]) -> list[str]:
    """Return the fields whose typed text the page no longer shows."""
    typed = {n: plain(values[n]) for n in target.texts if n in values and plain(values[n])}
    searching = target.form.method == "get"
    if searching:  # an address holds no null character, and a search takes a beginning
        typed = {n: plain(text.replace("\x00", ""))[:40] for n, text in typed.items()}
    if set("|｜\n") & set(typed.get("title", "")):
        del typed["title"]  # there it says where the title is broken into lines
    if not typed:
        return []
    shown = [f for f in page.forms if set(f.inputs) & set(typed)]
    if not shown:
        whole = plain(unescape(page.text))
        return [f"form is gone, {n}" for n, text in typed.items() if text not in whole]
    found = []
    for name, text in typed.items():
        held = [plain(f.inputs[name].value) for f in shown if name in f.inputs]
        known = any(h.startswith(text) if searching else h == text for h in held)
        if held and not known and target.form.inputs[name].kind not in SECRET:
            found.append(f"lost {name}: {text[:40]!r} -> {held[0][:40]!r}")
    return found


def plain(value: Any) -> str:
    """Return a value as the server read it, without what a form strips."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _lost_on_the_way(target: Target, values: dict[str, Any], answer: Any) -> list[str]:
    """A refusal that leads elsewhere has thrown away what was typed."""
    refused = [m for m in get_messages(answer.wsgi_request) if m.level_tag == "error"]
    typed = [n for n in target.texts if n in values and plain(values[n])]
    return [f"refused elsewhere, lost {typed}: {refused[0]}"] if refused and typed else []


def _follow(client: Client, answer: Any) -> list[str]:
    where = answer["Location"]
    if not where.startswith("/") or where.startswith("//"):
        return [f"leads to {where[:80]}"]
    page = client.get(where)
    if page.status_code >= 500:
        return [f"then status {page.status_code}"]
    if page.status_code != 200 or not page.get("Content-Type", "").startswith("text/html"):
        return []
    return [f"then {line}" for line in of_page(read(page.content.decode(), where))]
