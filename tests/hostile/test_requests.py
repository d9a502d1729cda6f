"""Requests no browser sends: other methods, encodings, cookies, headers and bodies. Never a 500."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client, RequestFactory

from oa.wsgi import application
from tests.documents.test_pages import FORM
from tests.hostile.pages import HAN
from tests.hostile.visits import pages
from tests.permissions import test_addresses

METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "BREW", "get")
DOORS = ("/login/", "/admin/login/", "/m/a/submit", "/m/a/resend", "/verify/")
ROOMS = ("/documents/new/incoming/", "/me/", "/password/", "/documents/new/incoming/import/")
CHARSETS = (
    "hex", "base64", "rot13", "zip", "bz2", "uu", "quopri", "undefined", "idna", "punycode",
    "utf-7", "utf-16", "utf-32", "unicode_escape", "raw_unicode_escape", "cp037", "gb18030",
    "utf-8", "UTF-8", "utf8", "latin-1", "no-such", "../x", "u" * 5_000,
)  # fmt: skip
LINE, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=edge"
EDGE = '--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\n'


def sound(client: Client, method: str, path: str, data=b"", kind="", **extra) -> int:
    """Send one request; hold that it is answered, in Chinese where it is refused; undo it."""
    cache.clear()
    with transaction.atomic():
        answer = client.generic(method, path, data, kind, **extra)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    at = (method, path[:80], kind[:80], extra)
    assert answer.status_code < 500, at
    if body and 400 <= answer.status_code:
        assert answer["Content-Type"].startswith("text/html"), at
        assert HAN.search(body.decode()), at
    return answer.status_code


@pytest.fixture
def both(web, visit):
    """A clerk and a stranger."""
    return [web("nyj.clerk"), web("")]


def test_every_method_at_every_address(furnished, office, web, visit, seal_keys):
    for turn, (url, login) in enumerate(pages(furnished)):
        client = web(login)
        for method in METHODS[turn % 3 :: 3]:
            sound(client, method, url)


@pytest.mark.parametrize("charset", CHARSETS)
def test_every_declared_encoding(office, both, charset):
    line = b"username=a%2BADw&title=%5Cud800+AD4-&q=%5Cud800"
    body = f"{EDGE}\\ud800 +2AA-\r\n--edge--\r\n".encode()
    for client in both:
        for path in ("/", "/search/?q=%5Cud800", "/login/?next=/", "/documents/?q=+2AA-"):
            sound(client, "GET", path, kind=f"text/plain; charset={charset}")
        for path in (*DOORS, *ROOMS):
            for data, kind in ((line, LINE), (body, PARTS)):
                sound(client, "POST", path, data, f"{kind}; charset={charset}")


@pytest.mark.parametrize(
    "declared", ["charset=\x00", "charset*=hex''zz", "CHARSET*0=a;charset=hex"]
)
def test_no_declared_encoding_stops_a_request_at_the_gate(db, declared):
    """Django's own request fails on these before any middleware is asked."""
    environ = RequestFactory()._base_environ(CONTENT_TYPE=f"text/plain; {declared}")
    statuses: list[str] = []
    # As Django's own test client does: the end of a request must not close the test's connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        body = application(
            {**environ, "PATH_INFO": "/healthz"}, lambda status, _: statuses.append(status)
        )
        said = b"".join(body)
        body.close()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    assert (statuses, said) == (["200 OK"], b"ok")


def test_a_draft_is_read_as_utf_8_whatever_the_request_declares(office, web, visit):
    """An escape for half a character must not reach the database as one."""
    parts = {**FORM, "title": "市农业农村局关于\\ud800的请示"}
    body = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    )
    kind = f"{PARTS}; charset=unicode_escape"
    assert sound(web("nyj.clerk"), "POST", ROOMS[0], f"{body}--edge--\r\n".encode(), kind) < 500


BODIES = {
    "json": (b'["a"]', "application/json"),
    "json object": (b'{"title": {"$gt": ""}}', "application/json"),
    "xml": (b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>", "text/xml"),
    "nothing": (b"", ""),
    "no kind": (b"title=a", ""),
    "odd kind": (b"title=a", "a/b/c;;;=;\"'"),
    "bytes": (bytes(range(256)), LINE),
    "repeated": (b"&".join([b"title=a&title=b"] * 100), LINE),
    "too many": (b"&".join(b"f%d=1" % n for n in range(5_000)), LINE),
    "too large": (b"title=" + b"a" * 5_000_000, LINE),
    "broken escapes": (b"title=%&body_text=%zz&%00=%00&=&&&", LINE),
    "no boundary": (b"x", "multipart/form-data"),
    "empty boundary": (b"--\r\n", "multipart/form-data; boundary="),
    "odd boundary": (b"x", 'multipart/form-data; boundary="\x00\xff"'),
    "long boundary": (b"x", f"multipart/form-data; boundary={'b' * 5_000}"),
    "cut": (EDGE.encode() + b"half", PARTS),
    "cut header": (b"--edge\r\nContent-Dispo", PARTS),
    "no name": (b"--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--\r\n",
                PARTS),
    "no header": (b"--edge\r\n\r\nx\r\n--edge--\r\n", PARTS),
    "long header": (b"--edge\r\nX: " + b"y" * 100_000 + b"\r\n\r\nx\r\n--edge--\r\n",
                    PARTS),
    "odd name": (b"--edge\r\nContent-Disposition: form-data; name*=hex''%zz\r\n\r\nx\r\n--edge--",
                 PARTS),
    "bad base64": (b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
                   b"Content-Transfer-Encoding: base64\r\n\r\n!!!=\r\n--edge--\r\n",
                   PARTS),
    "bad base64 text": (b'--edge\r\nContent-Disposition: form-data; name="title"\r\n'
                        b"Content-Transfer-Encoding: base64\r\n\r\nQ\r\n--edge--\r\n",
                        PARTS),
    "part's own encoding": (b'--edge\r\nContent-Disposition: form-data; name="file"; '
                            b'filename="a.txt"\r\nContent-Type: text/plain; charset=hex\r\n\r\n'
                            b"zz\r\n--edge--\r\n", PARTS),
    "many files": (b"".join(b'--edge\r\nContent-Disposition: form-data; name="f%d"; '
                            b'filename="%d.txt"\r\n\r\nx\r\n' % (n, n) for n in range(300))
                   + b"--edge--\r\n", PARTS),
    "file as text": (b'--edge\r\nContent-Disposition: form-data; name="title"; '
                     b'filename="a.txt"\r\n\r\nx\r\n--edge--\r\n',
                     PARTS),
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_every_body(furnished, office, both, body):
    data, kind = BODIES[body]
    acts = [world_url(furnished, verb) for verb in ("attach", "settle", "find", "paper", "edit")]
    for client in both:
        for path in (*DOORS, *ROOMS, *acts):
            sound(client, "POST", path, data, kind)


def world_url(world, verb: str) -> str:
    name = f"documents:{verb}"
    return next(world.place(*key).url for key in test_addresses.TABLE if key[0] == name)


def test_a_body_whose_length_is_a_lie(office, both):
    for client in both:
        for length in ("-1", "x", "0", "99999999999999999999"):
            sound(client, "POST", "/documents/new/incoming/", b"title=a",
                  LINE, CONTENT_LENGTH=length)  # fmt: skip


COOKIES = (
    'sessionid="aaaaaaaaaaaa\\000"',
    "sessionid=" + "a" * 50_000,
    "sessionid=令牌令牌令牌令牌".encode().decode("latin-1"),
    "sessionid='; DROP TABLE django_session; --",
    'csrftoken="\\000"; sessionid="\\000\\000\\000\\000\\000\\000\\000\\000\\000"',
    "csrftoken=" + "x" * 5_000,
    'messages=x; size=<script>; theme="\\000"; ====;;; =a; a',
    "messages=" + "W1siX19qc29u" * 50,
    "\x01\x02",
    "; ".join(f"c{n}=1" for n in range(2_000)),
)


@pytest.mark.parametrize("cookie", COOKIES)
@pytest.mark.parametrize("path", ["/", "/login/", "/verify/", "/m/a/submit", "/nowhere"])
def test_every_cookie(office, visit, cookie, path):
    for client in (Client(), Client(enforce_csrf_checks=True)):
        sound(client, "GET", path, HTTP_COOKIE=cookie)
        sound(client, "POST", path, b"token=a&username=a&password=b",
              LINE, HTTP_COOKIE=cookie)  # fmt: skip


HEADERS = {
    "HTTP_ACCEPT": ("*/*;q=abc", "a" * 20_000, "text/html;;;=", "\xff", ","),
    "HTTP_ACCEPT_LANGUAGE": ("x" * 20_000, "zh-CN;q=1e309", "en-US,,,;q", "../../etc"),
    "HTTP_ACCEPT_ENCODING": ("gzip;q=x", "br" * 5_000, "identity;q=0, *;q=0"),
    "HTTP_REFERER": ("http://[", "javascript:alert(1)", "http://" + "a" * 9_000, "\xff\xfe"),
    "HTTP_ORIGIN": ("http://[", "null", "https://evil.example", "\xff", "://"),
    "HTTP_USER_AGENT": ("", "<script>alert(1)</script>", "x" * 20_000, "\xff\xfe", "%s%n{0}"),
    "HTTP_X_FORWARDED_FOR": ("1.2.3.4, x", "::1%<x>", "," * 2_000, "9" * 5_000, "\xff"),
    "HTTP_X_FORWARDED_HOST": ("evil.example", "\xff"),
    "HTTP_X_FORWARDED_PROTO": ("gopher", "https,http"),
    "HTTP_X_REQUEST_ID": ("x" * 9_000, "<x>"),
    "HTTP_X_REQUESTED_WITH": ("fetch", "\xff"),
    "HTTP_IF_MODIFIED_SINCE": ("yesterday", "Sat, 29 Feb 0000 99:99:99 GMT", "9" * 5_000),
    "HTTP_IF_NONE_MATCH": ('W/"', "*" * 3_000, '"' * 99),
    "HTTP_RANGE": ("bytes=0-", "bytes=-1", "bytes=9-1", f"bytes=0-{'9' * 5_000}", "x=1-2",
                   "bytes=" + ",".join(["0-0"] * 2_000)),
    "HTTP_AUTHORIZATION": ("Basic \xff", "Bearer x", "Basic " + "A" * 9_000),
    "HTTP_EXPECT": ("100-continue", "x"),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "REMOTE_ADDR": ("", "unix:", "::1%eth0", "x" * 300),
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_every_header(furnished, office, both, header):
    files = [world_url(furnished, verb) for verb in ("pdf", "attachment", "detail")]
    strict = Client(enforce_csrf_checks=True)
    for value in HEADERS[header]:
        for client in both:
            for path in ("/", "/login/", "/static/css/base.css", "/rules/clause/30.5/", *files):
                sound(client, "GET", path, **{header: value})
        for client in (*both, strict):
            for path in DOORS:
                sound(client, "POST", path, b"username=a&password=b&token=a",
                      LINE, **{header: value})  # fmt: skip


HOSTS = ("evil.example", "", "[", "a b", "testserver:99999", "令.example", "testserver\x00")


@pytest.mark.parametrize("host", [*HOSTS, "x" * 5_000, "testserver@evil", "..."])
def test_every_host(office, both, host):
    for client in both:
        for path in ("/", "/login/", "/nowhere", "/healthz", "/m/a/submit"):
            sound(client, "GET", path, HTTP_HOST=host)
            sound(client, "POST", path, b"a=b", LINE, HTTP_HOST=host)


@pytest.mark.parametrize("raw", [b"\x00", b"\xff\xfe", b"\xed\xa0\x80", "令".encode(), b"\r\nX: y",
                                 b"a" * 9_000, b"..%2f..", b"%", b"%00", b"%c0%af", b"//", b";",
                                 b"?" * 50, b"\\..\\"])  # fmt: skip
def test_every_path_and_query_string(office, both, raw):
    text = raw.decode("latin-1")
    for client in both:
        for before in ("/", "/documents/", "/rules/clause/", "/m/a/", "/m/done/", "/admin/",
                       "/static/", "/organisation/arrange/", "/documents/new/"):  # fmt: skip
            sound(client, "GET", "/", PATH_INFO=f"{before}{text}")
            sound(client, "GET", before, QUERY_STRING=text)
            sound(client, "GET", before + quote(raw))


def test_more_fields_than_allowed_in_an_address(office, both):
    many = "&".join(f"f{n}=1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS * 3))
    for client in both:
        for path in ("/", "/login/", "/documents/", "/search/", "/verify/", "/nowhere"):
            sound(client, "GET", f"{path}?{many}")
