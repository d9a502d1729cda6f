"""The demonstration's mail folder as a page: by recipient, in a sandbox, nothing else."""

import datetime as dt
import importlib

import pytest
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.filebased import EmailBackend
from django.http import Http404

from apps.desk import demo_mail

NOW = dt.datetime(2026, 6, 2, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path, settings):
    settings.OA_DEMO = True
    settings.OA_MAIL_DIR = tmp_path
    return tmp_path


def write(folder, *letters):
    backend = EmailBackend(file_path=str(folder))
    backend.open()
    for to, subject, minutes in letters:
        mail = EmailMultiAlternatives(
            subject,
            "请办理：\nhttp://127.0.0.1:8000/m/a/abc\n",
            "oa@oa.example",
            [to],
            headers={"Date": f"Tue, 02 Jun 2026 10:{minutes:02}:00 +0800"},
        )
        mail.attach_alternative(
            "<html><head></head><body style='color:red'>请办理<script>x</script></body></html>",
            "text/html",
        )
        backend.send_messages([mail])
    backend.close()


def test_letters_are_read_newest_first_with_both_bodies(folder):
    write(folder, ("a@oa.example", "【待批示】甲", 1), ("b@oa.example", "【待批示】乙", 2))
    first, second = demo_mail.letters()
    assert first.to == "b@oa.example"
    assert (first.subject, second.subject) == ("【待批示】乙", "【待批示】甲")
    assert first.link == "http://127.0.0.1:8000/m/a/abc"
    assert '<base target="_blank">' in first.html
    assert demo_mail.find(first.id).subject == first.subject


@pytest.mark.parametrize(
    "name", ["../secret.log:0", "x.txt:0", "a.log", "a.log:x", "a.log:-1", "", "nothing.log:0"]
)
def test_no_other_file_can_be_named(folder, name):
    assert demo_mail.find(name) is None


def test_an_empty_folder_is_no_error(folder, settings):
    settings.OA_MAIL_DIR = folder / "not there"
    assert list(demo_mail.letters()) == []


def test_the_letter_is_shown_in_a_sandbox_of_our_own_frame(folder, rf):
    write(folder, ("a@oa.example", "甲", 1))
    (letter,) = demo_mail.letters()
    answer = demo_mail.letter(rf.get("/"), letter.id)
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer._csp_config["sandbox"] == ["allow-popups", "allow-popups-to-escape-sandbox"]
    assert "script-src" not in answer._csp_config
    assert answer._csp_config["default-src"] == ["'none'"]


def test_nothing_of_it_exists_outside_the_demonstration(folder, rf, settings):
    settings.OA_DEMO = False
    with pytest.raises(Http404):
        demo_mail.index(rf.get("/"))
    with pytest.raises(Http404):
        demo_mail.letter(rf.get("/"), "a.log:0")


@pytest.fixture
def demo_site(folder, settings):
    """Reload the lists of addresses as a site started with OA_DEMO has them."""
    from django.urls import clear_url_caches

    from apps.desk import mail_urls, urls
    from oa import urls as root

    def reload():
        for module in (mail_urls, urls, root):
            importlib.reload(module)
        clear_url_caches()

    reload()
    yield folder
    settings.OA_DEMO = False
    reload()


@pytest.mark.django_db
def test_the_page_lists_filters_and_opens(demo_site, client):
    write(demo_site, ("a@oa.example", "甲件", 1), ("b@oa.example", "乙件", 2))
    everything = client.get("/demo/mail/").content.decode()
    assert everything.index("乙件") < everything.index("甲件")
    mine = client.get("/demo/mail/", {"to": "a@oa.example"}).content.decode()
    assert "甲件" in mine
    assert "乙件" not in mine
    (_, letter) = demo_mail.letters()
    opened = client.get("/demo/mail/", {"open": letter.id}).content.decode()
    assert f'src="/m/demo/{letter.id}"' in opened
    assert 'href="http://127.0.0.1:8000/m/a/abc"' in opened
    frame = client.get(f"/m/demo/{letter.id}")
    assert "请办理" in frame.content.decode()
    assert "sandbox allow-popups" in frame.headers["Content-Security-Policy"]
