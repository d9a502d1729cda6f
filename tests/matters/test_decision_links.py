"""Decisions through a link, at the service: the numbered abuse cases of the protocol.

The numbers of the table of abuse cases and where each is tried:

 1 2 3 4 5 19 21 22 24 28 29 32 37 38   tests/desk/test_mail_pages.py (through HTTP)
 3                                      tests/desk/test_mail_pages_browser.py (headless Chromium)
 7 8 9                                  tests/matters/test_decision_links_races.py (threads)
 6 10-18 20 23 25-27 30 31 35 39 40     here
 33 34 36                               tests/matters/test_decision_links_telling.py

Part of 16 ("both settings") and of 20 ("link-only mode") does not apply: the book gives one answer
while the holder is away (the substitute acts, the holder does not), and no setting turns a step
that asks for the PIN into one that asks for the link alone.
"""

import base64
import datetime as dt
import hashlib

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import F

from apps.matters import decision_links, steps
from apps.matters.link_decisions import Attempt, submit
from apps.matters.link_reading import open_link
from apps.matters.link_tokens import issue_token
from apps.matters.models import Attachment, DecisionLink, Matter, Step
from apps.notifications.models import Message
from apps.notifications.services import deliver
from apps.organisation import services
from apps.organisation.models import Appointment, Person
from apps.trail.models import Event
from tests.matters import cast as play
from tests.matters.cast import PIN, Cast, token_in, token_of

mail_cast = play.mail_cast

MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def decide(cast: Cast, link: DecisionLink, token: str, *, at=None, age=30, **changes):
    """Post a decision 30 seconds after the page was shown."""
    at = at or cast.now
    fields = {
        "token": token,
        "outcome": "agree",
        "opinion": "同意。",
        "pin": PIN,
        "form": cast.form(link, age=age, at=at),
        "session_user": None,
        "ip": "192.0.2.7",
        "user_agent": "pytest",
        **changes,
    }
    return submit(Attempt(**fields), at=at)


def refused_reasons() -> list[str]:
    events = Event.objects.filter(verb="paper.link_refused").order_by("seq")
    return [event.payload["reason"] for event in events]


def untouched(step: Step) -> bool:
    step.refresh_from_db()
    return step.state == "waiting" and step.version == 1 and step.outcome == ""


def sentence_of(token: str, at) -> str:
    opening = open_link(token, at=at)
    assert opening.result == "stale"
    return opening.sentence


def test_a_link_and_the_pin_settle_the_step_once(mail_cast):
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token)
    assert (answer.result, answer.reason) == ("recorded", "")
    step.refresh_from_db()
    link.refresh_from_db()
    assert (step.state, step.outcome, step.opinion, step.channel) == (
        "settled",
        "agree",
        "同意。",
        "mail_link",
    )
    assert (step.acted_by, link.state, link.action, link.ip) == (
        mail_cast.leader,
        "used",
        "agree",
        "192.0.2.7",
    )
    assert mail_cast.settled == [(step.pk, "agree")]


def test_the_trail_says_who_decided_how_and_never_the_token(mail_cast):
    _, link, token = mail_cast.sent()
    decide(mail_cast, link, token, opinion="同意。请抓紧。")
    event = Event.objects.get(verb="paper.link_used")
    assert (event.person_name, event.channel, event.hat["post_code"]) == (
        "竺清扬",
        "mail_link",
        "vm4",
    )
    assert event.payload["strength"] == "link+pin"
    assert event.payload["content_sha256"] == link.content_sha256
    assert set(event.payload) >= {
        "link",
        "step",
        "step_version",
        "actor",
        "principal",
        "ip",
        "authority",
        "outcome",
        "opinion_sha256",
        "user_agent",
    }
    everything = [str(e.payload) + e.subject for e in Event.objects.all()]
    assert not any(token in text for text in everything)


def test_a_live_session_of_the_actor_stands_for_the_pin(mail_cast):
    _, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token, pin="", session_user=mail_cast.leader)
    assert answer.result == "recorded"
    assert Event.objects.get(verb="paper.link_used").payload["strength"] == "session"


def test_a_return_needs_its_opinion_and_keeps_the_link(mail_cast):
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token, outcome="return", opinion="  ")
    assert (answer.result, answer.field) == ("refused", "opinion")
    assert untouched(step)
    assert decide(mail_cast, link, token, outcome="return", opinion="请补充预算。").result == (
        "recorded"
    )


def test_who_never_set_a_pin_is_sent_to_sign_in(mail_cast):
    services.set_pin(person=mail_cast.leader, pin="", by=None, at=mail_cast.now)
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token)
    assert (answer.reason, untouched(step)) == ("pin_unset", True)


def test_a_pin_set_for_the_first_time_after_the_mail_does_not_kill_the_link(mail_cast):
    services.set_pin(person=mail_cast.leader, pin="", by=None, at=mail_cast.now)
    _, link, token = mail_cast.sent()
    services.set_pin(person=mail_cast.leader, pin=PIN, by=None, at=mail_cast.now)
    assert decide(mail_cast, link, token).result == "recorded"


@pytest.mark.abuse(6)
def test_6_the_same_form_posted_twice_decides_once_and_answers_alike(mail_cast):
    _, link, token = mail_cast.sent()
    form = mail_cast.form(link, at=mail_cast.now)
    first = decide(mail_cast, link, token, form=form)
    again = decide(mail_cast, link, token, form=form, at=mail_cast.now + dt.timedelta(seconds=1))
    assert (first.result, again.result, len(mail_cast.settled)) == ("recorded", "repeated", 1)
    assert Event.objects.filter(verb="paper.step_settled").count() == 1


@pytest.mark.abuse(7)
def test_7_a_second_tab_with_another_decision_finds_it_decided(mail_cast):
    step, link, token = mail_cast.sent()
    other_tab = mail_cast.form(link, at=mail_cast.now)
    assert decide(mail_cast, link, token).result == "recorded"
    answer = decide(mail_cast, link, token, form=other_tab, outcome="return", opinion="退回。")
    step.refresh_from_db()
    assert (answer.result, step.outcome, len(mail_cast.settled)) == ("stale", "agree", 1)
    assert answer.sentence.startswith("本件已由您于")
    assert answer.sentence.endswith("办理：同意。")


@pytest.mark.abuse(10)
def test_10_a_used_link_replayed_the_next_day_says_what_was_decided(mail_cast):
    _, link, token = mail_cast.sent()
    decide(mail_cast, link, token)
    answer = decide(mail_cast, link, token, at=mail_cast.now + DAY)
    assert (answer.result, answer.reason, len(mail_cast.settled)) == ("stale", "used", 1)


@pytest.mark.abuse(11)
def test_11_a_link_of_the_round_before_a_return_is_dead(mail_cast):
    step, link, token = mail_cast.sent()
    mail_cast.settle_on_web(step, outcome="return", opinion="请补充预算。")
    second, fresh, new_token = mail_cast.sent(matter=step.matter)
    assert decide(mail_cast, link, token).result == "stale"
    assert untouched(second)
    assert decide(mail_cast, fresh, new_token).result == "recorded"


@pytest.mark.abuse(11)
def test_11_a_link_made_for_another_version_of_the_step_is_refused(mail_cast):
    step, link, token = mail_cast.sent()
    Step.objects.filter(pk=step.pk).update(version=F("version") + 1)
    answer = decide(mail_cast, link, token)
    assert (answer.result, answer.reason) == ("stale", "content_changed")


@pytest.mark.abuse(12)
def test_12_a_text_edited_between_reading_and_deciding_voids_the_link(mail_cast):
    step, link, token = mail_cast.sent()
    assert open_link(token, at=mail_cast.now).result == "open"
    mail_cast.bodies[step.matter_id] = "拟投资一千万元修建人行道。"
    answer = decide(mail_cast, link, token)
    assert (answer.result, answer.sentence) == ("stale", "内容已更新，请看新邮件。")
    assert untouched(step)


@pytest.mark.abuse(12)
@pytest.mark.parametrize(
    "change", [{"title": "另一件请示"}, {"content_version": 2}, {"reference": "咸政发〔2026〕9号"}]
)
def test_12_whatever_the_page_shows_of_the_matter_is_bound(mail_cast, change):
    step, link, token = mail_cast.sent()
    Matter.objects.filter(pk=step.matter_id).update(**change)
    assert decide(mail_cast, link, token).reason == "content_changed"
    assert untouched(step)


def attach(cast: Cast, matter: Matter, content: bytes = b"one", name: str = "预算.txt"):
    return Attachment.objects.create(
        matter=matter,
        role="annex",
        name=name,
        file=ContentFile(content, name=name),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="text/plain",
        uploaded_at=cast.now,
        uploaded_by=cast.clerk,
    )


@pytest.mark.abuse(13)
def test_13_an_attachment_swapped_between_reading_and_deciding_voids_the_link(mail_cast):
    paper = mail_cast.paper()
    old = attach(mail_cast, paper)
    step, link, token = mail_cast.sent(matter=paper)
    old.removed_at = mail_cast.now
    old.save()
    attach(mail_cast, paper, b"two")
    answer = decide(mail_cast, link, token)
    assert (answer.result, answer.reason) == ("stale", "content_changed")
    assert untouched(step)


@pytest.mark.abuse(14)
def test_14_a_step_handed_to_another_leader_leaves_the_link_dead(mail_cast):
    step, link, token = mail_cast.sent()
    steps.hand_over(
        step=step,
        to=mail_cast.office.posts["vm2"],
        reason="由松见山同志负责",
        by=mail_cast.leader,
        hat=mail_cast.hat(mail_cast.leader),
        at=mail_cast.now,
    )
    answer = decide(mail_cast, link, token)
    assert (answer.result, answer.sentence) == ("stale", "本件已转办。")
    assert mail_cast.settled == []


def sent_to_partner(cast: Cast, *, ends: dt.timedelta = 2 * DAY):
    """Let the leader leave and the partner get the mail."""
    absence = cast.away(-HOUR, ends)
    step, link, token = cast.sent()
    assert link.actor == cast.partner
    return absence, step, link, token


@pytest.mark.abuse(15)
def test_15_a_substitution_that_ends_between_reading_and_deciding_ends_the_link(mail_cast):
    absence, step, link, token = sent_to_partner(mail_cast)
    assert open_link(token, at=mail_cast.now).result == "open"
    services.end_absence(absence=absence, by=None, at=mail_cast.now)
    answer = decide(mail_cast, link, token, at=mail_cast.now + MINUTE)
    assert (answer.result, answer.sentence) == ("stale", "代理已结束。")
    assert untouched(step)


@pytest.mark.abuse(15)
def test_15_a_link_ends_with_the_period_of_standing_in(mail_cast):
    _, step, link, token = sent_to_partner(mail_cast, ends=3 * HOUR)
    assert link.not_after == mail_cast.now + 3 * HOUR
    later = mail_cast.now + 4 * HOUR
    assert sentence_of(token, later) == "代理已结束。"
    assert decide(mail_cast, link, token, at=later).reason == "substitution_ended"
    assert untouched(step)


def test_a_substitutes_decision_names_both_people(mail_cast):
    _, step, link, token = sent_to_partner(mail_cast)
    assert decide(mail_cast, link, token).result == "recorded"
    step.refresh_from_db()
    assert (step.acted_by, step.hat["label"], step.hat["for_person_name"]) == (
        mail_cast.partner,
        "代竺清扬",
        "竺清扬",
    )


@pytest.mark.abuse(16)
def test_16_while_a_substitute_acts_the_holders_link_rests(mail_cast):
    step, link, token = mail_cast.sent()
    mail_cast.away(-MINUTE, DAY)
    answer = decide(mail_cast, link, token)
    assert (answer.result, answer.sentence) == (
        "stale",
        "您离咸期间由他人代行，返咸销假后恢复办理。",
    )
    assert untouched(step)


@pytest.mark.abuse(17)
def test_17_a_forged_link_to_a_step_outside_the_partners_posts_is_refused(mail_cast):
    _, _, link, _ = sent_to_partner(mail_cast)
    other = mail_cast.step(post="vm2")
    forged = DecisionLink.objects.create(
        nonce=b"n" * 16,
        step=other,
        step_version=1,
        content_sha256=decision_links.fingerprint(other),
        principal=other.post,
        actor=mail_cast.partner,
        hat=link.hat,
        allowed_actions=["agree"],
        risk="L1",
        recipient=mail_cast.partner.email,
        created_at=mail_cast.now,
        not_after=mail_cast.now + DAY,
        token_sha256="",
    )
    token = issue_token(forged)
    assert decide(mail_cast, forged, token).result == "stale"
    assert untouched(other)


@pytest.mark.abuse(17)
def test_17_a_substitute_never_decides_what_he_drafted_himself(mail_cast):
    paper = mail_cast.paper()
    Matter.objects.filter(pk=paper.pk).update(drafted_by=mail_cast.partner)
    mail_cast.away(-HOUR, DAY)
    step = mail_cast.step(matter=paper)
    mail_cast.work()
    assert not DecisionLink.objects.filter(step=step, actor=mail_cast.partner).exists()


@pytest.mark.abuse(18)
def test_18_a_closed_account_decides_nothing(mail_cast):
    step, link, token = mail_cast.sent()
    services.set_active(person=mail_cast.leader, active=False, by=None, at=mail_cast.now)
    answer = decide(mail_cast, link, token)
    assert (answer.result, answer.reason) == ("stale", "actor_inactive")
    assert untouched(step)


@pytest.mark.abuse(18)
def test_18_a_leader_who_left_his_post_decides_nothing(mail_cast):
    step, link, token = mail_cast.sent()
    seat = Appointment.objects.get(person=mail_cast.leader)
    services.end_appointment(
        appointment=seat, on=(mail_cast.now - 3 * DAY).date(), by=None, at=mail_cast.now
    )
    assert decide(mail_cast, link, token).reason == "not_acting"
    assert untouched(step)


@pytest.mark.abuse(20)
def test_20_a_stranger_with_the_forwarded_mail_lacks_the_pin(mail_cast):
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token, pin="")
    assert (answer.result, answer.reason, untouched(step)) == ("refused", "pin_missing", True)
    link.refresh_from_db()
    assert (link.state, link.pin_failures) == ("active", 0)


@pytest.mark.abuse(20)
def test_20_what_needs_the_link_alone_is_reported_to_the_actor_by_mail(mail_cast):
    step, link, token = mail_cast.sent(purpose="read")
    assert decide(mail_cast, link, token, outcome="read", pin="").result == "recorded"
    notice = Message.objects.get(kind="decided_by_mail", person=mail_cast.leader)
    assert notice.mail_state == "pending"
    assert "如非本人操作，请立即联系系统管理员" in notice.text


@pytest.mark.abuse(23)
@pytest.mark.parametrize("outcome", ["forward", "delete", ""])
def test_23_a_decision_that_the_link_does_not_allow_is_refused(mail_cast, outcome):
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token, outcome=outcome)
    assert (answer.result, answer.field, untouched(step)) == ("refused", "outcome", True)


@pytest.mark.abuse(25)
def test_25_a_signature_is_announced_without_any_token(mail_cast):
    step = mail_cast.step(purpose="sign")
    mail_cast.work()
    letter = mail.outbox[-1]
    assert not DecisionLink.objects.filter(step=step).exists()
    assert "/m/a/" not in letter.body + letter.alternatives[0][0]
    assert "登录办理" in letter.body


@pytest.mark.abuse(25)
def test_25_a_forged_weaker_link_to_a_signature_is_refused(mail_cast):
    _, link, _ = mail_cast.sent()
    sign = mail_cast.step(purpose="sign")
    DecisionLink.objects.filter(pk=link.pk).update(
        step=sign, content_sha256=decision_links.fingerprint(sign)
    )
    answer = decide(mail_cast, link, token_of(link))
    assert (answer.result, answer.reason, untouched(sign)) == ("stale", "login_required", True)


@pytest.mark.abuse(26)
def test_26_five_wrong_pins_lock_the_link_and_tell_the_actor(mail_cast):
    step, link, token = mail_cast.sent()
    answers = [decide(mail_cast, link, token, pin="000001") for _ in range(5)]
    assert [a.reason for a in answers] == ["pin_wrong"] * 4 + ["locked"]
    assert decide(mail_cast, link, token).reason == "locked"
    assert untouched(step)
    assert refused_reasons() == ["pin_wrong"] * 4 + ["locked"] * 2
    notice = Message.objects.get(kind="link_locked")
    assert (notice.person, notice.mail_state) == (mail_cast.leader, "pending")


@pytest.mark.abuse(27)
def test_27_guessing_over_many_links_of_one_actor_locks_the_actor(mail_cast):
    links = [mail_cast.sent() for _ in range(6)]
    reasons = [
        decide(mail_cast, link, token, pin=f"{number:06}").reason
        for number, (_, link, token) in enumerate(links)
    ]
    assert reasons == ["pin_wrong"] * 5 + ["pin_locked"]
    step, link, token = links[-1]
    assert decide(mail_cast, link, token).reason == "pin_locked"
    assert untouched(step)


@pytest.mark.abuse(27)
def test_27_ten_wrong_pins_in_a_day_end_guessing_for_the_day(mail_cast):
    links = [mail_cast.sent(due=None) for _ in range(11)]
    at, reasons = mail_cast.now, []
    for number, (_, link, token) in enumerate(links):
        at += 31 * MINUTE  # each lock of half an hour is over
        reasons.append(decide(mail_cast, link, token, pin=f"{number:06}", at=at).reason)
    assert reasons == ["pin_wrong"] * 10 + ["pin_exhausted"]
    _, link, token = links[-1]
    assert decide(mail_cast, link, token, at=at).reason == "pin_exhausted"
    assert decide(mail_cast, link, token, at=at + DAY).result == "recorded"


@pytest.mark.abuse(30)
def test_30_a_restored_copy_kills_every_link_it_brought(mail_cast):
    step, link, token = mail_cast.sent()
    call_command("revoke_links", "--all", "--reason", "恢复备份")
    answer = decide(mail_cast, link, token)
    assert (answer.result, answer.sentence) == ("stale", "此链接已由管理员停用。")
    assert untouched(step)
    assert Event.objects.get(verb="matters.links_revoked").payload["count"] == 1


@pytest.mark.abuse(30)
def test_30_a_token_of_another_installation_is_unknown(mail_cast, settings):
    _, link, _ = mail_cast.sent()
    settings.OA_LINK_KEY = "the key of another installation"
    assert (
        submit(Attempt(token_of(link), "agree", "", PIN, "", None), at=mail_cast.now).result
        == "unknown"
    )


@pytest.mark.abuse(31)
def test_31_what_a_stolen_dump_holds_is_no_token(mail_cast):
    step, link, _ = mail_cast.sent()
    nonce = base64.urlsafe_b64encode(bytes(link.nonce)).decode().rstrip("=")
    for stolen in (link.token_sha256, link.token_sha256[:43], nonce, nonce.ljust(43, "A")):
        assert decide(mail_cast, link, stolen).result == "unknown"
    assert untouched(step)


@pytest.mark.abuse(31)
def test_31_reading_and_deciding_need_no_link_key(mail_cast, settings):
    _, link, token = mail_cast.sent()
    settings.OA_LINK_KEY = ""
    assert open_link(token, at=mail_cast.now).result == "open"
    assert decide(mail_cast, link, token).result == "recorded"


@pytest.mark.abuse(35)
def test_35_a_changed_mailbox_voids_what_was_sent_to_the_old_one(mail_cast):
    step, link, token = mail_cast.sent()
    Person.objects.filter(pk=mail_cast.leader.pk).update(email="new@oa.example")
    assert decide(mail_cast, link, token).reason == "mailbox_changed"
    assert untouched(step)


@pytest.mark.parametrize("secret", ["password", "pin"])
def test_a_changed_secret_voids_the_links_sent_before(mail_cast, secret):
    step, link, token = mail_cast.sent()
    change = {"person": mail_cast.leader, "by": None, "at": mail_cast.now}
    if secret == "pin":
        services.set_pin(pin="907153", **change)
    else:
        services.set_password(password="a new and longer one", **change)
    assert decide(mail_cast, link, token, pin="907153").reason == "secret_changed"
    assert untouched(step)


@pytest.mark.abuse(39)
def test_39_a_web_host_whose_clock_was_set_back_revives_nothing(mail_cast):
    step, link, token = mail_cast.sent()
    DecisionLink.objects.filter(pk=link.pk).update(not_after=mail_cast.now - HOUR)
    link.refresh_from_db()
    set_back = mail_cast.now - 3 * DAY
    answer = decide(mail_cast, link, token, at=set_back)
    assert (answer.result, answer.sentence, untouched(step)) == ("stale", "链接已过期。", True)


@pytest.mark.abuse(40)
def test_40_a_mail_sent_twice_carries_one_token_and_decides_once(mail_cast):
    step, link, token = mail_cast.sent()
    message = Message.objects.get(kind="step", person=mail_cast.leader)
    Message.objects.filter(pk=message.pk).update(mail_state="pending", sent_at=None)
    deliver(message_id=message.pk, at=mail_cast.now + MINUTE)
    first, second = mail.outbox[-2:]
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert token_in(first) == token_in(second) == token
    assert decide(mail_cast, link, token).result == "recorded"
    assert decide(mail_cast, link, token).result == "stale"
    assert len(mail_cast.settled) == 1


@pytest.mark.parametrize("age", [-5, 0.5, 31 * 60])
def test_a_form_too_young_or_too_old_is_shown_again(mail_cast, age):
    step, link, token = mail_cast.sent()
    answer = decide(mail_cast, link, token, age=age)
    assert (answer.result, untouched(step)) == ("refused", True)


def test_a_link_lives_three_days_at_most_and_one_day_beyond_the_deadline(mail_cast):
    _, far, _ = mail_cast.sent(due=20 * DAY)
    _, near, _ = mail_cast.sent(due=HOUR)
    _, late, _ = mail_cast.sent(due=-5 * DAY)
    assert far.not_after == mail_cast.now + 3 * DAY
    assert near.not_after == mail_cast.now + HOUR + DAY
    assert late.not_after == mail_cast.now + DAY


def test_a_decision_on_the_web_kills_the_link(mail_cast):
    step, link, token = mail_cast.sent()
    mail_cast.settle_on_web(step)
    assert decide(mail_cast, link, token).sentence.startswith("本件已由您于")
    assert len(mail_cast.settled) == 1


def test_somebody_elses_decision_names_nobody(mail_cast):
    absence, step, link, token = sent_to_partner(mail_cast)
    services.end_absence(absence=absence, by=None, at=mail_cast.now - MINUTE)
    mail_cast.settle_on_web(step)
    assert sentence_of(token, mail_cast.now) == "本件已由他人办理。"


def test_every_refusal_is_in_the_trail_and_changes_nothing_else(mail_cast):
    step, link, token = mail_cast.sent()
    decide(mail_cast, link, token, form="forged")
    decide(mail_cast, link, token, pin="")
    decide(mail_cast, link, token, session_user=mail_cast.outsider)
    assert refused_reasons() == ["form_forged", "pin_missing", "other_session"]
    assert untouched(step)
    link.refresh_from_db()
    assert link.state == "active"


def test_old_rows_are_forgotten_after_half_a_year(mail_cast):
    _, link, _ = mail_cast.sent()
    assert decision_links.forget_old(at=mail_cast.now + 179 * DAY) == 0
    assert decision_links.forget_old(at=mail_cast.now + 181 * DAY) == 1
