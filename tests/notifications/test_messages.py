"""Messages: told once, mailed once, kept without secrets."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from apps.core.jobs import run_due_jobs
from apps.core.models import Job
from apps.notifications import services
from apps.notifications.mail import one_line
from apps.notifications.models import Message
from apps.notifications.reminders import SOURCES, Reminder, remind
from apps.notifications.renderers import RENDERERS, Letter
from apps.organisation.services import create_person, set_active

NOW = dt.datetime(2026, 6, 2, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture
def person(db):
    mail.outbox = []
    return create_person(login="meng", name="孟小满", email="meng@oa.example", by=None, at=NOW)


def tell(*people, **changes):
    fields = {
        "kind": "test",
        "key": "1",
        "subject": "请阅知",
        "text": "请阅知一件公文。",
        "path": "/documents/1/",
        "at": NOW,
        **changes,
    }
    return services.notify(people=people, **fields)


def test_an_occurrence_is_told_to_a_person_once(person):
    first, second = tell(person)[0], tell(person)[0]
    assert first.pk == second.pk
    run_due_jobs(at=NOW)
    assert len(mail.outbox) == 1


def test_the_letter_has_two_bodies_one_recipient_and_no_fetches(person):
    (message,) = tell(person)
    run_due_jobs(at=NOW)
    (letter,) = mail.outbox
    html, kind = letter.alternatives[0]
    assert (letter.to, letter.cc, letter.bcc, kind) == (["meng@oa.example"], [], [], "text/html")
    assert "http://127.0.0.1:8000/documents/1/" in letter.body
    assert "src=" not in html
    assert "url(" not in html
    assert letter.extra_headers["Message-ID"] == message.message_id
    message.refresh_from_db()
    assert (message.mail_state, message.sent_at, message.recipient) == (
        "sent",
        NOW,
        "meng@oa.example",
    )


def test_line_breaks_never_reach_a_header(person):
    tell(person, subject="公文\r\nBcc: evil@example.com\x00\u202e结束")
    run_due_jobs(at=NOW)
    raw = mail.outbox[0].message()
    assert raw["Bcc"] is None
    assert mail.outbox[0].subject == "公文 Bcc: evil@example.com 结束"
    assert mail.outbox[0].recipients() == ["meng@oa.example"]


def test_one_line_keeps_its_length():
    assert len(one_line("长" * 500)) == 200


def test_a_person_without_a_mailbox_is_told_in_the_office_only(person):
    person.email = ""
    (message,) = tell(person)
    assert message.mail_state == "none"
    assert not Job.objects.filter(name="notifications.deliver").exists()


def test_nothing_is_told_if_the_transaction_fails(person):
    with transaction.atomic():
        tell(person)
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not Job.objects.filter(name="notifications.deliver").exists()


def test_the_same_letter_goes_out_again_when_the_worker_died_before_its_mark(person):
    (message,) = tell(person)
    services.deliver(message_id=message.pk, at=NOW)
    Message.objects.filter(pk=message.pk).update(mail_state="pending", sent_at=None)
    services.deliver(message_id=message.pk, at=NOW + dt.timedelta(minutes=2))
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.body == second.body


def test_a_sent_message_is_not_sent_again(person):
    (message,) = tell(person)
    assert services.deliver(message_id=message.pk, at=NOW)
    assert not services.deliver(message_id=message.pk, at=NOW)
    assert len(mail.outbox) == 1


def test_an_account_closed_meanwhile_gets_no_mail(person):
    (message,) = tell(person)
    set_active(person=person, active=False, by=None, at=NOW)
    assert not services.deliver(message_id=message.pk, at=NOW)
    assert mail.outbox == []


def refusing(code):
    def send(message, letter, *, to, at):
        raise smtplib.SMTPRecipientsRefused({to: (code, "没有此用户".encode())})

    return send


def test_a_lasting_refusal_of_the_server_is_an_incident_at_once(person, monkeypatch):
    monkeypatch.setattr(services, "send", refusing(550))
    tell(person)
    run_due_jobs(at=NOW)
    job = Job.objects.get(name="notifications.deliver")
    assert job.state == "incident"
    assert job.last_error == "邮件服务器拒收（550 没有此用户），请核对收件地址"


def test_a_passing_failure_of_the_server_is_tried_again(person, monkeypatch):
    tell(person)
    with monkeypatch.context() as context:
        context.setattr(services, "send", refusing(451))
        run_due_jobs(at=NOW)
    assert Job.objects.get(name="notifications.deliver").state == "queued"
    run_due_jobs(at=NOW + dt.timedelta(hours=1))
    assert len(mail.outbox) == 1


def test_a_renderer_that_has_nothing_to_say_sends_nothing(person, monkeypatch):
    monkeypatch.setitem(RENDERERS._entries, "silent", lambda message, at: None)
    (message,) = tell(person, renderer="silent")
    run_due_jobs(at=NOW)
    message.refresh_from_db()
    assert (mail.outbox, message.mail_state) == ([], "none")


def test_a_renderer_writes_the_letter_while_it_is_sent(person, monkeypatch):
    def letter(message, at):
        return Letter(text=f"{at:%H:%M} {message.renderer_args['step']}", html="<p>…</p>")

    monkeypatch.setitem(RENDERERS._entries, "late", letter)
    tell(person, renderer="late", renderer_args={"step": 7})
    run_due_jobs(at=NOW + dt.timedelta(minutes=5))
    assert mail.outbox[0].body == "10:05 7"


def test_reading_marks_only_ones_own_messages(person):
    other = create_person(login="other", name="别人", by=None, at=NOW)
    mine, his = tell(person, key="a")[0], tell(other, key="a")[0]
    assert services.unread_count(person=person) == 1
    assert services.mark_read(person=person, messages=[his.pk, mine.pk], at=NOW) == 1
    assert services.unread_count(person=other) == 1
    assert services.newest(person=person) == [mine]
    assert services.mark_read(person=other, at=NOW) == 1


def test_the_sweep_tells_each_reminder_once(person, monkeypatch):
    def source(at):
        yield Reminder(person, "due", f"7:{at:%Y%m%d}", "今天到期", "今天到期", "/documents/7/")

    monkeypatch.setattr(SOURCES, "_entries", {"test": source})
    assert remind(at=NOW) == 1
    assert remind(at=NOW + dt.timedelta(minutes=5)) == 0
    assert remind(at=NOW + dt.timedelta(days=1)) == 1
    assert Message.objects.filter(kind="due").count() == 2


def test_an_address_outside_the_site_is_refused(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            person=person,
            kind="test",
            key="x",
            subject="x",
            text="x",
            path="https://evil.example/",
            created_at=NOW,
            message_id="<x@x>",
        )
