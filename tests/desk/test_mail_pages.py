"""The pages behind a decision mail, through HTTP: reading, posting, stray addresses.

The numbered abuse cases of the protocol stand in tests/abuse.
"""

import datetime as dt
import logging
import re

import pytest
from django.core import mail
from django.core.cache import cache

from apps.desk import origin
from apps.matters.models import DecisionLink, Step
from apps.organisation.models import Person
from apps.trail.models import Event
from apps.trail.verbs import verb_name
from tests.matters import cast as play
from tests.matters.cast import PIN, Cast, token_in

mail_cast = play.mail_cast


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


def test_a_substitute_is_told_for_whom_and_until_when(mail_cast, client):
    mail_cast.away(-dt.timedelta(hours=1), dt.timedelta(days=2))
    _, _, token = mail_cast.sent()
    text = client.get(f"/m/a/{token}").content.decode()
    assert "代竺清扬行使职责，至" in text


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


def test_pages_for_one_address_are_limited(mail_cast, client):
    step, link, token = mail_cast.sent()
    codes = [client.get(f"/m/a/{token}").status_code for _ in range(32)]
    assert codes == [200] * 30 + [429] * 2
    assert client.get(f"/m/a/{token}").headers["Retry-After"] == "60"
    assert client.get(f"/m/a/{token}", REMOTE_ADDR="192.0.2.8").status_code == 200
    assert untouched(step, link)


def test_a_burst_of_unknown_tokens_is_an_alarm_once(mail_cast, client, caplog):
    with caplog.at_level(logging.ERROR, logger="apps.desk.mail_limits"):
        for number in range(45):
            cache.delete("mail-page:127.0.0.1")
            client.get(f"/m/a/{number:043d}")
    assert [r.message for r in caplog.records if r.name == "apps.desk.mail_limits"] == [
        "decision links: 20 unknown tokens within 10 minutes from 127.0.0.1"
    ]
    event = Event.objects.get(verb="desk.links_probed")
    assert (event.subject, event.payload) == (
        "address:127.0.0.1",
        {"unknown_tokens": 20, "minutes": 10},
    )
    assert verb_name(event.verb) == "试探邮件办理链接"


def test_a_request_bears_the_number_that_nginx_gave_it_or_one_of_its_own(rf, settings):
    asked = rf.get("/", headers={"X-Request-ID": "abc-0123456789"})
    settings.AXES_IPWARE_PROXY_COUNT = 1
    assert origin.request_id(asked) == "abc-0123456789"
    settings.AXES_IPWARE_PROXY_COUNT = 0  # nobody stands before us: a visitor's own word
    assert len(origin.request_id(asked)) == 32
    settings.AXES_IPWARE_PROXY_COUNT = 1
    for bad in ("", "x", "a" * 65, "a b c d e f g h", "<script>"):
        assert len(origin.request_id(rf.get("/", headers={"X-Request-ID": bad}))) == 32


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
    assert origin.client_ip(request) == expected


def test_who_has_no_pin_sees_what_to_do_and_no_form(mail_cast, client):
    Person.objects.filter(pk=mail_cast.leader.pk).update(pin_hash="")
    _, _, token = mail_cast.sent()
    text = client.get(f"/m/a/{token}").content.decode()
    assert "您还没有设置审批口令" in text
    assert "<form" not in text
    assert "您还没有设置审批口令" in mail.outbox[-1].body
    assert token == token_in(mail.outbox[-1])
