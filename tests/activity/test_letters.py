"""Letters from the public: the addressee in person, what follows, pressing it on to supervision."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.activity import rules
from apps.activity.models import PublicLetter
from apps.activity.services import letters, receptions
from apps.core.verdicts import Refused
from apps.matters import decision_links, steps
from apps.matters.link_decisions import Attempt, submit
from apps.matters.link_tokens import issue_token, new_form
from apps.matters.models import DecisionLink, Link
from apps.matters.policies import can_settle
from apps.organisation import authority, services
from apps.organisation.models import Person
from apps.rulebook import shelf
from apps.trail.models import Event
from tests.activity.desk import TODAY, L
from tests.documents.office import NOW

PIN = "318264"


def hats(desk, login: str):
    return authority.hats(desk.office.people[login], desk.now)


@pytest.mark.clause("17.2")
@pytest.mark.parametrize("login", ["dsg3", "m3", "wd", "sg", "mayor", "vm4", "nyj.clerk"])
def test_nobody_but_the_addressee_instructs_a_letter(office, desk, login):
    letter = desk.letter(leader="vm3")
    assert not can_settle(hats(desk, login), desk.step(letter))
    with pytest.raises(Refused):
        desk.settle(letter, login, "instruct", "请办理。")
    assert PublicLetter.objects.get(pk=letter.pk).state == L.WAITING


@pytest.mark.clause("17.2")
def test_a_partner_does_not_instruct_it_while_the_addressee_is_away_and_he_himself_may(
    office, desk
):
    office.away("vm3", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=3))
    letter = desk.letter(leader="vm3")
    step = desk.step(letter)
    assert step.personal
    acting = next(h for h in hats(desk, "vm2") if h.post_code == "vm3")
    assert "read_letter" in acting.excluded_powers
    assert not can_settle(hats(desk, "vm2"), step)
    with pytest.raises(Refused):
        steps.settle(
            step=step, outcome="instruct", opinion="请办理。", by=office.people["vm2"], hat=acting,
            at=desk.now,
        )  # fmt: skip
    refusal = rules.letter(shelf.book(letter.book), addressee=True, capacity=acting.capacity)
    assert "代行不能办理" in refusal.sentence
    assert [c.clause for c in refusal.cites] == ["17.2"]
    desk.settle(letter, "vm3", "instruct", "请办理。")
    assert PublicLetter.objects.get(pk=letter.pk).state == L.HANDLING


def test_the_office_can_not_hand_the_letter_to_another_leader(office, desk):
    letter = desk.letter()
    with pytest.raises(Refused, match="不能转办"):
        steps.hand_over(
            step=desk.step(letter), to=office.posts["vm3"], reason="请代阅", **desk.actor("vm2")
        )


@pytest.mark.clause("17.2")
def test_his_own_instruction_from_a_link_in_a_mail_counts(office, desk):
    letter = desk.letter(leader="vm3")
    leader = office.people["vm3"]
    services.set_pin(person=leader, pin=PIN, by=None, at=NOW)
    leader = Person.objects.get(pk=leader.pk)
    step = desk.step(letter)
    link = decision_links.make(step=step, actor=leader, hat=desk.hat("vm3"), at=desk.now)
    assert link is not None
    # It lives by the database's clock as well, which is long past the office's June.
    DecisionLink.objects.filter(pk=link.pk).update(not_after=dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
    link.refresh_from_db()
    desk.now += dt.timedelta(minutes=1)
    attempt = Attempt(
        token=issue_token(link), outcome="instruct", opinion="请市交通运输部门办理。", pin=PIN,
        form=new_form(link, desk.now), session_user=None,
    )  # fmt: skip
    answer = submit(attempt, at=desk.now + dt.timedelta(seconds=30))
    assert answer.result == "recorded", answer
    stored = PublicLetter.objects.get(pk=letter.pk)
    assert (stored.state, stored.instruction) == (L.HANDLING, "请市交通运输部门办理。")
    settled = stored.steps.get(purpose="read_letter")
    assert (settled.channel, settled.acted_by) == ("mail_link", leader)


def test_what_he_instructed_goes_to_his_section_which_answers_the_writer(office, desk):
    letter = desk.letter(L.HANDLING)
    step = desk.step(letter)
    assert (step.purpose, step.post.code) == ("handle_letter", "m2")
    desk.settle(letter, "m2", "done", "道路已修复，已电话答复。")
    stored = PublicLetter.objects.get(pk=letter.pk)
    assert (stored.state, stored.phase, stored.result) == (
        L.ANSWERED,
        "closed",
        "道路已修复，已电话答复。",
    )


def test_an_instruction_needs_words_and_having_read_it_does_not(office, desk):
    letter = desk.letter()
    with pytest.raises(Refused):
        desk.settle(letter, "vm2", "instruct", "")
    desk.settle(letter, "vm2", "noted")
    assert PublicLetter.objects.get(pk=letter.pk).standing == "已阅存"


def test_the_letter_as_it_came_is_kept_with_it_and_a_bad_file_registers_nothing(office, desk):
    values = {"title": "反映问题", "writer": "某", "received_on": TODAY, "body_text": "内容"}
    good = SimpleUploadedFile("来信.txt", "来信内容".encode())
    letter = letters.register(
        leader=office.posts["vm2"], values=values, scan=good, **desk.actor("wd")
    )
    assert [a.name for a in letter.attachments.all()] == ["来信.txt"]
    bad = SimpleUploadedFile("来信.exe", b"MZ\x90\x00")
    with pytest.raises(Refused):
        letters.register(leader=office.posts["vm2"], values=values, scan=bad, **desk.actor("wd"))
    assert PublicLetter.objects.count() == 1


def test_a_letter_of_tomorrow_is_refused(office, desk):
    with pytest.raises(Refused, match="不得晚于今天"):
        desk.letter(received_on=TODAY + dt.timedelta(days=1))


class TestPressing:
    """转督办: offered by a room above, or not at all."""

    @pytest.mark.clause("17.4")
    def test_a_reception_becomes_a_supervision_item_with_its_source(self, office, desk):
        given = desk.offer_supervision()
        row = desk.reception("vm4", due_on=TODAY + dt.timedelta(days=20))
        pressed = receptions.press(reception=row, **desk.actor("vm4"))
        (cause,) = given
        assert (cause.source, cause.title, cause.leader) == (
            "信访接待",
            row.title,
            office.posts["vm4"],
        )
        assert [c.clause for c in cause.cites] == ["17.4"]
        assert pressed.supervised_by is not None
        assert Event.objects.filter(verb="reception.pressed", subject=row.key).count() == 1
        with pytest.raises(Refused, match="不重复"):
            receptions.press(reception=row, **desk.actor("vm4"))

    @pytest.mark.clause("17.4")
    def test_a_letter_becomes_one_and_is_linked_to_it(self, office, desk):
        given = desk.offer_supervision()
        letter = desk.letter(L.HANDLING)
        opened = letters.press(letter=letter, **desk.actor("vm2"))
        assert given[0].source == "群众来信"
        assert given[0].text == letter.instruction
        link = Link.objects.get(source_id=letter.pk)
        assert (link.target_id, link.kind) == (opened.pk, Link.Kind.SUPERVISED_BY)
        with pytest.raises(Refused, match="不重复"):
            letters.press(letter=letter, **desk.actor("vm2"))

    def test_nobody_presses_for_the_leader(self, office, desk):
        desk.offer_supervision()
        row, letter = desk.reception(), desk.letter()
        office.away("vm2", NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=3))
        for login, post in (("m2", ""), ("dsg2", ""), ("wd", ""), ("vm3", "vm2")):
            actor = desk.actor(login, post)
            with pytest.raises(Refused):
                receptions.press(reception=row, **actor)
            with pytest.raises(Refused):
                letters.press(letter=letter, **actor)

    def test_where_nobody_offers_supervision_it_is_refused(self, office, desk):
        with pytest.raises(Refused, match="尚未启用"):
            receptions.press(reception=desk.reception(), **desk.actor("vm2"))

    def test_where_the_book_knows_no_such_way_it_is_refused(self, office, desk, another_city):
        desk.offer_supervision()
        with pytest.raises(Refused, match="没有规定"):
            receptions.press(reception=desk.reception(due_on=None), **desk.actor("vm2"))

    def test_the_button_stands_on_the_page_only_where_somebody_offers_it(self, office, desk, web):
        pages = (f"/activity/receptions/{desk.reception().pk}/",
                 f"/activity/letters/{desk.letter(L.HANDLING).pk}/")  # fmt: skip
        for page in pages:
            assert "转督办" not in web("vm2").get(page).content.decode()
        desk.offer_supervision()
        for page in pages:
            assert f'action="{page}press/"' in web("vm2").get(page).content.decode()
            assert "press/" not in web("m2").get(page).content.decode()

    def test_the_item_s_title_is_shown_only_to_whoever_may_read_it(self, office, desk, web):
        desk.offer_supervision()
        row = desk.reception()
        receptions.press(reception=row, **desk.actor("vm2"))
        page = f"/activity/receptions/{row.pk}/"
        assert "督办：反映灌溉" in web("mayor").get(page).content.decode()
        text = web("m2").get(page).content.decode()
        assert "督办：反映灌溉" not in text
        assert "已转为督查事项" in text


class TestFollowingUp:
    """What became of a reception."""

    def test_it_is_entered_once_after_the_reception_and_not_before_today_is_over(
        self, office, desk
    ):
        row = desk.reception(on=TODAY - dt.timedelta(days=3), due_on=TODAY - dt.timedelta(days=1))
        assert row.is_late(TODAY)
        for day in (TODAY - dt.timedelta(days=4), TODAY + dt.timedelta(days=1)):
            with pytest.raises(Refused, match="回访日期"):
                receptions.follow(reception=row, on=day, text="已修", **desk.actor("m2"))
        with pytest.raises(Refused, match="写明"):
            receptions.follow(reception=row, on=TODAY, text=" ", **desk.actor("m2"))
        done = receptions.follow(reception=row, on=TODAY, text="渠道已修复", **desk.actor("m2"))
        assert not done.is_late(TODAY)
        with pytest.raises(Refused, match="已登记"):
            receptions.follow(reception=done, on=TODAY, text="再次", **desk.actor("m2"))

    def test_a_reception_is_entered_after_it_took_place(self, office, desk):
        with pytest.raises(Refused, match="不得晚于今天"):
            desk.reception(on=TODAY + dt.timedelta(days=1), due_on=None)
