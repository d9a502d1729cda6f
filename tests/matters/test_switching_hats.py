"""A hat starts or ends: the wrong person's link dies, whoever acts now is told, once."""

import datetime as dt

from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.jobs import HANDLERS, Handler, run_due_jobs
from apps.core.models import Job
from apps.matters import telling
from apps.matters.link_reading import open_link
from apps.matters.models import DecisionLink, Matter, Step
from apps.organisation import authority, services
from apps.trail.models import Event
from tests.matters import cast as play
from tests.matters.cast import token_in

mail_cast = play.mail_cast
MINUTE = dt.timedelta(minutes=1)
SECOND = dt.timedelta(seconds=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def recipients() -> list[str]:
    """Return who got a letter about a step, in order; what a delegation tells is another matter."""
    letters = [letter for letter in mail.outbox if "委托" not in letter.subject]
    return [letter.to[0].partition("@")[0] for letter in letters]


def live(step: Step) -> list[str]:
    rows = DecisionLink.objects.filter(step=step, state="active").select_related("actor")
    return [row.actor.username for row in rows.order_by("pk")]


def opens(at: dt.datetime) -> str:
    """Return what the link of the newest mail opens at an instant."""
    return open_link(token_in(mail.outbox[-1]), at=at).result


def passings(step: Step) -> list[str]:
    rows = Event.objects.filter(verb="paper.step_passed", payload__step=step.pk).order_by("seq")
    return [row.payload["reason"].partition("：")[2] for row in rows]


def hat_of(cast, person, step: Step, at: dt.datetime):
    return next(h for h in authority.hats(person, at) if h.post_id == step.post_id)


def test_start_and_end_come_by_themselves_and_only_once(mail_cast):
    step, _, _ = mail_cast.sent()
    mail_cast.away(HOUR, 5 * HOUR)
    for hours in (0, 1, 1, 3, 5, 5, 7):
        mail_cast.work(mail_cast.now + hours * HOUR + MINUTE)
    assert recipients() == ["vm4", "vm5", "vm4"]
    assert live(step) == ["vm4"]
    assert passings(step) == ["由柳成荫（代竺清扬）办理", "由竺清扬办理"]


def test_a_worker_that_dies_after_telling_leaves_a_job_that_tells_nobody_twice(mail_cast):
    step, _, _ = mail_cast.sent()
    mail_cast.away(HOUR, DAY)
    starts = mail_cast.now + HOUR
    job = Job.objects.get(name="matters.rehat", run_at=starts)
    telling.rehat(post_ids=job.args["post_ids"], at=starts)
    dead = {"state": Job.State.RUNNING, "attempts": 1, "lease_token": "dead"}
    Job.objects.filter(pk=job.pk).update(leased_until=starts + MINUTE, **dead)
    run_due_jobs(at=starts + SECOND)
    assert Job.objects.get(pk=job.pk).state == Job.State.RUNNING, "the lease was not respected"
    run_due_jobs(at=starts + 2 * MINUTE)
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert recipients() == ["vm4", "vm5"]
    assert live(step) == ["vm5"]


def test_one_step_that_fails_holds_up_no_other(mail_cast, monkeypatch):
    first, _, _ = mail_cast.sent()
    second, _, _ = mail_cast.sent()

    def run(*, step_id, at):
        if step_id == first.pk:
            raise OSError("disk")
        telling.rehat_step(step_id=step_id, at=at)

    old = HANDLERS.get("matters.rehat_step")
    broken = Handler(run, old.queue, old.lease)
    monkeypatch.setitem(HANDLERS._entries, "matters.rehat_step", broken)
    mail_cast.away(-HOUR, DAY)
    run_due_jobs(at=mail_cast.now)
    assert (live(first), live(second)) == (["vm4"], ["vm5"])
    monkeypatch.setitem(HANDLERS._entries, "matters.rehat_step", old)
    run_due_jobs(at=mail_cast.now + HOUR)
    assert live(first) == ["vm5"]


def test_an_absence_extended_while_the_link_is_open_goes_on_with_the_substitute(mail_cast):
    absence = mail_cast.away(-HOUR, 3 * HOUR)
    step, link, _ = mail_cast.sent()
    assert link.not_after == absence.to_at
    end = mail_cast.now + 2 * DAY
    services.change_absence(
        absence=absence, from_at=absence.from_at, to_at=end, by=None, at=mail_cast.now + HOUR
    )
    mail_cast.work(mail_cast.now + HOUR)
    assert recipients() == ["vm5"], "the open link still opens; nobody is disturbed"
    later = mail_cast.now + 3 * HOUR + MINUTE
    mail_cast.work(later)
    assert recipients() == ["vm5", "vm5"]
    assert opens(later) == "open"
    mail_cast.work(end + MINUTE)
    assert recipients()[-1] == "vm4"
    assert live(step) == ["vm4"]


def test_an_absence_called_off_before_it_began_switches_nothing(mail_cast):
    step, link, _ = mail_cast.sent()
    absence = mail_cast.away(HOUR, DAY)
    services.end_absence(absence=absence, by=None, at=mail_cast.now + MINUTE)
    for hours in (0, 1, 2, 24):
        mail_cast.work(mail_cast.now + hours * HOUR + 2 * MINUTE)
    link.refresh_from_db()
    assert (recipients(), link.state, passings(step)) == (["vm4"], "active", [])


def test_changes_within_one_minute_end_with_one_live_link_of_whoever_acts(mail_cast):
    step, _, _ = mail_cast.sent()
    at = mail_cast.now
    for turn in range(3):
        begin = at + 10 * turn * SECOND
        absence = services.record_absence(
            person=mail_cast.leader,
            kind="business_trip",
            from_at=begin,
            to_at=begin + DAY,
            by=None,
            at=begin,
            approved_at=begin,
        )
        mail_cast.work(begin + SECOND)
        assert live(step) == ["vm5"]
        assert opens(begin + SECOND) == "open"
        back = begin + 5 * SECOND
        services.change_absence(
            absence=absence, from_at=begin, to_at=begin + 2 * DAY, by=None, at=begin + 3 * SECOND
        )
        services.end_absence(absence=absence, by=None, at=back)
        mail_cast.work(back + SECOND)
        assert live(step) == ["vm4"]
        assert opens(back + SECOND) == "open"
    assert recipients() == ["vm4", "vm5"] + ["vm4", "vm5"] * 2 + ["vm4"]
    mail_cast.work(at + 3 * DAY)
    assert recipients()[-1] == "vm4"
    assert passings(step)[-1] == "由竺清扬办理"


def test_changes_that_come_before_the_worker_does_are_one_switch_or_none(mail_cast):
    step, link, _ = mail_cast.sent()
    absence = mail_cast.away(-MINUTE, DAY)
    services.end_absence(absence=absence, by=None, at=mail_cast.now + SECOND)
    mail_cast.work(mail_cast.now + MINUTE)
    link.refresh_from_db()
    assert (recipients(), link.state, passings(step)) == (["vm4"], "active", [])


def test_a_named_substitute_is_told_at_the_start_and_loses_his_link_when_it_is_revoked(mail_cast):
    step, _, _ = mail_cast.sent()
    mail_cast.away(-MINUTE, 5 * DAY)
    mail_cast.away(-MINUTE, 5 * DAY, who="vm5")
    mail_cast.work()
    assert live(step) == ["vm4"], "nobody stands in: he himself may act from where he is"
    row = mail_cast.office.named("vm4", "vm2", mail_cast.now + HOUR, mail_cast.now + 3 * DAY)
    mail_cast.work(mail_cast.now + HOUR + MINUTE)
    assert (recipients(), live(step)) == (["vm4", "vm2"], ["vm2"])
    over = mail_cast.now + 2 * HOUR
    services.revoke_delegation(delegation=row, by=None, at=over)
    mail_cast.work(over + MINUTE)
    assert (recipients(), live(step)) == (["vm4", "vm2", "vm4"], ["vm4"])
    links = DecisionLink.objects.filter(step=step, state="revoked").order_by("pk")
    assert [link.revoked_reason for link in links] == ["stood_in", "substitution_ended"]


def test_a_delegation_that_runs_out_ends_by_itself(mail_cast):
    step, _, _ = mail_cast.sent()
    mail_cast.away(-MINUTE, 5 * DAY)
    mail_cast.away(-MINUTE, 5 * DAY, who="vm5")
    mail_cast.office.named("vm4", "vm2", mail_cast.now, mail_cast.now + 2 * HOUR)
    mail_cast.work(mail_cast.now + MINUTE)
    assert live(step) == ["vm2"]
    mail_cast.work(mail_cast.now + 2 * HOUR)
    assert live(step) == ["vm4"]


def test_a_closed_account_stops_acting_at_once_for_everybody_it_acted_for(mail_cast):
    mail_cast.away(-HOUR, DAY)
    step, _, _ = mail_cast.sent()
    services.set_active(person=mail_cast.partner, active=False, by=None, at=mail_cast.now)
    mail_cast.work(mail_cast.now + MINUTE)
    assert live(step) == ["vm4"], "nobody stands in: he himself may act from where he is"
    services.set_active(
        person=mail_cast.partner, active=True, by=None, at=mail_cast.now + 2 * MINUTE
    )
    mail_cast.work(mail_cast.now + 3 * MINUTE)
    assert (recipients(), live(step)) == (["vm5", "vm4", "vm5"], ["vm5"])


def test_an_absence_entered_after_it_began_is_shown_as_passed_on_when_it_was_known(mail_cast):
    step, _, _ = mail_cast.sent()
    known = mail_cast.now + HOUR
    services.record_absence(
        person=mail_cast.leader,
        kind="business_trip",
        from_at=mail_cast.now - DAY,
        to_at=known + DAY,
        by=None,
        at=known,
        approved_at=known,
    )
    mail_cast.work(known)
    assert passings(step) == ["由柳成荫（代竺清扬）办理"]
    assert live(step) == ["vm5"]


def test_the_work_of_a_switch_grows_with_the_waiting_steps_and_not_with_the_archive(mail_cast):
    for _ in range(3):
        mail_cast.step()
    mail_cast.work()
    absence = mail_cast.away(-MINUTE, DAY)
    posts = [mail_cast.office.posts["vm4"].pk]

    def switched(at) -> tuple[int, int]:
        before = Event.objects.count()
        with CaptureQueriesContext(connection) as asked:
            telling.rehat(post_ids=posts, at=at)
        return len(asked), Event.objects.count() - before

    few = switched(mail_cast.now)
    services.end_absence(absence=absence, by=None, at=mail_cast.now)
    telling.rehat(post_ids=posts, at=mail_cast.now)
    paper = mail_cast.paper()
    values = {name: getattr(paper, name) for name in ("kind", "title", "unit", "book")}
    values |= {"drafted_by": mail_cast.clerk, "opened_at": mail_cast.now, "phase": "in_hand"}
    for _ in range(150):
        matter = Matter.objects.create(**values, latest_at=mail_cast.now)
        Step.objects.create(
            matter=matter,
            post=mail_cast.office.posts["vm2"],
            purpose="decide",
            group=1,
            opened_at=mail_cast.now,
            rank_at=mail_cast.now,
        )
    mail_cast.away(SECOND, DAY)
    many = switched(mail_cast.now + MINUTE)
    assert many[1] == few[1]
    assert abs(many[0] - few[0]) <= 6, (few, many)
