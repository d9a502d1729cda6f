"""People in front of the pages: signing in, acting, reading mail, and what a page must never do."""

from __future__ import annotations

import os
import re

from django.core import mail
from django.utils import timezone

from apps.core.jobs import run_due_jobs
from apps.documents.models import Document
from apps.organisation.models import Person

PASSWORD = "Guihua-2026-Yanshi"
PIN = "202606"
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# The decision page takes no answer that comes faster than a person could read.
READING_MS = 2200
OWN_SCHEMES = ("data:", "blob:", "about:")


def press(target) -> None:
    """Press a button or a link that leads to another page, and wait until that page has come.

    A click alone returns while the old page still stands: whatever is read next may be its words,
    and a further step may cut off the form on its way.
    """
    with target.page.expect_navigation():
        target.click()


class Office:
    """The site as its people meet it; each person has a browser of his own."""

    def __init__(self, url: str, browser) -> None:
        self.url = url
        self.faults: list[str] = []
        self._browser = browser
        self._open = []

    def page(self, size=WIDE, **options):
        """Open a browser that nobody has signed in with."""
        context = self._browser.new_context(
            viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        context.set_default_timeout(20_000)
        self._open.append(context)
        page = context.new_page()
        self.watch(page)
        return page

    def watch(self, page) -> None:
        """Note whatever no page may do."""
        page.on("request", self._foreign)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("response", self._answered)

    def _foreign(self, request) -> None:
        if not request.url.startswith((self.url, *OWN_SCHEMES)):
            self.faults.append(f"foreign origin: {request.url}")

    def _said(self, line) -> None:
        if "Content Security Policy" in line.text:
            self.faults.append(f"policy: {line.text}")

    def _answered(self, response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.url}")

    def sign_in(self, login: str, size=WIDE, **options):
        """Let a person sign in through the page; returns it, standing on the desk."""
        page = self.page(size, **options)
        page.goto(f"{self.url}/login/")
        page.get_by_label("用户名").fill(login)
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        press(page.get_by_role("button", name="登录", exact=True))
        page.wait_for_url(f"{self.url}/")
        return page

    def work(self) -> None:
        """Let the background do what is due (letters, printing)."""
        while run_due_jobs(at=timezone.now()):
            pass

    def letter(self, login: str):
        """Return the newest letter to a person, None where he got none."""
        address = Person.objects.get(username=login).email
        return next((one for one in reversed(mail.outbox) if one.to == [address]), None)

    def link(self, login: str) -> str:
        """Return the decision link of the newest letter to a person."""
        return re.search(r"https?://\S+/m/a/[\w-]+", self.letter(login).body).group()

    def look(self, page, name: str) -> None:
        """Take a picture of the page where OA_SHOTS names a folder for them."""
        folder = os.environ.get("OA_SHOTS")
        if folder:
            width = page.viewport_size["width"]
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)

    def settle(self, login: str, title: str, outcome: str, opinion: str = "", page=None):
        """Let somebody open a thing on his desk and settle it so; returns his page."""
        page = page or self.sign_in(login)
        page.goto(self.url)
        press(page.locator("[data-row] h3 a", has_text=title).first)
        if page.locator(".actgrid").count():
            page.get_by_role("radio", name=outcome, exact=True).check()
        if opinion:
            page.locator("[data-opinion]").fill(opinion)
        button = page.locator(".actp .btn-primary")
        assert outcome in button.inner_text(), "the button says what it will do"
        press(button)
        return page

    def document(self) -> Document:
        """Return the newest document as it stands in the database."""
        return Document.objects.order_by("-pk")[0]

    def close(self) -> None:
        """Close every browser; the server then has no request under way."""
        for context in self._open:
            context.close()
