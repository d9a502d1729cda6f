"""委托: who may entrust what to whom from the pages, and what is shown before."""

from __future__ import annotations

import re

import pytest

from apps.core.verdicts import Refused
from apps.notifications.models import Message
from apps.organisation import authority, services
from apps.organisation.authority import entrusting
from apps.organisation.models import Delegation
from apps.organisation.vocabulary import DelegationKind
from apps.trail.models import Event
from tests.organisation import delegating
from tests.organisation.delegating import LIST, NOW, REASON, confirm, mandate, meeting, page
from tests.organisation.factories import at

pytestmark = pytest.mark.django_db
cast, granted, web = delegating.cast, delegating.granted, delegating.web


@pytest.mark.clause("23.4")
def test_a_vice_mayor_entrusts_a_deputy_with_one_topic_meeting(web, cast):
    """Given dsg5 without delegation, then blocked; with vm4's of 2026-07-02, allowed."""
    dsg5 = cast.posts["dsg5"]
    assert authority.meeting_mandate(dsg5, "城区内涝治理", at(7, 2)) is None
    blocked = entrusting.may_chair(dsg5.role, "", at(7, 2).date(), mandated=False)
    assert not blocked
    assert [c.clause for c in blocked.cites] == ["23.4"]
    seen, done = confirm(web("vm4"), page("topic_meeting"), meeting(cast))
    assert "受竺清扬副市长委托，由副秘书长召集和主持" in seen.content.decode()
    assert done.status_code == 302
    row = authority.meeting_mandate(dsg5, "关于城区内涝治理的专题会议", at(7, 2, 9))
    assert (row.grantor.code, row.document) == ("vm4", REASON["document"])
    allowed = entrusting.may_chair(dsg5.role, "竺清扬副市长", at(7, 2).date())
    assert "受竺清扬副市长委托" in allowed.reason
    assert authority.meeting_mandate(dsg5, "春耕生产", at(7, 2, 9)) is None
    assert authority.meeting_mandate(dsg5, "城区内涝治理", at(7, 4, 0)) is None
    worn = authority.hats(cast.people["dsg5"], at(7, 2, 9))
    assert [h.post_code for h in worn] == ["dsg5"], "a meeting puts no hat on anybody"


@pytest.mark.clause("5.7")
def test_the_mayor_sees_what_his_mandate_starts_and_what_stays_with_him(web, cast):
    """MY away 10-15…10-20 with a mandate to evm: to him on 10-16, to MY again on 10-21."""
    cast.away("mayor", at(10, 15, 0), at(10, 21, 0))
    client = web("mayor")
    seen, done = confirm(client, page("acting_mayor"), mandate(cast, powers=["convene_executive"]))
    text = seen.content.decode()
    assert "由桂知远主持市政府工作" in text
    assert "10月15日00:00至10月20日" in re.sub(r"\s|<[^>]*>", "", text)
    stays = text[text.index("不随委托转移的职权") :]
    for power in ("签署", "阅批群众来信", "再委托", "召集全体会议", "签发政府规章"):
        assert f"<b>{power}</b>" in stays, power
    assert "<b>召集常务会议</b>" not in stays
    assert done.status_code == 302
    hats = authority.hats(cast.people["evm"], at(10, 16))
    (acting,) = [h for h in hats if h.capacity == "acting_mayor"]
    assert acting.may("convene_executive")
    assert not acting.may("convene_plenary")
    assert not acting.may("personal_sign")
    assert [p.username for p, _ in authority.acting(cast.posts["mayor"], at(10, 21)).people] == [
        "mayor"
    ]


@pytest.mark.clause("5.7")
def test_a_mandate_without_an_absence_says_that_it_starts_nothing_yet(web, cast):
    seen, _ = confirm(web("mayor"), page("acting_mayor"), mandate(cast))
    assert "没有已批准的外出" in seen.content.decode()


@pytest.mark.clause("5.3")
def test_a_special_task_shows_whose_units_it_takes_and_goes_before_the_portfolio(web, cast):
    """MY delegates 国庆安全生产专项 to vm4 for 09-20…10-10; 应急局 files on 09-21: vm4, not evm."""
    values = mandate(
        cast,
        grantee=cast.posts["vm4"].pk,
        subject="国庆安全生产专项",
        units=[cast.units["yjj"].pk],
        from_at="2026-09-20T00:00",
        to_at="2026-10-11T00:00",
    )
    seen, done = confirm(web("mayor"), page("special_task"), values)
    text = seen.content.decode()
    assert "市应急管理局" in text
    assert "现由常务副市长分管" in text
    assert "先于分工" in text
    assert done.status_code == 302
    task = authority.special_task(cast.units["yjj"], "国庆安全生产专项", at(9, 21))
    assert (task.grantee.code, task.document) == ("vm4", REASON["document"])


@pytest.mark.clause("5.3")
def test_a_task_without_its_paper_is_refused_by_the_book(cast):
    terms = dict(
        kind=DelegationKind.SPECIAL_TASK,
        grantor=cast.posts["mayor"],
        grantee=cast.posts["vm4"],
        subject="防汛",
        from_at=at(7, 2, 0),
        to_at=at(8, 1, 0),
        by=cast.people["mayor"],
        at=NOW,
    )
    with pytest.raises(Refused, match="应当写明依据的文件或者批示"):
        services.delegate(**terms)


@pytest.mark.parametrize(
    ("login", "kinds"),
    [
        ("mayor", {"acting_mayor", "special_task", "topic_meeting"}),
        ("evm", {"topic_meeting"}),
        ("vm4", {"topic_meeting"}),
        ("sg", {"acting_mayor", "special_task", "topic_meeting"}),
        ("dsg5", set()),
        ("yjj.head", set()),
    ],
)
def test_the_book_says_who_is_offered_which_delegation(web, cast, login, kinds):
    client = web(login)
    text = client.get(LIST).content.decode()
    for kind in ("acting_mayor", "special_task", "topic_meeting"):
        assert (page(kind) in text) == (kind in kinds), kind
        assert client.get(page(kind)).status_code == (200 if kind in kinds else 403), kind
        posted = client.post(page(kind), mandate(cast, subject="防汛", shown="0" * 32))
        assert posted.status_code in ((200, 422) if kind in kinds else (403,)), kind
    assert client.get(page("named_substitute")).status_code == 404
    assert client.get(page("anything")).status_code == 404
    assert not Delegation.objects.exists()


def test_an_acting_mayor_cannot_entrust_the_mayors_things_but_the_mayor_can_from_afar(web, cast):
    cast.away("mayor", at(6, 30, 0), at(7, 5, 0))
    cast.mandate(at(6, 30, 0), at(7, 5, 0))
    assert web("evm").get(page("special_task")).status_code == 403
    values = mandate(
        cast,
        grantee=cast.posts["vm4"].pk,
        subject="防汛",
        from_at="2026-07-02T00:00",
        to_at="2026-07-09T00:00",
    )
    _, done = confirm(web("mayor"), page("special_task"), values)
    assert done.status_code == 302


def test_the_secretary_general_enters_a_paper_and_it_is_said_who_did(web, cast):
    _, done = confirm(web("sg"), page("topic_meeting"), meeting(cast))
    row = Delegation.objects.get()
    assert (row.grantor.code, row.granted_by.username) == ("vm4", "sg")
    assert "代录书面委托" in web("vm4").get(done["Location"]).content.decode()
    told = set(Message.objects.filter(kind="delegation_granted").values_list("person__username"))
    assert told == {("vm4",), ("dsg5",)}
    event = Event.objects.get(verb="organisation.delegated")
    assert [c["clause"] for c in event.cites] == ["23.4"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"document": ""}, "请填写依据文件"),
        ({"reason": ""}, "请填写理由"),
        ({"to_at": "2026-07-01T00:00"}, "截止时间"),
        ({"from_at": "2026-06-30T00:00"}, "不溯及既往"),
        ({"subject": ""}, "请填写会议议题"),
        ({"grantee": "9" * 30}, "所选项不存在"),
        ({"subject": "长" * 121}, "120"),
        ({"from_at": "<script>"}, "时间请写成"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(web, cast, values, words):
    answer = web("vm4").post(page("topic_meeting"), meeting(cast, **values))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Delegation.objects.exists()


def test_nobody_confirms_what_he_has_not_seen(web, cast):
    client = web("vm4")
    seen = client.post(page("topic_meeting"), meeting(cast))
    mark = re.search(r'name="shown" value="(\w+)"', seen.content.decode()).group(1)
    other = client.post(page("topic_meeting"), meeting(cast, subject="另一议题", shown=mark))
    assert other.status_code == 200
    assert not Delegation.objects.exists()


def test_a_leader_cannot_grant_for_another_by_a_changed_form(web, cast):
    answer = web("vm4").post(page("topic_meeting"), meeting(cast, grantor="vm5"))
    assert answer.status_code == 422
    assert not Delegation.objects.exists()


@pytest.mark.clause("23.4", "5.3")
@pytest.mark.parametrize("grantee", ["vm5", "yjj.head"])
def test_a_topic_meeting_goes_to_a_deputy_only(cast, grantee):
    with pytest.raises(Refused, match="不能委托") as refusal:
        services.delegate(
            kind=DelegationKind.TOPIC_MEETING,
            grantor=cast.posts["vm4"],
            grantee=cast.posts[grantee],
            subject="内涝",
            from_at=at(7, 2, 0),
            to_at=at(7, 3, 0),
            by=cast.people["vm4"],
            at=NOW,
        )
    assert [c.clause for c in refusal.value.verdict.cites] == ["23.4"]
