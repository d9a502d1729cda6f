"""The pages behind a decision mail, through HTTP: reading, posting, stray addresses.

The table of all forty cases stands in tests/matters/test_decision_links.py.
"""

import datetime as dt
import logging
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.http import Http404
from django.test import Client
from django.utils import timezone

from apps.core.logs import MaskTokens, mask
from apps.core.models import Job
from apps.desk import mail_limits
from apps.desk.mail_views import decide, resend
from apps.matters.models import Attachment, DecisionLink, Step
from apps.organisation.models import Person
from apps.trail.models import Event
from tests.matters import cast as play
from tests.matters.cast import PIN, Cast, token_in

mail_cast = play.mail_cast

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex,noarchive",
    "X-Frame-Options": "DENY",
}


def untouched(step: Step, link: DecisionLink) -> bool:
    step.refresh_from_db()
    link.refresh_from_db()
    return (step.state, step.version, link.state) == ("waiting", 1, "active")


def form_of(cast: Cast, link: DecisionLink, token: str, **changes) -> dict[str, str]:
    return {
        "token": token,
        "form": cast.form(link),
        "outcome": "agree",
        "opinion": "同意。",
        "pin": PIN,
        **changes,
    }


def post(client, cast, link, token, **changes):
    return client.post("/m/a/submit", form_of(cast, link, token, **changes))


def test_a_decision_from_mail_to_result(mail_cast, client):
    step, link, token = mail_cast.sent()
    page = client.get(f"/m/a/{token}")
    text = page.content.decode()
    assert page.status_code == 200
    for words in (
        "竺清扬",
        "副市长",
        "的身份办理",
        "关于修建温泉大道人行道的请示",
        "拟投资一百万元修建人行道",
        "由分管交通工作的市政府领导同志批示",
        "第三十条",
        "批示后由办公室答复来文单位",
        "审批口令",
    ):
        assert words in text
    answer = post(client, mail_cast, link, token)
    assert answer.status_code == 303
    assert token not in answer.headers["Location"]
    result = client.get(answer.headers["Location"])
    assert "批示：同意" in result.content.decode()
    stale = client.get(f"/m/a/{token}")
    assert stale.status_code == 410
    assert "本件已由您于" in stale.content.decode()
    assert "拟投资一百万元" not in stale.content.decode()


def test_the_page_chooses_nothing_fetches_nothing_and_leads_nowhere(mail_cast, client):
    _, _, token = mail_cast.sent()
    text = client.get(f"/m/a/{token}").content.decode()
    assert "checked" not in re.sub(r"<style.*?</style>", "", text, flags=re.S)
    assert not re.search(r"\b(src|href)=", text)
    assert "<script" not in text
    assert "转呈市长" not in text


def test_a_substitute_is_told_for_whom_and_until_when(mail_cast, client):
    mail_cast.away(-dt.timedelta(hours=1), dt.timedelta(days=2))
    _, _, token = mail_cast.sent()
    text = client.get(f"/m/a/{token}").content.decode()
    assert "代竺清扬行使职责，至" in text


@pytest.mark.abuse(1)
def test_1_a_hundred_fetches_change_nothing_and_spend_nothing(mail_cast, client, monkeypatch):
    step, link, token = mail_cast.sent()
    events = Event.objects.count()
    codes = [client.get(f"/m/a/{token}").status_code for _ in range(100)]
    assert codes == [200] * 30 + [429] * 70
    assert untouched(step, link)
    opened = Event.objects.filter(verb="paper.link_opened")
    assert (opened.count(), Event.objects.count() - events) == (1, 1)


@pytest.mark.abuse(2)
@pytest.mark.parametrize("method", ["options", "put", "delete", "patch", "post"])
def test_2_other_methods_are_refused(mail_cast, client, method):
    step, link, token = mail_cast.sent()
    assert getattr(client, method)(f"/m/a/{token}").status_code == 405
    assert client.get("/m/a/submit").status_code == 405
    assert untouched(step, link)


@pytest.mark.abuse(2)
def test_2_head_is_reading(mail_cast, client):
    step, link, token = mail_cast.sent()
    answer = client.head(f"/m/a/{token}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert untouched(step, link)


@pytest.mark.abuse(4)
def test_4_a_scanner_that_presses_the_button_decides_nothing(mail_cast, client):
    step, link, token = mail_cast.sent()
    text = client.get(f"/m/a/{token}").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))
    answer = client.post("/m/a/submit", {**hidden, "opinion": "", "pin": ""})
    assert answer.status_code == 400
    assert untouched(step, link)
    link.refresh_from_db()
    assert link.pin_failures == 0


@pytest.mark.abuse(5)
def test_5_a_form_posted_at_once_or_with_a_forged_mark_is_refused(mail_cast, client):
    step, link, token = mail_cast.sent()
    young = post(client, mail_cast, link, token, form=mail_cast.form(link, age=0.5))
    forged = post(client, mail_cast, link, token, form="eyJsIjoxfQ:forged")
    for answer in (young, forged):
        assert answer.status_code == 400
        assert "同意。" in answer.content.decode()
    assert untouched(step, link)


@pytest.mark.abuse(19)
def test_19_somebody_else_signed_in_sees_both_names_and_nothing_else(mail_cast, client):
    step, link, token = mail_cast.sent()
    client.force_login(mail_cast.clerk)
    page = client.get(f"/m/a/{token}")
    text = page.content.decode()
    assert page.status_code == 403
    assert "孟小满" in text
    assert "竺清扬" in text
    assert "温泉大道" not in text
    answer = post(client, mail_cast, link, token)
    assert answer.status_code == 403
    assert untouched(step, link)
    assert client.session["_auth_user_id"] == str(mail_cast.clerk.pk)


def test_the_actors_own_session_needs_no_pin(mail_cast, client):
    _, link, token = mail_cast.sent()
    client.force_login(mail_cast.leader)
    assert "无需输入审批口令" in client.get(f"/m/a/{token}").content.decode()
    assert post(client, mail_cast, link, token, pin="").status_code == 303


def test_a_link_signs_nobody_in(mail_cast, client):
    _, link, token = mail_cast.sent()
    client.get(f"/m/a/{token}")
    answer = post(client, mail_cast, link, token)
    client.get(answer.headers["Location"])
    assert "sessionid" not in client.cookies


@pytest.mark.abuse(21)
def test_21_a_post_without_csrf_or_from_elsewhere_is_refused(mail_cast):
    step, link, token = mail_cast.sent()
    strict = Client(enforce_csrf_checks=True)
    assert post(strict, mail_cast, link, token).status_code == 403
    text = strict.get(f"/m/a/{token}").content.decode()
    csrf = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text).group(1)
    fields = form_of(mail_cast, link, token, csrfmiddlewaretoken=csrf)
    foreign = strict.post("/m/a/submit", fields, HTTP_ORIGIN="https://evil.example")
    assert foreign.status_code == 403
    assert untouched(step, link)
    assert strict.post("/m/a/submit", fields).status_code == 303


@pytest.mark.abuse(22)
def test_22_no_page_may_stand_in_a_frame_and_all_carry_the_headers(mail_cast, client):
    _, link, token = mail_cast.sent()
    page = client.get(f"/m/a/{token}")
    answer = post(client, mail_cast, link, token)
    done = client.get(answer.headers["Location"])
    stale = client.get(f"/m/a/{token}")
    for response in (page, answer, done, stale):
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        parts = response.headers["Content-Security-Policy"].split(";")
        policy = {part.split()[0]: " ".join(part.split()[1:]) for part in parts}
        # Without a page there is no nonce, and an empty directive allows nothing.
        assert policy.pop("style-src").startswith("'nonce-" if response is not answer else "")
        assert policy == {
            "default-src": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
            "base-uri": "'none'",
        }


@pytest.mark.abuse(24)
def test_24_ids_added_to_the_form_are_ignored(mail_cast, client):
    step, link, token = mail_cast.sent()
    other = mail_cast.step(post="vm2")
    answer = post(
        client,
        mail_cast,
        link,
        token,
        step=other.pk,
        step_id=other.pk,
        link_id=99,
        principal_id=mail_cast.outsider.pk,
        actor=mail_cast.outsider.pk,
        risk="L0",
    )
    assert answer.status_code == 303
    step.refresh_from_db()
    other.refresh_from_db()
    assert (step.state, step.acted_by, other.state) == ("settled", mail_cast.leader, "waiting")


@pytest.mark.abuse(28)
def test_28_neither_pin_nor_token_reaches_logs_trail_or_error_reports(mail_cast, client, caplog):
    _, link, token = mail_cast.sent()
    with caplog.at_level(logging.DEBUG):
        client.get(f"/m/a/{token}/")
        client.get(f"/m/a/{token}x")
        post(client, mail_cast, link, token, pin="735120")
        post(client, mail_cast, link, token)
    lines = [_as_logged(record) for record in caplog.records if record.name != "django.db.backends"]
    kept = [str(e.payload) for e in Event.objects.all()]
    kept += [str(j.args) + j.last_error for j in Job.objects.all()]
    for secret in (token, PIN, "735120"):
        assert not any(secret in text for text in lines + kept)


def _as_logged(record: logging.LogRecord) -> str:
    MaskTokens().filter(record)
    return logging.Formatter().format(record)


@pytest.mark.abuse(28)
def test_28_error_reports_hide_what_was_posted(mail_cast, rf):
    for view, names in ((decide, {"token", "pin"}), (resend, {"token"})):
        request = rf.post("/m/a/submit", {"token": "x", "pin": "1"})
        request.at, request.user = timezone.now(), AnonymousUser()
        with pytest.raises(Http404):
            view(request)
        assert set(request.sensitive_post_parameters) == names


def test_a_path_is_masked_wherever_it_is_logged():
    assert mask("GET /m/a/abc_DEF-123/file/7 HTTP/1.1") == "GET /m/a/***/file/7 HTTP/1.1"
    assert mask("POST /m/a/submit") == "POST /m/a/submit"


@pytest.mark.abuse(29)
@pytest.mark.parametrize(
    "twist",
    [
        lambda t: ("A" if t[0] != "A" else "B") + t[1:],
        str.upper,
        lambda t: t + "/",
        lambda t: t + "%00",
        lambda t: t + "%0A",
        lambda t: "%25" + t[1:],
        lambda t: t[:-1],
        lambda t: t + "x",
        lambda t: "..%2f" + t,
        lambda t: t + "%20",
        lambda t: "",
    ],
)
def test_29_twisted_tokens_are_not_found(mail_cast, client, twist):
    _, _, token = mail_cast.sent()
    assert client.get(f"/m/a/{twist(token)}").status_code == 404


@pytest.mark.abuse(29)
@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\x00" * 43, "令" * 43, "A" * 5000])
def test_29_twisted_tokens_post_nothing(mail_cast, client, token):
    _, link, _ = mail_cast.sent()
    assert post(client, mail_cast, link, token).status_code in (404, 400)
    assert client.post("/m/a/resend", {"token": token}).status_code == 404


@pytest.mark.abuse(32)
def test_32_the_host_of_a_request_never_reaches_a_mail(mail_cast, client):
    _, link, token = mail_cast.sent()
    answer = client.post("/m/a/resend", {"token": token}, HTTP_HOST="localhost")
    assert answer.status_code == 202
    mail_cast.work()
    assert "http://127.0.0.1:8000/m/a/" in mail.outbox[-1].body
    assert "localhost" not in mail.outbox[-1].body
    evil = client.post("/m/a/resend", {"token": token}, HTTP_HOST="evil.example")
    assert evil.status_code == 400


@pytest.mark.abuse(34)
def test_34_markup_is_escaped_on_the_page(mail_cast, client):
    paper = mail_cast.paper("<script>alert(1)</script>")
    mail_cast.bodies[paper.pk] = "<img src=x onerror=alert(1)>\n</details><form action=//evil>"
    _, link, token = mail_cast.sent(matter=paper)
    texts = [
        client.get(f"/m/a/{token}").content.decode(),
        post(client, mail_cast, link, token, pin="", opinion="<b onclick=x>").content.decode(),
    ]
    for text in texts:
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "<b onclick" not in text
        assert text.count("<form") == 1


@pytest.mark.abuse(36)
def test_36_resending_answers_alike_whether_or_not_anything_is_sent(mail_cast, client):
    step, link, token = mail_cast.sent()
    while_open = client.post("/m/a/resend", {"token": token})
    mail_cast.settle_on_web(step)
    cache.clear()
    when_over = client.post("/m/a/resend", {"token": token})
    bodies = [re.sub(r'nonce="[^"]*"', "", a.content.decode()) for a in (while_open, when_over)]
    assert while_open.status_code == when_over.status_code == 202
    assert bodies[0] == bodies[1]


@pytest.mark.abuse(37)
def test_37_an_unknown_token_looks_like_any_wrong_address(mail_cast, client):
    mail_cast.sent()
    unknown, nowhere = client.get(f"/m/a/{'A' * 43}"), client.get("/nowhere/at/all")
    assert unknown.status_code == nowhere.status_code == 404
    scrub = re.compile(r'nonce="[^"]*"')
    assert scrub.sub("", unknown.content.decode()) == scrub.sub("", nowhere.content.decode())


def attach(cast: Cast, matter, name="预算 表.txt") -> Attachment:
    return Attachment.objects.create(
        matter=matter,
        role="annex",
        name=name,
        file=ContentFile("一百万元".encode(), name="x"),
        size=12,
        sha256="0" * 64,
        media_type="text/html",
        uploaded_at=cast.now,
        uploaded_by=cast.clerk,
    )


@pytest.mark.abuse(38)
def test_38_an_attachment_opens_only_through_its_own_open_link(mail_cast, client):
    paper, other = mail_cast.paper(), mail_cast.paper("别的请示")
    mine, foreign = attach(mail_cast, paper), attach(mail_cast, other)
    _, link, token = mail_cast.sent(matter=paper)
    found = client.get(f"/m/a/{token}/file/{mine.pk}")
    assert b"".join(found.streaming_content).decode() == "一百万元"
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert found.headers["Cache-Control"] == "no-store"
    assert client.get(f"/m/a/{token}/file/{foreign.pk}").status_code == 404
    assert client.get(f"/m/a/{'A' * 43}/file/{mine.pk}").status_code == 404
    post(client, mail_cast, link, token)
    assert client.get(f"/m/a/{token}/file/{mine.pk}").status_code == 404


def test_what_was_typed_is_kept_after_a_refusal_but_the_pin_is_not(mail_cast, client):
    _, link, token = mail_cast.sent()
    answer = post(client, mail_cast, link, token, outcome="return", opinion="", pin=PIN)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "须写明意见" in text
    assert re.search(r'value="return" checked', text)
    assert PIN not in text


def test_an_opinion_too_long_is_refused_with_its_limit(mail_cast, client):
    step, link, token = mail_cast.sent()
    answer = post(client, mail_cast, link, token, opinion="长" * 2001)
    assert answer.status_code == 400
    assert "意见不超过2000字" in answer.content.decode()
    assert untouched(step, link)


def test_a_result_ticket_opens_nothing_else_and_cannot_be_made_up(mail_cast, client):
    _, link, token = mail_cast.sent()
    location = post(client, mail_cast, link, token).headers["Location"]
    assert client.get(location[:-1] + "x").status_code == 404
    assert client.get("/m/done/anything").status_code == 404
    DecisionLink.objects.filter(pk=link.pk).update(used_nonce="")
    assert client.get(location).status_code == 404


def test_posts_for_one_token_are_limited(mail_cast, client):
    step, link, token = mail_cast.sent()
    codes = [post(client, mail_cast, link, token, pin="").status_code for _ in range(12)]
    assert codes == [400] * 10 + [429] * 2
    assert untouched(step, link)


def test_a_burst_of_unknown_tokens_is_logged_once(mail_cast, client, caplog):
    with caplog.at_level(logging.ERROR, logger="apps.desk.mail_limits"):
        for number in range(25):
            client.get(f"/m/a/{number:043d}")
    assert [r.message for r in caplog.records if r.name == "apps.desk.mail_limits"] == [
        "decision links: 20 unknown tokens within 10 minutes from 127.0.0.1"
    ]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "not an address", None),
    ],
)
def test_the_clients_address_comes_from_the_configured_proxies(
    rf, settings, proxies, forwarded, expected
):
    settings.AXES_IPWARE_PROXY_COUNT = proxies
    request = rf.get("/", HTTP_X_FORWARDED_FOR=forwarded)
    assert mail_limits.client_ip(request) == expected


def test_who_has_no_pin_sees_what_to_do_and_no_form(mail_cast, client):
    Person.objects.filter(pk=mail_cast.leader.pk).update(pin_hash="")
    _, _, token = mail_cast.sent()
    text = client.get(f"/m/a/{token}").content.decode()
    assert "您还没有设置审批口令" in text
    assert "<form" not in text
    assert "您还没有设置审批口令" in mail.outbox[-1].body
    assert token == token_in(mail.outbox[-1])
