"""What a substitute wrote and did not send: kept for whoever has the step next, and him alone."""

import pytest
from django.core import mail

from apps.core.verdicts import Refused
from apps.matters import steps
from apps.matters.link_reading import open_link
from apps.matters.models import StepNote
from apps.organisation import services
from tests.abuse.attempts import Abuse
from tests.matters import cast as play
from tests.matters.cast import token_in
from tests.matters.test_switching_hats import DAY, HOUR, hat_of

mail_cast = play.mail_cast


def test_what_the_substitute_decided_stands_and_what_he_wrote_comes_back(mail_cast):
    absence = mail_cast.away(-HOUR, DAY)
    decided, left = mail_cast.step(), mail_cast.step()
    mail_cast.work()
    at = mail_cast.now
    hat = hat_of(mail_cast, mail_cast.partner, left, at)
    steps.settle(step=decided, outcome="agree", by=mail_cast.partner, hat=hat, at=at, opinion="可")
    steps.keep_note(step=left, text="拟同意，请补充预算。", by=mail_cast.partner, hat=hat, at=at)
    back = at + HOUR
    services.end_absence(absence=absence, by=None, at=back)
    mail_cast.work(back)
    decided.refresh_from_db()
    assert (decided.state, decided.acted_by, decided.hat["label"]) == (
        "settled",
        mail_cast.partner,
        "代竺清扬",
    )
    own, (note,) = steps.notes_of(left, reader=mail_cast.leader)
    assert (own, note.text, note.person, note.label) == (
        "",
        "拟同意，请补充预算。",
        mail_cast.partner,
        "代竺清扬",
    )
    page = open_link(token_in(mail.outbox[-1]), at=back)
    assert page.link.actor == mail_cast.leader


def test_a_note_goes_with_its_step_whichever_way_that_ends(mail_cast):
    hat = mail_cast.hat(mail_cast.leader)
    actor = {"by": mail_cast.leader, "hat": hat, "at": mail_cast.now}
    settled, handed, taken = mail_cast.step(), mail_cast.step(), mail_cast.step()
    for step in (settled, handed, taken):
        steps.keep_note(step=step, text="草稿", **actor)
    steps.keep_note(step=settled, text="改过的草稿", **actor)
    assert steps.notes_of(settled, reader=mail_cast.leader) == ("改过的草稿", [])
    steps.settle(step=settled, outcome="agree", **actor)
    steps.hand_over(step=handed, to=mail_cast.office.posts["vm2"], reason="转", **actor)
    steps.withdraw(matter=taken.matter, steps=[taken], reason="撤", **actor)
    assert StepNote.objects.count() == 0


def test_an_empty_text_drops_the_note_and_nobody_keeps_one_without_the_step(mail_cast):
    step = mail_cast.step()
    actor = {"by": mail_cast.leader, "hat": mail_cast.hat(mail_cast.leader), "at": mail_cast.now}
    steps.keep_note(step=step, text="草稿", **actor)
    assert steps.keep_note(step=step, text="  \n", **actor) is None
    assert StepNote.objects.count() == 0
    outsider = {**actor, "by": mail_cast.outsider, "hat": mail_cast.hat(mail_cast.outsider)}
    with pytest.raises(Refused, match="不由您办理"):
        steps.keep_note(step=step, text="外人", **outsider)
    with pytest.raises(Refused, match="不超过"):
        steps.keep_note(step=step, text="长" * 4001, **actor)
    steps.settle(step=step, outcome="agree", **actor)
    with pytest.raises(Refused, match="已办理"):
        steps.keep_note(step=step, text="晚了", **actor)


def by_mail(cast, **changes):
    """Let the partner open a link, end the leave at once, and let him send the form he has open."""
    absence = cast.away(-HOUR, DAY)
    sent = Abuse(cast).send()
    services.end_absence(absence=absence, by=None, at=cast.now)
    return sent, sent.post(opinion="拟同意，请补充预算。", **changes)


def test_what_was_sent_by_mail_after_the_hat_had_gone_is_kept_for_the_holder(mail_cast):
    sent, answer = by_mail(mail_cast)
    assert answer.status_code == 410
    assert sent.undecided()
    own, (note,) = steps.notes_of(sent.step, reader=mail_cast.leader)
    assert (own, note.text, note.label) == ("", "拟同意，请补充预算。", "代竺清扬")
    assert "seals" not in note.hat


def test_nothing_is_kept_of_somebody_who_did_not_prove_himself(mail_cast):
    by_mail(mail_cast, pin="000000")
    assert StepNote.objects.count() == 0


def test_a_hat_that_ends_between_the_check_and_the_writing_decides_nothing_by_mail(
    mail_cast, monkeypatch
):
    absence = mail_cast.away(-HOUR, DAY)
    sent = Abuse(mail_cast).send()
    settle = steps.settle

    def meanwhile(**said):
        services.end_absence(absence=absence, by=None, at=said["at"])
        return settle(**said)

    monkeypatch.setattr(steps, "settle", meanwhile)
    answer = sent.post(opinion="拟同意。")
    assert answer.status_code in (409, 410)
    assert sent.undecided()
    assert steps.notes_of(sent.step, reader=mail_cast.partner) == ("拟同意。", [])
