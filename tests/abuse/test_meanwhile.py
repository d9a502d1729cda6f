"""11 to 18 and 35: something changes between the mail and the decision. The link dies of it."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client

from apps.matters import decision_links, files, steps
from apps.matters.link_tokens import issue_token
from apps.matters.models import DecisionLink, Matter, Step
from apps.organisation import services
from apps.organisation.models import Appointment, Person
from tests.abuse.attempts import DAY, HOUR, MINUTE, Abuse, sentence

CHANGED = "内容已更新，请看新邮件。"


def read(sent: Abuse) -> None:
    """Open the page the way its reader does before he decides."""
    assert Client().get(sent.page).status_code == 200


def dead(sent: Abuse, words: str, **changes) -> None:
    """Hold that the form is refused with these words, shows nothing, and decides nothing."""
    answer = sent.post(**changes)
    assert answer.status_code == 410
    assert sentence(answer) == words
    assert "温泉大道" not in answer.content.decode()
    assert sent.undecided()


@pytest.mark.abuse(11)
def test_11_a_link_of_the_round_before_a_return_is_dead(abuse):
    sent = abuse.send()
    abuse.cast.settle_on_web(sent.step, outcome="return", opinion="请补充预算。")
    again = abuse.send(matter=sent.step.matter)
    answer = sent.post()
    assert answer.status_code == 410
    assert sentence(answer).startswith("本件已由您于")
    assert again.untouched()
    # The same step in another version, as if the first round had reached it.
    Step.objects.filter(pk=again.step.pk).update(version=F("version") + 1)
    dead(again, CHANGED)
    Step.objects.filter(pk=again.step.pk).update(version=F("version") - 1)
    assert again.post().status_code == 303


@pytest.mark.abuse(12)
def test_12_whatever_the_page_shows_of_the_text_is_bound(abuse):
    for change in (
        {"title": "关于别的事情的请示"},
        {"reference": "咸政发〔2026〕9号"},
        {"content_version": 2},
        None,
    ):
        sent = abuse.send()
        read(sent)
        if change is None:
            abuse.cast.bodies[sent.step.matter_id] = "拟投资一千万元修建人行道。"
        else:
            Matter.objects.filter(pk=sent.step.matter_id).update(**change)
        dead(sent, CHANGED)
        assert Client().get(sent.page).status_code == 410
    untouched = abuse.send()
    read(untouched)
    assert untouched.post().status_code == 303


def upload(content: str, name: str = "预算.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


@pytest.mark.abuse(13)
def test_13_an_attachment_swapped_after_reading_voids_the_link(abuse):
    cast, paper = abuse.cast, abuse.cast.paper()
    actor = {"by": cast.clerk, "hat": cast.hat(cast.clerk), "at": cast.now}
    old = files.attach(matter=paper, upload=upload("一百万元"), role="annex", **actor)
    sent = abuse.send(matter=paper)
    read(sent)
    files.remove(attachment=old, reason="误传", **actor)
    new = files.attach(matter=paper, upload=upload("一千万元"), role="annex", **actor)
    dead(sent, CHANGED)
    # Behind the services' back: the bytes of the row are others than those that were hashed.
    cast.work()
    told = Abuse(cast, sent.step, *cast.latest())
    read(told)
    type(new).objects.filter(pk=new.pk).update(sha256="0" * 64)
    dead(told, CHANGED)


@pytest.mark.abuse(14)
def test_14_a_step_handed_to_another_leader_leaves_the_link_dead(abuse):
    sent, cast = abuse.send(), abuse.cast
    read(sent)
    steps.hand_over(
        step=sent.step,
        to=cast.office.posts["vm2"],
        reason="由松见山同志负责",
        by=cast.leader,
        hat=cast.hat(cast.leader),
        at=cast.now,
    )
    dead(sent, "本件已转办。")
    assert Step.objects.get(matter=sent.step.matter, state="waiting").post.code == "vm2"


@pytest.mark.abuse(15)
def test_15_a_substitution_that_ends_after_reading_ends_the_link(abuse, clock):
    absence = abuse.cast.away(-HOUR, 3 * HOUR)
    sent = abuse.send()
    assert sent.link.actor == abuse.cast.partner
    assert sent.link.not_after == absence.to_at
    read(sent)
    clock.ahead = 4 * HOUR  # it ran out
    dead(sent, "代理已结束。", at=abuse.cast.now + 4 * HOUR)
    clock.ahead = dt.timedelta()
    read(sent)
    services.end_absence(absence=absence, by=None, at=abuse.cast.now)  # it was cut short
    dead(sent, "代理已结束。")


@pytest.mark.abuse(16)
def test_16_while_a_substitute_acts_the_holders_link_rests(abuse):
    sent, cast = abuse.send(), abuse.cast
    read(sent)
    absence = cast.away(-MINUTE, DAY)
    dead(sent, "您离咸期间由他人代行，返咸销假后恢复办理。")
    cast.work()
    standing_in = Abuse(cast, sent.step, *cast.latest())
    assert standing_in.link.actor == cast.partner
    read(standing_in)
    services.end_absence(absence=absence, by=None, at=cast.now)
    dead(standing_in, "代理已结束。")


@pytest.mark.abuse(17)
def test_17_a_substitute_decides_neither_elsewhere_nor_on_his_own_matter(abuse):
    cast = abuse.cast
    cast.away(-HOUR, DAY)
    sent, elsewhere = abuse.send(), cast.step(post="vm2")
    assert sent.link.actor == cast.partner
    DecisionLink.objects.filter(step=elsewhere).delete()
    dead(_forged(cast, elsewhere, sent.link), "代理已结束。")
    assert sent.untouched()
    own = cast.paper()
    Matter.objects.filter(pk=own.pk).update(drafted_by=cast.partner)
    mine = cast.step(matter=own)
    cast.work()
    assert not DecisionLink.objects.filter(step=mine).exists()
    dead(_forged(cast, mine, sent.link), "代理已结束。")


def _forged(cast, step: Step, like: DecisionLink) -> Abuse:
    """Return a link that somebody with the database in his hands made for the partner."""
    link = DecisionLink.objects.create(
        nonce=b"n" * 16,
        step=step,
        step_version=step.version,
        content_sha256=decision_links.fingerprint(step),
        principal=step.post,
        actor=like.actor,
        hat={**like.hat, "post_id": step.post_id},
        allowed_actions=["agree"],
        risk="L1",
        recipient=like.recipient,
        created_at=cast.now,
        not_after=cast.now + DAY,
    )
    return Abuse(cast, step, link, issue_token(link))


@pytest.mark.abuse(18)
def test_18_who_lost_his_account_or_his_post_decides_nothing(abuse):
    cast, sent = abuse.cast, abuse.send()
    read(sent)
    services.set_active(person=cast.leader, active=False, by=None, at=cast.now)
    dead(sent, "您的账号已停用。")
    services.set_active(person=cast.leader, active=True, by=None, at=cast.now)
    read(sent)
    services.end_appointment(
        appointment=Appointment.objects.get(person=cast.leader),
        on=(cast.now - 3 * DAY).date(),
        by=None,
        at=cast.now,
    )
    dead(sent, "此环节现不由您办理。")


@pytest.mark.abuse(35)
def test_35_a_changed_mailbox_voids_what_was_sent_to_the_old_one(abuse):
    cast, sent = abuse.cast, abuse.send()
    read(sent)
    leader = Person.objects.get(pk=cast.leader.pk)
    leader.email = "new@oa.example"
    services.change_person(person=leader, by=None, at=cast.now)
    dead(sent, "您登记的邮箱已变更，此链接已失效。")
    assert Client().post("/m/a/resend", {"token": sent.token}).status_code == 202
    cast.work()
    assert mail.outbox[-1].to == ["new@oa.example"]
    fresh = Abuse(cast, sent.step, *cast.latest())
    assert fresh.post().status_code == 303
