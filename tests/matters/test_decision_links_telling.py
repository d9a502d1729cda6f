"""Who is told of a step, by which letter, and what happens when hats change."""

import datetime as dt

import pytest
from django.core import mail

from apps.core.jobs import enqueue
from apps.core.models import Job
from apps.matters import decision_links, steps, telling
from apps.matters.link_reading import open_link
from apps.matters.models import DecisionLink, Matter, Step
from apps.matters.step_reminders import due_steps
from apps.notifications.models import Message
from apps.notifications.reminders import remind
from apps.organisation import services
from apps.organisation.models import Person
from apps.workdays.services import calendar
from tests.matters import cast as play
from tests.matters.cast import token_in, token_of

mail_cast = play.mail_cast

MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def recipients() -> list[str]:
    return [letter.to[0].partition("@")[0] for letter in mail.outbox]


def test_the_letter_says_who_what_until_when_and_why(mail_cast):
    mail_cast.sent()
    (letter,) = mail.outbox
    html = letter.alternatives[0][0]
    assert letter.subject.startswith("【待批示】关于修建温泉大道人行道的请示（剩 ")
    for words in (
        "竺清扬同志",
        "市交通运输局",
        "由分管交通工作的市政府领导同志批示",
        "第三十条",
        "请勿转发",
        "严禁处理涉密信息",
        "打开办理页",
    ):
        assert words in letter.body
        assert words in html
    assert "拟投资一百万元" not in letter.body + html
    assert letter.attachments == []


def test_announcing_twice_mails_once(mail_cast):
    step, link, _ = mail_cast.sent()
    telling.announce(step_id=step.pk, at=mail_cast.now)
    mail_cast.work()
    link.refresh_from_db()
    assert (recipients(), link.state) == (["vm4"], "active")


def test_a_quiet_purpose_is_told_in_the_office_only(mail_cast):
    step = mail_cast.step(purpose="quiet")
    mail_cast.work()
    message = Message.objects.get(kind="step")
    assert (message.person, message.mail_state, message.path) == (
        mail_cast.leader,
        "none",
        f"/papers/{step.matter_id}/",
    )
    assert mail.outbox == []


def test_a_step_settled_before_the_mail_went_out_sends_nothing(mail_cast):
    step = mail_cast.step()
    telling.announce(step_id=step.pk, at=mail_cast.now)
    mail_cast.settle_on_web(step)
    mail_cast.work()
    assert mail.outbox == []
    assert Message.objects.get(kind="step").mail_state == "none"


def test_without_the_key_the_mail_becomes_an_incident_that_says_why(mail_cast, settings):
    settings.OA_LINK_KEY = ""
    mail_cast.step()
    with pytest.raises(AssertionError):
        mail_cast.work()
    job = Job.objects.get(name="notifications.deliver")
    assert (job.state, job.last_error) == ("incident", "邮件进程未配置 LINK_KEY，不能生成办理链接")
    assert mail.outbox == []


def test_a_changed_key_is_an_incident_and_not_a_dead_link(mail_cast, settings):
    step, link, _ = mail_cast.sent()
    settings.OA_LINK_KEY = "another key"
    enqueue("matters.urge", step_id=step.pk)
    with pytest.raises(AssertionError):
        mail_cast.work()
    assert "停用全部办理链接" in Job.objects.get(state="incident").last_error


def test_a_personal_act_is_told_to_the_holder_wherever_he_is(mail_cast):
    mail_cast.away(-HOUR, DAY)
    mail_cast.step(personal=True)
    mail_cast.work()
    assert recipients() == ["vm4"]


def test_when_the_holder_leaves_the_partner_is_told_and_the_old_link_dies(mail_cast):
    step, link, token = mail_cast.sent()
    mail_cast.away(HOUR, 2 * DAY)
    mail_cast.work()
    assert recipients() == ["vm4"]
    later = mail_cast.now + HOUR + MINUTE
    mail_cast.work(later)
    assert recipients() == ["vm4", "vm5"]
    link.refresh_from_db()
    assert (link.state, link.revoked_reason) == ("revoked", "stood_in")
    assert "代竺清扬" in mail.outbox[-1].body
    assert open_link(token_in(mail.outbox[-1]), at=later).result == "open"


def test_when_the_holder_returns_he_is_told_again_and_the_partners_link_dies(mail_cast):
    step, link, _ = mail_cast.sent()
    absence = mail_cast.away(-MINUTE, 2 * DAY)
    mail_cast.work()
    back = mail_cast.now + DAY
    services.end_absence(absence=absence, by=None, at=back)
    mail_cast.work(back + MINUTE)
    assert recipients() == ["vm4", "vm5", "vm4"]
    states = DecisionLink.objects.filter(step=step).order_by("pk")
    assert [(one.state, one.revoked_reason) for one in states] == [
        ("revoked", "stood_in"),
        ("revoked", "substitution_ended"),
        ("active", ""),
    ]
    assert open_link(token_in(mail.outbox[-1]), at=back + MINUTE).result == "open"


def test_hats_that_change_for_others_disturb_nobody(mail_cast):
    step, link, _ = mail_cast.sent()
    telling.rehat(post_ids=[step.post_id], at=mail_cast.now)
    mail_cast.work()
    link.refresh_from_db()
    assert (recipients(), link.state) == (["vm4"], "active")


def test_changed_content_is_announced_anew_with_a_new_link(mail_cast):
    step, link, token = mail_cast.sent()
    mail_cast.bodies[step.matter_id] = "新的正文"
    assert decision_links.content_changed(matter=step.matter, at=mail_cast.now) == 1
    enqueue("matters.announce", step_id=step.pk)
    mail_cast.work()
    assert recipients() == ["vm4", "vm4"]
    assert open_link(token, at=mail_cast.now).sentence == "内容已更新，请看新邮件。"
    assert open_link(token_in(mail.outbox[-1]), at=mail_cast.now).result == "open"


def test_urging_sends_the_same_link_again(mail_cast):
    step, link, token = mail_cast.sent()
    hat = mail_cast.hat(mail_cast.clerk)
    steps.urge(step=step, by=mail_cast.clerk, hat=hat, at=mail_cast.now)
    mail_cast.work()
    assert mail.outbox[-1].subject.startswith("【催办·批示】")
    assert token_in(mail.outbox[-1]) == token


def test_a_locked_link_is_not_replaced_by_asking(mail_cast):
    _, link, _ = mail_cast.sent()
    DecisionLink.objects.filter(pk=link.pk).update(state="locked")
    assert not telling.resend(link_id=link.pk, at=mail_cast.now)


def test_the_address_in_a_mail_comes_from_the_settings(mail_cast, settings):
    settings.SITE_URL = "https://oa.example"
    _, link, _ = mail_cast.sent()
    assert f"https://oa.example/m/a/{token_of(link)}" in mail.outbox[-1].body


def test_an_internal_title_is_masked_where_the_site_asks_so(mail_cast, settings):
    settings.OA_MAIL_MASKS_INTERNAL = True
    mail_cast.sent()
    letter = mail.outbox[-1]
    assert "温泉大道" not in letter.subject + letter.body + letter.alternatives[0][0]
    assert "内部请示（编号" in letter.subject


def workday_morning(after: dt.datetime) -> dt.datetime:
    """Return 09:00 local time of the first working day at least two days ahead."""
    zone = dt.timezone(dt.timedelta(hours=8))
    day = calendar().roll((after + 2 * DAY).date())
    return dt.datetime.combine(day, dt.time(9), zone)


def move_due(step: Step, due: dt.datetime) -> None:
    Step.objects.filter(pk=step.pk).update(due_at=due, rank_at=due)


def test_reminders_come_before_on_and_after_the_deadline_once_each(mail_cast):
    step = mail_cast.step(due=60 * DAY)
    morning = workday_morning(mail_cast.now)
    assert list(due_steps(morning)) == []
    move_due(step, morning + 8 * HOUR)
    (today,) = due_steps(morning)
    assert (today.kind, today.person) == ("step_today", mail_cast.leader)
    assert today.subject.endswith("（今天 17:00 到期）")
    move_due(step, morning.replace(hour=23, minute=59, second=59))
    (whole_day,) = due_steps(morning)
    assert whole_day.subject.count("今天到期") == 1, "the mark has said it already"
    move_due(step, morning + 8 * HOUR)
    before = workday_morning(morning)
    move_due(
        step,
        dt.datetime.combine(
            calendar().add_workdays(before.date(), 2).on, dt.time(17, 30), before.tzinfo
        ),
    )
    assert [one.kind for one in due_steps(before)] == ["step_soon"]
    move_due(step, before - 3 * DAY)
    assert remind(at=before) == 1
    assert remind(at=before + 5 * MINUTE) == 0
    next_day = workday_morning(before)
    assert remind(at=next_day) == 1
    assert set(Message.objects.filter(kind="step_overdue").values_list("key", flat=True)) == {
        f"{step.pk}:{before:%Y%m%d}",
        f"{step.pk}:{next_day:%Y%m%d}",
    }


def test_the_day_of_arrival_brings_no_reminder(mail_cast):
    step = mail_cast.step(due=60 * DAY)
    morning = workday_morning(mail_cast.now)
    Step.objects.filter(pk=step.pk).update(opened_at=morning - MINUTE)
    move_due(step, morning + 8 * HOUR)
    assert list(due_steps(morning)) == []
    move_due(step, morning + DAY)
    assert list(due_steps(morning)) == []
    Step.objects.filter(pk=step.pk).update(opened_at=morning - DAY)
    assert [one.kind for one in due_steps(morning)] == ["step_soon"]


def test_reminders_keep_office_hours(mail_cast):
    step = mail_cast.step(due=60 * DAY)
    morning = workday_morning(mail_cast.now)
    move_due(step, morning)
    assert list(due_steps(morning.replace(hour=7))) == []
    assert list(due_steps(morning.replace(hour=21))) == []
    saturday = morning + DAY * ((5 - morning.weekday()) % 7)
    if not calendar().is_workday(saturday.date()):
        assert list(due_steps(saturday)) == []


def test_a_reminder_replaces_a_link_that_has_expired(mail_cast):
    step, link, _ = mail_cast.sent(due=60 * DAY)
    morning = workday_morning(mail_cast.now + 3 * DAY)
    move_due(step, morning + 8 * HOUR)
    DecisionLink.objects.filter(pk=link.pk).update(not_after=mail_cast.now)
    assert remind(at=morning) == 1
    mail_cast.work(morning)
    assert mail.outbox[-1].subject.startswith("【今天到期·批示】")
    assert open_link(token_in(mail.outbox[-1]), at=morning).result == "open"


def test_no_secret_is_kept_in_jobs_messages_or_links(mail_cast):
    _, link, token = mail_cast.sent()
    kept = [str(j.args) + j.key + j.last_error for j in Job.objects.all()]
    kept += [m.text + m.subject + m.path + str(m.renderer_args) for m in Message.objects.all()]
    kept += [str(row) for row in DecisionLink.objects.values()]
    kept += [str(row) for row in Person.objects.values("username", "email")]
    kept += [str(row) for row in Matter.objects.values()]
    assert not any(token in text or play.PIN in text for text in kept)
