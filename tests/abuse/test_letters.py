"""32 to 34, 36, 40: the letter itself, asked for, forged into, and sent twice."""

import datetime as dt

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from apps.core.jobs import run_due_jobs
from apps.core.models import Job
from apps.matters.models import DecisionLink
from apps.notifications import services as notifications
from apps.notifications.models import Message
from tests.abuse.attempts import HOUR, MINUTE, RESEND, SECOND, Abuse, bare
from tests.matters.cast import token_in


@pytest.mark.abuse(32)
def test_32_the_host_of_a_request_never_reaches_a_mail(abuse, client, settings):
    settings.ALLOWED_HOSTS = ["*"]  # as careless as a site can be
    settings.SITE_URL = "https://oa.example"
    sent = abuse.send()
    evil = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
    assert client.post(RESEND, {"token": sent.token}, **evil).status_code == 202
    abuse.cast.work()
    for letter in mail.outbox[-2:]:
        assert f"https://oa.example/m/a/{token_in(letter)}" in letter.body
        assert "evil.example" not in letter.message().as_string()
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.post(RESEND, {"token": sent.token}, **evil).status_code == 400


@pytest.mark.abuse(33)
def test_33_a_title_cannot_add_a_header(abuse):
    for title in (
        "请示\r\nBcc: evil@example.com\r\n\r\n正文",
        "请示\nTo: evil@example.com",
        "请示\rCc: evil@example.com",
        "请示\u2028Reply-To: evil@example.com\x0b\x0c\x85",
    ):
        abuse.send(matter=abuse.cast.paper(title))
        letter = mail.outbox[-1]
        message = letter.message()
        assert letter.recipients() == ["vm4@oa.example"]
        assert [message.get_all(name) for name in ("Bcc", "Cc", "Reply-To")] == [None] * 3
        assert message.get_all("To") == ["vm4@oa.example"]
        assert len(letter.subject.splitlines()) == 1


@pytest.mark.abuse(34)
def test_34_markup_is_escaped_in_mail_and_page(abuse, client):
    paper = abuse.cast.paper("<script>alert(1)</script><img src=//evil.example/x>")
    abuse.cast.bodies[paper.pk] = "<img src=x onerror=alert(1)>\n</details><form action=//evil>"
    sent = abuse.send(matter=paper)
    texts = [
        mail.outbox[-1].alternatives[0][0],
        client.get(sent.page).content.decode(),
        sent.post(client, pin="", opinion="</textarea><b onclick=x>").content.decode(),
    ]
    answer = sent.post(client, opinion="</dd><b onclick=x>")
    texts.append(client.get(answer.headers["Location"]).content.decode())
    for text in texts:
        for raw in ("<script>alert", "<img", "<b onclick", "<form action=//"):
            assert raw not in text
    assert "&lt;script&gt;" in texts[0]
    assert texts[1].count("<form") == 1


@pytest.mark.abuse(36)
def test_36_a_hundred_requests_for_a_fresh_mail_make_three(abuse, clock):
    sent, stranger = abuse.send(), Client(REMOTE_ADDR="198.51.100.7")
    abuse.cast.bodies[sent.step.matter_id] = "新的正文"  # the link is stale, the step waits
    mail.outbox.clear()
    answers = []
    for number in range(100):
        cache.clear()  # a patient one, whom the limit of requests does not stop
        clock.ahead = number * 30 * SECOND
        answers.append(stranger.post(RESEND, {"token": sent.token}))
        run_due_jobs(at=abuse.cast.now + clock.ahead)
    assert {a.status_code for a in answers} == {202}
    assert [letter.to for letter in mail.outbox] == [["vm4@oa.example"]] * 3
    assert DecisionLink.objects.filter(step=sent.step, state="active").count() == 1
    # Once the step is decided nothing is sent, and the answer is the same.
    clock.ahead = 3 * HOUR
    asked = stranger.post(RESEND, {"token": sent.token})
    run_due_jobs(at=abuse.cast.now + clock.ahead)
    assert len(mail.outbox) == 4
    abuse.cast.settle_on_web(sent.step)
    clock.ahead = 6 * HOUR
    over = stranger.post(RESEND, {"token": sent.token})
    run_due_jobs(at=abuse.cast.now + clock.ahead)
    assert len(mail.outbox) == 4
    assert (over.status_code, bare(over)) == (asked.status_code, bare(asked)) == (202, bare(asked))


class Killed(BaseException):
    """What a process feels of SIGKILL: nothing after this line happens."""


@pytest.mark.abuse(40)
def test_40_a_worker_killed_before_its_mark_sends_the_same_letter_again(abuse, monkeypatch):
    step = abuse.cast.step()
    with monkeypatch.context() as dying:
        dying.setattr(notifications, "_mark", _die)
        with pytest.raises(Killed):
            run_due_jobs(at=abuse.cast.now)
    job = Job.objects.get(name="notifications.deliver")
    assert (job.state, Message.objects.get(kind="step").mail_state) == ("running", "pending")
    assert len(mail.outbox) == 1
    assert run_due_jobs(at=abuse.cast.now + SECOND) == 0  # its lease runs on
    assert run_due_jobs(at=abuse.cast.now + dt.timedelta(minutes=3)) == 1
    first, second = mail.outbox
    ids = {letter.message()["Message-ID"] for letter in (first, second)}
    assert len(ids) == 1
    assert token_in(first) == token_in(second)
    link = DecisionLink.objects.select_related("step__matter", "actor").get(step=step)
    one, other = (Abuse(abuse.cast, step, link, token_in(m)) for m in (first, second))
    assert other.post().status_code == 303
    assert one.post().status_code == 410
    assert one.decisions() == 1
    assert run_due_jobs(at=abuse.cast.now + 10 * MINUTE) == 0


def _die(*args, **kwargs):
    raise Killed
