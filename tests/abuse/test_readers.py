"""19, 20, 25 to 27: who holds the mail, who is signed in, who knows the PIN."""

import hashlib

import pytest
from django.core import mail
from django.test import Client

from apps.matters import decision_links
from apps.matters.link_decisions import DAY_TRIES
from apps.matters.link_tokens import make_token
from apps.matters.models import DecisionLink, Matter, Step
from apps.notifications.models import Message
from apps.organisation.models import Person
from apps.trail.models import Event
from tests.abuse.attempts import DAY, MINUTE, Abuse, sentence
from tests.matters.cast import PIN, token_of

LINKS = 1000


@pytest.mark.abuse(19)
def test_19_somebody_else_signed_in_sees_both_names_and_acts_not(abuse, client):
    sent, cast = abuse.send(), abuse.cast
    client.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    for answer in (client.get(sent.page), sent.post(client), sent.post(client, pin="")):
        text = answer.content.decode()
        assert answer.status_code == 403
        assert "孟小满" in text
        assert "竺清扬" in text
        assert "温泉大道" not in text
    assert set(sent.refusals()) == {"other_session"}
    assert sent.untouched()
    assert client.session["_auth_user_id"] == str(cast.clerk.pk)  # never switched


@pytest.mark.abuse(20)
def test_20_a_stranger_with_the_forwarded_mail_lacks_the_pin(abuse):
    sent = abuse.send()
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    assert stranger.get(sent.page).status_code == 200
    assert sent.post(stranger, pin="").status_code == 400
    assert sent.untouched()
    assert sent.post(stranger, pin="735120").status_code == 400
    assert sent.undecided()
    assert sent.refusals() == ["pin_missing", "pin_wrong"]
    # Where the link alone suffices (reading, never deciding) he acts, and the leader is told.
    seen = abuse.send(purpose="read")
    assert seen.post(stranger, outcome="read", pin="").status_code == 303
    abuse.cast.work()
    told = mail.outbox[-1]
    assert told.to == ["vm4@oa.example"]
    assert "如非本人操作，请立即联系系统管理员" in told.body


@pytest.mark.abuse(25)
def test_25_a_signature_is_never_decided_by_mail(abuse):
    cast = abuse.cast
    sign = cast.step(purpose="sign")
    cast.work()
    letter = mail.outbox[-1]
    assert not DecisionLink.objects.filter(step=sign).exists()
    assert "/m/a/" not in letter.body + letter.alternatives[0][0]
    assert "登录办理" in letter.body
    # A link of the weaker class, bent by hand to the step that must be signed.
    sent = abuse.send()
    DecisionLink.objects.filter(pk=sent.link.pk).update(
        step=sign, content_sha256=decision_links.fingerprint(sign)
    )
    bent = Abuse(cast, sign, sent.link, token_of(sent.link))
    for strength in ("L0", "L1"):
        DecisionLink.objects.filter(pk=sent.link.pk).update(risk=strength)
        answer = bent.post()
        assert (answer.status_code, sentence(answer)) == (410, "此环节须登录办理。")
    assert bent.undecided()


@pytest.mark.abuse(26)
def test_26_five_wrong_pins_lock_the_link_and_the_right_one_comes_too_late(abuse):
    sent = abuse.send()
    answers = [sent.post(pin="000001") for _ in range(5)] + [sent.post()]
    assert [a.status_code for a in answers] == [400] * 4 + [410] * 2
    assert sentence(answers[-1]) == "审批口令多次输错，此链接已锁定，请登录办理。"
    assert sent.undecided()
    assert sent.refusals() == ["pin_wrong"] * 4 + ["locked"] * 2
    abuse.cast.work()
    assert mail.outbox[-1].subject == "审批口令多次输错，邮件办理链接已锁定"
    assert mail.outbox[-1].to == ["vm4@oa.example"]
    assert Message.objects.get(kind="link_locked").person == abuse.cast.leader


@pytest.mark.abuse(27)
def test_27_guessing_over_a_thousand_links_locks_the_actor_himself(abuse, clock):
    links = _thousand(abuse)
    # All at once: five tries, then his PIN is locked for every link he has.
    at_once = [one.post(pin=f"{n:06}") for n, one in enumerate(links[:40])]
    assert _reasons() == {"pin_wrong": 5, "pin_locked": 35}
    assert {a.status_code for a in at_once} == {400}
    assert links[40].post(pin=PIN).status_code == 400
    # With patience, one link every four minutes for more than a day: ten tries a day, no more.
    for n, one in enumerate(links[41::2]):
        clock.ahead = 4 * MINUTE * (n + 1)
        one.post(pin=f"{n:06}", at=abuse.cast.now + clock.ahead)
    wrong = Event.objects.filter(verb="matters.link_pin_wrong").order_by("at")
    instants = list(wrong.values_list("at", flat=True))
    for first, later in zip(instants, instants[DAY_TRIES:], strict=False):
        assert later - first >= DAY
    assert len(instants) <= 2 * DAY_TRIES
    assert Step.objects.filter(state="settled").count() == 0
    leader = Person.objects.get(pk=abuse.cast.leader.pk)
    assert leader.pin_hash


def _reasons() -> dict[str, int]:
    found: dict[str, int] = {}
    for event in Event.objects.filter(verb="paper.link_refused"):
        reason = event.payload["reason"]
        found[reason] = found.get(reason, 0) + 1
    return found


def _thousand(abuse) -> list[Abuse]:
    """Return a thousand live links of one actor, copied from one that was sent."""
    sent = abuse.send()
    like, step, matter = sent.link, sent.step, sent.step.matter
    matters = Matter.objects.bulk_create(_copies(matter))
    for one in matters:
        abuse.cast.bodies[one.pk] = abuse.cast.bodies[matter.pk]
    steps = Step.objects.bulk_create(_copies(step, [{"matter": one} for one in matters]))
    prints = [{"step": s, "content_sha256": decision_links.fingerprint(s)} for s in steps]
    links = DecisionLink.objects.bulk_create(
        _copies(like, [{**p, "token_sha256": ""} for p in prints])
    )
    tokens = [make_token(link) for link in links]
    for link, token in zip(links, tokens, strict=True):
        link.token_sha256 = hashlib.sha256(token.encode()).hexdigest()
    DecisionLink.objects.bulk_update(links, ["token_sha256"])
    return [Abuse(abuse.cast, *three) for three in zip(steps, links, tokens, strict=True)]


def _copies(row, changes=None):
    names = [f.attname for f in row._meta.concrete_fields if not f.primary_key]
    values = {name: getattr(row, name) for name in names}
    for change in changes or [{}] * LINKS:
        copy = type(row)(**values)
        for name, value in change.items():
            setattr(copy, name, value)
        yield copy
